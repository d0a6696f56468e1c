"""The warm check server: pytest and NumPy imported once, one fork per submission.

``python -m autograder.checks.server SERVER ZYGOTE READY [DATASET …]``, three inherited descriptors
and the data sets that all submissions share. It never
imports a deep-learning framework nor a line of a student's.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from _pytest.config import default_plugins

from autograder.checks.plugin import run_checks
from autograder.domain import CheckResult, CheckSpec
from autograder.job import Job
from autograder.records import result_to_json
from autograder.sandbox import forkserver
from autograder.sandbox.box import ForkedBoxes


def preload(datasets: Sequence[str] = ()) -> None:
    """Imports what checks use and opens the data sets, once for all the forks to come."""
    import pdb

    import scipy.spatial
    import scipy.stats
    import sklearn.manifold
    import sklearn.mixture
    import sklearn.neighbors

    from autograder.checks import expect
    from autograder.datasets import load
    from autograder.settings import Settings

    for plugin in default_plugins:
        importlib.import_module(f"_pytest.{plugin}")
    for name in datasets:
        load(name, Settings.from_environment())
    del pdb, scipy, sklearn, expect


class Journal:
    """Writes one JSON line per event; the grading side reads them as they come."""

    def __init__(self, descriptor: int) -> None:
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", buffering=1)

    def __call__(self, event: str, about: CheckSpec | CheckResult) -> None:
        """Writes that a check starts, or its result."""
        if isinstance(about, CheckResult):
            self.write({"result": result_to_json(about)})
        else:
            self.write({event: about.id, "seconds": about.timeout})

    def write(self, line: dict[str, Any]) -> None:
        """Writes one line."""
        self._file.write(json.dumps(line) + "\n")


def main() -> None:
    """Serves until the last client closes its end."""
    server, zygote = (socket.socket(fileno=int(d)) for d in sys.argv[1:3])
    boxes = ForkedBoxes(zygote)

    def handle(request: dict[str, Any], descriptors: list[int]) -> None:
        journal = Journal(descriptors[0])
        journal.write({"pid": os.getpid()})
        code = run_checks(Job.from_json(Path(request["job"]).read_text(encoding="utf-8")), boxes, journal)
        banned = sorted({"tensorflow", "keras", "torch", "jax"} & sys.modules.keys())
        journal.write({"done": code, "frameworks": banned})

    preload(sys.argv[4:])
    os.write(int(sys.argv[3]), b"ready\n")
    os.close(int(sys.argv[3]))
    forkserver.serve(server, handle)


if __name__ == "__main__":
    main()
