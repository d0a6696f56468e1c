import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checks import CheckFailure, expect
from tests.checks.expect.helpers import Described, RemoteArray, says, typeset

NAN = float("nan")
LOSS = "loss"


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (None, 3, "loss: expected a value, got None. Does the function end with return and a value?"),
        (4, 3, "loss: expected 3, got 4."),
        (7840, 7850, "loss: expected 7,850, got 7,840."),
        (True, 1, "loss: expected 1, got True."),
        (1, True, "loss: expected True, got 1."),
        ("a", "b", "loss: expected 'b', got 'a'."),
        ("3", 3, "loss: expected 3, got '3'."),
        (3, None, "loss: expected None, got 3."),
        (NAN, 3, "loss: expected 3, got nan."),
        ([1, 2], [1, 3], "loss: expected 3 at position [1], got 2."),
        ([1], [1, 3], "loss: expected [1, 3], got [1]."),
        (5, [1, 3], "loss: expected [1, 3], got 5."),
        (np.array([1, 2]), [1, 3], "loss: expected 3 at position [1], got 2."),
        ({"a": [1]}, {"a": [2]}, "loss: expected 2 at position ['a'][0], got 1."),
        ({"a": 1}, {"b": 1}, "loss: expected {'b': 1}, got {'a': 1}."),
        (3, {"b": 1}, "loss: expected {'b': 1}, got 3."),
        (["x" * 90], [1, 2], "loss: expected [1, 2], got list(1)."),
        (list(range(90)), [1, 2], "loss: expected [1, 2], got list(90)."),
        (Described("History"), 3, "loss: expected 3, got History."),
        (np.zeros(1_000_001), 3, "loss: expected 3, got array(float64)."),
        (np.array([1, 2]), np.array([1, 3]), "loss: expected 3 at position [1], got 2; 1 of 2 values differ."),
        ([1, 2], np.array([1, 2, 3]), "loss: expected the shape (3,), got (2,)."),
        ("ab", np.array([1]), "loss: expected an array of numbers, got str."),
        ([[1], [1, 2]], np.array([1]), "loss: expected an array of numbers, got list."),
        (["a"], np.array([1]), "loss: expected an array of numbers, got array(<U1)."),
    ],
)
def test_equal_says_what_differs(actual, expected, message):
    assert says(expect.equal, actual, expected=expected, what=LOSS) == message


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (3, 3),
        (3.0, 3),
        (np.int64(3), 3),
        (np.array(3), 3),
        (3, np.int64(3)),
        (None, None),
        ("a", "a"),
        (np.bool_(True), True),
        ((1, 2), [1, 2]),
        (np.array([1, 2]), (1, 2)),
        ({"a": (1,)}, {"a": [1]}),
        ([1, 2], np.array([1, 2])),
        ([True], np.array([True])),
        (RemoteArray([1, 2]), np.array([1, 2])),
        (10**400, 10**400),
    ],
)
def test_equal_passes(actual, expected):
    expect.equal(actual, expected=expected, what=LOSS)


@pytest.mark.parametrize("expected", [NAN, np.array([NAN])])
def test_nothing_equals_nan(expected):
    with pytest.raises(ValueError, match=r"NaN|finite"):
        expect.equal(NAN, expected=expected, what=LOSS)


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (None, 1.0, "loss: expected a value, got None. Does the function end with return and a value?"),
        (True, 1.0, "loss: expected a number, got bool."),
        ("1", 1.0, "loss: expected a number, got str."),
        ([1.0], 1.0, "loss: expected a number, got list."),
        (np.array([1.0]), 1.0, "loss: expected a number, got array(float64)."),
        (NAN, 1.0, "loss: expected a finite number, got nan."),
        (10**400, 1.0, "loss: expected a finite number, got int."),
        (-np.inf, 1.0, "loss: expected a finite number, got -inf."),
        (2.0, 1.0, "loss: expected 1, got 2."),
        (0.56650001, 0.56647906, "loss: expected 0.5665, got 0.5665: they differ by 2.095e-5."),
        (
            [1.0, NAN, np.inf],
            [1.0, 2.0, 3.0],
            "loss: expected finite numbers, got 2 that are NaN or infinite, the first at position [1].",
        ),
        (
            [[1.0, 5.0], [9.0, 4.0]],
            [[1.0, 2.0], [3.0, 4.0]],
            "loss: expected 3 at position [1, 0], got 9; 2 of 4 values differ.",
        ),
        ([1.0], [[1.0]], "loss: expected the shape (1, 1), got (1,)."),
        ([True], [1.0], "loss: expected an array of numbers, got array(bool)."),
    ],
)
def test_close_says_what_differs(actual, expected, message):
    assert says(expect.close, actual, expected=expected, what=LOSS) == message


