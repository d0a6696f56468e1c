"""What a student handed in → a submission: its files under the names that checks expect, each looked at."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.catalog import AssignmentFolders, scripts_from_notebook
from autograder.domain import Assignment, Sentence, Submission, SubmittedFile
from autograder.errors import SubmissionError
from autograder.grading.matching import match
from autograder.grading.sources import Handed

LARGEST_FILE: Final = 64 * 2**20
LARGEST_SUBMISSION: Final = 256 * 2**20
_MOST_FILES: Final = 2000
Stubs = frozenset[tuple[str, str]]
_SKIPPED_FOLDERS: Final = {"__pycache__", ".git", ".ipynb_checkpoints", ".venv", "venv", "node_modules", "__MACOSX"}
_GRADED: Final = {".py", ".keras", ".h5"}
_KEPT: Final = {".py", ".ipynb", ".keras", ".h5", ".md", ".txt", ".npz", ".npy", ".csv", ".json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A submission ready to be run: ``files`` holds its files; ``problem`` says why it cannot be."""

    submission: Submission
    files: Path
    notices: tuple[Sentence, ...] = ()
    problem: Sentence | None = None
    untouched: frozenset[str] = frozenset()


def receive(handed: Handed, assignment: Assignment, folders: AssignmentFolders, scratch: Path) -> Received:
    """Copies what was handed in to a fresh folder below ``scratch``, under the expected names.

    Links and special files are never followed, files that are too large are left out; each such
    thing becomes a notice. Nothing here opens a student's file as anything but bytes, except
    notebooks, which are read as JSON.
    """
    target = scratch / "files"
    target.mkdir(parents=True)
    notices: list[Sentence] = []
    problem = Sentence(template="{problem}", values={"problem": handed.problem}) if handed.problem else None
    found = {} if problem else dict(_usable(handed.folder, notices))
    stubs = _stubs(folders)
    taken = match(found, _expected(assignment))
    for name, origin in taken.items():
        if name != origin:
            notices.append(_notice("{origin} was taken for {name}.", origin=origin, name=name))
    wanted = [e.script for e in assignment.exercises if not _is_written(e.script, taken, found, stubs)]
    scripts = _notebook_scripts(found, wanted, stubs, notices)
    origins = dict(taken) | {name: name for name in found if name not in {*taken, *taken.values()}}
    for name, origin in origins.items():
        _copy(found[origin], target / name)
    for name, (source, origin) in scripts.items():
        (target / name).write_text(source, encoding="utf-8")
        origins[name] = origin
    files = tuple(_submitted(target / name, name, origin) for name, origin in sorted(origins.items()))
    if problem is None and not any(Path(f.name).suffix in _GRADED for f in files):
        problem = Sentence(template="Nothing was handed in that can be graded: no script, notebook or model.")
    return Received(
        submission=_submission(handed, assignment, files),
        files=target,
        notices=tuple(notices),
        problem=problem,
        untouched=frozenset(f.name for f in files if (f.name, f.digest) in stubs),
    )


def _expected(assignment: Assignment) -> list[str]:
    return [*dict.fromkeys(f for e in assignment.exercises for f in e.files), assignment.answers]


def _usable(folder: Path, notices: list[Sentence]) -> Iterator[tuple[str, Path]]:
    """The regular files of reasonable size, by their path below ``folder``."""
    total = 0
    for count, path in enumerate(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        status = path.lstat()
        if count >= _MOST_FILES:
            notices.append(_notice("There are more than {count} files; the rest was left out.", count=_MOST_FILES))
            return
        if stat.S_ISLNK(status.st_mode):
            notices.append(_notice("{name} is a link, not a file; it was left out.", name=name))
        elif not stat.S_ISREG(status.st_mode):
            notices.append(_notice("{name} is not an ordinary file; it was left out.", name=name))
        elif status.st_size > LARGEST_FILE:
            size = f"{status.st_size / 2**20:.0f}"
            notices.append(
                _notice(
                    "{name} is too large ({size} MB; at most {most} MB); it was left out.",
                    name=name,
                    size=size,
                    most=LARGEST_FILE // 2**20,
                )
            )
        elif path.suffix.lower() in _KEPT:
            total += status.st_size
            if total > LARGEST_SUBMISSION:
                notices.append(_notice("{name} was left out: the files are too large together.", name=name))
            else:
                yield name, path


def _walk(folder: Path) -> Iterator[Path]:
    for here, directories, files in os.walk(folder, followlinks=False):
        directories[:] = sorted(d for d in directories if d not in _SKIPPED_FOLDERS and not d.startswith("."))
        yield from (Path(here) / name for name in sorted(files) if not name.startswith("."))


def _is_written(script: str, taken: Mapping[str, str], found: Mapping[str, Path], stubs: Stubs) -> bool:
    """Whether the student wrote this script: it is there, and it is no longer the stub."""
    return script in taken and (script, _digest(found[taken[script]])) not in stubs


def _notebook_scripts(
    found: Mapping[str, Path], wanted: list[str], stubs: Stubs, notices: list[Sentence]
) -> dict[str, tuple[str, str]]:
    """The scripts that only a notebook holds: name → (source, the notebook's name)."""
    scripts: dict[str, tuple[str, str]] = {}
    notebooks = {o: p for o, p in found.items() if p.suffix == ".ipynb" and (p.name, _digest(p)) not in stubs}
    for origin, path in notebooks.items():
        try:
            made = scripts_from_notebook(path.read_bytes(), wanted, name=Path(origin).name)
        except SubmissionError as problem:
            notices.append(_notice("{problem}", problem=str(problem)))
            continue
        for name, source in made.items():
            scripts.setdefault(name, (source, origin))
    for origin in dict.fromkeys(origin for _, origin in scripts.values()):
        names = ", ".join(n for n, (_, o) in scripts.items() if o == origin)
        notices.append(_notice("The code of {names} was read from {origin}.", names=names, origin=origin))
    return scripts


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target, follow_symlinks=False)


def _submitted(path: Path, name: str, origin: str) -> SubmittedFile:
    content = path.read_bytes()
    return SubmittedFile(name=name, origin=origin, size=len(content), digest=hashlib.sha256(content).hexdigest())


def _submission(handed: Handed, assignment: Assignment, files: tuple[SubmittedFile, ...]) -> Submission:
    together = hashlib.sha256()
    for file in files:
        together.update(f"{file.name}\0{file.origin}\0{file.digest}\n".encode("utf-8", "surrogateescape"))
    digest = together.hexdigest()
    # The same files at another time are another submission: lateness may differ.
    key = hashlib.sha256(f"{digest} {handed.received_at}".encode()).hexdigest()
    return Submission(
        id=f"{assignment.slug}/{handed.student}/{key[:12]}",
        assignment=assignment.slug,
        student=handed.student,
        attempt=1,
        received_at=handed.received_at,
        digest=digest,
        files=files,
    )


def _stubs(folders: AssignmentFolders) -> Stubs:
    """What students were given, in every language: (name, digest) of the scripts and the notebook."""
    if folders.template is None:
        return frozenset()
    given = [p for p in folders.template.glob("*/*") if p.suffix in {".py", ".ipynb"}]
    return frozenset((stub.name, _digest(stub)) for stub in given)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _notice(template: str, **values: str | int) -> Sentence:
    return Sentence(template=template, values=values)
