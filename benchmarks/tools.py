"""The tools under measurement: how each is given the same cohort, is run, and says what it found."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from benchmarks import submissions
from benchmarks.data import write_data
from benchmarks.environments import environment
from benchmarks.processes import Command

_HERE: Final = Path(__file__).resolve().parent
_CHECKS: Final = ("parameter_count", "distribution", "accuracy")


class Tool(Protocol):
    """One tool with its cohort; ``at_once``: one command grades all students."""

    name: str
    at_once: bool
    ours: bool

    def commands(self, names: list[str], place: Path) -> list[Command]:
        """Lays the work of these students out in ``place``; returns what grades it."""

    def passed(self, names: list[str], place: Path) -> bool:
        """Whether all three checks were run and passed for every student."""


def quiet(**extra: str) -> dict[str, str]:
    """The environment for every tool: that of the shell, without the frameworks' chatter."""
    return os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(_HERE.parent)} | extra


@dataclass(slots=True)
class Plain:
    """``python exo1.py``: no grading at all; what the student's own run costs."""

    name: str = "python exo1.py"
    at_once: bool = False
    ours: bool = False

    def commands(self, names: list[str], place: Path) -> list[Command]:
        """One process per student."""
        submissions.write_scripts(place, names)
        for name in names:
            write_data(place / name)
        return [
            Command(arguments=[sys.executable, "exo1.py"], folder=place / name, environment=quiet()) for name in names
        ]

    def passed(self, names: list[str], place: Path) -> bool:
        """It checks nothing; that it ended well was seen already."""
        return len(names) == len(list(place.iterdir()))


@dataclass(slots=True)
class Autograder:
    """``autograder grade``: one command for the cohort."""

    name: str = "autograder grade"
    at_once: bool = True
    ours: bool = True
    jobs: int = 1

    def commands(self, names: list[str], place: Path) -> list[Command]:
        """One process, one worker."""
        assignment = place / "assignments" / "benchmark"
        shutil.copytree(_HERE / "assignment", assignment)
        write_data(assignment / "hidden")
        submissions.write_scripts(place / "cohort", names)
        program = Path(sys.executable).with_name("autograder")
        options = ["--assignment", str(assignment), "--jobs", str(self.jobs), "--json", "grades.json"]
        command = [str(program), "grade", str(place / "cohort"), *options, "--store", "sqlite:///marks.db"]
        return [Command(arguments=command, folder=place, environment=quiet())]

    def passed(self, names: list[str], place: Path) -> bool:
        """Reads ``grades.json``."""
        grades = json.loads((place / "grades.json").read_text(encoding="utf-8"))["grades"]
        right = sorted(f"exo1.{check}" for check in _CHECKS)
        return sorted(g["student"] for g in grades) == names and all(
            sorted(r["check"] for r in grade["results"] if r["status"] == "passed") == right for grade in grades
        )


@dataclass(slots=True)
class Otter:
    """``otter run``: one command per submission, as it is meant outside of containers."""

    programs: Path
    name: str = "otter run"
    at_once: bool = False
    ours: bool = False

    def commands(self, names: list[str], place: Path) -> list[Command]:
        """One process per student; the autograder's archive is made before."""
        shutil.copytree(_HERE / "otter", place)
        write_data(place)
        submissions.write_notebooks(place / "cohort", names)
        self._run("generate", "-t", "tests", "-c", "otter_config.json", "train.npz", "test.npz", folder=place)
        return [self._grade(name, place) for name in names]

    def passed(self, names: list[str], place: Path) -> bool:
        """Reads each ``results.json``."""
        return all(self._points(place / "results" / name) == 20 for name in names)

    def _grade(self, name: str, place: Path) -> Command:
        results = place / "results" / name
        results.mkdir(parents=True)
        given = ["-a", "autograder.zip", "-o", str(results), "--no-logo", f"cohort/{name}.ipynb"]
        return Command(arguments=[str(self.programs / "otter"), "run", *given], folder=place, environment=self._paths())

    def _points(self, results: Path) -> float:
        tests = json.loads((results / "results.json").read_text(encoding="utf-8"))["tests"]
        return sum(float(test.get("score") or 0) for test in tests)

    def _run(self, *arguments: str, folder: Path) -> None:
        command = [str(self.programs / "otter"), *arguments]
        subprocess.run(command, cwd=folder, env=self._paths(), stdout=subprocess.DEVNULL, check=True)

    def _paths(self) -> dict[str, str]:
        return quiet(PATH=f"{self.programs}{os.pathsep}{os.environ['PATH']}", PYTHONPATH="")


@dataclass(slots=True)
class Nbgrader:
    """``nbgrader autograde``: one command for the cohort."""

    programs: Path
    name: str = "nbgrader autograde"
    at_once: bool = True
    ours: bool = False

    def commands(self, names: list[str], place: Path) -> list[Command]:
        """One process; the course is made, and the assignment released, before."""
        shutil.copytree(_HERE / "nbgrader", place)
        write_data(place / "source" / "exo1")
        self._run("generate_assignment", "exo1", folder=place)
        submissions.fill_release(place / "release" / "exo1" / "exo1.ipynb", place / "submitted", names)
        program = str(self.programs / "nbgrader")
        return [Command(arguments=[program, "autograde", "exo1", "--create"], folder=place, environment=self._paths())]

    def passed(self, names: list[str], place: Path) -> bool:
        """Reads what nbgrader exports from its gradebook."""
        self._run("export", "--to", "grades.csv", folder=place)
        rows = csv.DictReader(io.StringIO((place / "grades.csv").read_text(encoding="utf-8")))
        scores = {row["student_id"]: float(row["score"]) for row in rows}
        return sorted(scores) == names and all(score == 20 for score in scores.values())

    def _run(self, *arguments: str, folder: Path) -> None:
        command = [str(self.programs / "nbgrader"), *arguments]
        subprocess.run(command, cwd=folder, env=self._paths(), capture_output=True, check=True)

    def _paths(self) -> dict[str, str]:
        return quiet(PATH=f"{self.programs}{os.pathsep}{os.environ['PATH']}", PYTHONPATH="")


def all_tools(environments: Path) -> list[Tool]:
    """The floor, ourselves, and the two others."""
    return [
        Plain(),
        Autograder(),
        Otter(environment("otter", environments)),
        Nbgrader(environment("nbgrader", environments)),
    ]
