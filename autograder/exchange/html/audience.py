"""Who reads a page, and what that person may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from autograder.domain import Assignment, CheckSpec, Run, Sentence, Status, Visibility
from autograder.exchange.words import Row, rows_of

Audience: TypeAlias = Literal["student", "ta"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A run's rows as one audience sees them.

    ``later`` and ``never`` count the checks kept back until the deadline, and for good.
    """

    rows: tuple[Row, ...]
    later: int = 0
    never: int = 0


def seen_by(audience: Audience, assignment: Assignment, run: Run, now: datetime) -> Seen:
    """What ``audience`` sees of a run at the moment ``now``."""
    rows = tuple(rows_of(assignment, run))
    if audience == "ta":
        return Seen(rows=rows)
    kept = [row for row in rows if not is_shown(row.spec, assignment, now)]
    ids = {row.spec.id for row in kept}
    never = sum(row.spec.visibility is Visibility.HIDDEN for row in kept)
    return Seen(
        rows=tuple(_discreet(row, ids) for row in rows if row.spec.id not in ids),
        later=len(kept) - never,
        never=never,
    )


def is_shown(spec: CheckSpec, assignment: Assignment, now: datetime) -> bool:
    """Whether a student may see the check. Without a deadline there is nothing to wait for."""
    if spec.visibility is Visibility.AFTER_DEADLINE:
        return assignment.deadline is None or _aware(now) > _aware(assignment.deadline)
    return spec.visibility is Visibility.VISIBLE


def _discreet(row: Row, kept: set[str]) -> Row:
    """The row without the title of a check that its reader may not know of."""
    if row.result.status is not Status.SKIPPED or not kept.intersection(row.spec.after):
        return row
    feedback = (Sentence(template="Blocked by a check that is not shown."),)
    return replace(row, result=replace(row.result, feedback=feedback))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
