"""The cohort: the same right answer from every student, each with a byte of its own, in each tool's format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).resolve().parent
_MAIN: Final = 'if __name__ == "__main__":\n'


def students(count: int) -> list[str]:
    """The names of the cohort."""
    return [f"student{number:02d}" for number in range(1, count + 1)]


def script(student: str) -> str:
    """The student's ``exo1.py``. The name makes every file different, so that no result can be remembered."""
    return f"# {student}\n{(_HERE / 'student' / 'exo1.py').read_text(encoding='utf-8')}"


def write_scripts(folder: Path, names: list[str]) -> None:
    """``folder/<student>/exo1.py``, as handed in to ``autograder grade``."""
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "exo1.py").write_text(script(name), encoding="utf-8")


def write_notebooks(folder: Path, names: list[str]) -> None:
    """``folder/<student>.ipynb``, as handed in to ``otter run``."""
    folder.mkdir(parents=True)
    for name in names:
        cells = [_code(f"cell{n}", source) for n, source in enumerate(notebook_cells(name))]
        (folder / f"{name}.ipynb").write_text(json.dumps(_notebook(cells)), encoding="utf-8")


def fill_release(release: Path, submitted: Path, names: list[str]) -> None:
    """``submitted/<student>/exo1/exo1.ipynb``: the notebook that nbgrader released, with the answer filled in."""
    for name in names:
        notebook = json.loads(release.read_text(encoding="utf-8"))
        (answer,) = (cell for cell in notebook["cells"] if cell["metadata"]["nbgrader"]["solution"])
        answer["source"] = "\n\n".join(notebook_cells(name))
        target = submitted / name / "exo1" / "exo1.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(notebook), encoding="utf-8")


def notebook_cells(student: str) -> Iterator[str]:
    """The script as a notebook has it: the functions, then what is run, at the top level."""
    functions, _, main = script(student).partition(_MAIN)
    lines = [line.removeprefix("    ") for line in main.splitlines()]
    yield functions.strip()
    # The three measurements that the script prints are the checks' business in a notebook.
    yield "\n".join(lines[: next(n for n, line in enumerate(lines) if line.startswith("print"))])


def _code(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "code", "id": name, "metadata": {}, "source": source, "execution_count": None, "outputs": []}


def _notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
