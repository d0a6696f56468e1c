"""``autograder validate``: an assignment tested like code."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.output import Language, language_of, translator
from autograder.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.catalog import AssignmentFolders, Finding, Report
    from autograder.grading.run import Executor
    from autograder.locales import Translator


def run(
    slugs: Annotated[list[str] | None, typer.Argument(help="Assignments; all that have a solution by default.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", help="Submissions run at once.", min=1)] = None,
    specimen: Annotated[
        list[str] | None, typer.Option("--specimen", help="Run this specimen alone (may be repeated).")
    ] = None,
    lang: Language = None,
) -> int:
    """Proves that the reference earns everything, the stubs nothing, and every specimen what it declares."""
    from rich.console import Console

    from autograder.catalog import all_slugs, find_assignment
    from autograder.grading.engine import Engine

    settings = Settings.from_environment()
    words = translator(language_of(lang, settings))
    console = Console(highlight=False, soft_wrap=True)
    chosen = frozenset(specimen) if specimen else None
    fine = True
    chosen_folders = [find_assignment(slug, settings) for slug in slugs or all_slugs(settings)]
    with Engine() as executor:
        for folders in chosen_folders:
            report = _validate(folders, settings, executor, console, words, jobs or settings.jobs, chosen)
            fine &= report.ok
            console.print(_summary(report, words), markup=False)
    return 0 if fine else 1


def _validate(
    folders: AssignmentFolders,
    settings: Settings,
    executor: Executor,
    console: Console,
    words: Translator,
    jobs: int,
    chosen: frozenset[str] | None,
) -> Report:
    from autograder.catalog import load_assignment, validate
    from autograder.grading.cohort import Course
    from autograder.grading.trials import Trials

    def tell(finding: Finding) -> None:
        mark = "✓" if finding.ok else "·" if finding.warning else "✗"
        console.print(f"{mark} {finding.subject}: {words.sentence(finding.sentence)}", markup=False)

    with tempfile.TemporaryDirectory(prefix="autograder-") as place:
        course = Course(
            assignment=load_assignment(folders.assignment), folders=folders, settings=settings, scratch=Path(place)
        )
        return validate(folders, Trials(course, executor, jobs=jobs), tell, specimens=chosen)


def _summary(report: Report, words: Translator) -> str:
    problems = [f for f in report.problems if not f.warning]
    return words.text(
        "{slug}: {fine} as it should be, {problems} to put right, {warnings} to know about.",
        slug=report.slug,
        fine=sum(f.ok for f in report.findings),
        problems=len(problems),
        warnings=len(report.problems) - len(problems),
    )
