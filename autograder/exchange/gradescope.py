"""Gradescope's ``results.json`` for one submission.

The score is the grade's total, lateness counted; where some points are not decided the output says so.
A check's visibility becomes Gradescope's: after_deadline is ``after_due_date``, or ``after_published``
where the assignment has no deadline; hidden stays ``hidden`` (Gradescope then hides the total from
students). A check that errored carries no score and no status: Gradescope shows it as neither right nor wrong.
"""

from __future__ import annotations

import json
from typing import Any

from autograder.domain import Assignment, Cohort, Entry, GradeState, Status, Visibility
from autograder.errors import UsageError
from autograder.exchange.target import Target, opened
from autograder.exchange.words import Row, for_assignment, rows_of, run_word
from autograder.locales import Translator


def write(cohort: Cohort, target: Target, translator: Translator) -> None:
    """Writes ``results.json`` for the cohort's only entry.

    Raises:
        UsageError: the cohort has no entry or several; Gradescope reads one submission at a time.
    """
    if len(cohort.entries) != 1:
        raise UsageError(f"Gradescope's results.json is for one submission; there are {len(cohort.entries)}.")
    with opened(target) as stream:
        content = results(cohort.assignment, cohort.entries[0], translator)
        json.dump(content, stream, ensure_ascii=False, indent=2, allow_nan=False)
        stream.write("\n")


def results(assignment: Assignment, entry: Entry, translator: Translator) -> dict[str, Any]:
    """The content of ``results.json`` as plain values."""
    translator = for_assignment(translator, assignment)
    run = entry.run
    return {
        "score": entry.grade.total,
        "execution_time": round((run.finished - run.started).total_seconds()),
        "output": _output(entry, translator),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(assignment, row, translator) for row in rows_of(assignment, run)],
        "extra_data": {"revision": run.revision, "engine": run.engine, "run": run.id},
    }


def _output(entry: Entry, translator: Translator) -> str:
    lines = [translator.sentence(n) for n in entry.run.notices]
    if entry.run.problem is not None:
        lines.append(translator.sentence(entry.run.problem))
    elif not entry.run.results:
        lines.append(run_word(entry.run.state, translator))
    if entry.grade.state is GradeState.NEEDS_REVIEW:
        lines.append(translator.text("Some points are not decided yet: a person will look."))
    if entry.grade.late_penalty:
        lines.append(translator.text("Late penalty: −{points}", points=entry.grade.late_penalty))
    return "\n".join(lines)


def _test(assignment: Assignment, row: Row, translator: Translator) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": translator.local(row.spec.title),
        "name_format": "text",
        "number": row.number,
        "max_score": row.result.points,
        "output": translator.sentences([*row.result.feedback, *row.result.facts]),
        "output_format": "text",
        "tags": [row.spec.exercise],
        "visibility": _visibility(assignment, row),
        "extra_data": {"check": row.spec.id, "status": row.result.status.value, "reason": row.result.reason.value},
    }
    if row.result.earned is not None:
        test["score"] = row.result.earned
        test["status"] = "passed" if row.result.status is Status.PASSED else "failed"
    return test


def _visibility(assignment: Assignment, row: Row) -> str:
    if row.spec.visibility is Visibility.AFTER_DEADLINE:
        return "after_due_date" if assignment.deadline else "after_published"
    return row.spec.visibility.value
