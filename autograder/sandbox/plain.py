"""Boxes as plain subprocesses: for a student's own machine, where the code is the student's own.

Works without fork (macOS, Windows). Deadlines hold; confinement does not, so ``grade`` never uses
it unless it is told ``--unsafe``.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time

from autograder.domain import Execution
from autograder.errors import BoxDied
from autograder.sandbox.box import Box, BoxSpec
from autograder.sandbox.wire import Channel

_CONNECT_SECONDS = 60.0


class PlainBoxes:
    """Starts each box as ``python -m autograder.sandbox.guest``, connected over the loopback."""

    name = "plain"

    def start(self, spec: BoxSpec) -> Box:
        """Starts a box and waits until it has connected."""
        token = secrets.token_hex(16)
        environment = os.environ | {"MPLBACKEND": "Agg", "TF_CPP_MIN_LOG_LEVEL": "3", "AUTOGRADER_BOX_TOKEN": token}
        output = tempfile.TemporaryFile()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = str(listener.getsockname()[1])
            process = subprocess.Popen(
                [sys.executable, "-m", "autograder.sandbox.guest", port, json.dumps(spec.to_json())],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                start_new_session=True,
            )
            try:
                channel = _accept(listener, token)
            except BoxDied:
                process.kill()
                raise
        started = time.monotonic()

        def end() -> Execution:
            _kill(process)
            status = process.wait()
            output.seek(0)
            text = output.read(16 * 1024).decode(errors="replace")
            output.close()
            return Execution(
                exit_status=status if status >= 0 else None,
                signal=-status if status < 0 else None,
                cpu_seconds=0.0,
                wall_seconds=time.monotonic() - started,
                peak_memory_mb=0.0,
                stdout=text,
            )

        return Box(channel, end)


def _accept(listener: socket.socket, token: str) -> Channel:
    """The connection that knows the token; others on the loopback are turned away."""
    listener.settimeout(_CONNECT_SECONDS)
    try:
        while True:
            connection, _ = listener.accept()
            channel = Channel(connection)
            if channel.receive(deadline=time.monotonic() + 5) == token:
                return channel
            channel.close()
    except TimeoutError as late:
        raise BoxDied("the student's process did not start") from late


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