def test_a_hint_is_a_second_sentence():
    assert says(expect.close, 2, expected=1, what=LOSS, hint="Mean or sum?") == "loss: expected 1, got 2. Mean or sum?"
    assert (
        says(expect.equal, [2], expected=[1], what=LOSS, hint="Hm?") == "loss: expected 1 at position [0], got 2. Hm?"
    )


def test_close_in_french():
    message = says(expect.close, [1.0, 2.5], expected=[1.0, 2.0], what=LOSS, language="fr")
    assert message == typeset(
        "loss : on attendait 2 à la position [1], on a obtenu 2,5 ; valeurs différentes : 1 sur 2."
    )
    message = says(expect.equal, 7840, expected=7850, what="number of parameters", language="fr")
    assert message == typeset("nombre de paramètres : on attendait 7\u202f850, on a obtenu 7\u202f840.")
    message = says(expect.close, None, expected=1.0, what=LOSS, language="fr")
    assert message == typeset(
        "loss : on attendait une valeur, on a obtenu None. La fonction se termine-t-elle par return et une valeur ?"
    )


def test_close_needs_a_finite_expectation():
    with pytest.raises(ValueError, match="not finite"):
        expect.close(1.0, expected=NAN, what=LOSS)


FLOATS = hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=3), elements=st.floats(width=64))


@given(FLOATS, st.data())
def test_close_passes_exactly_when_allclose_does(actual, data):
    nearby = st.sampled_from([0.0, 1e-9, 1e-6, 1e-5, 1e-3])
    finite = np.where(np.isfinite(actual), actual, 1.0)
    with np.errstate(all="ignore"):
        expected = finite * (1 + data.draw(nearby)) + data.draw(nearby)
    if not np.isfinite(expected).all():
        return
    assert passes(expect.close, actual, expected=expected, what=LOSS) == np.allclose(actual, expected)


def passes(function, *arguments, **settings):
    try:
        function(*arguments, **settings)
    except CheckFailure:
        return False
    return True


@given(hnp.arrays(np.float64, 3, elements=st.floats()), st.integers(0, 2))
def test_nan_never_passes(values, place):
    values[place] = NAN
    for check in (
        lambda: expect.close(values, expected=np.zeros(3), what=LOSS, atol=1e300),
        lambda: expect.equal(values, expected=np.zeros(3), what=LOSS),
        lambda: expect.finite(values, what=LOSS),
        lambda: expect.array(values.tolist(), what=LOSS),
        lambda: expect.distribution(values),
        lambda: expect.monotone(values.tolist(), what=LOSS, names=["a", "b", "c"]),
        lambda: expect.accuracy(
            values, np.zeros(3), gate=type("G", (), {"gate": 0.0, "zero_at": 0.0, "nominal": 0.0})()
        ),
    ):
        assert not passes(check)


HOSTILE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.text(max_size=4)
    | hnp.arrays(
        st.sampled_from([np.float16, np.float64, np.int8, np.uint64, np.bool_]),
        hnp.array_shapes(min_dims=0, max_side=3),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3) | st.tuples(inner)
    ),
    max_leaves=5,
)


