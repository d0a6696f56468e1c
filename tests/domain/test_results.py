"""The rules of results: what can be earned, and what stands behind what."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain import CheckResult, CheckSpec, LocalText, Reason, Sentence, Status
from autograder.domain.results import any_error_in, blocked, errored, every_check, refused
from tests.strategies import runs

POINTS = st.floats(0, 100)


def spec(id_: str = "exo1.a", points: float = 1.0, after: tuple[str, ...] = ()) -> CheckSpec:
    return CheckSpec(id=id_, exercise="exo1", function="f", title=LocalText(en="It works."), points=points, after=after)


def result(id_: str, status: Status, points: float = 1.0) -> CheckResult:
    earned = None if status is Status.ERROR else points if status is Status.PASSED else 0.0
    return CheckResult(check=id_, status=status, points=points, earned=earned)


@given(POINTS, st.floats(allow_nan=True, allow_infinity=True))
def test_what_is_earned_lies_between_nothing_and_the_points(points, earned):
    fits = 0 <= earned <= points
    try:
        CheckResult(check="a", status=Status.FAILED, points=points, earned=earned)
    except ValueError:
        assert not fits
    else:
        assert fits
        assert not math.isnan(earned)


@pytest.mark.parametrize("status", list(Status))
def test_nothing_is_earned_exactly_when_we_erred(status):
    with pytest.raises(ValueError, match="exactly when the check errored"):
        CheckResult(check="a", status=status, points=1.0, earned=0.0 if status is Status.ERROR else None)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (Status.PASSED, None),
        (Status.FAILED, Status.SKIPPED),
        (Status.SKIPPED, Status.SKIPPED),
        (Status.ERROR, Status.ERROR),
    ],
)
def test_a_check_behind_another(earlier, expected):
    found = blocked(spec(after=("first",)), [result("first", earlier)], {"first": Sentence(template="First.")})
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert found.status is expected
    assert found.earned == (None if expected is Status.ERROR else 0.0)
    if expected is Status.SKIPPED:
        assert found.reason is Reason.BLOCKED
        assert str(found.feedback[0]) == "Blocked by: First."


def test_behind_a_failed_and_an_errored_check_is_our_error():
    earlier = [result("first", Status.FAILED), result("second", Status.ERROR)]
    found = blocked(spec(after=("first", "second")), earlier, {})
    assert found is not None
    assert found.status is Status.ERROR


def test_a_check_that_was_not_run_blocks_nothing():
    assert blocked(spec(after=("absent",)), [], {}) is None


def test_a_blocker_without_a_title_is_named_by_its_id():
    found = blocked(spec(after=("first",)), [result("first", Status.FAILED)], {})
    assert found is not None
    assert "Blocked by:" in str(found.feedback[0])


def test_a_check_without_a_result_is_our_error_and_the_order_is_the_specs():
    specs = [spec("a"), spec("b"), spec("c")]
    found = every_check(specs, [result("c", Status.PASSED), result("a", Status.FAILED)])
    assert [(r.check, r.status) for r in found] == [
        ("a", Status.FAILED),
        ("b", Status.ERROR),
        ("c", Status.PASSED),
    ]


def test_a_refused_submission_fails_every_check_for_its_reason():
    problem = Sentence(template="It is damaged.")
    assert [(r.earned, r.feedback) for r in refused([spec("a"), spec("b")], problem)] == [(0.0, (problem,))] * 2


def test_an_error_costs_no_points_and_calls_a_person():
    found = errored(spec(points=3.0), "boom")
    assert (found.earned, found.detail, found.reason) == (None, "boom", Reason.GRADER)


@given(st.lists(runs(), max_size=3))
def test_some_error_is_some_check_or_some_run(found):
    expected = any(r.state.value == "crashed" or any(c.earned is None for c in r.results) for r in found)
    assert any_error_in(found) == expected
