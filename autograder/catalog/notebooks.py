"""A student's notebook → the scripts that checks expect. Notebooks are read as JSON and never run here.

A notebook is one kernel: what an exercise uses may stand in the cells of an earlier one. The script of
an exercise is therefore made of all code cells up to and including its own last one. In a notebook a cell that
fails does not stop those below it; so that this stays true, the loose statements of earlier exercises are guarded.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from autograder.catalog.magics import plain_python
from autograder.catalog.stubs.notebook import METADATA_KEY
from autograder.catalog.stubs.statement import exercise_numbers
from autograder.errors import SubmissionError

_HEADING = re.compile(r"^\s*#{1,6}\s+(.*)$", re.MULTILINE)
_WRITEFILE = re.compile(r"\s*%%writefile\s+(?:-a\s+)?(\S+)[^\n]*\n?")
_HARMLESS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_FUTURE = re.compile(r"^from __future__ import [^\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A code cell; ``owner`` is the script it belongs to, None if it belongs to none in particular."""

    owner: str | None
    source: str


def scripts_from_notebook(data: bytes, scripts: Sequence[str], *, name: str = "notebook.ipynb") -> dict[str, str]:
    """The sources of those of ``scripts`` that the notebook has cells for.

    Which cells belong to an exercise is said, in this order, by the cells' metadata (notebooks that we
    generated), by the notebook's name (``exo1.ipynb``), by headings («Exercice 1»); a notebook that says nothing is
    taken whole for every exercise.

    Args:
        data: the notebook's bytes.
        scripts: file names such as "exo1.py".
        name: the notebook's file name.

    Raises:
        SubmissionError: the bytes are no notebook.
    """
    cells = list(_read(data, name))
    code = [(kind, source, owner) for kind, source, owner in cells if kind == "code"]
    if not any(source.strip() for _, source, _ in code):
        return {}
    named = _named_like(name, scripts)
    if any(owner for _, _, owner in code):
        owned = [_Cell(owner, source) for _, source, owner in code]
    elif named is not None:
        owned = [_Cell(named, source) for _, source, _ in code]
    else:
        owned = _by_headings(cells, scripts)
        if not any(cell.owner for cell in owned):
            whole = [cell.source for cell in owned]
            return {script: _script([(source, True) for source in whole]) for script in scripts}
    return dict(_cumulative(owned, scripts))


def _cumulative(cells: list[_Cell], scripts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for script in scripts:
        own = [number for number, cell in enumerate(cells) if cell.owner == script]
        if own:
            used = cells[: own[-1] + 1]
            yield script, _script([(cell.source, cell.owner == script) for cell in used])


def _script(cells: list[tuple[str, bool]]) -> str:
    """One script of (source, whether it is the exercise's own) cells."""
    parts = [python if own else guarded(python) for python, own in ((plain_python(s), own) for s, own in cells)]
    futures = dict.fromkeys(line for part in parts for line in _FUTURE.findall(part))
    body = "\n\n".join(_FUTURE.sub("", part).strip("\n") for part in parts if part.strip())
    return "\n".join([*futures, body]) + "\n"


def guarded(source: str) -> str:
    """An earlier exercise's cell as one that cannot stop those below it.

    Loose statements stand in a ``try``; a cell that is not Python is left out, since its own exercise reports it.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    if all(isinstance(node, _HARMLESS) for node in tree.body):
        return source
    parts = []
    for node in tree.body:
        text = ast.unparse(node)
        if not isinstance(node, _HARMLESS):
            attempt = ast.Try(
                body=[node],
                handlers=[ast.ExceptHandler(type=ast.Name("Exception", ast.Load()), name=None, body=[ast.Pass()])],
                orelse=[],
                finalbody=[],
            )
            text = ast.unparse(ast.fix_missing_locations(ast.Module(body=[attempt], type_ignores=[])))
        parts.append(text)
    return "\n\n".join(parts)


def _named_like(name: str, scripts: Sequence[str]) -> str | None:
    stem = PurePath(name).stem.casefold()
    return next((s for s in scripts if PurePath(s).stem.casefold() == stem), None)


def _by_headings(cells: list[tuple[str, str, str | None]], scripts: Sequence[str]) -> list[_Cell]:
    owned: list[_Cell] = []
    owner: str | None = None
    for kind, source, _ in cells:
        if kind == "markdown":
            for heading in _HEADING.findall(source):
                owner = _spoken_of(heading, scripts, owner)
        elif kind == "code":
            first = source.lstrip().split("\n", 1)[0]
            if first.startswith("#"):
                owner = _spoken_of(first[:80], scripts, owner)
            owned.append(_Cell(owner, source))
    return owned


def _spoken_of(heading: str, scripts: Sequence[str], before: str | None) -> str | None:
    """The script whose exercise a heading names; ``before`` if it names none, "" for an exercise not asked for."""
    for script in scripts:
        if re.search(rf"(?<!\w){re.escape(PurePath(script).stem)}(?!\w)", heading, re.IGNORECASE):
            return script
    numbers = exercise_numbers(heading)
    if not numbers:
        return before
    return next((s for s in scripts if exercise_numbers(PurePath(s).stem) & numbers), "")


def _read(data: bytes, name: str) -> Iterator[tuple[str, str, str | None]]:
    """The cells as (kind, source, script that the metadata or ``%%writefile`` names)."""
    for cell in _cells(data, name):
        kind = cell.get("cell_type")
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(kind, str) or not isinstance(source, str):
            raise SubmissionError(f"{name} has a cell that is not well formed.")
        source = source.replace("\r\n", "\n")
        metadata = cell.get("metadata")
        ours = metadata.get(METADATA_KEY) if isinstance(metadata, dict) else None
        owner = ours.get("file") if isinstance(ours, dict) else None
        written = _WRITEFILE.match(source) if kind == "code" else None
        if written:
            source, owner = source[written.end() :], PurePath(written[1].strip("'\"")).name
        yield kind, source, owner if isinstance(owner, str) else None


def _cells(data: bytes, name: str) -> list[dict[str, Any]]:
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SubmissionError(f"{name} cannot be read as a notebook: it is not JSON.") from error
    cells = whole.get("cells") if isinstance(whole, dict) else None
    if cells is None and isinstance(whole, dict) and isinstance(whole.get("worksheets"), list):  # before 2015
        sheets = [sheet.get("cells") for sheet in whole["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise SubmissionError(f"{name} cannot be read as a notebook: it has no list of cells.")
    return cells
