"""Memory of a cohort being graded by 1, 2 and 3 workers: ``python -m benchmarks.memory``.

The proportional set size (``Pss`` of ``/proc/<pid>/smaps_rollup``) of all processes of the command is
summed again and again while it runs: a page that several processes share counts once.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.processes import proportional_mb, start, tree
from benchmarks.submissions import students
from benchmarks.tools import Autograder

_EVERY_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a command with so many workers used: the highest sum seen, and the middle one at work."""

    workers: int
    peak_mb: float
    median_mb: float
    samples: int

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return dataclasses.asdict(self)


def measure(place: Path, cohort: int, workers: tuple[int, ...] = (1, 2, 3)) -> list[Memory]:
    """Grades the cohort once for each number of workers."""
    place.mkdir(parents=True)
    return [_watch(place / str(count), cohort, count) for count in workers]


def _watch(place: Path, cohort: int, workers: int) -> Memory:
    names = students(cohort)
    tool = Autograder(jobs=workers)
    (command,) = tool.commands(names, place)
    process = start(command, place / "log.txt")
    sums: list[float] = []
    try:
        while process.poll() is None:
            sums.append(proportional_mb(tree(process.pid)))
            time.sleep(_EVERY_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    if process.returncode != 0 or not tool.passed(names, place):
        raise RuntimeError(f"grading with {workers} workers failed: see {place}")
    # While the frameworks are imported there is little to see; at work is where most memory is used.
    working = [s for s in sums if s > max(sums) / 2]
    result = Memory(workers=workers, peak_mb=max(sums), median_mb=median(working), samples=len(sums))
    print(f"{workers} workers: {result.peak_mb:.0f} MB at most, {result.median_mb:.0f} MB mostly", file=sys.stderr)
    return result


def main() -> None:
    """Prints the memory for 1, 2 and 3 workers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--cohort", type=int, default=12, help="number of students (12)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        rows = measure(Path(place) / "memory", options.cohort)
    for before, after in itertools.pairwise(rows):
        print(f"worker {after.workers}: {after.peak_mb - before.peak_mb:+.0f} MB at most")


if __name__ == "__main__":
    main()
