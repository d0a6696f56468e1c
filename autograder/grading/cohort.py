"""A whole cohort: received, run where something changed, put together with what the store remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from autograder.catalog import AssignmentFolders, load_gates
from autograder.datasets import mounted
from autograder.domain import Assignment, Cohort, Entry, Review, Run, Submission, compute_grade
from autograder.domain.submission import by_name
from autograder.errors import DataMissing
from autograder.grading.engine import engine_name, scratch_for
from autograder.grading.intake import Received, receive
from autograder.grading.queue import Ticket, run_all
from autograder.grading.run import Executor, Grading, Watcher
from autograder.grading.sources import Handed
from autograder.settings import Settings


class Memory(Protocol):
    """What grading asks of a store."""

    def submissions(self, assignment: str, student: str) -> Sequence[Submission]:
        """What the student handed in before, in order."""

    def find_run(self, submission_id: str, revision: str, engine: str) -> Run | None:
        """A finished run of this submission by the same checks and software."""

    def reviews(self, submission_id: str) -> Sequence[Review]:
        """The reviews of a submission."""

    def add_submission(self, submission: Submission) -> None:
        """Remembers a submission."""

    def add_run(self, run: Run) -> None:
        """Remembers a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Told about a long grading; every field may be left out."""

    total: Callable[[int], None] = lambda _: None
    checked: Callable[[str, str], None] = lambda _student, _check: None
    done: Callable[[Entry], None] = lambda _: None


@dataclass(slots=True)
class Graded:
    """The cohort, and how many of its runs are new."""

    cohort: Cohort
    new: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Course:
    """One assignment made ready to grade cohorts: its data sets found, its gates computed."""

    assignment: Assignment
    folders: AssignmentFolders
    settings: Settings
    scratch: Path
    need_data: bool = True
    has_data: bool = field(init=False)
    grading: Grading = field(init=False)
    _received: int = 0

    def __post_init__(self) -> None:
        datasets: Mapping[str, Path] = {}
        try:
            datasets = _datasets(self.assignment.dataset, self.scratch, self.settings)
        except DataMissing:
            # A student can work without it: Keras fetches it when the student's script asks.
            if self.need_data:
                raise
        self.has_data = bool(datasets)
        self.grading = Grading(
            self.assignment,
            self.folders,
            datasets=datasets,
            gates=load_gates(self.folders),
            engine=engine_name(),
        )

    def receive(self, handed: Handed) -> Received:
        """Takes in one student's work."""
        self._received += 1
        return receive(handed, self.assignment, self.folders, scratch_for(self.scratch, f"in{self._received}"))

    def grade(
        self, handed: Sequence[Handed], executor: Executor, *, jobs: int, memory: Memory | None, progress: Progress
    ) -> Graded:
        """Grades a cohort; what the memory holds already, for the same files and checks, is not run again."""
        entries: dict[str, Entry] = {}
        tickets: list[Ticket] = []
        graded = Graded(Cohort(assignment=self.assignment, entries=()))
        progress.total(len(handed))
        for one in handed:
            received = _numbered(self.receive(one), memory)
            known = self._remembered(received, memory)
            if known is None:
                tickets.append(Ticket(received=received))
            else:
                entries[received.submission.id] = self._entry(received.submission, known, memory)
                graded.unchanged += 1
                progress.done(entries[received.submission.id])
        for ticket, run in self._run(tickets, executor, jobs, progress):
            submission = ticket.received.submission
            if memory is not None:
                memory.add_submission(submission)
                memory.add_run(run)
            entries[submission.id] = self._entry(submission, run, memory)
            graded.new += 1
            progress.done(entries[submission.id])
        ordered = sorted(entries.values(), key=lambda e: by_name(e.submission.student))
        graded.cohort = replace(graded.cohort, entries=tuple(ordered))
        return graded

    def _run(
        self, tickets: list[Ticket], executor: Executor, jobs: int, progress: Progress
    ) -> Iterator[tuple[Ticket, Run]]:
        def watch(ticket: Ticket) -> Watcher:
            return lambda result: progress.checked(ticket.received.submission.student, result.check)

        return run_all(tickets, self.grading, executor, self.scratch, jobs=jobs, watch=watch)

    def _remembered(self, received: Received, memory: Memory | None) -> Run | None:
        if memory is None or received.problem:
            return None
        return memory.find_run(received.submission.id, self.assignment.revision, self.grading.engine)

    def _entry(self, submission: Submission, run: Run, memory: Memory | None) -> Entry:
        reviews = tuple(memory.reviews(submission.id)) if memory is not None else ()
        grade = compute_grade(self.assignment, submission, run, reviews)
        return Entry(submission=submission, run=run, grade=grade, reviews=reviews)


def _numbered(received: Received, memory: Memory | None) -> Received:
    """The submission with the number of its attempt: the same files at the same time are the same attempt."""
    if memory is None:
        return received
    submission = received.submission
    earlier = memory.submissions(submission.assignment, submission.student)
    known = next((s.attempt for s in earlier if s.id == submission.id), None)
    attempt = known or 1 + max((s.attempt for s in earlier), default=0)
    return replace(received, submission=replace(submission, attempt=attempt))


def restricted(assignment: Assignment, only: frozenset[str]) -> Assignment:
    """The assignment with these exercises alone.

    Raises:
        KeyError: one of them does not exist.
    """
    for slug in only:
        assignment.exercise(slug)
    return replace(
        assignment,
        exercises=tuple(e for e in assignment.exercises if e.slug in only),
        checks=tuple(c for c in assignment.checks if c.exercise in only),
        rubric=tuple(r for r in assignment.rubric if r.exercise in only),
    )


def _datasets(name: str, scratch: Path, settings: Settings) -> Mapping[str, Path]:
    """The data set under the names with which students load it; the digits stand in for MNIST."""
    path = mounted(name, scratch / "data", settings)
    return {"mnist" if name == "digits" else name: path}
