"""``autograder demo``: a sample cohort on embedded data, graded for real."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.output import Json, Language, language_of, say, translator
from autograder.settings import Settings

if TYPE_CHECKING:
    from autograder.catalog import AssignmentFolders
    from autograder.grading.sources import Handed

DEMO = "digits"


def run(
    report: Annotated[Path, typer.Option("--report", help="Folder for the reports.")] = Path("autograder-demo"),
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", help="Submissions graded at once.", min=1)] = None,
    json: Json = None,
    lang: Language = None,
) -> int:
    """Grades a small cohort: perfect, unusual but right, and each typical fault."""
    from autograder.catalog import find_assignment, load_assignment
    from autograder.cli.progress import live
    from autograder.cli.reports import write_all, write_json
    from autograder.cli.table import print_cohort
    from autograder.domain.results import any_error_in
    from autograder.grading.cohort import Course
    from autograder.grading.engine import Engine

    settings = Settings.from_environment()
    folders = find_assignment(DEMO, settings)
    assignment = load_assignment(folders.assignment)
    words = translator(language_of(lang, settings), assignment.translations)
    with tempfile.TemporaryDirectory(prefix="autograder-") as place, Engine([assignment.dataset]) as executor:
        say(words.text("Starting the sandbox (TensorFlow is imported once, then forked)…"))
        course = Course(assignment=assignment, folders=folders, settings=settings, scratch=Path(place))
        handed = cohort(folders, Path(place) / "cohort")
        with live(words) as progress:
            graded = course.grade(handed, executor, jobs=jobs or settings.jobs, memory=None, progress=progress)
    index = write_all(graded.cohort, report, words)
    print_cohort(graded.cohort, words)
    say(words.text("Report: {path}", path=str(index)))
    if json is not None:
        write_json(graded.cohort, json, words)
    return 1 if any_error_in(entry.run for entry in graded.cohort.entries) else 0


def cohort(folders: AssignmentFolders, place: Path) -> list[Handed]:
    """The assignment's specimens as the work of fictitious students."""
    from autograder.catalog import compose, read_specimens
    from autograder.grading.sources import Handed

    handed = []
    for specimen in read_specimens(folders):
        if specimen.student is not None:
            target = place / specimen.name
            compose(specimen, folders, target)
            handed.append(Handed(student=specimen.student, folder=target, received_at=specimen.received))
    return handed
