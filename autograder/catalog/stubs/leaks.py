"""Whether a line of a solution has found its way into what students get."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from autograder.catalog.stubs.markers import public_lines, solution_lines
from autograder.errors import AssignmentError

_SHORTEST = 12
_TRIVIAL = re.compile(r"(import|from).*|for\w+in(range|enumerate|zip)\([\w,()]*\):")
_ACTION = re.compile(r"[-+*/@%<>=^|&]|\w\(|\w{16}")


def leaks(scripts: Mapping[str, str], generated: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The solution lines that occur in generated files, as (file, line).

    A line that also stands outside the markers of some script is given to students anyway.

    Args:
        scripts: the solution's scripts, with markers.
        generated: the files for students.
    """
    secret = {normal(line) for name, source in scripts.items() for line in solution_lines(source, name)}
    public = {normal(line) for name, source in scripts.items() for line in public_lines(source, name)}
    secret = {line for line in secret - public if telling(line)}
    found = []
    for name, content in sorted(generated.items()):
        for line in _lines(name, content):
            found += [(name, hidden) for hidden in sorted(secret) if hidden in line]
    return found


def normal(line: str) -> str:
    """A line without spaces, which nobody copies faithfully, and without the comment behind its code."""
    if "'" not in line and '"' not in line:
        line = re.sub(r"(?<=\S)\s+#\s.*$", "", line)
    return "".join(line.strip().removeprefix("#").split())


def telling(line: str) -> bool:
    """Whether a normalised line says something about a solution: long enough, and more than names and loops."""
    return len(line) >= _SHORTEST and not _TRIVIAL.fullmatch(line) and bool(_ACTION.search(line))


def _lines(name: str, content: bytes) -> Iterator[str]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return  # a picture or a model
    if name.endswith(".ipynb"):
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    for line in text.splitlines():
        yield normal(line)


def refuse_leaks(scripts: Mapping[str, str], generated: Mapping[str, bytes]) -> None:
    """Raises an error that names the first leak, if there is one.

    Raises:
        AssignmentError: a solution line occurs in a generated file.
    """
    found = leaks(scripts, generated)
    if found:
        name, line = found[0]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise AssignmentError(f"{name} would give away a solution: {line}{more}.")
