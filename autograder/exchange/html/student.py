"""A student's page as plain values, ready for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from autograder.domain import Assignment, Entry, GradeState, Review, RubricItem, RunState, Visibility
from autograder.exchange.html.audience import Audience, Seen, seen_by
from autograder.exchange.html.exhibits import Shown, shown
from autograder.exchange.words import SIGNS, Mark, Row, mark_of, mark_word, run_word, state_word
from autograder.locales import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One check on the page."""

    anchor: str
    id: str
    number: str
    title: str
    mark: Mark
    sign: str
    word: str
    earned: float | None
    points: float
    feedback: tuple[str, ...]
    facts: tuple[str, ...]
    exhibits: tuple[Shown, ...]
    visibility: str
    seconds: float
    reason: str
    detail: str
    review: Review | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One open question: its points if a person has marked it."""

    id: str
    title: str
    guide: str
    points: float
    review: Review | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseView:
    """One exercise: its checks, its open questions and what they are worth."""

    slug: str
    title: str
    script: str
    checks: tuple[CheckView, ...]
    questions: tuple[QuestionView, ...]
    earned: float
    points: float
    undecided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentView:
    """Everything on a student's page."""

    entry: Entry
    audience: Audience
    total: float | None
    possible: float
    provisional: bool
    state: str
    needs_person: bool
    exercises: tuple[ExerciseView, ...]
    counts: tuple[tuple[Mark, str, str, int], ...]
    first: CheckView | None
    to_look_at: tuple[CheckView, ...]
    problem: str
    notices: tuple[str, ...]
    later: int
    never: int
    waiting: bool


def student_view(
    assignment: Assignment,
    entry: Entry,
    translator: Translator,
    *,
    audience: Audience,
    now: datetime,
) -> StudentView:
    """What ``audience`` reads about one entry.

    While checks are kept back until the deadline, the student's total is that of the checks shown, so that
    the page neither gives the others away nor shows a sum that does not add up.
    """
    seen = seen_by(audience, assignment, entry.run, now)
    latest = {r.item: r for r in sorted(entry.reviews, key=lambda r: r.at)}
    exercises = _exercises(assignment, seen, latest, translator)
    checks = [check for exercise in exercises for check in exercise.checks]
    provisional = seen.later > 0
    grade = entry.grade
    return StudentView(
        entry=entry,
        audience=audience,
        total=_total(entry, exercises, provisional),
        possible=round(sum(e.points for e in exercises), 4) if provisional else grade.possible,
        provisional=provisional,
        state=state_word(grade.state, translator),
        needs_person=grade.state is GradeState.NEEDS_REVIEW,
        exercises=exercises,
        counts=_counts(checks, translator),
        first=next((c for c in checks if c.mark in {Mark.FAILED, Mark.PARTIAL} and c.feedback), None),
        to_look_at=tuple(c for c in checks if c.earned is None and c.review is None),
        problem=_problem(entry, translator),
        notices=tuple(translator.sentence(n) for n in entry.run.notices),
        later=seen.later,
        never=seen.never,
        waiting=grade.state is GradeState.AWAITING_REVIEW,
    )


def _total(entry: Entry, exercises: Sequence[ExerciseView], provisional: bool) -> float | None:
    if entry.run.state is RunState.CRASHED:
        return None
    return round(sum(e.earned for e in exercises), 4) if provisional else entry.grade.total


def _problem(entry: Entry, translator: Translator) -> str:
    if entry.run.problem is not None:
        return translator.sentence(entry.run.problem)
    return "" if entry.run.state is RunState.FINISHED else run_word(entry.run.state, translator)


def _counts(checks: Sequence[CheckView], translator: Translator) -> tuple[tuple[Mark, str, str, int], ...]:
    numbers = {mark: sum(c.mark is mark for c in checks) for mark in Mark}
    return tuple((mark, SIGNS[mark], mark_word(mark, translator), n) for mark, n in numbers.items() if n)


def _exercises(
    assignment: Assignment, seen: Seen, reviews: dict[str, Review], translator: Translator
) -> tuple[ExerciseView, ...]:
    titles = {e.slug: translator.local(e.title) for e in assignment.exercises}
    scripts = {e.slug: e.script for e in assignment.exercises}
    found = []
    for slug in dict.fromkeys([*titles, *(row.spec.exercise for row in seen.rows)]):
        checks = tuple(_check(row, reviews, translator) for row in seen.rows if row.spec.exercise == slug)
        questions = tuple(_question(i, reviews, translator) for i in assignment.rubric if i.exercise == slug)
        if checks or questions:
            found.append(_exercise(slug, titles.get(slug, slug), scripts.get(slug, ""), checks, questions))
    return tuple(found)


def _exercise(
    slug: str, title: str, script: str, checks: tuple[CheckView, ...], questions: tuple[QuestionView, ...]
) -> ExerciseView:
    marked = [q.review.points for q in questions if q.review]
    decided = [c.review.points if c.review else c.earned for c in checks]
    return ExerciseView(
        slug=slug,
        title=title,
        script=script,
        checks=checks,
        questions=questions,
        earned=round(sum(p for p in [*decided, *marked] if p is not None), 4),
        points=round(sum(c.points for c in checks) + sum(q.points for q in questions), 4),
        undecided=None in decided or len(marked) < len(questions),
    )


def _check(row: Row, reviews: dict[str, Review], translator: Translator) -> CheckView:
    result, mark = row.result, mark_of(row.result)
    anchor = f"check-{row.number.replace('.', '-')}"
    exhibits = [
        shown(e, identity=f"{anchor}-{i}", translator=translator) for i, e in enumerate(result.exhibits, start=1)
    ]
    return CheckView(
        anchor=anchor,
        id=row.spec.id,
        number=row.number,
        title=translator.local(row.spec.title),
        mark=mark,
        sign=SIGNS[mark],
        word=mark_word(mark, translator),
        earned=result.earned,
        points=result.points,
        feedback=tuple(translator.sentence(s) for s in result.feedback),
        facts=tuple(translator.sentence(s) for s in result.facts),
        exhibits=tuple(exhibits),
        visibility=_kept_back(row.spec.visibility, translator),
        seconds=result.seconds,
        reason=result.reason.value,
        detail=result.detail,
        review=reviews.get(row.spec.id),
    )


def _kept_back(visibility: Visibility, translator: Translator) -> str:
    return {
        Visibility.VISIBLE: "",
        Visibility.AFTER_DEADLINE: translator.text("shown after the deadline"),
        Visibility.HIDDEN: translator.text("hidden from students"),
    }[visibility]


def _question(item: RubricItem, reviews: dict[str, Review], translator: Translator) -> QuestionView:
    return QuestionView(
        id=item.id,
        title=translator.local(item.title),
        guide=translator.local(item.guide),
        points=item.points,
        review=reviews.get(item.id),
    )
