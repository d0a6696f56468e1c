"""``autograder report``: the reports again, from what the store remembers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.output import Json, Language, language_of, say, translator
from autograder.errors import UsageError
from autograder.settings import Settings

if TYPE_CHECKING:
    from autograder.domain import Assignment, Cohort
    from autograder.store import Store


def run(
    assignment: Annotated[str, typer.Argument(help="The assignment's name.")],
    folder: Annotated[Path, typer.Option("--report", help="Folder for the reports.")] = Path("autograder-report"),
    store: Annotated[str | None, typer.Option("--store", help="Database URL [env var: AUTOGRADER_STORE].")] = None,
    json: Json = None,
    lang: Language = None,
) -> int:
    """Writes the reports of the latest attempts again, in another language if you like."""
    from autograder.catalog import find_assignment, load_assignment
    from autograder.cli.reports import write_all, write_json
    from autograder.cli.table import print_cohort
    from autograder.store import Store

    settings = Settings.from_environment()
    loaded = load_assignment(find_assignment(assignment, settings).assignment)
    words = translator(language_of(lang, settings), loaded.translations)
    with Store.open(store or settings.store) as opened:
        cohort = remembered(loaded, opened)
    if not cohort.entries:
        raise UsageError(f"The store holds no graded submission of {loaded.slug}.")
    index = write_all(cohort, folder, words)
    print_cohort(cohort, words)
    say(words.text("Report: {path}", path=str(index)))
    if json is not None:
        write_json(cohort, json, words)
    return 0


def remembered(assignment: Assignment, store: Store) -> Cohort:
    """The latest attempt of every student, with the run that counts."""
    from autograder.domain import Cohort, Entry, compute_grade
    from autograder.domain.grade import better_run
    from autograder.domain.submission import by_name

    entries = []
    for submission in store.latest_attempts(assignment.slug):
        runs = store.runs(submission.id)
        if runs:
            run = better_run(runs)
            reviews = store.reviews(submission.id)
            grade = compute_grade(assignment, submission, run, reviews)
            entries.append(Entry(submission=submission, run=run, grade=grade, reviews=reviews))
    return Cohort(assignment=assignment, entries=tuple(sorted(entries, key=lambda e: by_name(e.submission.student))))
