"""``autograder grade``: a cohort in, marks with reasons out."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.output import Json, Language, language_of, say, translator
from autograder.errors import NoSandbox, UsageError
from autograder.settings import Settings

if TYPE_CHECKING:
    from autograder.domain import Assignment
    from autograder.grading.run import Executor
    from autograder.locales import Translator


def run(
    source: Annotated[Path, typer.Argument(help="A folder of student folders, one student's folder, or an archive.")],
    assignment: Annotated[str, typer.Option("--assignment", "-a", help="The assignment's name.")],
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", help="Submissions graded at once.", min=1)] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Grade this exercise alone (may be repeated).")
    ] = None,
    report: Annotated[Path, typer.Option("--report", help="Folder for the reports.")] = Path("autograder-report"),
    store: Annotated[str | None, typer.Option("--store", help="Database URL [env var: AUTOGRADER_STORE].")] = None,
    json: Json = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Grade without a sandbox. Only for code you trust.")] = False,
    lang: Language = None,
) -> int:
    """Grades submissions: prints a table, writes reports, remembers every run."""
    from autograder.catalog import find_assignment, load_assignment
    from autograder.cli.progress import live
    from autograder.cli.reports import write_all
    from autograder.cli.table import print_cohort
    from autograder.domain.results import any_error_in
    from autograder.grading.cohort import Course
    from autograder.grading.sources import students_in

    settings = Settings.from_environment()
    folders = find_assignment(assignment, settings)
    loaded = _only(load_assignment(folders.assignment), only)
    words = translator(language_of(lang, settings), loaded.translations)
    with tempfile.TemporaryDirectory(prefix="autograder-") as place, ExitStack() as stack:
        scratch = Path(place)
        handed = students_in(source, scratch)
        executor, most = _executor(stack, loaded.dataset, words, unsafe=unsafe)
        # The engine starts while the rest is made ready.
        from autograder.store import Store

        course = Course(assignment=loaded, folders=folders, settings=settings, scratch=scratch)
        # A partial grading is a look, not a mark: it is not remembered.
        memory = None if only else stack.enter_context(Store.open(store or settings.store))
        workers = min(most, jobs or settings.jobs)
        with live(words) as progress:
            graded = course.grade(handed, executor, jobs=workers, memory=memory, progress=progress)
        index = write_all(graded.cohort, report, words)
        print_cohort(graded.cohort, words)
        say(words.text("{unchanged} unchanged, {new} graded now.", unchanged=graded.unchanged, new=graded.new))
        say(words.text("Report: {path}", path=str(index)))
        if json is not None:
            from autograder.cli.reports import write_json

            write_json(graded.cohort, json, words)
    return 1 if any_error_in(entry.run for entry in graded.cohort.entries) else 0


def _only(assignment: Assignment, only: list[str] | None) -> Assignment:
    from autograder.grading.cohort import restricted

    if not only:
        return assignment
    try:
        return restricted(assignment, frozenset(only))
    except KeyError as missing:
        known = ", ".join(e.slug for e in assignment.exercises)
        raise UsageError(f"There is no exercise {missing.args[0]}. There are: {known}.") from missing


def _executor(stack: ExitStack, dataset: str, words: Translator, *, unsafe: bool) -> tuple[Executor, int]:
    """What runs submissions, and how many it can run at once."""
    from autograder.grading.engine import Engine
    from autograder.grading.plain import PlainEngine
    from autograder.sandbox.start import available

    if available():
        return stack.enter_context(Engine([dataset])), sys.maxsize
    if not unsafe:
        raise NoSandbox(
            "This machine cannot confine student code (Linux with Landlock is needed; see «autograder doctor»). "
            "Nothing was graded. With --unsafe it is run without a sandbox: only for code you trust."
        )
    say(words.text("Without a sandbox: the students' code can do all that you can."))
    return PlainEngine(), 1
