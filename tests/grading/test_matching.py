"""File names are matched tolerantly, exact names first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.matching import match


@pytest.mark.parametrize(
    "name",
    [
        "exo1.py",
        "Exo1.py",
        "EXO1.PY",
        "exo_1.py",
        "exo 1.py",
        "Exo-1.py",
        "tp1/exo1.py",
        "Exercice1.py",
        "exercice_1.py",
        "ex1.py",
    ],
)
def test_a_name_is_recognised(name):
    assert match([name], ["exo1.py"]) == {"exo1.py": name}


@pytest.mark.parametrize("name", ["exo10.py", "exo2.py", "exo1.txt", "notexo1.py", "exo1.py.bak"])
def test_another_name_is_not(name):
    assert match([name], ["exo1.py"]) == {}


def test_the_exact_name_wins_then_the_shortest_path():
    assert match(["Exo1.py", "exo1.py"], ["exo1.py"]) == {"exo1.py": "exo1.py"}
    assert match(["a/exo1.py", "exo1.py"], ["exo1.py"]) == {"exo1.py": "exo1.py"}
    assert match(["b/Exo1.py", "Exo_1.py"], ["exo1.py"]) == {"exo1.py": "Exo_1.py"}


@given(st.lists(st.text(min_size=1)), st.lists(st.text(min_size=1), unique=True))
def test_only_given_names_are_taken(names, expected):
    found = match(names, expected)
    assert set(found) <= set(expected)
    assert set(found.values()) <= set(names)
