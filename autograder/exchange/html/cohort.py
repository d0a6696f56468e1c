"""The cohort's page as plain values: the marks, the checks, and what needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median

from autograder.domain import Cohort, Entry, GradeState, RunState, Status
from autograder.exchange.html import charts
from autograder.exchange.html.svg import Drawing
from autograder.exchange.words import SIGNS, Mark, mark_of, mark_word, state_word
from autograder.locales import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentRow:
    """One line of the table of students. ``pages`` are links by audience."""

    name: str
    attempt: int
    total: float | None
    by_exercise: tuple[float | None, ...]
    state: GradeState
    word: str
    why: str
    pages: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of a check's bar, in hundredths of its width."""

    mark: Mark
    sign: str
    word: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRate:
    """How a cohort fared at one check."""

    id: str
    title: str
    exercise: str
    points: float
    parts: tuple[Part, ...]
    passed: float
    credit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortView:
    """Everything on the cohort's page."""

    students: tuple[StudentRow, ...]
    attention: tuple[StudentRow, ...]
    exercises: tuple[tuple[str, str], ...]
    checks: tuple[CheckRate, ...]
    errors: int
    crashed: int
    answers: int
    mean: float | None
    median: float | None
    histogram: Drawing | None


def cohort_view(cohort: Cohort, translator: Translator, pages: list[dict[str, str]]) -> CohortView:
    """What the teaching staff reads; ``pages`` are the links of each entry, in the cohort's order."""
    students = tuple(_student(cohort, e, p, translator) for e, p in zip(cohort.entries, pages, strict=True))
    graded = [e.grade.total for e in cohort.entries if e.run.state is RunState.FINISHED]
    possible = cohort.assignment.possible
    waiting = sum(e.grade.state is GradeState.AWAITING_REVIEW for e in cohort.entries)
    return CohortView(
        students=students,
        attention=tuple(s for s in students if s.why),
        exercises=tuple((e.slug, translator.local(e.title)) for e in cohort.assignment.exercises),
        checks=_rates(cohort, translator),
        errors=sum(r.status is Status.ERROR for e in cohort.entries for r in e.run.results),
        crashed=sum(e.run.state is RunState.CRASHED for e in cohort.entries),
        answers=waiting,
        mean=round(fmean(graded), 2) if graded else None,
        median=round(median(graded), 2) if graded else None,
        histogram=charts.histogram(graded, possible=possible, identity="marks", translator=translator)
        if graded
        else None,
    )


def _student(cohort: Cohort, entry: Entry, pages: dict[str, str], translator: Translator) -> StudentRow:
    return StudentRow(
        name=entry.submission.student,
        attempt=entry.submission.attempt,
        total=None if entry.run.state is RunState.CRASHED else entry.grade.total,
        by_exercise=tuple(_earned(cohort, entry, e.slug) for e in cohort.assignment.exercises),
        state=entry.grade.state,
        word=state_word(entry.grade.state, translator),
        why=_why(entry, translator),
        pages=pages,
    )


def _why(entry: Entry, translator: Translator) -> str:
    if entry.run.problem is not None:
        return translator.sentence(entry.run.problem)
    if entry.run.state is RunState.CRASHED:
        return translator.text("The grading did not end.")
    errors = sum(r.status is Status.ERROR for r in entry.run.results)
    if not errors:
        return ""
    return translator.plural("{count} check of ours failed.", "{count} checks of ours failed.", errors)


def _earned(cohort: Cohort, entry: Entry, exercise: str) -> float | None:
    results = [entry.run.result(s.id) for s in cohort.assignment.checks if s.exercise == exercise]
    decided = [r.earned for r in results if r is not None and r.earned is not None]
    return round(sum(decided), 4) if decided else None


def _rates(cohort: Cohort, translator: Translator) -> tuple[CheckRate, ...]:
    found = []
    for spec in cohort.assignment.checks:
        results = [r for r in (e.run.result(spec.id) for e in cohort.entries) if r is not None]
        if not results:
            continue
        marks = [mark_of(r) for r in results]
        credits_ = [r.earned / r.points for r in results if r.earned is not None and r.points]
        found.append(
            CheckRate(
                id=spec.id,
                title=translator.local(spec.title),
                exercise=spec.exercise,
                points=spec.points,
                parts=_parts(marks, translator),
                passed=marks.count(Mark.PASSED) / len(marks),
                credit=fmean(credits_) if credits_ else 0.0,
            )
        )
    return tuple(found)


def _parts(marks: list[Mark], translator: Translator) -> tuple[Part, ...]:
    parts, start = [], 0.0
    for mark in Mark:
        count = marks.count(mark)
        if count:
            width = 100 * count / len(marks)
            word = mark_word(mark, translator)
            parts.append(Part(mark=mark, sign=SIGNS[mark], word=word, count=count, start=start, width=width))
            start += width
    return tuple(parts)
