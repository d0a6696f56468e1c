"""Which files of a solution make up the reference submission.

Those that ``assignment.toml`` names, and the answers: what a student hands in. Everything else in the
folder (the oracle, the calibration, what draws the statement's figures) is the teacher's alone.
"""

from __future__ import annotations

from pathlib import Path

from autograder.catalog.manifest import Manifest


def reference_files(solution: Path, manifest: Manifest) -> dict[str, Path]:
    """The reference submission: name → file, for those that exist."""
    names = dict.fromkeys([*(name for e in manifest.exercise for name in e.files), manifest.answers])
    return {name: solution / name for name in names if (solution / name).is_file()}


def solution_scripts(solution: Path, manifest: Manifest) -> dict[str, str]:
    """The Python scripts of the reference submission, with their markers."""
    files = reference_files(solution, manifest)
    return {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.suffix == ".py"}
