"""What the checks found: results of one run, and the sandbox's report of one process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from autograder.domain.assignment import CheckSpec
from autograder.domain.feedback import Sentence


class Status(StrEnum):
    """The four outcomes of a check; ``ERROR`` is our bug and costs no points."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


class Reason(StrEnum):
    """Why a check did not pass."""

    NONE = ""
    WRONG = "wrong"
    MISSING = "missing"
    UNTOUCHED = "untouched"
    EXCEPTION = "exception"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    MALFORMED = "malformed"
    BLOCKED = "blocked"
    GRADER = "grader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """The sandbox's report on one box, made by the process that watched it."""

    exit_status: int | None
    signal: int | None
    cpu_seconds: float
    wall_seconds: float
    peak_memory_mb: float
    stdout: str = ""
    stderr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Something worth looking at that a check kept.

    ``kind`` is "png" (``data``: the picture's bytes), "curves" or "scatter" (``data``: UTF-8
    JSON; curves: {"x": [...], "series": {name: [...]}}, scatter: {"x", "y", "label"} lists).
    """

    name: str
    kind: str
    title: Sentence
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The outcome of one check. ``earned is None`` means: our error, points not decided."""

    check: str
    status: Status
    points: float
    earned: float | None
    reason: Reason = Reason.NONE
    feedback: tuple[Sentence, ...] = ()
    detail: str = ""
    seconds: float = 0.0
    exhibits: tuple[Exhibit, ...] = ()
    facts: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        if (self.earned is None) != (self.status is Status.ERROR):
            raise ValueError(f"{self.check}: earned is None exactly when the check errored")
        # Written so that NaN fails it too: NaN never earns.
        if self.earned is not None and not 0 <= self.earned <= self.points:
            raise ValueError(f"{self.check}: earned {self.earned} is outside 0 to {self.points}")


class RunState(StrEnum):
    """How a run ended."""

    FINISHED = "finished"
    CRASHED = "crashed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One grading of one submission; append-only. ``problem`` says why there are no results."""

    id: str
    submission: str
    revision: str
    engine: str
    state: RunState
    started: datetime
    finished: datetime
    results: tuple[CheckResult, ...]
    problem: Sentence | None = None
    notices: tuple[Sentence, ...] = field(default=())

    def result(self, check: str) -> CheckResult | None:
        """The result of the check with this id, if there is one."""
        return next((r for r in self.results if r.check == check), None)


def errored(spec: CheckSpec, detail: str, *, seconds: float = 0.0) -> CheckResult:
    """The result of a check that could not decide because of us."""
    return CheckResult(
        check=spec.id,
        status=Status.ERROR,
        points=spec.points,
        earned=None,
        reason=Reason.GRADER,
        feedback=(
            Sentence(template="The grader met a problem of its own here; it costs you nothing and a person will look."),
        ),
        detail=detail,
        seconds=seconds,
    )


def blocked(spec: CheckSpec, earlier: Sequence[CheckResult], titles: dict[str, Sentence]) -> CheckResult | None:
    """The result of a check whose dependencies forbid running it, or None if it may run.

    Behind an errored check: error. Behind a failed or skipped one: skipped, 0 points.
    """
    by_id = {r.check: r for r in earlier}
    causes = [by_id[c] for c in spec.after if c in by_id and by_id[c].status is not Status.PASSED]
    if not causes:
        return None
    if any(r.status is Status.ERROR for r in causes):
        return errored(spec, "blocked by an errored check")
    cause = titles.get(causes[0].check, Sentence(template="{check}", values={"check": causes[0].check}))
    return CheckResult(
        check=spec.id,
        status=Status.SKIPPED,
        points=spec.points,
        earned=0.0,
        reason=Reason.BLOCKED,
        feedback=(Sentence(template="Blocked by: {title}", values={"title": cause.template}),),
    )


def refused(specs: Iterable[CheckSpec], problem: Sentence) -> tuple[CheckResult, ...]:
    """The results of a submission that cannot be run: every check failed, for this one reason."""
    return tuple(
        CheckResult(
            check=spec.id,
            status=Status.FAILED,
            points=spec.points,
            earned=0.0,
            reason=Reason.MISSING,
            feedback=(problem,),
        )
        for spec in specs
    )


def every_check(specs: Iterable[CheckSpec], results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """The results in the order of the specs, with an error for each check that has none."""
    by_id = {r.check: r for r in results}
    return tuple(by_id.get(s.id) or errored(s, "the check process ended before this check") for s in specs)


def any_error_in(runs: Iterable[Run]) -> bool:
    """Whether some check of some run errored, or a run broke off."""
    return any(r.state is RunState.CRASHED or any(c.status is Status.ERROR for c in r.results) for r in runs)
