"""What a check file declares, read from its text: a check file is never imported here.

So that points, titles and dependencies are known before any run, and without running anything,
the arguments of ``@check(...)`` must be written out: numbers, strings, names of checks above.
"""

from __future__ import annotations

import ast
import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.catalog.toml import shown
from autograder.domain import CheckSpec, LocalText, Visibility
from autograder.errors import AssignmentError

FIXTURES = ("student", "hidden", "reference", "rng", "calibration")
OPTIONS = ("points", "after", "visibility", "timeout")
PREFIX = "check_"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class _CheckFile:
    """A check file under examination; ``wrong`` makes its error messages."""

    path: Path
    exercise: str

    def wrong(self, node: ast.AST | None, problem: str) -> AssignmentError:
        line = f", line {node.lineno}" if node is not None and hasattr(node, "lineno") else ""
        return AssignmentError(f"{shown(self.path)}{line}: {problem}.")


def read_specs(file: Path, exercise: str, translations: Mapping[str, str]) -> tuple[CheckSpec, ...]:
    """The checks that ``file`` declares for ``exercise``, in order.

    Raises:
        AssignmentError: the file is not Python, or a declaration cannot be read or makes no sense.
    """
    here = _CheckFile(file, exercise)
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"), filename=file.name)
    except (SyntaxError, ValueError) as error:
        raise here.wrong(None, f"not readable as Python ({error})") from error
    declared = [f for f in tree.body if isinstance(f, Function) and _is_check(f, here)]
    if not declared:
        raise here.wrong(None, "there is no @check in it")
    for earlier, function in enumerate(declared):
        if function.name in [f.name for f in declared[:earlier]]:
            raise here.wrong(function, f"there are two checks called {function.name}")
    waits = {f.name: _after(f, here) for f in declared}
    _refuse_bad_order(declared, waits, here)
    return tuple(_spec(f, waits[f.name], here, translations) for f in declared)


def _is_check(function: Function, here: _CheckFile) -> bool:
    decorated = _decorator(function) is not None
    named = function.name.startswith(PREFIX)
    if named and not decorated:
        raise here.wrong(function, f"{function.name} is called like a check but has no @check(points=...)")
    if decorated and not named:
        raise here.wrong(function, f"the name of the check {function.name} should start with {PREFIX}")
    if decorated and isinstance(function, ast.AsyncFunctionDef):
        raise here.wrong(function, f"{function.name} should be a plain function, without async")
    return decorated


def _decorator(function: Function) -> ast.expr | None:
    for decorator in function.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if (isinstance(target, ast.Name) and target.id == "check") or (
            isinstance(target, ast.Attribute) and target.attr == "check"
        ):
            return decorator
    return None


def _options(function: Function, here: _CheckFile) -> dict[str, ast.expr]:
    decorator = _decorator(function)
    if not isinstance(decorator, ast.Call) or decorator.args:
        raise here.wrong(function, f"{function.name}: write @check(points=...), every argument with its name")
    options = {k.arg or "**": k.value for k in decorator.keywords}
    for name in options:
        if name not in OPTIONS:
            raise here.wrong(decorator, f"{function.name}: @check knows {', '.join(OPTIONS)}, not {name}")
    return options


def _after(function: Function, here: _CheckFile) -> tuple[str, ...]:
    node = _options(function, here).get("after")
    if node is None:
        return ()
    names = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    if not all(isinstance(n, ast.Name) for n in names):
        raise here.wrong(node, f"{function.name}: after= takes a check's name, without quotes, or a list of them")
    return tuple(n.id for n in names if isinstance(n, ast.Name))


def _refuse_bad_order(declared: Sequence[Function], waits: Mapping[str, tuple[str, ...]], here: _CheckFile) -> None:
    place = {f.name: number for number, f in enumerate(declared)}
    for function in declared:
        for name in waits[function.name]:
            if name not in place:
                close = difflib.get_close_matches(name, list(place), n=1)
                hint = f"; did you mean {close[0]}?" if close else ""
                raise here.wrong(function, f"{function.name} waits for {name}, which is no check of this file{hint}")
            if _waits_for(name, function.name, waits):
                raise here.wrong(function, f"{function.name} waits for itself, through {name}")
            if place[name] >= place[function.name]:
                raise here.wrong(function, f"{function.name} waits for {name}, which should stand above it")


def _waits_for(start: str, goal: str, waits: Mapping[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    pending = [start]
    while pending:
        name = pending.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            pending.extend(waits.get(name, ()))
    return False


def _spec(function: Function, after: tuple[str, ...], here: _CheckFile, translations: Mapping[str, str]) -> CheckSpec:
    options = _options(function, here)
    if "points" not in options:
        raise here.wrong(function, f"{function.name}: @check needs points=")
    title = " ".join((ast.get_docstring(function) or "").split())
    if not title:
        raise here.wrong(function, f"{function.name} has no docstring: it is the sentence that the student reads")
    return CheckSpec(
        id=_id(here.exercise, function.name),
        exercise=here.exercise,
        function=function.name,
        title=LocalText(en=title, fr=translations.get(title, "")),
        points=_number(function, "points", options["points"], here),
        after=tuple(_id(here.exercise, name) for name in after),
        visibility=_visibility(function, options.get("visibility"), here),
        timeout=_number(function, "timeout", options["timeout"], here) if "timeout" in options else 30.0,
        needs=_needs(function, here),
    )


def _id(exercise: str, function: str) -> str:
    return f"{exercise}.{function.removeprefix(PREFIX)}"


def _number(function: Function, name: str, node: ast.expr, here: _CheckFile) -> float:
    value = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise here.wrong(node, f"{function.name}: {name}= should be written as a number, such as 1 or 0.5")
    if not 0 < value < math.inf:
        raise here.wrong(node, f"{function.name}: {name}= should be above 0")
    return float(value)


def _visibility(function: Function, node: ast.expr | None, here: _CheckFile) -> Visibility:
    if node is None:
        return Visibility.VISIBLE
    try:
        return Visibility(str(node.value) if isinstance(node, ast.Constant) else "")
    except ValueError:
        choices = ", ".join(f'"{v}"' for v in Visibility)
        raise here.wrong(node, f"{function.name}: visibility= should be one of {choices}") from None


def _needs(function: Function, here: _CheckFile) -> frozenset[str]:
    arguments = function.args
    if arguments.vararg or arguments.kwarg:
        raise here.wrong(function, f"{function.name}: a check names its fixtures, without *")
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    for name in names:
        if name not in FIXTURES:
            raise here.wrong(function, f"{function.name} asks for {name}; there are {', '.join(FIXTURES)}")
    return frozenset(names)
