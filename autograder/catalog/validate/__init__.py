"""An assignment tested like code: the reference earns everything, the stubs nothing, each specimen what it declares."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.catalog.build import build
from autograder.catalog.folders import AssignmentFolders
from autograder.catalog.load import load_assignment
from autograder.catalog.specimens import Specimen, base_files, compose, exercises_run, read_specimens
from autograder.catalog.validate.paper import look
from autograder.catalog.validate.report import Finding, Kind, Report
from autograder.catalog.validate.verdicts import judge_reference, judge_specimen, judge_stub
from autograder.domain import Assignment, Run, Submission

__all__ = ["Finding", "Grade", "Job", "Kind", "Report", "validate"]

Job = tuple[str, Path, frozenset[str] | None]
"""Something to grade: its name, the folder handed in, the exercises to run (None: all)."""

Grade = Callable[[list[Job]], Iterator[tuple[str, Run, Submission]]]
"""Grades folders, in any order; grading provides it, since the catalog may not import grading."""

REFERENCE, STUB = "reference", "stub"
_PREFIX = "specimen-"


def validate(
    folders: AssignmentFolders,
    grade: Grade | None,
    found: Callable[[Finding], None] = lambda _: None,
    *,
    specimens: frozenset[str] | None = None,
) -> Report:
    """Looks at an assignment from all sides.

    Args:
        folders: the assignment.
        grade: grades folders; None to look only at what can be read.
        found: is told each finding as soon as it is known.
        specimens: names of the specimens to run, without reference and stub; None for everything.

    Raises:
        AssignmentError: the assignment cannot be read at all.
    """
    assignment = load_assignment(folders.assignment)
    known = read_specimens(folders)
    findings: list[Finding] = []

    def keep(some: Iterator[Finding]) -> None:
        for finding in some:
            findings.append(finding)
            found(finding)

    keep(look(assignment, folders, known))
    if grade is not None:
        chosen = [s for s in known if specimens is None or s.name in specimens]
        with tempfile.TemporaryDirectory(prefix="autograder-validate-") as scratch:
            jobs = [] if specimens is not None else _whole_jobs(folders, Path(scratch))
            jobs += [_specimen_job(s, folders, Path(scratch)) for s in chosen]
            only = {name: exercises for name, _, exercises in jobs}
            for name, run, _ in grade(jobs):
                keep(_judge(assignment, {s.name: s for s in chosen}, name, only[name], run))
    return Report(slug=assignment.slug, findings=tuple(findings))


def _judge(
    assignment: Assignment, specimens: dict[str, Specimen], name: str, only: frozenset[str] | None, run: Run
) -> Iterator[Finding]:
    if name == REFERENCE:
        return judge_reference(assignment, run)
    if name == STUB:
        return judge_stub(assignment, run)
    return judge_specimen(assignment, specimens[name.removeprefix(_PREFIX)], only, run)


def _whole_jobs(folders: AssignmentFolders, scratch: Path) -> list[Job]:
    """The reference and the stubs."""
    for name, content in base_files("reference", folders).items():
        _write(scratch / REFERENCE / name, content)
    for name, content in build(folders).items():
        if name.startswith("en/") and name.endswith(".py"):
            # A comment more, so that the stub is run and not recognised as one.
            _write(scratch / STUB / name.removeprefix("en/"), content + b"\n# touched\n")
    return [(REFERENCE, scratch / REFERENCE, None), (STUB, scratch / STUB, None)]


def _specimen_job(specimen: Specimen, folders: AssignmentFolders, scratch: Path) -> Job:
    name = _PREFIX + specimen.name
    compose(specimen, folders, scratch / name)
    return name, scratch / name, exercises_run(specimen, folders)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
