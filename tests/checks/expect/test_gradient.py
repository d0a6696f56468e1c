import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks import expect
from tests.checks.expect.helpers import says

rng = np.random.default_rng(7)
X = rng.normal(size=(5, 3))
Y = np.eye(3)[[0, 1, 2, 1, 1]] + 0.1
W = rng.normal(size=(3, 3))
B = rng.normal(size=3)


def loss(w, b=B):
    return ((X @ w + b - Y) ** 2).sum() / 2 / len(X)


DELTA = X @ W + B - Y
TRUE_W = X.T @ DELTA / len(X)
TRUE_B = DELTA.mean(axis=0)

WRONG_AXIS = (
    "grad_b: expected the shape (3,), got (5,). There is one number per example: the sum is taken over the wrong axis."
)


def said(actual, *, at=W, of=loss, what="grad_W", **settings):
    return says(expect.gradient, actual, of=of, at=at, what=what, **settings)


@pytest.mark.parametrize(
    ("actual", "hint"),
    [
        (-TRUE_W, "The sign is wrong: this is minus the gradient."),
        (2 * TRUE_W, "This is twice the gradient: a factor 1/2 is missing."),
        (TRUE_W / 2, "This is half the gradient: a factor 2 is missing."),
        (5 * TRUE_W, "This is 5 times the gradient: the sum over the examples is not divided by their number."),
        (TRUE_W / 5, "This is the gradient divided by 5: the mean over the examples is taken twice."),
        (-5 * TRUE_W, "The sign is wrong, and the sum over the 5 examples is not divided by their number."),
        (TRUE_W.T, "This is the gradient transposed."),
        (5 * TRUE_W.T, "This is 5 times the gradient, and transposed."),
        (3 * TRUE_W, "Every entry is 3 times what it should be."),
    ],
)
def test_the_usual_mistakes_are_named(actual, hint):
    message = said(actual, n=5)
    assert message.startswith("grad_W: expected ")
    assert message.endswith(hint)


def test_the_worst_entry_is_named():
    wrong = TRUE_W.copy()
    wrong[1, 2] += 1
    assert said(wrong) == f"grad_W: expected {TRUE_W[1, 2]:.4g} at position [1, 2], got {TRUE_W[1, 2] + 1:.4g}."


@pytest.mark.parametrize(
    ("actual", "message"),
    [
        (
            DELTA.mean(axis=1),
            WRONG_AXIS,
        ),
        (
            DELTA.sum(axis=1),
            WRONG_AXIS,
        ),
        (np.ones(5), "grad_b: expected the shape (3,), got (5,)."),
        (np.full(5, np.nan), "grad_b: expected the shape (3,), got (5,)."),
        (np.ones(4), "grad_b: expected the shape (3,), got (4,)."),
        (TRUE_B[None], "grad_b: expected the shape (3,), got (1, 3). The values are right, in one axis too many."),
        (TRUE_B[:, None], "grad_b: expected the shape (3,), got (3, 1). The values are right, in one axis too many."),
        (None, "grad_b: expected a value, got None. Does the function end with return and a value?"),
        (
            [1.0, 2.0, np.nan],
            "grad_b: expected finite numbers, got 1 that are NaN or infinite, the first at position [2].",
        ),
        ("abc", "grad_b: expected an array of numbers, got str."),
    ],
)
def test_gradients_of_another_shape(actual, message):
    assert said(actual, at=B, of=lambda b: loss(W, b), what="grad_b", n=5) == message


def test_values_in_another_shape():
    wide = np.ones((2, 3))
    assert said(np.arange(6.0), at=wide, of=lambda w: (w * np.arange(6).reshape(2, 3)).sum()) == (
        "grad_W: expected the shape (2, 3), got (6,). The values are right, in another shape."
    )
    message = said(np.arange(6.0).reshape(2, 3).T, at=wide, of=lambda w: (w * np.arange(6).reshape(2, 3)).sum())
    assert message == "grad_W: expected the shape (2, 3), got (3, 2). This is the gradient transposed."


def test_gradient_in_french():
    message = said(-TRUE_W, language="fr")
    assert message.endswith("Le signe est faux\u00a0: c’est l’opposé du gradient.")


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_a_right_gradient_passes_in_every_precision(dtype):
    expect.gradient(TRUE_W.astype(dtype), of=loss, at=W, what="grad_W")
    expect.gradient(TRUE_B.tolist(), of=lambda b: loss(W, b), at=B, what="grad_b", n=5)


def test_a_gradient_of_zero():
    expect.gradient([0.0, 0.0], of=lambda x: 3.0, at=[1.0, 2.0], what="g")
    assert (
        says(expect.gradient, [1.0, 0.0], of=lambda x: 3.0, at=[1.0, 2.0], what="g")
        == "g: expected 0 at position [0], got 1."
    )


def test_a_number_is_a_point_too():
    expect.gradient(108.0, of=lambda x: x**4, at=3.0, what="g")


def test_a_function_that_is_not_finite_is_the_authors_mistake():
    with pytest.raises(ValueError, match="not finite"):
        expect.gradient([1.0], of=lambda x: float("nan"), at=[1.0], what="g")


@settings(deadline=None)
@given(st.lists(st.floats(-50, 50), min_size=1, max_size=4))
def test_gradients_of_smooth_functions_pass(at):
    at = np.array(at)
    expect.gradient(np.cos(at) + 2 * at, of=lambda x: (np.sin(x) + x**2).sum(), at=at, what="g")
