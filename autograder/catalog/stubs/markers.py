"""Solution markers: what stands between them is kept from students.

::

    # BEGIN SOLUTION               in its place the stub raises NotImplementedError
    # END SOLUTION
    # BEGIN SOLUTION NO STUB       nothing takes its place
    # END SOLUTION

A marker is a comment alone on its line, at any indentation; text inside strings is never one.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.errors import AssignmentError

_MARKER = re.compile(r"#\s*(BEGIN SOLUTION|END SOLUTION)(\s+NO STUB)?\s*$")
_LIKE_A_MARKER = re.compile(r"#\s*(begin|end)\s+solution\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines ``begin`` to ``end`` of a script, markers included, counted from 0."""

    begin: int
    end: int
    indentation: str
    stub: bool


def strip(source: str, name: str) -> str:
    """The script without its solutions.

    Args:
        source: a Python script with markers.
        name: how error messages call it.

    Raises:
        AssignmentError: the markers do not pair up, or what remains is not Python.
    """
    lines = source.splitlines(keepends=True)
    for block in reversed(blocks(source, name)):
        replacement = [f"{block.indentation}raise NotImplementedError\n"] if block.stub else []
        lines[block.begin : block.end + 1] = replacement
    stub = _no_gaps("".join(lines)) if "".join(lines) != source else source
    try:
        ast.parse(stub)
    except SyntaxError as error:
        raise AssignmentError(f"{name}: without its solutions it is not Python ({error.msg}).") from error
    return stub


def solution_lines(source: str, name: str) -> list[str]:
    """The lines between the markers."""
    lines = source.splitlines()
    return [line for block in blocks(source, name) for line in lines[block.begin + 1 : block.end]]


def public_lines(source: str, name: str) -> list[str]:
    """The lines outside the markers."""
    lines = source.splitlines()
    for block in reversed(blocks(source, name)):
        del lines[block.begin : block.end + 1]
    return lines


def blocks(source: str, name: str) -> list[Block]:
    """The marked blocks of a script, from top to bottom.

    Raises:
        AssignmentError: the script is not Python, or its markers do not pair up.
    """
    found: list[Block] = []
    opened: Block | None = None
    for row, indentation, text in whole_line_comments(source, name):
        marker = _MARKER.match(text)
        if marker is None:
            if _LIKE_A_MARKER.match(text):
                raise AssignmentError(f"{name}, line {row + 1}: «{text}» looks like a marker but is not one.")
        elif marker[1] == "BEGIN SOLUTION":
            if opened is not None:
                raise AssignmentError(f"{name}, line {row + 1}: a solution begins inside another one.")
            opened = Block(row, row, indentation, stub=marker[2] is None)
        elif opened is None:
            raise AssignmentError(f"{name}, line {row + 1}: a solution ends that has not begun.")
        else:
            found.append(Block(opened.begin, row, opened.indentation, opened.stub))
            opened = None
    if opened is not None:
        raise AssignmentError(f"{name}, line {opened.begin + 1}: the solution that begins here does not end.")
    return found


def whole_line_comments(source: str, name: str) -> Iterator[tuple[int, str, str]]:
    """The comments that have a line of their own, as (row from 0, indentation, text).

    Raises:
        AssignmentError: the script is not Python.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError) as error:
        raise AssignmentError(f"{name}: not readable as Python ({error}).") from error
    for token in tokens:
        before = token.line[: token.start[1]]
        if token.type == tokenize.COMMENT and not before.strip():
            yield token.start[0] - 1, before, token.string


def _no_gaps(source: str) -> str:
    """No more than two blank lines in a row, none at the end."""
    return re.sub(r"\n{4,}", "\n\n\n", source).rstrip("\n") + "\n"
