"""Whole processes, seen from outside: how long they take, and how much memory."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command line with its folder and environment."""

    arguments: list[str]
    folder: Path
    environment: dict[str, str]


def run(commands: list[Command], log: Path) -> float:
    """Runs commands one after the other; what they print goes to ``log``.

    Returns:
        The wall time of all of them together, in seconds.

    Raises:
        RuntimeError: one of them failed.
    """
    started = time.perf_counter()
    with log.open("a", encoding="utf-8") as output:
        for command in commands:
            done = subprocess.run(
                command.arguments,
                cwd=command.folder,
                env=command.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
            if done.returncode != 0:
                raise RuntimeError(f"{command.arguments[0]} ended with {done.returncode}: see {log}")
    return time.perf_counter() - started


def start(command: Command, log: Path) -> subprocess.Popen[bytes]:
    """Starts a command in a session of its own."""
    with log.open("a", encoding="utf-8") as output:
        return subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=command.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def tree(root: int) -> list[int]:
    """A process and all that descend from it, read from /proc."""
    parents: dict[int, int] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                stat = Path(entry.path, "stat").read_bytes()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(b")")[2].split()[1])
    found, layer = [root], {root}
    while layer:
        layer = {pid for pid, parent in parents.items() if parent in layer}
        found += layer
    return found


def proportional_mb(pids: list[int]) -> float:
    """The memory of processes; a page shared by several counts once (sum of ``Pss``)."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:  # it ended in between
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024
