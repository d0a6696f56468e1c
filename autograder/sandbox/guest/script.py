"""Runs the student's file and calls what it defines."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any


class StudentError(Exception):
    """The student's code did not do what was asked; ``claim`` describes it in plain values."""

    def __init__(self, **claim: Any) -> None:
        super().__init__(claim.get("message", ""))
        self.claim = claim


class Script:
    """One script, run at the first use and only then; a script that stops says so at every use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._module: ModuleType | None = None
        self._stopped: StudentError | None = None

    def load(self) -> None:
        """Runs the script's top level, if that was not done yet."""
        self._load()

    def defines(self, name: str) -> bool:
        """Whether the script defines ``name``."""
        return hasattr(self._load(), name)

    def value(self, name: str) -> Any:
        """The script's variable ``name``."""
        module = self._load()
        if not hasattr(module, name):
            raise StudentError(kind="missing", type="NameError", message=name)
        return getattr(module, name)

    def call(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Calls the script's function ``name``."""
        function = self.value(name)
        if not callable(function):
            raise StudentError(kind="missing", type="TypeError", message=name)
        return self._guard("exception", lambda: function(*args, **kwargs))

    def _load(self) -> ModuleType:
        if self._stopped is not None:
            raise self._stopped
        if self._module is None:
            try:
                self._module = self._guard("load", self._run)
            except StudentError as stopped:
                self._stopped = stopped
                raise
        return self._module

    def _run(self) -> ModuleType:
        spec = importlib.util.spec_from_file_location(self._path.stem, self._path)
        if spec is None or spec.loader is None:
            raise StudentError(kind="missing", type="", message=self._path.name)
        module = importlib.util.module_from_spec(spec)
        sys.modules[self._path.stem] = module
        spec.loader.exec_module(module)
        return module

    def _guard(self, kind: str, action: Callable[[], Any]) -> Any:
        try:
            return action()
        except StudentError:
            raise
        except NotImplementedError as problem:
            raise self._explain("todo", problem) from None
        except SystemExit as problem:
            raise self._explain("exit", problem) from None
        except BaseException as problem:  # noqa: BLE001 - students raise anything
            raise self._explain(kind, problem) from None

    def _explain(self, kind: str, problem: BaseException) -> StudentError:
        file, line = _where(problem, self._path.parent)
        text = "".join(traceback.format_exception(problem))
        # str() of a syntax error repeats its file and line.
        message = str(problem.msg) if isinstance(problem, SyntaxError) else str(problem)
        return StudentError(
            kind=kind,
            type=type(problem).__name__,
            message=message[:2000],
            file=file,
            line=line,
            traceback=text[-4000:],
        )


def _where(problem: BaseException, folder: Path) -> tuple[str, int]:
    """The last line of the student's own files that the exception passed."""
    if isinstance(problem, SyntaxError) and problem.filename:
        return Path(problem.filename).name, problem.lineno or 0
    found = ("", 0)
    step: TracebackType | None = problem.__traceback__
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        if folder in path.parents:
            found = (path.name, step.tb_lineno)
        step = step.tb_next
    return found
