"""The engine: a zygote and a warm check server, started once, that run submissions one by one."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

from autograder import __version__
from autograder.domain import CheckResult, CheckSpec
from autograder.domain.results import errored, every_check
from autograder.job import Job
from autograder.records import result_from_json
from autograder.sandbox import forkserver
from autograder.sandbox.start import ZYGOTE, ForkingServer

# A check's deadline bounds the student; beyond it, this is what our own side of a check may take.
_GRACE_SECONDS: Final = 60.0
_LONGEST_LINE: Final = 64 * 2**20

Watcher = Callable[[CheckResult], None]


def engine_name() -> str:
    """Which software decides: part of what a run is remembered by."""
    found = {name: _version(name) for name in ("keras", "tensorflow-cpu", "tensorflow", "scikit-learn", "numpy")}
    versions = [f"{name} {version}" for name, version in found.items() if version]
    return " · ".join([f"autograder {__version__}", f"Python {platform.python_version()}", *versions])


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


class Engine(AbstractContextManager["Engine"]):
    """Runs the checks of submissions; safe to use from several threads.

    Entering it only starts its processes, which takes seconds; the first run waits for them, so
    that whatever else must be made ready is made ready meanwhile.

    Args:
        datasets: the data sets that checks measure on, opened once for all submissions.
    """

    def __init__(self, datasets: Sequence[str] = ()) -> None:
        self._datasets = datasets
        self._stack = ExitStack()
        self._starting: list[ForkingServer] = []
        self._server: socket.socket | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        zygote = self._start(ForkingServer(ZYGOTE))
        self._start(ForkingServer("autograder.checks.server", zygote.socket, words=self._datasets))
        return self

    def _start(self, server: ForkingServer) -> ForkingServer:
        self._stack.callback(server.close)
        self._starting.append(server)
        return server

    def _ready(self) -> socket.socket:
        with self._lock:
            if self._server is None:
                if not self._starting:
                    raise RuntimeError("the engine is not started")
                self._server = [server.wait() for server in self._starting][-1]
            return self._server

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def run(self, job: Job, watch: Watcher = lambda _: None) -> tuple[CheckResult, ...]:
        """Runs the job's checks; a check process that dies or hangs costs the one check it was at.

        Args:
            job: the submission's checks, with a scratch folder of its own.
            watch: told each result as it comes.
        """
        results: list[CheckResult] = list(job.done)
        waiting = list(job.checks)
        while waiting:
            before = len(results)
            current, problem = None, "the check process ended early"
            for event in self._events(replace(job, checks=tuple(waiting), done=tuple(results))):
                if "result" in event:
                    results.append(result_from_json(event["result"]))
                    watch(results[-1])
                elif "start" in event:
                    current = event["start"]
                elif "hung" in event:
                    problem = "the check did not end, and was stopped"
                elif event.get("frameworks"):
                    raise AssertionError(f"a check process imported {event['frameworks']}")
            done = {r.check for r in results}
            waiting = [spec for spec in waiting if spec.id not in done]
            if waiting and (broken := _broken(waiting, current, progressed=len(results) > before)):
                results.append(errored(broken, problem))
                watch(results[-1])
                waiting.remove(broken)
        return every_check(job.checks, results)

    def _events(self, job: Job) -> Iterator[dict[str, Any]]:
        """What one check process journals; it is killed when a check outlives its deadline by far."""
        server = self._ready()
        path = job.scratch / f"job-{time.monotonic_ns()}.json"
        path.write_text(job.to_json(), encoding="utf-8")
        journal, writes = os.pipe()
        forkserver.ask(server, {"job": str(path)}, [writes])
        os.close(writes)
        pid = 0
        patience = _Patience()
        try:
            for line in _lines(journal, patience):
                if line is None:
                    yield {"hung": True}
                    return
                event = json.loads(line)
                pid = event.get("pid", pid)
                patience.seconds = event.get("seconds", 0.0) + _GRACE_SECONDS
                yield event
        finally:
            os.close(journal)
            _kill(pid)


def _broken(waiting: list[CheckSpec], current: str | None, *, progressed: bool) -> CheckSpec | None:
    """The check at which the process broke off; the first that waits if it never came to one."""
    at = next((spec for spec in waiting if spec.id == current), None)
    return at or (None if progressed else waiting[0])


@dataclass(slots=True)
class _Patience:
    """How long to wait for the next line: a check's deadline, and some grace."""

    seconds: float = _GRACE_SECONDS


def _lines(descriptor: int, patience: _Patience) -> Iterator[str | None]:
    """The lines of a pipe; None when nothing came for as long as ``patience`` allows."""
    buffer = bytearray()
    while len(buffer) < _LONGEST_LINE:
        if not select.select([descriptor], [], [], patience.seconds)[0]:
            yield None
            return
        data = os.read(descriptor, 2**20)
        if not data:
            return
        buffer += data
        *lines, rest = buffer.split(b"\n")
        buffer = bytearray(rest)
        for line in lines:
            yield line.decode()


def _kill(pid: int) -> None:
    if pid:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def scratch_for(folder: Path, name: str) -> Path:
    """A fresh sub-folder that only we read."""
    place = folder / name
    place.mkdir(mode=0o700)
    return place
