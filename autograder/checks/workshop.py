"""One submission inside the check process: its files, its boxes, its clean room."""

from __future__ import annotations

import math
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.checks.explain import StudentFailure, of_box, of_failure, still_the_stub
from autograder.domain import Limits, Reason
from autograder.errors import BoxError
from autograder.sandbox import Box, BoxFactory, BoxSpec, Failure
from autograder.sandbox.box import readable_for


@dataclass(slots=True)
class Deadline:
    """When the running check must be done; set anew for each check (``time.monotonic()`` values)."""

    at: float = math.inf
    seconds: float = math.inf

    def restart(self, seconds: float) -> None:
        """A check with this many seconds begins now."""
        self.at, self.seconds = time.monotonic() + seconds, seconds


@dataclass(slots=True)
class Workshop:
    """What the checks of one submission share.

    ``files`` is the folder of the submission's files under their expected names; each box gets a
    fresh copy, so that nothing a box writes is ever graded or seen by another.
    """

    files: Path
    scratch: Path
    boxes: BoxFactory
    datasets: dict[str, str] = field(default_factory=dict)
    untouched: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    digest: str = ""
    deadline: Deadline = field(default_factory=Deadline)
    _running: dict[str, Box] = field(default_factory=dict)
    _stopped: dict[str, StudentFailure] = field(default_factory=dict)

    def require(self, name: str) -> Path:
        """The submitted file ``name``.

        Raises:
            StudentFailure: it was not handed in, or is still the stub.
        """
        path = self.files / name
        if not path.is_file():
            raise StudentFailure("{file} was not handed in.", reason=Reason.MISSING, file=name)
        if name in self.untouched:
            raise still_the_stub(name)
        return path

    def script_box(self, script: str) -> Box:
        """The box in which ``script`` runs; a new one if there is none alive."""
        self.require(script)
        if script in self._stopped:
            raise self._stopped[script]
        box = self._running.get(script)
        if box is None or not box.alive:
            box = self._running[script] = self._start(script, copy_files=True)
            self._load(box, script)
        return box

    def reader_box(self) -> Box:
        """A fresh box that opens one model file; no student code runs in it before."""
        return self._start("", copy_files=True)

    def clean_room(self) -> Box:
        """The box in which no student's byte is ever interpreted: models are rebuilt and measured there."""
        room = self._running.get("")
        if room is None or not room.alive:
            room = self._running[""] = self._start("", copy_files=False)
        return room

    @contextmanager
    def asking(self, box: Box, name: str) -> Iterator[None]:
        """Turns what goes wrong with ``box`` while it is asked for ``name`` into the student's failure."""
        try:
            yield
        except BoxError as problem:
            raise of_box(problem, box.close(), name=name, seconds=self.deadline.seconds) from problem

    def ask(self, box: Box, operation: str, *, script: str, name: str, **arguments: Any) -> Any:
        """One request to a box, within the check's deadline: :meth:`tell`, then :meth:`answer`."""
        self.tell(box, operation, name=name, **arguments)
        return self.answer(box, script=script, name=name)

    def tell(self, box: Box, operation: str, *, name: str, **arguments: Any) -> None:
        """Sends a request; the time that a new box takes to start is not the student's.

        Raises:
            StudentFailure: the box died, or did not take it in time.
        """
        asked = time.monotonic()
        box.greet()
        self.deadline.at += time.monotonic() - asked
        with self.asking(box, name):
            box.send(operation, deadline=self.deadline.at, **arguments)

    def answer(self, box: Box, *, script: str, name: str) -> Any:
        """The answer to the last request.

        Raises:
            StudentFailure: the code raised, the box died, or the answer was malformed.
        """
        with self.asking(box, name):
            answer = box.answer(deadline=self.deadline.at)
        if isinstance(answer, Failure):
            raise of_failure(answer, script=script, name=name)
        return answer

    def close(self) -> None:
        """Ends every box."""
        for box in self._running.values():
            box.close()
        self._running.clear()

    def _load(self, box: Box, script: str) -> None:
        """Runs the script's top level. One that hangs or dies there does so once, not at every check."""
        try:
            self.ask(box, "load", script=script, name=script)
        except StudentFailure as failure:
            self._stopped[script] = failure
            raise

    def _start(self, script: str, *, copy_files: bool) -> Box:
        # A fresh name: an earlier check process of this submission may have left boxes here.
        folder = Path(tempfile.mkdtemp(prefix="box", dir=self.scratch))
        if copy_files:
            shutil.copytree(self.files, folder, dirs_exist_ok=True)
        spec = BoxSpec(
            folder=str(folder.resolve()),
            script=script,
            seed=zlib.crc32(f"{self.digest}/{script}".encode()),
            datasets=self.datasets,
            readable=readable_for(self.datasets),
            limits=self.limits,
            preload=not script or b"keras" in (self.files / script).read_bytes(),
        )
        started = time.monotonic()
        box = self.boxes.start(spec)
        self.deadline.at += time.monotonic() - started
        return box
