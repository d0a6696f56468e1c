"""The grade: a pure function of assignment, submission, run and reviews."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from autograder.domain.assignment import Assignment, LatePolicy
from autograder.domain.results import Run, RunState
from autograder.domain.submission import Submission


class GradeState(StrEnum):
    """What a grade still waits for."""

    FINAL = "final"
    AWAITING_REVIEW = "awaiting_review"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A TA's mark for one rubric item or one check; append-only, the latest counts."""

    id: str
    submission: str
    item: str
    points: float
    author: str
    at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Computed, never edited. ``manual`` is None while no open answer is marked."""

    submission: str
    run: str
    automatic: float
    manual: float | None
    late_penalty: float
    total: float
    possible: float
    state: GradeState


def late_share(policy: LatePolicy, deadline: datetime | None, received: datetime | None) -> float:
    """The share of the mark that lateness costs, between 0 and ``policy.most``."""
    if deadline is None or received is None:
        return 0.0
    late = received - deadline - timedelta(minutes=policy.grace_minutes)
    if late <= timedelta(0):
        return 0.0
    days = math.ceil(late / timedelta(days=1))
    return min(policy.most, policy.per_day * days)


def compute_grade(assignment: Assignment, submission: Submission, run: Run, reviews: Sequence[Review] = ()) -> Grade:
    """The grade of ``submission`` from ``run`` and the latest review of each item.

    A review of a check replaces what the check earned. An errored check without a review
    earns nothing yet and sends the grade to a person; it is never a silent zero.
    """
    latest = {r.item: r for r in sorted(reviews, key=lambda r: r.at)}
    automatic = 0.0
    # A submission that could not be read earns nothing yet, and a person looks at it.
    undecided = run.state is not RunState.FINISHED
    for result in run.results:
        if result.check in latest:
            automatic += min(max(latest[result.check].points, 0.0), result.points)
        elif result.earned is None:
            undecided = True
        else:
            automatic += result.earned
    marked = [latest[i.id] for i in assignment.rubric if i.id in latest]
    most = {i.id: i.points for i in assignment.rubric}
    manual = sum(min(max(r.points, 0.0), most[r.item]) for r in marked) if marked else None
    waiting = len(marked) < len(assignment.rubric) and run.state is RunState.FINISHED
    before = automatic + (manual or 0.0)
    penalty = before * late_share(assignment.late_policy, assignment.deadline, submission.received_at)
    return Grade(
        submission=submission.id,
        run=run.id,
        automatic=round(automatic, 4),
        manual=None if manual is None else round(manual, 4),
        late_penalty=round(penalty, 4),
        total=round(before - penalty, 4),
        possible=assignment.possible,
        state=_state(undecided, waiting),
    )


def better_run(runs: Sequence[Run]) -> Run:
    """The run that counts: the latest that finished; a crashed run never lowers a grade."""
    done = [r for r in runs if r.state is not RunState.CRASHED]
    return max(done or runs, key=lambda r: r.started)


def _state(undecided: bool, waiting: bool) -> GradeState:
    if undecided:
        return GradeState.NEEDS_REVIEW
    return GradeState.AWAITING_REVIEW if waiting else GradeState.FINAL
