"""Runs folders that are nobody's work: the reference, the stubs, the specimens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.domain import Run, Submission
from autograder.grading.cohort import Course, restricted
from autograder.grading.queue import Ticket, run_all
from autograder.grading.run import Executor
from autograder.grading.sources import Handed


class Trials:
    """Runs named folders through the same intake and the same engine as a cohort."""

    def __init__(self, course: Course, executor: Executor, *, jobs: int) -> None:
        self._course = course
        self._executor = executor
        self._jobs = jobs

    def __call__(
        self, folders: Sequence[tuple[str, Path, frozenset[str] | None]]
    ) -> Iterator[tuple[str, Run, Submission]]:
        """Yields (name, run, submission) as each is done.

        Args:
            folders: name, folder, and the exercises to run (None: all).
        """
        names: dict[int, str] = {}
        tickets = []
        for name, folder, only in folders:
            received = self._course.receive(Handed(student=name, folder=folder))
            assignment = self._course.assignment if only is None else restricted(self._course.assignment, only)
            tickets.append(Ticket(received=received, checks=assignment.checks))
            names[id(tickets[-1])] = name
        for ticket, run in run_all(
            tickets, self._course.grading, self._executor, self._course.scratch, jobs=self._jobs
        ):
            yield names[id(ticket)], run, ticket.received.submission
