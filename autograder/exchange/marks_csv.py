"""One row per student, for a spreadsheet: UTF-8 with a byte order mark, commas, decimal points.

Points keep the decimal point in every language, so that the file reads the same everywhere; a French
spreadsheet asks for the separator when it opens the file. A check that errored is an empty cell, because
its points are not decided. A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import re
from datetime import datetime

from autograder.domain import Assignment, CheckResult, Cohort, Entry
from autograder.exchange.target import Target, opened
from autograder.exchange.words import state_word
from autograder.locales import Translator

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def write(cohort: Cohort, target: Target, translator: Translator) -> None:
    """Writes one header row and one row per entry; the columns are those of the assignment's checks."""
    with opened(target, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow([safe_cell(title) for title in _header(cohort.assignment, translator)])
        for entry in cohort.entries:
            rows.writerow(_row(cohort.assignment, entry, translator))


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula."""
    text = _UNWRITABLE.sub("", text)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _header(assignment: Assignment, translator: Translator) -> list[str]:
    return [
        translator.text("Student"),
        translator.text("Attempt"),
        translator.text("Received"),
        translator.text("State"),
        translator.text("Total"),
        translator.text("Possible"),
        translator.text("Automatic"),
        translator.text("Open questions"),
        translator.text("Late penalty"),
        *(e.slug for e in assignment.exercises),
        *(s.id for s in assignment.checks),
    ]


def _row(assignment: Assignment, entry: Entry, translator: Translator) -> list[str]:
    grade = entry.grade
    by_exercise = [_sum(assignment, entry, e.slug) for e in assignment.exercises]
    by_check = [_earned(entry.run.result(s.id)) for s in assignment.checks]
    return [
        safe_cell(entry.submission.student),
        str(entry.submission.attempt),
        _moment(entry.submission.received_at),
        safe_cell(state_word(grade.state, translator)),
        *(_points(p) for p in (grade.total, grade.possible, grade.automatic, grade.manual, grade.late_penalty)),
        *(_points(p) for p in by_exercise),
        *(_points(p) for p in by_check),
    ]


def _sum(assignment: Assignment, entry: Entry, exercise: str) -> float | None:
    """The points decided so far; empty where not one check of the exercise was decided."""
    ids = [s.id for s in assignment.checks if s.exercise == exercise]
    decided = [p for p in (_earned(entry.run.result(i)) for i in ids) if p is not None]
    return round(sum(decided), 4) if decided else None


def _earned(result: CheckResult | None) -> float | None:
    return None if result is None else result.earned


def _points(value: float | None) -> str:
    return "" if value is None else f"{round(value, 4):g}"


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(sep=" ", timespec="seconds")
