"""Every sentence that the package says, found by reading its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2

PACKAGE = Path(__file__).parents[2] / "autograder"
_KEYWORDS = {
    "Sentence": {"template"},
    "CheckFailure": {"template", "message", "hint"},
    "StudentFailure": {"template", "message", "hint"},
    "note": {"template"},
}
_PLACES = {
    "CheckFailure": slice(1),
    "StudentFailure": slice(1),
    "_notice": slice(1),
    "good": slice(2, 3),
    "bad": slice(2, 3),
    "text": slice(1),
    "plural": slice(2),
}
"""Which positional arguments of a call are sentences."""
_TRANSLATORS = ("translator", "words")


def sentences() -> dict[str, str]:
    """English sentence to the place of one of its uses."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in of_module(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, str(path.relative_to(PACKAGE.parent)))
    for path in sorted(PACKAGE.rglob("*.j2")):
        for text in of_template(path.read_text(encoding="utf-8")):
            found.setdefault(text, str(path.relative_to(PACKAGE.parent)))
    return found


def of_module(tree: ast.Module) -> Iterator[str]:
    """The literals of sentences: ``Sentence(template=…)``, failures, notices, findings, ``translator.text(…)``."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name):
            name = call.func.id
            is_translator = False
        elif isinstance(call.func, ast.Attribute):
            name = call.func.attr
            spoken_by = ast.unparse(call.func.value).lower()
            is_translator = any(word in spoken_by for word in _TRANSLATORS)
        else:
            continue
        if name in {"text", "plural"} and not is_translator:
            continue
        texts = list(call.args[_PLACES.get(name, slice(0))])
        texts += [k.value for k in call.keywords if k.arg in _KEYWORDS.get(name, set())]
        yield from (literal for node in texts for literal in _literals(node))


def of_template(source: str) -> Iterator[str]:
    """The literals of ``t(…)`` and ``tn(…)``."""
    environment = jinja2.Environment(autoescape=True)
    for call in environment.parse(source).find_all(jinja2.nodes.Call):
        if isinstance(call.node, jinja2.nodes.Name) and call.node.name in {"t", "tn"}:
            for node in call.args[: 2 if call.node.name == "tn" else 1]:
                assert isinstance(node, jinja2.nodes.Const), "only literals can be translated"
                yield str(node.value)


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
