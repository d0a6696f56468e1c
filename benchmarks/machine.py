"""The machine and the software of a measurement, in plain words."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from autograder.settings import available_cores
from benchmarks.data import dataset
from benchmarks.environments import environment, versions


def describe(environments: Path) -> dict[str, str]:
    """What a reader needs to judge the figures."""
    load = f"{os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else "unknown"
    cores = platform.machine().replace("_", "-")
    others = versions(environment("otter", environments), ("otter-grader", "keras", "tensorflow-cpu"))
    others |= versions(environment("nbgrader", environments), ("nbgrader",))
    return {
        "machine": f"{available_cores()} shared {cores} cores, {platform.system()} {_kernel()}; load {load}",
        "ours": f"Python {platform.python_version()}, keras {version('keras')}, numpy {version('numpy')}",
        "theirs": ", ".join(f"{name} {number}" for name, number in others.items()),
        "images": {"mnist": "MNIST", "digits": "the embedded digits, repeated"}[dataset().name],
    }


def _kernel() -> str:
    return ".".join(platform.release().split(".")[:2])
