"""The table of a graded cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.domain import GradeState, RunState, Status

if TYPE_CHECKING:
    from autograder.domain import Cohort, Entry
    from autograder.locales import Translator

_WIDTH_OF_A_FILE = 150


def print_cohort(cohort: Cohort, words: Translator, console: Console | None = None) -> None:
    """Prints student, marks and the first thing to know about each."""
    table = Table(box=box.SIMPLE_HEAD, title=escape(words.local(cohort.assignment.title)), title_justify="left")
    table.add_column(words.text("student"))
    table.add_column(words.text("automatic"), justify="right")
    table.add_column(words.text("late"), justify="right")
    table.add_column(words.text("total"), justify="right")
    table.add_column(words.text("in one sentence"), overflow="fold")
    for entry in cohort.entries:
        table.add_row(*map(escape, _row(entry, cohort, words)))
    (console or _wide()).print(table)


def _wide() -> Console:
    """A terminal as wide as it is; a file or a pipe gets room for whole sentences."""
    console = Console()
    return console if console.is_terminal else Console(width=_WIDTH_OF_A_FILE)


def _row(entry: Entry, cohort: Cohort, words: Translator) -> list[str]:
    grade = entry.grade
    automatic = f"{words.number(grade.automatic)} / {words.number(cohort.assignment.automatic_possible)}"
    late = f"−{words.number(grade.late_penalty)}" if grade.late_penalty else ""
    total = f"{words.number(grade.total)} / {words.number(grade.possible)}"
    return [entry.submission.student, automatic, late, total, in_one_sentence(entry, words)]


def in_one_sentence(entry: Entry, words: Translator) -> str:
    """The problem of a submission that was not run, or its first failure, or what it waits for."""
    if entry.run.problem is not None:
        return str(words.sentence(entry.run.problem))
    for status in (Status.ERROR, Status.FAILED):
        for result in entry.run.results:
            if result.status is status and result.feedback:
                said = " ".join(words.sentence(s) for s in result.feedback)
                return words.text("{where}: {said}", where=result.check, said=said)
    if entry.run.state is RunState.CRASHED:
        return words.text("The run broke off: our problem, a person will look.")
    if entry.grade.state is GradeState.AWAITING_REVIEW:
        return words.text("Everything passed; the open questions wait for a person.")
    return words.text("Everything passed.")
