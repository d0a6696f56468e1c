"""Writes everything that a grading leaves on disk."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.domain import Cohort
    from autograder.locales import Translator


def write_all(cohort: Cohort, folder: Path, words: Translator) -> Path:
    """HTML pages, grades.json, marks.csv, junit.xml and one Gradescope result per student; returns the index page."""
    from autograder.exchange import grades_json, gradescope, junit, marks_csv
    from autograder.exchange.html import write_report
    from autograder.exchange.html.report import page_name

    index = write_report(cohort, folder, words)
    grades_json.write(cohort, folder / "grades.json", words)
    marks_csv.write(cohort, folder / "marks.csv", words)
    junit.write(cohort, folder / "junit.xml", words)
    for entry in cohort.entries:
        # Gradescope reads one submission at a time.
        alone = replace(cohort, entries=(entry,))
        gradescope.write(alone, _made(folder / "gradescope") / f"{Path(page_name(entry)).stem}.json", words)
    return index


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def write_json(cohort: Cohort, target: Path, words: Translator) -> None:
    """The contract's JSON, to a file or, for «-», to the screen."""
    from autograder.exchange import grades_json

    grades_json.write(cohort, sys.stdout if str(target) == "-" else target, words)
