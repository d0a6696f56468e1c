"""Pure types and rules, standard library only: what is graded, what was found, what it is worth."""

from autograder.domain.assignment import (
    Assignment,
    CheckSpec,
    Exercise,
    LatePolicy,
    Limits,
    RubricItem,
    Visibility,
)
from autograder.domain.cohort import Cohort, Entry
from autograder.domain.feedback import LocalText, Sentence, scrub
from autograder.domain.grade import Grade, GradeState, Review, compute_grade
from autograder.domain.results import CheckResult, Execution, Exhibit, Reason, Run, RunState, Status
from autograder.domain.submission import Submission, SubmittedFile

__all__ = [
    "Assignment",
    "CheckResult",
    "CheckSpec",
    "Cohort",
    "Entry",
    "Execution",
    "Exercise",
    "Exhibit",
    "Grade",
    "GradeState",
    "LatePolicy",
    "Limits",
    "LocalText",
    "Reason",
    "Review",
    "RubricItem",
    "Run",
    "RunState",
    "Sentence",
    "Status",
    "Submission",
    "SubmittedFile",
    "Visibility",
    "compute_grade",
    "scrub",
]
