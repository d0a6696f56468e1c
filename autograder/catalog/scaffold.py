"""``autograder new``: a student's workspace, copied from the template."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from autograder.catalog.folders import AssignmentFolders
from autograder.errors import UsageError


def new_workspace(folders: AssignmentFolders, target: Path, language: str) -> list[str]:
    """Copies the template in ``language`` to ``target``; returns the names of its files, sorted.

    ``target`` may exist if it is empty: a student's work is never overwritten. It appears whole or not at all.

    Raises:
        UsageError: there is no template in that language, or something is in the way.
    """
    template = folders.template / language if folders.template else None
    if template is None or not template.is_dir():
        raise UsageError(f"{folders.slug} has no template in this language; «autograder build» makes it.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} exists already and is not empty; choose another folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".autograder-") as place:
        copy = Path(place) / "workspace"
        # pip compiles the scripts of an installed template.
        shutil.copytree(template, copy, ignore=shutil.ignore_patterns("__pycache__"))
        if target.exists():
            target.rmdir()
        copy.rename(target)
    return sorted(file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file())
