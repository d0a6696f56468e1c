import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.domain.gates import Gate, make_gate

SHARES = st.floats(0, 1)


def gate(**changes):
    fields = {"nominal": 0.92, "gate": 0.91, "zero_at": 0.81, "mean": 0.922, "std": 0.001, "seeds": 20}
    return Gate(**(fields | changes))


@pytest.mark.parametrize(
    ("accuracy", "credit"),
    [(0.0, 0), (0.81, 0), (0.86, 0.5), (0.91, 1), (0.915, 1), (1.0, 1), (math.nan, 0), (-math.inf, 0), (math.inf, 1)],
)
def test_credit_rises_between_zero_at_and_the_gate(accuracy, credit):
    assert gate().credit(accuracy) == pytest.approx(credit)


@given(SHARES, SHARES)
def test_more_accuracy_never_earns_less(a, b):
    low, high = sorted((a, b))
    assert 0 <= gate().credit(low) <= gate().credit(high) <= 1


@pytest.mark.parametrize(
    "changes", [{"zero_at": 0.91}, {"gate": 0.93}, {"nominal": 1.1}, {"zero_at": -0.1}, {"gate": math.nan}]
)
def test_figures_that_make_no_gate_are_refused(changes):
    with pytest.raises(ValueError, match="a gate needs"):
        gate(**changes)


@given(
    st.lists(st.floats(0.6, 1), min_size=2, max_size=30),
    st.floats(0, 8),
    st.one_of(st.none(), st.integers(100, 10_000)),
)
def test_a_gate_is_never_above_what_was_promised(accuracies, factor, other):
    try:
        made = make_gate(accuracies, nominal=0.9, zero_at=0, factor=factor, other_images=other)
    except ValueError:
        assume(False)
    assert made.gate <= min(0.9, made.mean + 1e-12)
    assert made.mean - 1e-12 <= made.ceiling <= 1
    assert made.supported is (made.gate == 0.9)
    assert made.seeds == len(accuracies)


def test_one_seed_makes_no_gate():
    with pytest.raises(ValueError, match="at least 2 seeds"):
        make_gate([0.9], nominal=0.9, zero_at=0.5, factor=1)
