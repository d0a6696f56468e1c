"""JUnit XML: one test suite per student, one test case per check.

JUnit has no points: they stand in ``system-out`` as ``points=earned/points``. The student's name is part of
the class name, because readers such as GitLab drop cases of the same class and name.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from autograder.domain import Assignment, Cohort, Entry, Status
from autograder.exchange.target import Target, opened
from autograder.exchange.words import Row, for_assignment, rows_of, run_word
from autograder.locales import Translator

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(cohort: Cohort, target: Target, translator: Translator) -> None:
    """Writes the cohort as JUnit XML."""
    translator = for_assignment(translator, cohort.assignment)
    root = ElementTree.Element("testsuites", name=legal(cohort.assignment.slug))
    for entry in cohort.entries:
        _suite(root, cohort.assignment, entry, translator)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    with opened(target) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write(ElementTree.tostring(root, encoding="unicode") + "\n")


def legal(text: str) -> str:
    """The text without the characters that no XML document may hold; escaping is ElementTree's."""
    return _ILLEGAL.sub("", text)


def _suite(root: ElementTree.Element, assignment: Assignment, entry: Entry, translator: Translator) -> None:
    run = entry.run
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        name=legal(entry.submission.student),
        time=f"{(run.finished - run.started).total_seconds():.3f}",
        timestamp=run.started.isoformat(timespec="seconds"),
    )
    for row in rows_of(assignment, run):
        _case(suite, assignment, entry, row, translator)
    if not run.results:
        _no_results(suite, assignment, entry, translator)
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))


def _case(suite: ElementTree.Element, assignment: Assignment, entry: Entry, row: Row, translator: Translator) -> None:
    result = row.result
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=legal(f"{assignment.slug}.{row.spec.exercise}.{entry.submission.student}"),
        name=legal(f"{row.number} {translator.local(row.spec.title)}"),
        time=f"{result.seconds:.3f}",
    )
    lines = [translator.sentence(s) for s in result.feedback]
    tag = {Status.FAILED: "failure", Status.ERROR: "error", Status.SKIPPED: "skipped"}.get(result.status)
    if tag:
        message = legal(lines[0] if lines else result.reason.value)
        found = ElementTree.SubElement(case, tag, message=message, type=result.reason.value)
        found.text = legal("\n".join([*lines, result.detail] if result.status is Status.ERROR else lines))
    earned = "?" if result.earned is None else f"{result.earned:g}"
    facts = [translator.sentence(s) for s in result.facts]
    ElementTree.SubElement(case, "system-out").text = legal("\n".join([f"points={earned}/{result.points:g}", *facts]))


def _no_results(suite: ElementTree.Element, assignment: Assignment, entry: Entry, translator: Translator) -> None:
    run = entry.run
    problem = translator.sentence(run.problem) if run.problem else run_word(run.state, translator)
    classname = legal(f"{assignment.slug}.{entry.submission.student}")
    case = ElementTree.SubElement(suite, "testcase", classname=classname, name="run", time="0")
    ElementTree.SubElement(case, "error", message=legal(problem), type=run.state.value)
