"""SOURCE → one folder per student: a folder of folders, one student's folder, or an archive of either."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from autograder.domain.submission import by_name
from autograder.errors import SubmissionError, UsageError
from autograder.grading.archives import SUFFIXES, is_archive, unpack

RECEIVED: Final = "received.toml"
_HANDED_IN: Final = {".py", ".ipynb", ".keras", ".h5"}
_MOODLE: Final = re.compile(r"^(?P<name>[^_]+)_(?P<id>\d+)_assignsubmission_file_?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What one student handed in, where it lies, and when it came; ``problem`` if it cannot be read."""

    student: str
    folder: Path
    received_at: datetime | None = None
    problem: str = ""


def students_in(source: Path, scratch: Path) -> list[Handed]:
    """The students of SOURCE, in the order of their names.

    Raises:
        UsageError: SOURCE does not exist, or holds nobody's work.
    """
    if not source.exists():
        raise UsageError(f"{source} does not exist.")
    folder = source
    if is_archive(source):
        folder = scratch / "source"
        try:
            unpack(source, folder)
        except SubmissionError as problem:
            raise UsageError(str(problem)) from problem
        folder = _without_wrapping(folder)
    if not folder.is_dir():
        raise UsageError(f"{source.name} is neither a folder nor an archive ({', '.join(SUFFIXES)}).")
    times = _received(folder)
    if _is_one_student(folder):
        name = _student_name(_stem(source) if is_archive(source) else source.resolve().name)
        return [Handed(student=name, folder=folder, received_at=times.get(name))]
    found = sorted(_each(folder, scratch, times), key=lambda handed: by_name(handed.student))
    if not found:
        raise UsageError(f"{source} holds no student's folder and no script, notebook or model.")
    return found


def _each(folder: Path, scratch: Path, times: dict[str, datetime]) -> Iterator[Handed]:
    for number, place in enumerate(sorted(folder.iterdir())):
        if place.name.startswith(".") or place.name == "__MACOSX":
            continue
        if is_archive(place):
            student = _student_name(_stem(place))
            target = scratch / f"archive{number}"
            problem = ""
            try:
                target.mkdir(parents=True)
                unpack(place, target)
            except SubmissionError as refused:
                problem = str(refused)
            yield Handed(
                student=student, folder=_without_wrapping(target), received_at=times.get(student), problem=problem
            )
        elif place.is_dir() and not place.is_symlink():
            student = _student_name(place.name)
            yield Handed(student=student, folder=place, received_at=times.get(student))


def _is_one_student(folder: Path) -> bool:
    return any(p.suffix.lower() in _HANDED_IN and p.is_file() for p in folder.iterdir())


def _without_wrapping(folder: Path) -> Path:
    """The folder inside, if an archive holds nothing but one folder with a student's files."""
    inside = [p for p in folder.iterdir() if p.name != "__MACOSX"]
    if len(inside) == 1 and inside[0].is_dir() and not is_archive(inside[0]):
        return inside[0]
    return folder


def _student_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    moodle = _MOODLE.match(name)
    return f"{moodle['name']} ({moodle['id']})" if moodle else name


def _stem(path: Path) -> str:
    suffix = next(s for s in sorted(SUFFIXES, key=len, reverse=True) if path.name.lower().endswith(s))
    return path.name[: -len(suffix)]


def _received(folder: Path) -> dict[str, datetime]:
    """``received.toml``: student = time. File times are no evidence: a copy or a clone changes them."""
    path = folder / RECEIVED
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{RECEIVED} cannot be read: {problem}") from problem
    for student, time in table.items():
        if not isinstance(time, datetime) or time.tzinfo is None:
            raise UsageError(
                f"{RECEIVED}: {student} needs a date and time with an offset, as 2026-12-01T23:59:00+01:00."
            )
    return {unicodedata.normalize("NFC", student): time for student, time in table.items()}
