"""From what a check raised to its result."""

from __future__ import annotations

import traceback

from autograder.checks.explain import StudentFailure
from autograder.checks.failure import CheckFailure
from autograder.checks.student import Student
from autograder.domain import CheckResult, CheckSpec, Reason, Sentence, Status
from autograder.domain.results import errored
from autograder.errors import BoxError


def outcome(spec: CheckSpec, problem: BaseException | None, student: Student | None, seconds: float) -> CheckResult:
    """The result of a check that raised ``problem``, or nothing.

    A :class:`CheckFailure`, a malformed reply and a bare ``assert`` of the check file are the
    student's; anything else is ours.
    """
    if problem is None:
        return _result(spec, Status.PASSED, spec.points, student, seconds)
    if isinstance(problem, CheckFailure):
        detail = problem.detail if isinstance(problem, StudentFailure) else ""
        earned = round(problem.credit * spec.points, 4)
        return _result(
            spec,
            Status.FAILED,
            earned,
            student,
            seconds,
            reason=problem.reason,
            feedback=problem.sentences,
            detail=detail,
        )
    if isinstance(problem, BoxError):
        sentence = Sentence(template="What came back from your program could not be read.")
        return _result(
            spec,
            Status.FAILED,
            0.0,
            student,
            seconds,
            reason=Reason.MALFORMED,
            feedback=(sentence,),
            detail=str(problem),
        )
    detail = "".join(traceback.format_exception(problem))[-4000:]
    if isinstance(problem, AssertionError) and _raised_in_check_file(problem):
        sentence = Sentence(template="This is not yet as the statement asks.")
        return _result(
            spec, Status.FAILED, 0.0, student, seconds, reason=Reason.WRONG, feedback=(sentence,), detail=detail
        )
    return errored(spec, detail, seconds=seconds)


def _result(
    spec: CheckSpec,
    status: Status,
    earned: float,
    student: Student | None,
    seconds: float,
    *,
    reason: Reason = Reason.NONE,
    feedback: tuple[Sentence, ...] = (),
    detail: str = "",
) -> CheckResult:
    return CheckResult(
        check=spec.id,
        status=status,
        points=spec.points,
        earned=earned,
        reason=reason,
        feedback=feedback,
        detail=detail,
        seconds=round(seconds, 3),
        exhibits=tuple(student.exhibits) if student else (),
        facts=tuple(student.facts) if student else (),
    )


def _raised_in_check_file(problem: BaseException) -> bool:
    frames = traceback.extract_tb(problem.__traceback__)
    return bool(frames) and frames[-1].filename.rpartition("/")[2].startswith("check_")