@settings(deadline=None)
@given(HOSTILE)
def test_no_value_crashes_an_expectation(value):
    points, labels = np.random.default_rng(0).normal(size=(30, 2)), np.arange(30) % 3
    for check in (
        lambda: expect.equal(value, expected=[1, {"a": 2.0}], what=LOSS),
        lambda: expect.equal(value, expected=np.eye(2), what=LOSS),
        lambda: expect.close(value, expected=1.0, what=LOSS),
        lambda: expect.close(value, expected=[1.0, 2.0], what=LOSS),
        lambda: expect.array(value, what=LOSS, dtype="floating", low=0.0, high=1.0),
        lambda: expect.shape(value, expected=(None, 2), what=LOSS),
        lambda: expect.finite(value, what=LOSS),
        lambda: expect.distribution(value),
        lambda: expect.gradient(value, of=np.sum, at=np.ones(2), what=LOSS, n=4),
        lambda: expect.embedding(value, of=points, what=LOSS),
        lambda: expect.hulls(value, points=points, labels=labels),
        lambda: expect.hulls([value] * 3, points=points, labels=labels),
        lambda: expect.hulls(
            [Described("ConvexHull", {"points": value, "vertices": value})] * 3, points=points, labels=labels
        ),
        lambda: expect.ellipses(value, points=points, labels=labels),
        lambda: expect.ellipses([value] * 3, points=points, labels=labels),
        lambda: expect.ellipses([(value, value)] * 3, points=points, labels=labels),
        lambda: expect.ellipses(
            [Described("GaussianMixture", {"means_": value, "covariances_": value, "covariance_type": value})] * 3,
            points=points,
            labels=labels,
        ),
        lambda: expect.neighborhood_hit(value, points=points, labels=labels),
        lambda: expect.monotone(value, what=LOSS, names=["a", "b"]),
        lambda: expect.figure(value),
        lambda: expect.parameter_count(value, expected=3),
    ):
        passes(check)


@pytest.mark.parametrize(
    ("actual", "settings", "message"),
    [
        (None, {}, "X: expected a value, got None. Does the function end with return and a value?"),
        ("a", {}, "X: expected an array of numbers, got str."),
        ([True], {}, "X: expected an array of numbers, got array(bool)."),
        (RemoteArray([True]), {}, "X: expected an array of numbers, got array(bool)."),
        ([1.0], {"dtype": "float32"}, "X: expected numbers of type float32, got float64."),
        ([1.0], {"dtype": "integer"}, "X: expected numbers of type integer, got float64."),
        ([1], {"dtype": "floating"}, "X: expected numbers of type floating, got int64."),
        ([[1.0]], {"shape": (None, 784)}, "X: expected the shape (n, 784), got (1, 1)."),
        (
            [1.0, NAN],
            {"low": 0},
            "X: expected finite numbers, got 1 that are NaN or infinite, the first at position [1].",
        ),
        ([-1.0, 0.0], {"low": 0}, "X: expected no value below 0, got -1 at position [0]."),
        ([[0.0, 255.0]], {"high": 1}, "X: expected no value above 1, got 255 at position [0, 1]."),
    ],
)
def test_array_says_what_is_wrong(actual, settings, message):
    assert says(expect.array, actual, what="X", **settings) == message


def test_array_returns_an_array():
    assert expect.array([1, 2], what="X", shape=(2,), dtype="integer", low=1, high=2).tolist() == [1, 2]
    assert expect.array([True], what="X", dtype="bool").dtype == bool
    remote = RemoteArray(np.zeros((5, 3), np.float32))
    assert expect.array(remote, what="X", shape=(5, 3), dtype="float32", high=1) is remote
    expect.array(RemoteArray(np.zeros(1), shape=()), what="X", shape=())


def test_large_arrays_are_looked_through_in_pieces():
    class Wide(RemoteArray):
        asked = 0

        def rows(self, indices):
            Wide.asked += 1
            return np.zeros((len(indices), 2**21), np.int8)

    expect.array(Wide(np.zeros(1, np.int8), shape=(5, 2**21)), what="X")
    assert Wide.asked == 3


def test_a_box_that_claims_an_absurd_size_is_not_believed():
    huge = RemoteArray(np.zeros(1), shape=(2**40, 2**40))
    assert says(expect.distribution, huge) == "outputs: the array is too large ((1099511627776, 1099511627776))."
    expect.close(RemoteArray(np.zeros((0, 2))), expected=np.zeros((0, 2)), what="X")


def test_shape_and_finite():
    expect.shape([[1, 2]], expected=(None, 2), what="X")
    expect.shape(RemoteArray(np.zeros((3, 2))), expected=(3, 2), what="X")
    expect.finite(1.0, what="X")
    assert says(expect.shape, [1], expected=(None, 2), what="X") == "X: expected the shape (n, 2), got (1,)."
    assert says(expect.shape, [1], expected=(None, 2), what="X", language="fr") == typeset(
        "X : on attendait la forme (n, 2), on a obtenu (1,)."
    )
    assert says(expect.finite, [[NAN]], what="X").endswith("the first at position [0, 0].")
