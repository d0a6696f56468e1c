"""Where assignments are found: the folders of settings, the working folder, the repository, the package."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import autograder
from autograder.errors import UsageError
from autograder.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFolders:
    """The three folders of one assignment; ``solution`` and ``template`` are None where they do not exist.

    They lie side by side: ``assignments/<slug>``, ``solutions/<slug>``, ``student_template/<slug>``.
    """

    slug: str
    assignment: Path
    solution: Path | None
    template: Path | None

    @property
    def template_home(self) -> Path:
        """Where the template lies, or will lie once it is built."""
        return self.template or beside(self.assignment, "student_template")


def folders_of(assignment: Path) -> AssignmentFolders:
    """The folders that belong to an assignment's folder."""
    assignment = assignment.resolve()
    solution, template = beside(assignment, "solutions"), beside(assignment, "student_template")
    return AssignmentFolders(
        slug=assignment.name,
        assignment=assignment,
        solution=solution if solution.is_dir() else None,
        template=template if template.is_dir() else None,
    )


def beside(assignment: Path, room: str) -> Path:
    """The folder of the same name in another room of the same course."""
    return assignment.parent.parent / room / assignment.name


def find_assignment(slug: str, settings: Settings) -> AssignmentFolders:
    """The folders of the assignment called ``slug``; a path to its folder is taken as well.

    Raises:
        UsageError: there is none of that name.
    """
    if os.sep in slug or slug in {".", ".."}:
        folder = Path(slug).expanduser()
        if not _is_assignment(folder):
            raise UsageError(f"{slug} is not an assignment's folder: it has no assignment.toml.")
        return folders_of(folder)
    for folder in _candidates(settings):
        if folder.name == slug:
            return folders_of(folder)
    known = all_slugs(settings)
    close = difflib.get_close_matches(slug, known, n=1)
    hint = f" Did you mean {close[0]}?" if close else f" There are: {', '.join(known)}." if known else ""
    raise UsageError(f'There is no assignment called "{slug}".{hint}')


def all_slugs(settings: Settings) -> list[str]:
    """The names of all assignments that can be found, sorted."""
    return sorted({folder.name for folder in _candidates(settings)})


def _candidates(settings: Settings) -> Iterator[Path]:
    """Assignments' folders, the nearest first: of two with one name, the first is used."""
    package = Path(autograder.__file__).resolve().parent
    rooms = [*settings.assignments, Path.cwd() / "assignments"]
    rooms += [package.parent / "assignments", package / "_course" / "assignments"]
    for room in rooms:
        if _is_assignment(room):
            yield room.resolve()
        elif room.is_dir():
            yield from (folder.resolve() for folder in sorted(room.iterdir()) if _is_assignment(folder))


def _is_assignment(folder: Path) -> bool:
    return (folder / "assignment.toml").is_file()
