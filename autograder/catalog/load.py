"""An assignment's folder → :class:`~autograder.domain.Assignment`, with the hash of what decides marks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.catalog.folders import folders_of
from autograder.catalog.manifest import Manifest, read_manifest
from autograder.catalog.specs import PREFIX, read_specs
from autograder.catalog.toml import shown
from autograder.catalog.translations import read_translations
from autograder.domain import Assignment, CheckSpec
from autograder.errors import AssignmentError

# What decides marks and sentences. Statements, public data and specimens do not.
_FOLDERS = {"checks": "*.py", "hidden": "*", "locale": "*.po"}
_SOLUTION_FILES = ("reference.py", "calibration.toml")


def load_assignment(folder: Path) -> Assignment:
    """Reads an assignment; its solution's oracle and calibration are found beside it.

    Raises:
        AssignmentError: something in the folder is not well formed.
    """
    manifest = read_manifest(folder)
    translations = read_translations(folder)
    checks = _checks(folder, manifest, translations)
    ids = {check.id for check in checks}
    for item in manifest.rubric:
        if item.id in ids:
            raise AssignmentError(f"{shown(folder / 'assignment.toml')}: {item.id} is a check and a rubric item.")
    return Assignment(
        slug=folder.resolve().name,
        revision=revision(folder),
        title=manifest.title.local(),
        exercises=manifest.exercises(),
        checks=checks,
        rubric=manifest.rubric_items(),
        deadline=manifest.deadline,
        late_policy=manifest.late_policy(),
        limits=manifest.box_limits(),
        dataset=manifest.dataset,
        answers=manifest.answers,
        translations=translations,
    )


def check_file(folder: Path, exercise: str) -> Path:
    """The check file of an exercise (which may have none)."""
    return folder / "checks" / f"{PREFIX}{exercise}.py"


def revision(folder: Path) -> str:
    """Twelve hex digits that change when anything changes that decides marks."""
    digest = hashlib.sha256()
    for name, file in _hashed_files(folder):
        for part in (name.encode(), file.read_bytes()):
            # With the length in front, no two sets of files give the same bytes.
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:12]


def _hashed_files(folder: Path) -> Iterator[tuple[str, Path]]:
    files = [folder / "assignment.toml"]
    for room, pattern in _FOLDERS.items():
        files += [f for f in (folder / room).rglob(pattern) if f.is_file() and not is_rubbish(f.relative_to(folder))]
    yield from sorted((file.relative_to(folder).as_posix(), file) for file in files)
    solution = folders_of(folder).solution
    for name in _SOLUTION_FILES:
        if solution is not None and (solution / name).is_file():
            yield f"solution/{name}", solution / name


def is_rubbish(path: Path) -> bool:
    """Whether a relative path is something that tools and editors leave behind."""
    return any(part.startswith(".") or part == "__pycache__" or part.endswith(("~", ".pyc")) for part in path.parts)


def _checks(folder: Path, manifest: Manifest, translations: Mapping[str, str]) -> tuple[CheckSpec, ...]:
    expected = {check_file(folder, e.slug): e.slug for e in manifest.exercise}
    for file in sorted((folder / "checks").glob(f"{PREFIX}*.py")):
        if file not in expected:
            raise AssignmentError(f"{shown(file)}: assignment.toml has no exercise of that name.")
    found = [read_specs(file, slug, translations) for file, slug in expected.items() if file.is_file()]
    if not found:
        raise AssignmentError(f"{shown(folder / 'checks')}: there is no check file.")
    return tuple(spec for specs in found for spec in specs)
