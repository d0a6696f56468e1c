"""The grade is a pure function; lateness, reviews and errors count as they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain import (
    Assignment,
    CheckResult,
    CheckSpec,
    Exercise,
    GradeState,
    LatePolicy,
    LocalText,
    Review,
    RubricItem,
    Run,
    RunState,
    Status,
    Submission,
    compute_grade,
)
from autograder.domain.grade import better_run, late_share

DUE = datetime(2026, 12, 1, 12, tzinfo=UTC)
TEXT = LocalText(en="x")
SPECS = tuple(CheckSpec(id=i, exercise="e", function=i, title=TEXT, points=2.0) for i in ("a", "b"))
ASSIGNMENT = Assignment(
    slug="s",
    revision="r",
    title=TEXT,
    exercises=(Exercise(slug="e", title=TEXT, files=("e.py", "e.keras")),),
    checks=SPECS,
    rubric=(RubricItem(id="q", exercise="e", title=TEXT, points=1.0),),
    deadline=DUE,
    late_policy=LatePolicy(grace_minutes=10, per_day=0.1, most=0.5),
)
SUBMISSION = Submission(id="s/ada/1", assignment="s", student="ada", attempt=1, received_at=DUE, digest="d", files=())


def run(*earned: float | None, state: RunState = RunState.FINISHED, started: datetime = DUE) -> Run:
    results = tuple(
        CheckResult(check=s.id, status=_status(e), points=2.0, earned=e) for s, e in zip(SPECS, earned, strict=False)
    )
    return Run(
        id="run",
        submission=SUBMISSION.id,
        revision="r",
        engine="e",
        state=state,
        started=started,
        finished=started,
        results=results,
    )


def _status(earned: float | None) -> Status:
    return Status.ERROR if earned is None else Status.PASSED if earned == 2 else Status.FAILED


def review(item: str, points: float, minutes: int = 0) -> Review:
    return Review(
        id=f"{item}{minutes}",
        submission=SUBMISSION.id,
        item=item,
        points=points,
        author="tina",
        at=DUE + timedelta(minutes=minutes),
    )


def test_points_are_added_and_open_questions_wait():
    grade = compute_grade(ASSIGNMENT, SUBMISSION, run(2.0, 0.5))
    assert (grade.automatic, grade.manual, grade.total, grade.possible) == (2.5, None, 2.5, 5.0)
    assert grade.state is GradeState.AWAITING_REVIEW


def test_the_latest_review_counts_and_completes():
    grade = compute_grade(ASSIGNMENT, SUBMISSION, run(2.0, 2.0), [review("q", 1.0, 5), review("q", 0.25, 1)])
    assert (grade.manual, grade.total, grade.state) == (1.0, 5.0, GradeState.FINAL)


def test_a_review_of_a_check_replaces_what_it_earned_within_its_points():
    assert compute_grade(ASSIGNMENT, SUBMISSION, run(0.0, 2.0), [review("a", 99.0)]).automatic == 4.0
    assert compute_grade(ASSIGNMENT, SUBMISSION, run(2.0, 2.0), [review("a", -99.0)]).automatic == 2.0


def test_an_error_sends_the_grade_to_a_person_until_one_has_looked():
    assert compute_grade(ASSIGNMENT, SUBMISSION, run(None, 2.0)).state is GradeState.NEEDS_REVIEW
    looked = compute_grade(ASSIGNMENT, SUBMISSION, run(None, 2.0), [review("a", 2.0), review("q", 0.0)])
    assert (looked.total, looked.state) == (4.0, GradeState.FINAL)


@pytest.mark.parametrize("state", [RunState.CRASHED, RunState.REFUSED])
def test_a_run_that_did_not_finish_needs_a_person(state):
    assert compute_grade(ASSIGNMENT, SUBMISSION, run(state=state)).state is GradeState.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("late", "share"),
    [
        (timedelta(0), 0.0),
        (timedelta(minutes=10), 0.0),
        (timedelta(minutes=11), 0.1),
        (timedelta(days=1, minutes=11), 0.2),
        (timedelta(days=30), 0.5),
        (timedelta(days=-3), 0.0),
    ],
)
def test_lateness_costs_a_share_per_day_begun(late, share):
    assert late_share(ASSIGNMENT.late_policy, DUE, DUE + late) == pytest.approx(share)
    grade = compute_grade(ASSIGNMENT, replace(SUBMISSION, received_at=DUE + late), run(2.0, 2.0))
    assert grade.total == pytest.approx(4.0 * (1 - share))


@given(st.none() | st.datetimes(timezones=st.just(UTC)))
def test_without_a_deadline_or_a_time_nobody_is_late(received):
    assert late_share(ASSIGNMENT.late_policy, None, received) == 0.0
    assert late_share(ASSIGNMENT.late_policy, DUE, None) == 0.0


@given(st.lists(st.floats(0, 2) | st.none(), min_size=2, max_size=2), st.lists(st.floats(-5, 5), max_size=3))
def test_a_grade_lies_between_nothing_and_everything_and_is_always_the_same(earned, marks):
    reviews = [review("q", m, i) for i, m in enumerate(marks)]
    grade = compute_grade(ASSIGNMENT, SUBMISSION, run(*earned), reviews)
    assert 0 <= grade.total <= grade.possible
    assert grade == compute_grade(ASSIGNMENT, SUBMISSION, run(*earned), list(reversed(reviews)))


def test_a_crashed_run_never_lowers_a_grade():
    good, crashed = run(2.0, 2.0), run(state=RunState.CRASHED, started=DUE + timedelta(hours=1))
    newer = run(0.0, 2.0, started=DUE + timedelta(hours=2))
    assert better_run([good, crashed]) is good
    assert better_run([good, newer, crashed]) is newer
    assert better_run([crashed]) is crashed


def test_an_assignment_knows_its_exercises_and_points():
    assert ASSIGNMENT.exercise("e").script == "e.py"
    assert ASSIGNMENT.exercise("e").models == ("e.keras",)
    assert (ASSIGNMENT.possible, ASSIGNMENT.automatic_possible) == (5.0, 4.0)
    with pytest.raises(KeyError):
        ASSIGNMENT.exercise("x")


def test_decimals_that_teachers_write_add_up_exactly():
    specs = tuple(replace(SPECS[0], id=str(i), points=0.1) for i in range(10))
    assert replace(ASSIGNMENT, checks=specs, rubric=()).possible == 1.0
