"""The machine and the software of a measurement, in plain words."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from autograder.settings import available_cores
from benchmarks.environments import environment, versions


def describe(environments: Path) -> dict[str, str]:
    """What a reader needs to judge the figures."""
    load = f"{os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else "unknown"
    others = versions(environment("otter", environments), ("otter-grader", "keras", "tensorflow-cpu"))
    others |= versions(environment("nbgrader", environments), ("nbgrader",))
    return {
        "machine": f"{available_cores()} {platform.machine()} cores, {platform.system()} {_kernel()}; load {load}",
        "ours": f"Python {platform.python_version()}, keras {version('keras')}, numpy {version('numpy')}",
        "theirs": ", ".join(f"{name} {number}" for name, number in others.items()),
        "data": "real MNIST" if "AUTOGRADER_DATA" in os.environ else "embedded digits or the Keras cache",
        "command": f"python -m benchmarks.compare {' '.join(sys.argv[1:])}".strip(),
    }


def _kernel() -> str:
    return ".".join(platform.release().split(".")[:2])
