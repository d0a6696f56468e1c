"""The trusted side's handle on a box: ask, wait until a deadline, close."""

from __future__ import annotations

import dataclasses
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

from autograder.domain import Execution, Limits, scrub
from autograder.errors import BoxDied, BoxError, BoxNotStarted, WireError
from autograder.sandbox import forkserver
from autograder.sandbox.wire import Channel

_START_SECONDS = 120.0
_REPORT_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSpec:
    """What a box is told when it starts.

    ``folder`` is its own directory, the only place it writes; ``script`` the student's file in
    it ("" in a clean room); ``datasets`` the files from which Keras's loaders are answered.
    """

    folder: str
    script: str = ""
    seed: int = 0
    datasets: dict[str, str] = field(default_factory=dict)
    readable: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    preload: bool = False

    def to_json(self) -> dict[str, Any]:
        """The spec as plain JSON values."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The spec from what :meth:`to_json` wrote."""
        values = dict(values)
        values["readable"] = tuple(values["readable"])
        values["limits"] = Limits(**values["limits"])
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The student's code did not do what was asked; everything here is a claim of the box.

    ``kind`` is "missing" (no such function), "todo" (NotImplementedError), "exception",
    "exit" (SystemExit), "load" (the file itself stopped), "refused" (not something that can cross).
    """

    kind: str
    type: str
    message: str
    file: str = ""
    line: int = 0
    traceback: str = ""


class BoxFactory(Protocol):
    """Starts boxes: forked from a zygote, or as plain subprocesses."""

    name: str

    def start(self, spec: BoxSpec) -> Box:
        """Starts a box that is confined as this backend can."""


class Box:
    """One running box. A context manager; leaving it kills whatever is left of the box."""

    def __init__(self, channel: Channel, end: Callable[[], Execution]) -> None:
        self._channel = channel
        self._end = end
        self._execution: Execution | None = None
        self._greeted = False

    def request(self, operation: str, *, deadline: float, **arguments: Any) -> Any:
        """Asks the box to do something and waits for the answer: :meth:`send`, then :meth:`answer`."""
        self.send(operation, deadline=deadline, **arguments)
        return self.answer(deadline=deadline)

    def send(self, operation: str, *, deadline: float, **arguments: Any) -> None:
        """Asks the box to do something; the answer must be fetched before the next question.

        Args:
            operation: the name of a handler in ``guest``.
            deadline: a ``time.monotonic()`` value.
            arguments: values that can cross the wire.

        Raises:
            BoxTimeout, BoxDied, WireError: the box did not take it; it is dead afterwards.
            BoxNotStarted: it never was alive.
        """
        if self._execution is not None:
            raise BoxDied("the process has ended")
        self.greet()
        with self._alive_or_closed():
            self._channel.send({"operation": operation, "arguments": arguments}, deadline=deadline)

    def answer(self, *, deadline: float) -> Any:
        """Waits for the answer to the last question.

        Returns:
            The value that came back, or a :class:`Failure`.

        Raises:
            BoxTimeout, BoxDied, WireError: the box did not answer; it is dead afterwards.
        """
        with self._alive_or_closed():
            return _reply(self._channel.receive(deadline=deadline))

    @contextmanager
    def _alive_or_closed(self) -> Iterator[None]:
        try:
            yield
        except BoxError:
            self.close()
            raise

    def greet(self) -> None:
        """Waits until the box is ready: importing a framework is not the student's time.

        Raises:
            BoxNotStarted: it never was alive.
        """
        if self._greeted or self._execution is not None:
            return
        try:
            self._channel.receive(deadline=time.monotonic() + _START_SECONDS)
        except BoxError as problem:
            said = self.close().stderr.strip().splitlines()
            raise BoxNotStarted(f"a box did not start: {said[-1] if said else problem}") from problem
        self._greeted = True

    def close(self) -> Execution:
        """Kills the box if it still runs; returns the warden's report on it."""
        if self._execution is None:
            self._channel.close()
            self._execution = self._end()
        return self._execution

    @property
    def alive(self) -> bool:
        """Whether the box can still be asked something."""
        return self._execution is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class ForkedBoxes:
    """Boxes forked from a zygote; each is confined and watched by a warden of its own."""

    name = "fork"

    def __init__(self, zygote: socket.socket) -> None:
        self._zygote = zygote

    def start(self, spec: BoxSpec) -> Box:
        """Starts a box; returns at once, before the box is ready."""
        ours, theirs = socket.socketpair()
        control, warden_end = socket.socketpair()
        forkserver.ask(self._zygote, spec.to_json(), [theirs.fileno(), warden_end.fileno()])
        theirs.close()
        warden_end.close()
        return Box(Channel(ours), lambda: _execution_from(control))


def _execution_from(control: socket.socket) -> Execution:
    """Ends the box by closing our writing half, and reads the warden's report."""
    channel = Channel(control)
    try:
        control.shutdown(socket.SHUT_WR)
        report = channel.receive(deadline=time.monotonic() + _REPORT_SECONDS)
        return Execution(**report)
    except (BoxError, OSError, TypeError):
        return Execution(exit_status=None, signal=None, cpu_seconds=0.0, wall_seconds=0.0, peak_memory_mb=0.0)
    finally:
        channel.close()


def _reply(message: Any) -> Any:
    """The value of a reply, or its failure; anything else is malformed."""
    if isinstance(message, dict) and message.keys() == {"ok"}:
        return message["ok"]
    if isinstance(message, dict) and message.keys() == {"failure"}:
        return _failure(message["failure"])
    raise WireError("malformed reply: neither a value nor a failure")


def _failure(claim: Any) -> Failure:
    names = {f.name for f in dataclasses.fields(Failure)}
    if not isinstance(claim, dict) or not claim.keys() <= names or not isinstance(claim.get("line", 0), int):
        raise WireError("malformed reply: failure")
    texts = {k: scrub(v, longest=4000) for k, v in claim.items() if isinstance(v, str)}
    try:
        return Failure(**texts, line=claim.get("line", 0))
    except TypeError as missing:
        raise WireError("malformed reply: failure") from missing


def readable_for(datasets: dict[str, str]) -> tuple[str, ...]:
    """The folders a box must be able to read for these data sets."""
    return tuple(sorted({str(Path(p).resolve().parent) for p in datasets.values()}))
