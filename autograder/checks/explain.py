"""Says what happened in a box: one sentence for the student, the detail for the TA."""

from __future__ import annotations

import signal
from typing import Any

from autograder.checks.failure import CheckFailure
from autograder.domain import Execution, Reason
from autograder.errors import BoxError, BoxTimeout, WireError
from autograder.sandbox import Failure

_SYNTAX = frozenset({"SyntaxError", "IndentationError", "TabError"})


class StudentFailure(CheckFailure):
    """A check failure with a detail for the TA (a traceback, the box's last output)."""

    detail: str = ""


def still_the_stub(script: str) -> StudentFailure:
    """What the student reads when nothing was written in a script yet."""
    return StudentFailure(
        "Nothing is written in {file} yet: it is still the stub.", reason=Reason.UNTOUCHED, file=script
    )


def of_failure(failure: Failure, *, script: str, name: str) -> StudentFailure:
    """What the student reads when the code raised, or did not define what was asked."""
    values: dict[str, Any] = {
        "script": script,
        "name": name,
        "type": failure.type,
        "message": failure.message,
        "line": failure.line,
    }
    values["file"] = failure.file or script
    problem = _failure_sentence(failure, values)
    problem.detail = failure.traceback
    return problem


def _failure_sentence(failure: Failure, values: dict[str, Any]) -> StudentFailure:
    if failure.kind == "missing":
        return StudentFailure(
            "{script} does not define {name}.",
            hint="Keep the names of the stub: the checks look for them.",
            reason=Reason.MISSING,
            **values,
        )
    if failure.kind == "todo":
        return StudentFailure("{name} in {script} is still to be written.", reason=Reason.UNTOUCHED, **values)
    if failure.kind == "exit":
        return StudentFailure(
            "{name} ends the program ({file}, line {line}).",
            hint="Remove the call to exit().",
            reason=Reason.CRASH,
            **values,
        )
    if failure.kind == "load" and failure.type in _SYNTAX:
        return StudentFailure("Line {line} of {file} is not Python: {message}.", reason=Reason.EXCEPTION, **values)
    if failure.kind == "load":
        return StudentFailure(
            "{file} stops at line {line} before any function is called: {type}: {message}",
            reason=Reason.EXCEPTION,
            **values,
        )
    if failure.kind == "refused":
        return StudentFailure(
            "{name} returned something that cannot be checked: {message}.", reason=Reason.MALFORMED, **values
        )
    if failure.type == "MemoryError":
        return StudentFailure("{name} needs more memory than is allowed.", reason=Reason.MEMORY, **values)
    return StudentFailure(
        "{name} stopped with {type}: {message} ({file}, line {line})."
        if failure.line
        else "{name} stopped with {type}: {message}",
        reason=Reason.EXCEPTION,
        **values,
    )


def of_box(problem: BoxError, execution: Execution, *, name: str, seconds: float) -> StudentFailure:
    """What the student reads when the box gave no answer."""
    failure = _box_sentence(problem, execution, name, seconds)
    failure.detail = "\n".join(filter(None, [str(problem), execution.stdout[-1500:], execution.stderr[-1500:]]))
    return failure


def _box_sentence(problem: BoxError, execution: Execution, name: str, seconds: float) -> StudentFailure:
    if isinstance(problem, BoxTimeout):
        return StudentFailure(
            "{name} did not finish within {seconds} seconds and was stopped.",
            hint='Is there a loop that never ends, or a training outside `if __name__ == "__main__":`?',
            reason=Reason.TIMEOUT,
            name=name,
            seconds=round(seconds),
        )
    if isinstance(problem, WireError):
        return StudentFailure("What {name} returned could not be read.", reason=Reason.MALFORMED, name=name)
    if execution.signal == getattr(signal, "SIGXCPU", None):
        return StudentFailure("{name} used more computing time than allowed.", reason=Reason.TIMEOUT, name=name)
    if execution.signal in {signal.SIGABRT, signal.SIGSEGV}:
        return StudentFailure("{name} crashed the Python process (out of memory?).", reason=Reason.MEMORY, name=name)
    return StudentFailure(
        "The program ended while {name} ran, before it answered.",
        hint="Is there a call to exit()?",
        reason=Reason.CRASH,
        name=name,
    )
