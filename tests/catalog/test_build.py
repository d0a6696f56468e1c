import tomllib

import pytest

from autograder.catalog.build import build, stale, untranslated, write
from autograder.catalog.stubs.leaks import leaks, normal, telling
from autograder.errors import AssignmentError
from tests.catalog.course import SOLUTION
from tests.catalog.course import write as write_file

STUB = '''"""Exercice 1 : le double."""

import math


def double(x):
    """Donne le double de x.

    Arguments :
        x : un nombre.
    """
    raise NotImplementedError


# Ce qui suit s'exécute comme un script.
if __name__ == "__main__":
    print(double(2))
'''

ANSWERS = """# Deux petites choses

Écrivez sous chaque titre ; les titres disent aux correcteurs à quelle question vous répondez.

## exo2.why — Pourquoi ?

(points : 1,5)

<!-- votre réponse -->
"""


def test_what_students_get(tiny):
    write_file(tiny.assignment / "public" / "data" / "points.csv", "1,2\n")
    write_file(tiny.assignment / "figures" / "curve.svg", "<svg/>")
    made = build(tiny)
    assert sorted(n for n in made if n.startswith("fr/")) == [
        "fr/.autograder.toml",
        "fr/.github/workflows/autograder.yml",
        "fr/answers.md",
        "fr/data/points.csv",
        "fr/exo1.py",
        "fr/exo2.py",
        "fr/figures/curve.svg",
        "fr/statement.md",
        "fr/tiny.ipynb",
    ]
    assert made["fr/exo1.py"].decode() == STUB
    assert made["fr/answers.md"].decode() == ANSWERS
    assert b'"""Gives twice x.' in made["en/exo1.py"]
    assert tomllib.loads(made["en/.autograder.toml"].decode()) == {"assignment": "tiny", "language": "en"}
    assert b"autograder check\n" in made["fr/.github/workflows/autograder.yml"]


def test_a_built_template_is_not_stale(tiny):
    assert stale(tiny) == sorted(build(tiny))
    assert write(tiny) == sorted(build(tiny))
    assert stale(tiny) == write(tiny) == []


def test_stale_files_are_changed_missing_or_too_many(tiny):
    write(tiny)
    home = tiny.template_home
    (home / "fr" / "exo1.py").write_text("changed")
    (home / "en" / "exo2.py").unlink()
    (home / "en" / "old.py").write_text("x = 1\n")
    assert stale(tiny) == ["en/exo2.py", "en/old.py", "fr/exo1.py"]
    write(tiny)
    assert not (home / "en" / "old.py").exists()
    assert stale(tiny) == []


def test_the_teachers_files_stay_with_the_teacher(tiny):
    write_file(tiny.solution / "figures.py", "secret = 1\n")
    write_file(tiny.solution / "calibration.toml", "")
    names = {name.split("/")[-1] for name in build(tiny)}
    assert not names & {"figures.py", "reference.py", "calibration.toml", "exo1.keras"}


def test_a_solution_line_in_the_statement_is_refused(tiny):
    write_file(tiny.assignment / "statement.en.md", "# T\n\nTry `return math.fsum( [x, x] )`.\n")
    with pytest.raises(AssignmentError) as caught:
        build(tiny)
    assert str(caught.value) == "en/statement.md would give away a solution: returnmath.fsum([x,x]) (and 1 more)."


def test_a_solution_line_in_the_notebook_is_found():
    scripts = {"exo1.py": "# BEGIN SOLUTION\nanswer = compute(1, 2)\n# END SOLUTION\n"}
    cell = b'{"cells": [{"source": ["x\\n", "answer  =  compute(1,2)\\n"]}]}'
    assert leaks(scripts, {"a.ipynb": cell, "b.py": b"answer = compute(1, 3)", "c.png": b"\xff\xfe"}) == [
        ("a.ipynb", "answer=compute(1,2)")
    ]


def test_a_line_that_students_have_anyway_is_no_leak():
    scripts = {
        "exo1.py": "model.compile(loss='mse')\n",
        "exo2.py": "# BEGIN SOLUTION\nmodel.compile(loss='mse')\n# END SOLUTION\n",
    }
    assert leaks(scripts, {"exo1.py": b"model.compile(loss='mse')\n"}) == []


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ("return X.T @ D / n  # the gradient", True),
        ("# The axes of the ellipse are the eigenvectors.", True),
        ("return loss, accuracy", False),
        ("for i in range(len(points)):", False),
        ("import numpy as np", False),
        ("return x", False),
        ("x = 1", False),
        ("", False),
    ],
)
def test_which_lines_tell_something(line, tells):
    assert telling(normal(line)) is tells


def test_what_has_no_french_is_listed(tiny):
    write_file(tiny.solution / "exo1.py", SOLUTION["exo1.py"].replace("Gives twice x.", "Doubles x."))
    assert untranslated(tiny) == [("exo1.py", "Doubles x.")]


@pytest.mark.parametrize(
    ("remove", "problem"),
    [
        (
            "assignments/tiny/statement.fr.md",
            "assignments/tiny/statement.fr.md: the statement is missing or not UTF-8.",
        ),
        ("solutions/tiny/exo2.py", "solutions/tiny/exo2.py: the file is missing."),
    ],
)
def test_a_missing_source_is_named(tmp_path, tiny, remove, problem):
    (tmp_path / remove).unlink()
    with pytest.raises(AssignmentError) as caught:
        build(tiny)
    assert str(caught.value) == problem


def test_without_a_solution_there_is_nothing_to_build(tiny):
    from dataclasses import replace

    with pytest.raises(AssignmentError, match=r"^tiny has no folder in solutions/"):
        build(replace(tiny, solution=None))
