"""What every report says of a check: its mark, its word, its place in the assignment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from autograder.domain import Assignment, CheckResult, CheckSpec, GradeState, LocalText, Run, RunState, Status
from autograder.locales import Translator


class Mark(StrEnum):
    """The five marks a report shows; a failed check with some credit is partial."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


SIGNS = {Mark.PASSED: "✓", Mark.PARTIAL: "◑", Mark.FAILED: "✗", Mark.SKIPPED: "–", Mark.ERROR: "!"}


def mark_of(result: CheckResult) -> Mark:
    """The mark of a result."""
    if result.status is Status.FAILED and result.earned:
        return Mark.PARTIAL
    return Mark(result.status.value)


def mark_word(mark: Mark, translator: Translator) -> str:
    """The mark in words: never told by its colour or its sign alone."""
    return {
        Mark.PASSED: translator.text("Passed"),
        Mark.PARTIAL: translator.text("In part"),
        Mark.FAILED: translator.text("Failed"),
        Mark.SKIPPED: translator.text("Not run"),
        Mark.ERROR: translator.text("Our error"),
    }[mark]


def state_word(state: GradeState, translator: Translator) -> str:
    """What a grade still waits for, in words."""
    return {
        GradeState.FINAL: translator.text("final"),
        GradeState.AWAITING_REVIEW: translator.text("open questions to mark"),
        GradeState.NEEDS_REVIEW: translator.text("needs a person"),
    }[state]


def run_word(state: RunState, translator: Translator) -> str:
    """How a run ended, in words."""
    return {
        RunState.FINISHED: translator.text("finished"),
        RunState.CRASHED: translator.text("The grading did not end: our problem, a person will look."),
        RunState.REFUSED: translator.text("The submission could not be graded."),
    }[state]


def for_assignment(translator: Translator, assignment: Assignment) -> Translator:
    """The translator with the assignment's own sentences, and the titles of its checks (a sentence may quote one)."""
    titles = {c.title.en: c.title.fr for c in assignment.checks if c.title.fr}
    return translator.extended({**titles, **assignment.translations})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One check's result with its declaration, or a stand-in where this revision no longer declares it."""

    spec: CheckSpec
    result: CheckResult
    number: str


def rows_of(assignment: Assignment, run: Run) -> Iterator[Row]:
    """The run's results in the assignment's order, numbered «exercise.check»; unknown checks come last."""
    by_id = {r.check: r for r in run.results}
    known = {s.id for s in assignment.checks}
    strays = [_stand_in(r) for r in run.results if r.check not in known]
    slugs = [e.slug for e in assignment.exercises]
    slugs += [s for s in dict.fromkeys(spec.exercise for spec in [*assignment.checks, *strays]) if s not in slugs]
    for place, slug in enumerate(slugs, start=1):
        specs = [s for s in [*assignment.checks, *strays] if s.exercise == slug]
        for position, spec in enumerate(specs, start=1):
            if spec.id in by_id:
                yield Row(spec=spec, result=by_id[spec.id], number=f"{place}.{position}")


def _stand_in(result: CheckResult) -> CheckSpec:
    exercise, _, function = result.check.partition(".")
    title = LocalText(en=result.check)
    return CheckSpec(id=result.check, exercise=exercise, function=function, title=title, points=result.points)
