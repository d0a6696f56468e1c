"""The pytest plugin that runs the checks of one submission and journals each result."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.checks.declare import MARK
from autograder.checks.explain import still_the_stub
from autograder.checks.fixtures import generator, hidden_data, reference_module
from autograder.checks.outcome import outcome
from autograder.checks.student import Student
from autograder.checks.workshop import Workshop
from autograder.domain import CheckResult, CheckSpec, Sentence
from autograder.domain.gates import Gate
from autograder.domain.results import blocked
from autograder.job import Job
from autograder.sandbox import BoxFactory

_OPTIONS = [
    *("-c", os.devnull, "--import-mode=importlib", "--capture=no", "--noconftest"),
    *("-o", "python_files=check_*.py", "-o", "python_functions=check_*"),
    *("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:faulthandler", "-p", "no:logging"),
]

Journal = Callable[[str, CheckSpec | CheckResult], None]


def run_checks(job: Job, boxes: BoxFactory, journal: Journal) -> int:
    """Runs the job's checks under pytest, in this process; the student's code runs in boxes.

    Args:
        job: what to run.
        boxes: where student code runs.
        journal: told ("start", spec) before and ("result", result) after each check.

    Returns:
        pytest's exit code; the results are in the journal.
    """
    workshop = Workshop(
        files=job.files,
        scratch=job.scratch,
        boxes=boxes,
        datasets=job.datasets,
        untouched=job.untouched,
        limits=job.limits,
        digest=job.digest,
    )
    exercises = dict.fromkeys(spec.exercise for spec in job.checks)
    files = [str(job.assignment / "checks" / f"check_{slug}.py") for slug in exercises]
    # Plugins that happen to be installed have no business in a trusted process.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        return int(
            pytest.main([*_OPTIONS, f"--rootdir={job.assignment}", *files], plugins=[_Plugin(job, workshop, journal)])
        )
    finally:
        workshop.close()


class _Plugin:
    """Holds the state of one run; pytest calls its hooks and fixtures."""

    def __init__(self, job: Job, workshop: Workshop, journal: Journal) -> None:
        self._job = job
        self._workshop = workshop
        self._journal = journal
        self._specs = {spec.id: spec for spec in job.checks}
        self._results = list(job.done)
        self._student: Student | None = None
        self._titles = {spec.id: Sentence(template=spec.title.en) for spec in job.checks}

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", f"{MARK}: a check")
        config.option.tbstyle = "native"  # the tracebacks that pytest would draw take time, and nobody reads them

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = list(self._specs)
        items[:] = sorted((i for i in items if _id(i) in self._specs), key=lambda i: order.index(_id(i)))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        spec = self._specs[_id(item)]
        self._student = None
        if stopped := blocked(spec, self._results, self._titles) or self._not_begun(spec):
            self._keep(stopped)
            pytest.skip("decided")
        self._journal("start", spec)
        self._workshop.deadline.restart(spec.timeout)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        problem = call.excinfo.value if call.excinfo else None
        skipped = isinstance(problem, pytest.skip.Exception) and call.when == "setup"
        if call.when == "call" or (call.when == "setup" and problem is not None and not skipped):
            self._keep(outcome(self._specs[_id(item)], problem, self._student, call.duration))
        return report

    def _not_begun(self, spec: CheckSpec) -> CheckResult | None:
        """The result of a check whose exercise is the untouched stub and nothing else; no box is started."""
        script, *others = self._job.exercises[spec.exercise]
        if script not in self._job.untouched or any((self._job.files / name).exists() for name in others):
            return None
        return outcome(spec, still_the_stub(script), None, 0.0)

    def _keep(self, result: CheckResult) -> None:
        self._results.append(result)
        self._journal("result", result)

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Student:
        spec = self._specs[_id(request.node)]
        self._student = Student(self._workshop, self._job.exercises[spec.exercise][0])
        return self._student

    @pytest.fixture
    def hidden(self) -> Any:
        return hidden_data(self._job.assignment)

    @pytest.fixture
    def reference(self) -> ModuleType:
        return reference_module(self._job.reference)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        return generator(self._job.digest, _id(request.node))

    @pytest.fixture
    def calibration(self) -> dict[str, Gate]:
        return self._job.gates


def _id(item: pytest.Item) -> str:
    """The check's id: exercise and function, without the prefixes."""
    name = getattr(item, "originalname", item.name)
    return f"{Path(item.path).stem.removeprefix('check_')}.{name.removeprefix('check_')}"
