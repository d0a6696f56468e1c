"""What can be seen without running anything: points, translations, template, calibration, names in specimens."""

from __future__ import annotations

import ast
import math
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.catalog.build import build, stale, untranslated
from autograder.catalog.calibration import gate_of, load_records
from autograder.catalog.folders import AssignmentFolders
from autograder.catalog.load import is_rubbish
from autograder.catalog.specimens import Specimen
from autograder.catalog.translations import entries
from autograder.catalog.validate.report import Finding, Kind, bad, good, problem
from autograder.domain import Assignment, LocalText
from autograder.errors import AssignmentError

FULL_MARKS = 20
_SENTENCE_CALLS = {"CheckFailure", "note"}
_CODE = re.compile(r"[\w.]+\(.*\)")  # project(X, n=60): the same in every language
_SENTENCE_ARGUMENTS = {"hint", "what", "title"}


def look(assignment: Assignment, folders: AssignmentFolders, specimens: Sequence[Specimen]) -> Iterator[Finding]:
    """Everything that is found by reading."""
    yield _points(assignment)
    yield from _untranslated_texts(assignment)
    yield from _untranslated_sentences(assignment, folders.assignment)
    yield from _placeholders(folders.assignment)
    yield from _template(folders)
    yield from _calibration(folders)
    yield from _names(assignment, specimens)


def _points(assignment: Assignment) -> Finding:
    possible = assignment.possible
    if math.isclose(possible, FULL_MARKS):
        return good(Kind.POINTS, assignment.slug, "The points add up to {points}.", points=FULL_MARKS)
    return bad(
        Kind.POINTS,
        assignment.slug,
        "The points add up to {points} instead of {expected}.",
        warning=True,
        points=possible,
        expected=FULL_MARKS,
    )


def _untranslated_texts(assignment: Assignment) -> Iterator[Finding]:
    texts: list[tuple[str, LocalText]] = [("assignment.toml", assignment.title)]
    texts += [(e.slug, e.title) for e in assignment.exercises]
    texts += [(c.id, c.title) for c in assignment.checks]
    for item in assignment.rubric:
        texts += [(item.id, item.title), (item.id, item.guide)]
    for subject, text in texts:
        if text.en and not text.fr:
            yield _no_french(subject, text.en)


def _untranslated_sentences(assignment: Assignment, folder: Path) -> Iterator[Finding]:
    for file in sorted((folder / "checks").rglob("*.py")):
        if not is_rubbish(file.relative_to(folder)):
            for english in dict.fromkeys(sentences(file.read_text(encoding="utf-8"))):
                if english not in assignment.translations:
                    yield _no_french(file.name, english)


def _no_french(subject: str, english: str) -> Finding:
    return bad(Kind.TRANSLATION, subject, "There is no French for: {text}", text=english)


def sentences(source: str) -> Iterator[str]:
    """The sentences that a check file can say, apart from its docstrings: literal arguments, read without running."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        said = node.args[:1] if called in _SENTENCE_CALLS else []
        said += [k.value for k in node.keywords if k.arg in _SENTENCE_ARGUMENTS]
        for argument in said:
            yield from _literals(constants.get(argument.id, argument) if isinstance(argument, ast.Name) else argument)


def _literals(node: ast.expr) -> Iterator[str]:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value
        and not _CODE.fullmatch(node.value)
    ):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _placeholders(folder: Path) -> Iterator[Finding]:
    """The fields of a sentence must be those of its translation; a sentence has one translation."""
    seen: dict[str, str] = {}
    for file, english, french in entries(folder):
        if _fields(english) != _fields(french):
            yield bad(
                Kind.TRANSLATION,
                file,
                "The {fields} of the French are not those of: {text}",
                fields="{…}",
                text=english,
            )
        if seen.setdefault(english, french) != french:
            yield bad(Kind.TRANSLATION, file, "There are two different translations of: {text}", text=english)


def _fields(text: str) -> set[str]:
    try:
        return {name.split(":")[0] for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set()  # braces that are no fields, in a docstring


def _template(folders: AssignmentFolders) -> Iterator[Finding]:
    try:
        generated = build(folders)
        old = stale(folders, generated)
    except AssignmentError as error:
        yield problem(Kind.TEMPLATE, folders.slug, error)
        return
    for name in old:
        yield bad(Kind.TEMPLATE, name, "This file is stale: run «autograder build {slug}».", slug=folders.slug)
    if not old:
        yield good(Kind.TEMPLATE, folders.slug, "The template is up to date and gives no solution away.")
    for name, english in untranslated(folders):
        yield _no_french(name, english)


def _calibration(folders: AssignmentFolders) -> Iterator[Finding]:
    if folders.solution is None:
        return
    for name, record in load_records(folders.solution).items():
        try:
            gate = gate_of(folders.solution, name, record)
        except AssignmentError as error:
            yield problem(Kind.CALIBRATION, name, error)
            continue
        lowest = min(record.accuracies)
        if lowest < gate.gate and record.other_images is None:
            yield bad(
                Kind.CALIBRATION,
                name,
                "One training of the reference reached {lowest:percent}, below the gate of {gate:percent}.",
                lowest=lowest,
                gate=gate.gate,
            )
        elif not gate.supported:
            yield bad(
                Kind.CALIBRATION,
                name,
                "{seeds} trainings of the reference do not support {nominal:percent}: "
                "all the points are given from {gate:percent} on.",
                warning=True,
                seeds=gate.seeds,
                gate=gate.gate,
                nominal=gate.nominal,
            )
        else:
            yield good(
                Kind.CALIBRATION, name, "{seeds} trainings support {gate:percent}.", seeds=gate.seeds, gate=gate.gate
            )


def _names(assignment: Assignment, specimens: Sequence[Specimen]) -> Iterator[Finding]:
    checks = {c.id for c in assignment.checks}
    exercises = {e.slug for e in assignment.exercises}
    for specimen in specimens:
        named: list[Mapping[str, object]] = [specimen.outcomes, specimen.credit, specimen.says]
        for check in sorted({c for names in named for c in names} - checks):
            yield bad(Kind.SPECIMEN, specimen.name, "{check} is no check of this assignment.", check=check)
        for slug in sorted((specimen.only or frozenset()) - exercises):
            yield bad(Kind.SPECIMEN, specimen.name, "{exercise} is no exercise of this assignment.", exercise=slug)
