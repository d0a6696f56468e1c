"""The warden: the parent of one box. It watches, bounds, kills and reports.

It is the reaper of everything the box starts, however often that forks or detaches itself, so
killing its descendants until none is left kills the whole tree.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from autograder.sandbox.wire import Channel

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36
_KEPT_OUTPUT: Final = 16 * 1024


@dataclass(slots=True)
class _Output:
    """What the box wrote to one stream: the first bytes are kept, all are counted."""

    kept: bytearray = field(default_factory=bytearray)
    written: int = 0

    def take(self, data: bytes) -> None:
        self.written += len(data)
        self.kept += data[: max(0, _KEPT_OUTPUT - len(self.kept))]


def watch(body: Callable[[], None], control: socket.socket, *, wall_seconds: float, output_mb: int) -> None:
    """Forks a box that runs ``body``, watches it to its end and reports on ``control``.

    The box is killed when its wall time is over, when it writes too much, and when the other
    end of ``control`` closes, which is how the trusted side ends it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    out_read, out_write = os.pipe()
    err_read, err_write = os.pipe()
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            control.close()
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(out_write, 1)
            os.dup2(err_write, 2)
            for descriptor in (out_read, out_write, err_read, err_write):
                os.close(descriptor)
            body()
        except BaseException:  # noqa: BLE001 - a fork must never run on into its parent's code
            traceback.print_exc()
        finally:
            os._exit(70)
    os.close(out_write)
    os.close(err_write)
    streams = {out_read: _Output(), err_read: _Output()}
    _until_end(pid, control, streams, started + wall_seconds, output_mb * 2**20)
    status = _kill_tree(pid)
    for descriptor, output in streams.items():
        _drain(descriptor, output)
    _report(control, status, time.monotonic() - started, list(streams.values()))


def _until_end(pid: int, control: socket.socket, streams: dict[int, _Output], end: float, most: int) -> None:
    """Returns when the box has ended or must end."""
    watched = os.pidfd_open(pid)
    poll = select.poll()
    for descriptor in (control.fileno(), watched, *streams):
        poll.register(descriptor, select.POLLIN)
    try:
        while (left := end - time.monotonic()) > 0:
            for descriptor, _ in poll.poll(left * 1000):
                if descriptor not in streams:
                    return
                data = os.read(descriptor, 65536)
                if not data:
                    poll.unregister(descriptor)
                streams[descriptor].take(data)
                if streams[descriptor].written > most:
                    return
    finally:
        os.close(watched)


def _kill_tree(box: int) -> int:
    """Kills every descendant until none is left; returns the box's wait status."""
    status = 0
    while True:
        for pid in descendants(os.getpid()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        try:
            pid, ended = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                time.sleep(0.001)
            elif pid == box:
                status = ended
        except ChildProcessError:
            return status


def descendants(root: int) -> list[int]:
    """The processes below ``root``, read from /proc."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_bytes()
            except OSError:
                continue
            # The name in parentheses is the process's own choice: read behind the last one.
            parents[int(entry.name)] = int(stat.rpartition(b")")[2].split()[1])
    found: list[int] = []
    layer = {root}
    while layer:
        layer = {pid for pid, parent in parents.items() if parent in layer}
        found += layer
    return found


def _drain(descriptor: int, output: _Output) -> None:
    os.set_blocking(descriptor, False)
    try:
        while data := os.read(descriptor, 65536):
            output.take(data)
    except BlockingIOError:
        pass
    os.close(descriptor)


def _report(control: socket.socket, status: int, wall: float, outputs: list[_Output]) -> None:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    stdout, stderr = (o.kept.decode(errors="replace") for o in outputs)
    report = {
        "exit_status": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "wall_seconds": wall,
        "peak_memory_mb": used.ru_maxrss / 1024,
        "stdout": stdout,
        "stderr": stderr,
    }
    try:
        Channel(control).send(report, deadline=time.monotonic() + 5)
    except Exception:  # noqa: BLE001 - nobody listens any more: the box is dead, which is what matters
        return
