"""The student's notebook: the statement's sections with the stubs' code between them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from autograder.catalog.stubs.statement import sections
from autograder.domain import Exercise
from autograder.errors import AssignmentError

METADATA_KEY = "autograder"


def notebook(statement: str, exercises: Sequence[Exercise], scripts: Mapping[str, str], language: str) -> bytes:
    """A notebook without outputs; the same input gives the same bytes.

    Args:
        statement: Markdown, in the notebook's language.
        exercises: in order.
        scripts: the stub of each exercise's script, by file name.
        language: "fr" or "en", for the titles of exercises that the statement has no section for.
    """
    told = sections(statement, exercises)
    last = {slug: number for number, (slug, _) in enumerate(told)}
    others = {e.script for e in exercises}
    waiting = list(exercises)
    cells: list[dict[str, Any]] = []

    def add(exercise: Exercise) -> None:
        waiting.remove(exercise)
        if exercise.slug not in last:
            cells.append(_markdown(f"## {exercise.slug} · {exercise.title.in_language(language)}"))
        cells.extend(_code(exercise, scripts, others))

    for number, (slug, text) in enumerate(told):
        # What the statement has no section for stands before the exercises that come after it.
        while slug in [e.slug for e in waiting] and waiting[0].slug not in last:
            add(waiting[0])
        cells.append(_markdown(text))
        for exercise in [e for e in waiting if e.slug == slug and last[slug] == number]:
            add(exercise)
    for exercise in tuple(waiting):
        add(exercise)
    return _bytes(cells)


def _bytes(cells: list[dict[str, Any]]) -> bytes:
    import nbformat

    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03}"
    whole = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    node = nbformat.from_dict(whole)  # type: ignore[no-untyped-call]
    nbformat.validate(node)
    text: str = nbformat.writes(node)  # type: ignore[no-untyped-call]
    return (text.rstrip("\n") + "\n").encode()


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(exercise: Exercise, scripts: Mapping[str, str], others: set[str]) -> Iterator[dict[str, Any]]:
    for source in code_cells(scripts[exercise.script], exercise.script, others):
        yield {
            "cell_type": "code",
            "metadata": {METADATA_KEY: {"file": exercise.script}},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }


def code_cells(script: str, name: str, scripts: set[str]) -> list[str]:
    """A script cut into cells: imports and constants together, a cell for each function, class and main part.

    In a notebook, all exercises share one kernel: imports from other exercises are left out.
    """
    script = _without_imports(script, name, {s.removesuffix(".py") for s in scripts})
    tree = ast.parse(script)
    lines = script.splitlines()
    cuts = [0]
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    if len(body) < len(tree.body):
        cuts[0] = tree.body[0].end_lineno or 1  # the statement says what the module's docstring says
    previous: ast.stmt | None = None
    for node in body:
        if previous is not None and (_alone(node) or _alone(previous)):
            cuts.append(_start(node, lines, previous.end_lineno or 0))
        previous = node
    ends = [*cuts[1:], len(lines)]
    cells = ["\n".join(lines[begin:end]).strip("\n") for begin, end in zip(cuts, ends, strict=True)]
    return [cell for cell in cells if cell.strip()]


def _alone(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If)


def _start(node: ast.stmt, lines: list[str], after: int) -> int:
    """The first line (from 0) that belongs to ``node``: its decorators and the comments above it."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    row = min([node.lineno, *(d.lineno for d in decorators)]) - 1
    while row > after and (not lines[row - 1].strip() or lines[row - 1].lstrip().startswith("#")):
        row -= 1
    return row


def _without_imports(script: str, name: str, modules: set[str]) -> str:
    """The script without its imports from other exercises; a block left empty gets a ``pass``."""
    lines = script.splitlines(keepends=True)
    tree = ast.parse(script)
    doomed = [node for node in ast.walk(tree) if _from_exercise(node, name, modules)]
    emptied = [body[0] for body in _bodies(tree) if all(node in doomed for node in body)]
    for node in sorted(doomed, key=lambda n: n.lineno, reverse=True):
        indentation = lines[node.lineno - 1][: node.col_offset]
        if indentation.strip():
            raise AssignmentError(
                f"{name}, line {node.lineno}: an import from another exercise needs a line of its own."
            )
        kept = [f"{indentation}{a.asname} = {a.name}\n" for a in node.names if a.asname and a.asname != a.name]
        if not kept and node in emptied:
            kept = [f"{indentation}pass\n"]
        lines[node.lineno - 1 : node.end_lineno] = kept
        following = node.lineno - 1
        if indentation and not kept and following < len(lines) and not lines[following].strip():
            del lines[following]  # the blank line that set the imports apart
    return re.sub(r"\n{4,}", "\n\n\n", "".join(lines))


def _from_exercise(node: ast.AST, name: str, modules: set[str]) -> TypeGuard[ast.ImportFrom]:
    if isinstance(node, ast.Import) and any(a.name.split(".")[0] in modules for a in node.names):
        raise AssignmentError(
            f"{name}, line {node.lineno}: write «from exercise import name», for the notebook's sake."
        )
    if not isinstance(node, ast.ImportFrom) or node.module not in modules:
        return False
    if any(a.name == "*" for a in node.names):
        raise AssignmentError(f"{name}, line {node.lineno}: name what is imported from another exercise.")
    return True


def _bodies(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """Every block of statements below the module's own."""
    for node in ast.walk(tree):
        for part in ("body", "orelse", "finalbody"):
            body = getattr(node, part, None)
            if isinstance(body, list) and body and not isinstance(node, ast.Module):
                yield body
