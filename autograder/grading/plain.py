"""Runs checks in this process, without an engine of servers: for ``check`` on a student's own machine."""

from __future__ import annotations

from autograder.domain import CheckResult, CheckSpec
from autograder.domain.results import every_check
from autograder.grading.run import Watcher
from autograder.job import Job


class PlainEngine:
    """An executor that needs no sandbox: the student's code is the student's own."""

    def run(self, job: Job, watch: Watcher = lambda _: None) -> tuple[CheckResult, ...]:
        """Runs the job's checks one after the other."""
        from autograder.checks.plugin import run_checks
        from autograder.sandbox.local import LocalBoxes

        results: list[CheckResult] = list(job.done)

        def journal(_: str, about: CheckSpec | CheckResult) -> None:
            if isinstance(about, CheckResult):
                results.append(about)
                watch(about)

        with LocalBoxes() as boxes:
            run_checks(job, boxes, journal)
        return every_check(job.checks, results)
