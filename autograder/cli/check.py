"""``autograder check``: the visible checks, here and now, on the student's own machine."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.output import Json, Language, language_of, say, translator
from autograder.errors import UsageError
from autograder.settings import Settings

if TYPE_CHECKING:
    from autograder.domain import Assignment, CheckSpec
    from autograder.grading.cohort import Course


def run(
    path: Annotated[Path, typer.Argument(help="Your workspace, or one file of it.")] = Path(),
    assignment: Annotated[
        str | None, typer.Option("--assignment", "-a", help="The assignment, if this is no workspace.")
    ] = None,
    json: Json = None,
    lang: Language = None,
) -> int:
    """Runs the visible checks on your work and says what to do next."""
    from autograder.catalog import find_assignment, load_assignment
    from autograder.cli.progress_check import now_checking
    from autograder.cli.transcript import print_transcript
    from autograder.domain import Cohort, Entry, compute_grade
    from autograder.domain.results import any_error_in
    from autograder.grading.cohort import Course
    from autograder.grading.plain import PlainEngine
    from autograder.grading.sources import Handed

    if not path.exists():
        raise UsageError(f"{path} does not exist.")
    settings = Settings.from_environment()
    folder = path if path.is_dir() else path.parent
    slug, language = _workspace(folder)
    spoken = language_of(lang or language, settings)
    folders = find_assignment(assignment or slug or _unknown(folder), settings)
    loaded = _exercise_of(path, load_assignment(folders.assignment))
    words = translator(spoken, loaded.translations)
    with tempfile.TemporaryDirectory(prefix="autograder-") as place:
        course = Course(assignment=loaded, folders=folders, settings=settings, scratch=Path(place), need_data=False)
        received = course.receive(Handed(student=folder.resolve().name, folder=folder))
        specs = checks_here(course)
        with now_checking(words, specs) as watch:
            run_ = course.grading.run(received, PlainEngine(), Path(place), checks=specs, watch=watch)
    print_transcript(loaded, run_, specs, words)
    if json is not None:
        from autograder.cli.reports import write_json

        entry = Entry(submission=received.submission, run=run_, grade=compute_grade(loaded, received.submission, run_))
        write_json(Cohort(assignment=loaded, entries=(entry,)), json, words)
    return 1 if any_error_in([run_]) else 0


def checks_here(course: Course) -> tuple[CheckSpec, ...]:
    """The checks that a student may see and that this machine can decide."""
    from autograder.domain import Visibility

    missing = set() if course.has_data else {"hidden"}
    if course.folders.solution is None or not (course.folders.solution / "reference.py").is_file():
        missing.add("reference")
    visible = [c for c in course.assignment.checks if c.visibility is Visibility.VISIBLE]
    return tuple(c for c in visible if not c.needs & missing)


def _workspace(folder: Path) -> tuple[str | None, str | None]:
    """The assignment and the language that ``autograder new`` wrote down."""
    from autograder.catalog.build import WORKSPACE_FILE

    place = folder / WORKSPACE_FILE
    if not place.is_file():
        return None, None
    try:
        table = tomllib.loads(place.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{WORKSPACE_FILE} cannot be read: {problem}") from problem
    return table.get("assignment"), table.get("language")


def _unknown(folder: Path) -> str:
    from autograder.catalog.build import WORKSPACE_FILE

    raise UsageError(
        f"{folder.resolve()} is not a workspace: it has no {WORKSPACE_FILE}. "
        "Make one with «autograder new ASSIGNMENT», or name the assignment with --assignment."
    )


def _exercise_of(path: Path, assignment: Assignment) -> Assignment:
    """The whole assignment, or the one exercise to which the named file belongs."""
    from autograder.grading.cohort import restricted
    from autograder.grading.matching import match

    if path.is_dir():
        return assignment
    for exercise in assignment.exercises:
        if match([path.name], exercise.files):
            return restricted(assignment, frozenset([exercise.slug]))
    say(f"{path.name} belongs to no exercise; everything is checked.")
    return assignment
