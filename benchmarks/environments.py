"""The other tools, installed from the package index, each into a virtual environment of its own."""

from __future__ import annotations

import contextlib
import platform
import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

PACKAGES: Final = {"otter": "otter-grader==7.0.0", "nbgrader": "nbgrader==0.9.5"}


def environment(tool: str, folder: Path) -> Path:
    """The ``bin`` folder of the tool's environment, which is made if it is not there."""
    place = folder / tool
    programs = place / "bin"
    if not (programs / tool).exists():
        print(f"installing {PACKAGES[tool]} into {place} …", file=sys.stderr)
        venv.create(place, with_pip=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "-q", *_requirements(tool)], check=True)
    return programs


def versions(programs: Path, names: tuple[str, ...]) -> dict[str, str]:
    """The versions of packages installed in an environment."""
    code = "import sys, importlib.metadata as m; print(*(m.version(n) for n in sys.argv[1:]))"
    done = subprocess.run([programs / "python", "-c", code, *names], capture_output=True, text=True, check=True)
    return dict(zip(names, done.stdout.split(), strict=True))


def _requirements(tool: str) -> list[str]:
    """The tool beside the same Keras and TensorFlow as ours."""
    name = "tensorflow-cpu" if sys.platform == "linux" and platform.machine() == "x86_64" else "tensorflow"
    return [PACKAGES[tool], f"{name}=={_tensorflow()}", f"keras=={version('keras')}", "ipykernel"]


def _tensorflow() -> str:
    """The version of the TensorFlow that we use, under whichever of its names it was installed."""
    for name in ("tensorflow", "tensorflow-cpu"):
        with contextlib.suppress(PackageNotFoundError):
            return version(name)
    raise PackageNotFoundError("tensorflow")
