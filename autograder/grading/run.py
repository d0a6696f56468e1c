"""One submission's run: a job for the engine, its results as a :class:`Run`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from autograder.catalog import AssignmentFolders
from autograder.domain import Assignment, CheckResult, CheckSpec, Run, RunState
from autograder.domain.gates import Gate
from autograder.domain.results import refused
from autograder.grading.intake import Received
from autograder.job import Job

Watcher = Callable[[CheckResult], None]


class Executor(Protocol):
    """Runs a job's checks: the local engine, the plain one of ``check``, a cluster's worker."""

    def run(self, job: Job, watch: Watcher = ...) -> tuple[CheckResult, ...]:
        """The results of the job's checks, in their order."""


class Grading:
    """What all runs of one assignment share."""

    def __init__(
        self,
        assignment: Assignment,
        folders: AssignmentFolders,
        *,
        datasets: Mapping[str, Path],
        gates: Mapping[str, Gate],
        engine: str,
    ) -> None:
        self.assignment = assignment
        self.folders = folders
        self.engine = engine
        self._datasets = {name: str(path) for name, path in datasets.items()}
        self._gates = dict(gates)

    def run(
        self,
        received: Received,
        executor: Executor,
        scratch: Path,
        *,
        checks: tuple[CheckSpec, ...] | None = None,
        watch: Watcher = lambda _: None,
    ) -> Run:
        """Runs one submission; one that cannot be read fails every check for that reason, never in silence."""
        started = datetime.now(UTC)
        specs = self.assignment.checks if checks is None else checks
        if received.problem is not None:
            results = refused(specs, received.problem)
        else:
            results = executor.run(self._job(received, scratch, specs), watch)
        return Run(
            id=uuid.uuid4().hex,
            submission=received.submission.id,
            revision=self.assignment.revision,
            engine=self.engine,
            state=RunState.REFUSED if received.problem else RunState.FINISHED,
            started=started,
            finished=datetime.now(UTC),
            results=results,
            problem=received.problem,
            notices=received.notices,
        )

    def _job(self, received: Received, scratch: Path, specs: tuple[CheckSpec, ...]) -> Job:
        reference = self.folders.solution / "reference.py" if self.folders.solution else None
        return Job(
            assignment=self.folders.assignment,
            reference=reference if reference and reference.is_file() else None,
            files=received.files,
            scratch=scratch,
            exercises={e.slug: e.files for e in self.assignment.exercises},
            checks=specs,
            datasets=self._datasets,
            gates=self._gates,
            untouched=received.untouched,
            limits=self.assignment.limits,
            digest=received.submission.digest,
        )
