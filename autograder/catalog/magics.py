"""IPython's own syntax (``%…``, ``!…``, ``?``) made harmless, so that a notebook's code is plain Python."""

from __future__ import annotations

import ast
import re

_LINE_MAGIC = re.compile(r"^(\s*)((?:[%!?]|[\w.]+(?:\s*,\s*[\w.]+)*\s*=\s*[%!]\s*[A-Za-z(]).*|[\w.*]+\?{1,2}\s*)$")
_CELL_MAGIC = re.compile(r"\s*%%(\w+)")
_AROUND_PYTHON = {"time", "timeit", "capture", "prun", "python", "python3"}
"""Cell magics whose cell is Python all the same."""


def plain_python(source: str) -> str:
    """The cell with its magics turned into comments; a cell without any is not touched.

    A cell in another language (``%%bash``) becomes a comment as a whole.
    """
    cell_magic = _CELL_MAGIC.match(source)
    if cell_magic:
        first, _, rest = source.lstrip().partition("\n")
        if cell_magic[1] not in _AROUND_PYTHON:
            return "\n".join(f"# {line}".rstrip() for line in source.split("\n"))
        return f"# {first}\n{plain_python(rest)}"
    if _is_python(source):
        return source  # what looks like a magic is the inside of a string, or a remainder: a % b
    return "\n".join(_commented(line) for line in source.split("\n"))


def _commented(line: str) -> str:
    magic = _LINE_MAGIC.match(line)
    if magic is None:
        return line
    # Inside a block the line may be the only one: a statement has to stay.
    return f"{magic[1]}pass  # {magic[2]}" if magic[1] else f"# {magic[2]}"


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
