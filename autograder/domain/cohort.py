"""A graded cohort: what every report is written from."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.domain.assignment import Assignment
from autograder.domain.grade import Grade, Review
from autograder.domain.results import Run
from autograder.domain.submission import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One submission with the run that counts, its grade, and what people marked."""

    submission: Submission
    run: Run
    grade: Grade
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """One assignment and its entries, in the order of the students' names."""

    assignment: Assignment
    entries: tuple[Entry, ...]
