"""Docstrings and whole-line comments of a script, put into French.

A docstring is looked up as a whole, then paragraph by paragraph; so is a run of comment lines.
Line breaks do not matter for finding an entry; the French keeps the line breaks that its translator made,
and is wrapped where it has none.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping

from autograder.catalog.stubs.markers import whole_line_comments
from autograder.errors import AssignmentError

_WIDTH = 110
_NOT_PROSE = re.compile(r"#(!|\s*(-\*-|%%|type:|noqa|ruff:|fmt:|pragma:|mypy:)|\s*$|[-=# ]+$)")
_OPENING = re.compile(r"""([rRuU]?)(\"\"\"|'''|"|')""")


class Translations:
    """Entries of ``.po`` files, found whatever their line breaks; what is not found is remembered."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = {_flat(english): french for english, french in entries.items()}
        self.missing: list[str] = []

    def text(self, english: str) -> str:
        """The French of a text: of the whole, or else of each of its paragraphs."""
        whole = self._entries.get(_flat(english))
        if whole is not None:
            return inspect.cleandoc(whole)
        paragraphs = re.split(r"\n\s*\n", english)
        return "\n\n".join(self._paragraph(p) for p in paragraphs)

    def _paragraph(self, english: str) -> str:
        french = self._entries.get(_flat(english))
        if french is None:
            if any(c.isalpha() for c in english):
                self.missing.append(english)
            return english
        return french.strip("\n")


def translate(source: str, translations: Translations, name: str) -> str:
    """The script with its docstrings and whole-line comments in French.

    What has no translation stays as it is and is added to ``translations.missing``.

    Raises:
        AssignmentError: a translated docstring contains the quotes that end it.
    """
    lines = source.splitlines(keepends=True)
    for first, last, render in sorted(
        [*_docstrings(source, translations, name), *_comments(source, translations, name)]
    )[::-1]:
        lines[first : last + 1] = [line + "\n" for line in render.split("\n")]
    return "".join(lines)


Replacement = tuple[int, int, str]


def _docstrings(source: str, translations: Translations, name: str) -> Iterator[Replacement]:
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        english = ast.get_docstring(node)
        if not english:
            continue
        expression = node.body[0]
        first, last = expression.lineno - 1, (expression.end_lineno or expression.lineno) - 1
        indentation = lines[first][: expression.col_offset]
        opening = _OPENING.match(lines[first], expression.col_offset)
        if opening is None or indentation.strip():
            continue  # a docstring behind a colon on one line, or glued together: left alone
        yield first, last, _quoted(translations.text(english), opening[1], indentation, f"{name}, line {first + 1}")


def _quoted(text: str, prefix: str, indentation: str, where: str) -> str:
    if '"""' in text or text.endswith('"'):
        raise AssignmentError(f"{where}: the translated docstring contains or ends with a double quote.")
    if not prefix.lower().startswith("r"):
        text = text.replace("\\", "\\\\")
    lines = text.split("\n")
    body = [indentation + line if line.strip() else "" for line in lines[1:]]
    first = f'{indentation}{prefix}"""{lines[0]}'
    if not body:
        return first + '"""'
    return "\n".join([first, *body, indentation + '"""'])


def _comments(source: str, translations: Translations, name: str) -> Iterator[Replacement]:
    run: list[tuple[int, str, str]] = []
    for row, indentation, text in whole_line_comments(source, name):
        if _NOT_PROSE.match(text):
            continue
        if run and (run[-1][0] != row - 1 or run[-1][1] != indentation):
            yield _comment(run, translations)
            run = []
        run.append((row, indentation, text))
    if run:
        yield _comment(run, translations)


def _comment(run: list[tuple[int, str, str]], translations: Translations) -> Replacement:
    indentation = run[0][1]
    english = "\n".join(text.removeprefix("#").strip() for _, _, text in run)
    french = translations.text(english)
    lines: list[str] = []
    for line in french.split("\n"):
        lines += textwrap.wrap(line, _WIDTH - len(indentation), break_on_hyphens=False, break_long_words=False) or [""]
    return run[0][0], run[-1][0], "\n".join(f"{indentation}# {line}".rstrip() for line in lines)


def _flat(text: str) -> str:
    return " ".join(text.split())
