"""Runs checks in this process, with boxes as plain subprocesses: for ``check`` on a student's own machine."""

from __future__ import annotations

from autograder.domain import CheckResult, CheckSpec
from autograder.domain.results import every_check
from autograder.grading.run import Watcher
from autograder.job import Job


class PlainEngine:
    """An executor without a sandbox: the student's code is the student's own."""

    def run(self, job: Job, watch: Watcher = lambda _: None) -> tuple[CheckResult, ...]:
        """Runs the job's checks one after the other."""
        from autograder.checks.plugin import run_checks
        from autograder.sandbox.plain import PlainBoxes

        results: list[CheckResult] = list(job.done)

        def journal(_: str, about: CheckSpec | CheckResult) -> None:
            if isinstance(about, CheckResult):
                results.append(about)
                watch(about)

        run_checks(job, PlainBoxes(), journal)
        return every_check(job.checks, results)
