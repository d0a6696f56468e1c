"""Domain types to rows and back."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, Select, Table, select

from autograder.domain import CheckResult, Exhibit, Reason, Review, Run, RunState, Status, Submission
from autograder.store import schema

Values: TypeAlias = dict[str, Any]
Batch: TypeAlias = tuple[Table, list[Values]]
Query: TypeAlias = Select[Any]


def from_submission(submission: Submission) -> Values:
    """The row of a submission."""
    return {c.name: getattr(submission, c.name) for c in schema.submissions.columns}


def to_submission(row: Row[Any]) -> Submission:
    """The submission of a row."""
    return Submission(**row._mapping)


def from_review(review: Review) -> Values:
    """The row of a review."""
    return {c.name: getattr(review, c.name) for c in schema.reviews.columns}


def to_review(row: Row[Any]) -> Review:
    """The review of a row."""
    return Review(**row._mapping)


def from_run(run: Run) -> list[Batch]:
    """The rows of a run, in the order in which they can be inserted."""
    head = {
        "id": run.id,
        "submission": run.submission,
        "revision": run.revision,
        "engine": run.engine,
        "state": run.state.value,
        "started": run.started,
        "finished": run.finished,
        "undecided": any(r.status is Status.ERROR for r in run.results),
        "problem": () if run.problem is None else (run.problem,),
        "notices": run.notices,
    }
    return [
        (schema.runs, [head]),
        (schema.results, [_from_result(run.id, position, r) for position, r in enumerate(run.results)]),
        (schema.exhibits, [row for r in run.results for row in _from_exhibits(run.id, r)]),
    ]


def to_run(connection: Connection, row: Row[Any]) -> Run:
    """The run of a row, with its results and exhibits."""
    exhibits: dict[str, list[Exhibit]] = defaultdict(list)
    table = schema.exhibits
    for e in connection.execute(select(table).where(table.c.run == row.id).order_by(table.c.position)):
        exhibits[e.check].append(Exhibit(name=e.name, kind=e.kind, title=e.title[0], data=e.data))
    table = schema.results
    found = connection.execute(select(table).where(table.c.run == row.id).order_by(table.c.position)).all()
    return Run(
        id=row.id,
        submission=row.submission,
        revision=row.revision,
        engine=row.engine,
        state=RunState(row.state),
        started=row.started,
        finished=row.finished,
        results=tuple(_to_result(r, tuple(exhibits[r.check])) for r in found),
        problem=row.problem[0] if row.problem else None,
        notices=row.notices,
    )


def _from_result(run: str, position: int, result: CheckResult) -> Values:
    return {
        "run": run,
        "check": result.check,
        "position": position,
        "status": result.status.value,
        "reason": result.reason.value,
        "points": result.points,
        "earned": result.earned,
        "seconds": result.seconds,
        "feedback": result.feedback,
        "facts": result.facts,
        "detail": _text(result.detail),
    }


def _to_result(row: Row[Any], exhibits: tuple[Exhibit, ...]) -> CheckResult:
    return CheckResult(
        check=row.check,
        status=Status(row.status),
        points=row.points,
        earned=row.earned,
        reason=Reason(row.reason),
        feedback=row.feedback,
        detail=row.detail,
        seconds=row.seconds,
        exhibits=exhibits,
        facts=row.facts,
    )


def _from_exhibits(run: str, result: CheckResult) -> list[Values]:
    return [
        {
            "run": run,
            "check": result.check,
            "position": position,
            "name": exhibit.name,
            "kind": exhibit.kind,
            "title": (exhibit.title,),
            "data": exhibit.data,
        }
        for position, exhibit in enumerate(result.exhibits)
    ]


def _text(text: str) -> str:
    # What a dead process wrote may hold what no database takes: NUL, halves of surrogate pairs.
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
