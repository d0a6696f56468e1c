"""The checks of one submission as a student reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.domain import Reason, Status
from autograder.exchange.words import SIGNS, mark_of

if TYPE_CHECKING:
    from autograder.domain import Assignment, CheckResult, CheckSpec, Exercise, Run
    from autograder.locales import Translator

_STYLES = {"✓": "green", "✗": "red", "◑": "yellow", "–": "dim", "!": "magenta"}
_LONGEST_BLOCKER = 44
_NOT_YET = {Reason.UNTOUCHED, Reason.MISSING, Reason.BLOCKED}


def print_transcript(
    assignment: Assignment, run: Run, specs: Sequence[CheckSpec], words: Translator, console: Console | None = None
) -> None:
    """Prints the exercises, their checks, and the next thing to do."""
    console = console or Console(highlight=False)
    if run.problem is not None:
        console.print(words.sentence(run.problem), markup=False)
        return
    for notice in run.notices:
        console.print(words.sentence(notice), style="dim", markup=False)
    for exercise in assignment.exercises:
        mine = [s for s in specs if s.exercise == exercise.slug]
        if mine:
            _print_exercise(console, exercise, mine, run, words)
    later = len(assignment.checks) - len(specs)
    if later:
        console.print(
            words.plural(
                "{count} check is made only when the work is graded.",
                "{count} checks are made only when the work is graded.",
                later,
            ),
            style="dim",
        )
    console.print(words.text("Next: {step}", step=next_step(run, specs, words)), markup=False)


def next_step(run: Run, specs: Sequence[CheckSpec], words: Translator) -> str:
    """The first thing that is wrong, as something to do."""
    for spec in specs:
        result = run.result(spec.id)
        if result is None or result.status is not Status.FAILED or not result.feedback:
            continue
        if result.reason is Reason.UNTOUCHED and "file" in result.feedback[0].values:
            return words.text("write {file}, then run the check again.", file=result.feedback[0].values["file"])
        said = words.sentence(result.feedback[-1])
        return words.text("{where}: {said}", where=spec.exercise, said=said)
    return words.text("hand in your files; nothing is left to do here.")


def _print_exercise(console: Console, exercise: Exercise, specs: list[CheckSpec], run: Run, words: Translator) -> None:
    results = [(s, r) for s in specs if (r := run.result(s.id)) is not None]
    earned = round(sum(r.earned or 0.0 for _, r in results), 4)
    head = Table.grid(expand=True)
    head.add_column()
    head.add_column(justify="right")
    title = Text(f"{exercise.script} · {words.local(exercise.title)}", style="bold")
    head.add_row(title, f"{words.number(earned)} / {words.number(sum(s.points for s in specs))}")
    console.print(head)
    untouched = [r for _, r in results if r.reason is Reason.UNTOUCHED and "file" in r.feedback[0].values]
    if untouched and all(r.reason in _NOT_YET for _, r in results):
        # One line says it all; a list of crosses under a stub would only discourage.
        console.print(Text("  · " + words.sentence(untouched[0].feedback[0]), style="dim"))
    else:
        console.print(_checks(results, words))
    console.print()


def _checks(results: Sequence[tuple[CheckSpec, CheckResult]], words: Translator) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=3, justify="right")
    table.add_column(min_width=6)
    table.add_column()
    said = ""
    for spec, result in results:
        mark = SIGNS[mark_of(result)]
        style = "dim" if result.status is Status.SKIPPED else ""
        table.add_row(
            Text(mark, style=_STYLES[mark]), _points(result, words), Text(words.local(spec.title), style=style)
        )
        feedback = _feedback(result, words)
        if feedback and feedback != said:
            table.add_row("", "", Text(feedback, style=style or "default"))
        said = feedback
        for fact in result.facts:
            table.add_row("", "", Text(words.sentence(fact), style="dim"))
    return table


def _feedback(result: CheckResult, words: Translator) -> str:
    return " ".join(_shortened(result, words))


def _shortened(result: CheckResult, words: Translator) -> Iterator[str]:
    for sentence in result.feedback:
        text = words.sentence(sentence)
        if result.reason is Reason.BLOCKED and len(text) > _LONGEST_BLOCKER:
            text = text[:_LONGEST_BLOCKER].rstrip() + "…"
        yield text


def _points(result: CheckResult, words: Translator) -> str:
    points = words.number(result.points)
    if result.earned is None:
        return f"?/{points}"
    return points if result.status is Status.PASSED else f"{words.number(result.earned)}/{points}"
