"""The package's own contract, ``autograder/grades/v1``: what ``--json`` prints.

It is the teaching staff's file: every check is in it, hidden ones too. Its schema lies in
``schemas/grades-v1.json``. ``feedback`` is one text, a sentence per line, in the translator's language;
``earned`` is null exactly when the check errored; points are numbers, never text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.domain import Assignment, Cohort, Entry
from autograder.exchange.target import Target, opened
from autograder.exchange.words import Row, for_assignment, rows_of
from autograder.locales import Translator

SCHEMA = "autograder/grades/v1"
SCHEMA_FILE = Path(__file__).parent / "schemas" / "grades-v1.json"


def write(cohort: Cohort, target: Target, translator: Translator) -> None:
    """Writes the cohort's grades as JSON, with a line end after it."""
    with opened(target) as stream:
        json.dump(grades(cohort, translator), stream, ensure_ascii=False, indent=2, allow_nan=False)
        stream.write("\n")


def grades(cohort: Cohort, translator: Translator) -> dict[str, Any]:
    """The cohort's grades as plain values, as the schema describes them."""
    translator = for_assignment(translator, cohort.assignment)
    engines = sorted({e.run.engine for e in cohort.entries})
    return {
        "schema": SCHEMA,
        "assignment": cohort.assignment.slug,
        "revision": cohort.assignment.revision,
        "engine": ", ".join(engines),
        "grades": [_grade(cohort.assignment, entry, translator) for entry in cohort.entries],
    }


def _grade(assignment: Assignment, entry: Entry, translator: Translator) -> dict[str, Any]:
    return {
        "student": entry.submission.student,
        "attempt": entry.submission.attempt,
        "state": entry.grade.state.value,
        "total": entry.grade.total,
        "possible": entry.grade.possible,
        "results": [_result(row, translator) for row in rows_of(assignment, entry.run)],
    }


def _result(row: Row, translator: Translator) -> dict[str, Any]:
    return {
        "check": row.spec.id,
        "exercise": row.spec.exercise,
        "title": translator.local(row.spec.title),
        "status": row.result.status.value,
        "reason": row.result.reason.value,
        "points": row.result.points,
        "earned": row.result.earned,
        "feedback": translator.sentences(row.result.feedback),
        "seconds": round(row.result.seconds, 3),
    }
