import json

import nbformat
import pytest

from autograder.catalog.build import build
from autograder.catalog.stubs.notebook import code_cells, notebook
from autograder.catalog.stubs.statement import exercise_in_heading, sections
from autograder.domain import Exercise, LocalText
from autograder.errors import AssignmentError

EXERCISES = tuple(
    Exercise(slug=f"exo{n}", title=LocalText(en=f"title {n}", fr=f"titre {n}"), files=(f"exo{n}.py",))
    for n in (0, 1, 2)
)


def cells(data):
    return [
        (c["cell_type"], c["metadata"].get("autograder", {}).get("file"), "".join(c["source"]))
        for c in json.loads(data)["cells"]
    ]


def test_sections_and_code_take_turns(tiny):
    made = build(tiny)["fr/tiny.ipynb"]
    told = [(kind, file, source.split("\n")[0]) for kind, file, source in cells(made)]
    assert told == [
        ("markdown", None, "# Deux petites choses"),
        ("markdown", None, "## Exercice 1"),
        ("code", "exo1.py", "import math"),
        ("code", "exo1.py", "def double(x):"),
        ("code", "exo1.py", "# Ce qui suit s'exécute comme un script."),
        ("markdown", None, "## Exercice 2"),
        ("code", "exo2.py", "def square(x):"),
        ("code", "exo2.py", 'if __name__ == "__main__":'),
    ]


def test_a_notebook_is_valid_empty_of_outputs_and_always_the_same(tiny):
    made = build(tiny)["en/tiny.ipynb"]
    assert made == build(tiny)["en/tiny.ipynb"]
    read = nbformat.reads(made.decode(), as_version=4)
    nbformat.validate(read)
    assert all(not c.get("outputs") and c.get("execution_count") is None for c in read.cells)
    assert len({c.id for c in read.cells}) == len(read.cells)
    assert "from exo1 import" not in made.decode()


def test_an_exercise_without_a_section_keeps_its_place():
    scripts = {e.script: f"x = {e.slug!r}\n" for e in EXERCISES}
    made = notebook("# T\n\n## Exercise 1\n\nOne.\n", EXERCISES, scripts, "fr")
    assert [source.split("\n")[0] for _, _, source in cells(made)] == [
        "# T",
        "## exo0 · titre 0",
        "x = 'exo0'",
        "## Exercise 1",
        "x = 'exo1'",
        "## exo2 · titre 2",
        "x = 'exo2'",
    ]


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Exercice 1 : la régression", "exo1"),
        ("EXERCISE 2", "exo2"),
        ("exo1.py: logistic regression", "exo1"),
        ("1. exo2", "exo2"),
        ("Exo n° 1", "exo1"),
        ("Ex. 02", "exo2"),
        ("Exercice 0", "exo0"),
        ("Exercise 12", None),
        ("Exercice 1b", "exo1"),
        ("The next exercise", None),
        ("Convexity 1", None),
    ],
)
def test_headings_name_exercises(heading, slug):
    assert exercise_in_heading(heading, EXERCISES) == slug


def test_a_section_ends_at_a_heading_of_its_level():
    statement = "# T\n\n## exo1\n\na\n\n### details\n\n```\n# exo2\n```\n\n## End\n\nz\n"
    found = sections(statement, EXERCISES)
    assert [(slug, text.split("\n")[0]) for slug, text in found] == [
        (None, "# T"),
        ("exo1", "## exo1"),
        (None, "## End"),
    ]
    assert "# exo2" in found[1][1]


def cut(script):
    return code_cells(script, "exo2.py", {"exo1.py", "exo2.py"})


def test_imports_from_other_exercises_go():
    assert cut("import os\nfrom exo1 import a, b\n\nx = 1\n") == ["import os\n\nx = 1"]
    assert cut("from exo1 import a as first, b\n") == ["first = a"]
    assert cut("from exo1 import (\n    a,\n    b,\n)\nx = 1\n") == ["x = 1"]
    assert cut("if True:\n    from exo1 import a\n") == ["if True:\n    pass"]
    assert cut("if True:\n    from exo1 import a\n    from exo1 import b\nelse:\n    x = 1\n") == [
        "if True:\n    pass\nelse:\n    x = 1"
    ]


@pytest.mark.parametrize("line", ["import exo1", "from exo1 import *", "if x: from exo1 import a"])
def test_imports_that_a_notebook_cannot_do_without_are_refused(line):
    with pytest.raises(AssignmentError, match=r"exo2\.py, line 1: "):
        cut(line + "\n")


def test_decorators_and_comments_stay_with_their_function():
    script = "x = 1\n\n# About f.\n@cache\ndef f():\n    pass\n\n\nclass A:\n    pass\n\ny = 2\n"
    assert cut(script) == ["x = 1", "# About f.\n@cache\ndef f():\n    pass", "class A:\n    pass", "y = 2"]
