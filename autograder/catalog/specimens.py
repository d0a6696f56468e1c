"""Specimens: submissions with one known fault, or unusual but right, and what checks must say of each.

A specimen's folder holds ``expected.toml`` and the files that differ from its base.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from autograder.catalog.build import build
from autograder.catalog.folders import AssignmentFolders
from autograder.catalog.load import is_rubbish
from autograder.catalog.manifest import ExerciseSlug, FileName, Share, TextTable, read_manifest
from autograder.catalog.stubs.files import reference_files
from autograder.catalog.toml import Table, read_toml, shown
from autograder.domain import LocalText, Status
from autograder.errors import AssignmentError

EXPECTED = "expected.toml"
Base = Literal["reference", "stub", "empty"]


class EditTable(Table):
    """``[[edit]]``: ``old`` occurs exactly once in the base's file and becomes ``new``."""

    file: FileName
    old: Annotated[str, Field(min_length=1)]
    new: str


class ExpectedTable(Table):
    """The whole of ``expected.toml``."""

    about: TextTable
    base: Base = "reference"
    student: str | None = None
    received: AwareDatetime | None = None
    remove: list[FileName] = Field(default_factory=list)
    only: list[ExerciseSlug] | None = None
    edit: list[EditTable] = Field(default_factory=list)
    outcomes: dict[str, Literal["passed", "failed", "skipped", "error"]] = Field(default_factory=dict)
    credit: dict[str, Share] = Field(default_factory=dict)
    says: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One replacement in one file of the base."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One specimen. Checks that ``outcomes`` does not name must pass; ``says`` maps checks to words of their feedback.

    ``only``: the exercises to run, None for those whose files differ from the reference.
    """

    name: str
    folder: Path
    about: LocalText
    base: Base
    remove: tuple[str, ...]
    edits: tuple[Edit, ...]
    outcomes: Mapping[str, Status]
    credit: Mapping[str, float]
    says: Mapping[str, str]
    only: frozenset[str] | None = None
    student: str | None = None
    received: datetime | None = None


def read_specimens(folders: AssignmentFolders) -> tuple[Specimen, ...]:
    """The specimens of an assignment, by name.

    Raises:
        AssignmentError: one of them is not well formed.
    """
    home = folders.assignment / "specimens"
    places = sorted(place for place in home.iterdir() if place.is_dir()) if home.is_dir() else []
    return tuple(read_specimen(place) for place in places if not is_rubbish(place.relative_to(home)))


def read_specimen(folder: Path) -> Specimen:
    """The specimen in ``folder``.

    Raises:
        AssignmentError: its ``expected.toml`` is missing or not well formed.
    """
    table = read_toml(folder / EXPECTED, ExpectedTable)
    return Specimen(
        name=folder.name,
        folder=folder,
        about=table.about.local(),
        base=table.base,
        remove=tuple(table.remove),
        edits=tuple(Edit(file=e.file, old=e.old, new=e.new) for e in table.edit),
        outcomes={check: Status(outcome) for check, outcome in table.outcomes.items()},
        credit=table.credit,
        says=table.says,
        only=None if table.only is None else frozenset(table.only),
        student=table.student,
        received=table.received,
    )


def compose(specimen: Specimen, folders: AssignmentFolders, target: Path) -> None:
    """Writes the specimen's submission into ``target``, a folder that is made for it.

    Raises:
        AssignmentError: it does not fit its base.
    """
    target.mkdir(parents=True)
    for name, content in composed(specimen, folders).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)


def composed(specimen: Specimen, folders: AssignmentFolders) -> dict[str, bytes]:
    """The files of the specimen's submission: name → content.

    Raises:
        AssignmentError: it does not fit its base.
    """
    files = base_files(specimen.base, folders)
    for name in specimen.remove:
        if files.pop(name, None) is None:
            raise AssignmentError(f"{_where(specimen)}: remove names {name}, which the base does not have.")
    for edit in specimen.edits:
        files[edit.file] = _edited(specimen, files, edit)
    for file in sorted(specimen.folder.rglob("*")):
        place = file.relative_to(specimen.folder)
        if file.is_file() and place.as_posix() != EXPECTED and not is_rubbish(place):
            files[place.as_posix()] = file.read_bytes()
    return files


def base_files(base: Base, folders: AssignmentFolders) -> dict[str, bytes]:
    """What a specimen starts from: the reference submission, the English stubs, or nothing.

    Raises:
        AssignmentError: the assignment has no solution to start from.
    """
    if base == "empty":
        return {}
    if folders.solution is None:
        raise AssignmentError(f"{folders.slug} has no folder in solutions/, which its specimens start from.")
    if base == "reference":
        files = reference_files(folders.solution, read_manifest(folders.assignment))
        return {name: file.read_bytes() for name, file in files.items()}
    return {name.removeprefix("en/"): content for name, content in build(folders).items() if name.startswith("en/")}


def exercises_run(specimen: Specimen, folders: AssignmentFolders) -> frozenset[str] | None:
    """The exercises to run for a specimen: those it names, or whose files differ from the reference; None for all."""
    if specimen.only is not None:
        return specimen.only
    files, reference = composed(specimen, folders), base_files("reference", folders)
    exercises = read_manifest(folders.assignment).exercise
    differing = {n for n in {*files, *reference} if files.get(n) != reference.get(n)}
    touched = frozenset(e.slug for e in exercises if differing & set(e.files))
    return touched or None


def _edited(specimen: Specimen, files: Mapping[str, bytes], edit: Edit) -> bytes:
    try:
        text = files[edit.file].decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        raise AssignmentError(f"{_where(specimen)}: {edit.file} is not a text file of the base.") from None
    count = text.count(edit.old)
    if count != 1:
        excerpt = edit.old.strip().splitlines()[0] if edit.old.strip() else edit.old
        raise AssignmentError(
            f"{_where(specimen)}: the text to replace in {edit.file} occurs {count} times instead of once: {excerpt}"
        )
    return text.replace(edit.old, edit.new).encode()


def _where(specimen: Specimen) -> str:
    return shown(specimen.folder / EXPECTED)
