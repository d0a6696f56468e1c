"""The self-test: a real box tries to get out, and we look whether it could.

Thin for now: files, folders and time. Each probe is a line of student code that must fail.
"""

from __future__ import annotations

import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.domain import Limits
from autograder.errors import BoxTimeout
from autograder.sandbox.box import Box, BoxSpec, Failure, ForkedBoxes

_PROBES = """
import os, socket, subprocess

def write_outside():
    open(OUTSIDE, "w")

def read_secret():
    return open(OUTSIDE + ".secret").read()

def read_home():
    return os.listdir(os.path.expanduser("~root"))

def open_port():
    server = socket.socket()
    server.bind(("127.0.0.1", 0))

def loop():
    subprocess.Popen(["sleep", "1000"], start_new_session=True)
    while True:
        pass
"""
_MUST_FAIL = {
    "write_outside": "writes outside of its folder",
    "read_secret": "reads a file that is not its own",
    "read_home": "lists somebody's home",
    "open_port": "opens a TCP port",
}


def probe(zygote: socket.socket) -> Iterator[tuple[bool, str]]:
    """For each probe: whether the wall held, and a sentence."""
    with tempfile.TemporaryDirectory(prefix="autograder-probe-") as place:
        inside, outside = Path(place) / "box", Path(place) / "outside"
        inside.mkdir()
        Path(f"{outside}.secret").write_text("secret")
        (inside / "probe.py").write_text(f"OUTSIDE = {str(outside)!r}\n{_PROBES}")
        spec = BoxSpec(folder=str(inside), script="probe.py", limits=Limits(wall_seconds=30))
        with ForkedBoxes(zygote).start(spec) as box:
            for name, what in _MUST_FAIL.items():
                answer = box.request("call", named=name, args=(), kwargs={}, deadline=time.monotonic() + 10)
                held = isinstance(answer, Failure)
                yield held, f"a box that {what}: {'refused' if held else 'NOT refused'}"
            yield _stops(box)


def _stops(box: Box) -> tuple[bool, str]:
    started = time.monotonic()
    try:
        box.request("call", named="loop", args=(), kwargs={}, deadline=started + 1)
    except BoxTimeout:
        return time.monotonic() - started < 10, "an endless loop with a process in the background: stopped"
    return False, "an endless loop: NOT stopped"
