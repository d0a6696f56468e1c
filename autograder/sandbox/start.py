"""Starts and stops the processes that fork: the zygote, and the check server of ``grading``."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from autograder.errors import NoSandbox
from autograder.sandbox import landlock

ZYGOTE: Final = "autograder.sandbox.zygote"
_START_SECONDS: Final = 180
_QUIET: Final = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    # One thread a box: marks do not depend on how many boxes run, and boxes share the cores.
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "0",
    # Large arrays go back to the system as soon as they are freed: measured, 28 MB less per box.
    "MALLOC_MMAP_THRESHOLD_": "131072",
}


def available() -> bool:
    """Whether this machine can fork confined boxes."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and landlock.abi() >= 1


class ForkingServer:
    """A ``python -m module SOCKET [INHERITED …] READY [WORD …]`` that forks on request, started at once.

    Starting takes seconds, so several are started before one is waited for.
    """

    def __init__(self, module: str, *inherited: socket.socket, words: Sequence[str] = ()) -> None:
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._module = module
        self._ready, says_ready = os.pipe()
        self._errors = tempfile.TemporaryFile()
        given = [theirs.fileno(), *(s.fileno() for s in inherited), says_ready]
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, given), *words],
            pass_fds=given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            env=os.environ | _QUIET,
            start_new_session=True,
        )
        theirs.close()
        os.close(says_ready)

    def wait(self) -> socket.socket:
        """Waits until it serves; returns the socket on which forks are asked for.

        Raises:
            NoSandbox: it did not start.
        """
        if select.select([self._ready], [], [], _START_SECONDS)[0] and os.read(self._ready, 16) == b"ready\n":
            return self.socket
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace").strip().splitlines()
        raise NoSandbox(f"{self._module} did not start: {said[-1] if said else 'it gave no reason'}.")

    def close(self) -> None:
        """Ends it."""
        self._process.kill()
        self._process.wait()
        os.close(self._ready)
        self.socket.close()
        self._errors.close()


@contextmanager
def zygote() -> Iterator[socket.socket]:
    """A running zygote, as the socket on which boxes are asked for."""
    server = ForkingServer(ZYGOTE)
    try:
        yield server.wait()
    finally:
        server.close()
