import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.catalog import scripts_from_notebook
from autograder.catalog.build import build
from autograder.catalog.magics import plain_python
from autograder.errors import SubmissionError

SCRIPTS = ["exo0.py", "exo1.py", "exo2.py"]


def code(source, file=None):
    metadata = {"autograder": {"file": file}} if file else {}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def prose(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def read(*cells, name="work.ipynb", scripts=SCRIPTS):
    data = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}).encode()
    return scripts_from_notebook(data, scripts, name=name)


def test_metadata_say_where_cells_belong_and_a_kernel_is_shared():
    made = read(
        code("def a(): pass", "exo0.py"),
        prose("## anything"),
        code("def b(): pass", "exo1.py"),
        code("helper = 1"),
        code("def c(): pass", "exo1.py"),
        code("after = 1"),
    )
    assert list(made) == ["exo0.py", "exo1.py"]
    assert made["exo0.py"] == "def a(): pass\n"
    assert "def a()" in made["exo1.py"]
    assert "helper" in made["exo1.py"]
    assert "after" not in made["exo1.py"]
    assert made["exo1.py"].index("def b()") < made["exo1.py"].index("def c()")


def test_only_the_scripts_asked_for_are_made():
    cells = [code("def a(): pass", "exo0.py"), code("def b(): pass", "exo1.py")]
    assert read(*cells, scripts=["exo1.py"]) == {"exo1.py": "def a(): pass\n\ndef b(): pass\n"}
    assert read(*cells, scripts=[]) == {}


def test_earlier_cells_cannot_stop_later_ones():
    made = read(
        code("X = load_data()\ndef a():\n    return 1", "exo0.py"),
        code("this is not Python", "exo0.py"),
        code("def b(): return a() + 1", "exo1.py"),
    )
    space: dict = {}
    exec(made["exo1.py"], space)  # our own words, in a test
    assert space["b"]() == 2
    assert "this is not Python" in made["exo0.py"]  # its own exercise reports it


def test_a_broken_cell_stays_in_its_own_exercise():
    made = read(code("def a(:", "exo1.py"), code("def b(): pass", "exo2.py"))
    assert made["exo1.py"] == "def a(:\n"
    assert made["exo2.py"] == "def b(): pass\n"


@pytest.mark.parametrize(
    "headings", [("# Exercice 1 : x", "# Exercice 2"), ("## exo1", "## exo2.py"), ("Intro\n\n### Exo n° 1", "# Ex. 2")]
)
def test_headings_cut_a_foreign_notebook(headings):
    made = read(code("import os"), prose(headings[0]), code("def a(): pass"), prose(headings[1]), code("def b(): pass"))
    assert list(made) == ["exo1.py", "exo2.py"]
    assert made["exo1.py"] == "import os\n\ndef a(): pass\n"
    assert made["exo2.py"] == "import os\n\ndef a(): pass\n\ndef b(): pass\n"


def test_headings_of_exercises_not_asked_for_still_cut():
    made = read(
        prose("# Exo 1"), code("a = 1"), prose("# Exo 2"), code("b = 2"), prose("# Conclusion"), scripts=["exo1.py"]
    )
    assert made == {"exo1.py": "a = 1\n"}


def test_a_comment_on_top_of_a_cell_is_a_heading_too():
    made = read(code("# Exercice 1\na = 1"), code("b = 2"), code("# exo2\nc = 3"))
    assert made["exo1.py"] == "# Exercice 1\na = 1\n\nb = 2\n"
    assert made["exo2.py"].endswith("# exo2\nc = 3\n")


def test_a_notebook_without_any_sign_is_taken_whole_for_every_exercise():
    assert read(code("a = 1"), code("b = 2")) == dict.fromkeys(SCRIPTS, "a = 1\n\nb = 2\n")


def test_a_notebook_may_be_called_like_its_exercise():
    assert read(prose("# Exercice 2"), code("a = 1"), name="Exo1.ipynb") == {"exo1.py": "a = 1\n"}


def test_writefile_cells_are_that_file():
    made = read(code("%%writefile exo1.py\ndef a(): pass\n"))
    assert made == {"exo1.py": "def a(): pass\n"}


def test_future_imports_come_first():
    future = "from __future__ import annotations"
    made = read(code(f"{future}\nimport os", "exo0.py"), code(f"{future}\nx: int = 1", "exo1.py"))
    assert made["exo1.py"].count(future) == 1
    assert made["exo1.py"].startswith(future)
    ast.parse(made["exo1.py"])


def test_our_own_notebook_gives_our_own_functions_back(tiny):
    made = scripts_from_notebook(build(tiny)["fr/tiny.ipynb"], ["exo1.py", "exo2.py"], name="tiny.ipynb")
    assert [n.name for n in ast.parse(made["exo2.py"]).body if isinstance(n, ast.FunctionDef)] == ["double", "square"]


def test_old_notebooks_and_sources_in_lines_are_read():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python"}]}]}
    assert scripts_from_notebook(json.dumps(old).encode(), ["exo1.py"]) == {"exo1.py": "a = 1\nb = 2\n"}


def test_an_empty_notebook_has_no_scripts():
    assert read() == read(prose("# exo1")) == read(code("  \n")) == {}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it has no list of cells"),
        (b'{"cells": {}}', "it has no list of cells"),
        (b'{"cells": [1]}', "it has no list of cells"),
        (b'{"worksheets": [1, {}]}', None),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "has a cell that is not well formed"),
        (b'{"cells": [{"source": "a"}]}', "has a cell that is not well formed"),
        (b'{"cells": [{"cell_type": "code", "source": ["a", 1]}]}', "has a cell that is not well formed"),
    ],
)
def test_what_is_no_notebook_is_named(data, problem):
    if problem is None:
        assert scripts_from_notebook(data, SCRIPTS) == {}
        return
    with pytest.raises(SubmissionError, match=f"^bad.ipynb .*{problem}"):
        scripts_from_notebook(data, SCRIPTS, name="bad.ipynb")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "metadata", "autograder", "file"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON | st.fixed_dictionaries({"cells": st.lists(JSON, max_size=3)}))
def test_no_json_surprises_the_reader(value):
    try:
        made = scripts_from_notebook(json.dumps(value).encode(), SCRIPTS)
    except SubmissionError:
        return
    assert set(made) <= set(SCRIPTS)


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
        ("!pip install keras\nx = 1", "# !pip install keras\nx = 1"),
        ("model.fit?\nx = 1", "# model.fit?\nx = 1"),
        ("?model.fit", "# ?model.fit"),
        ("files = !ls\nx = 1", "# files = !ls\nx = 1"),
        ("if x:\n    !ls\ny = 1", "if x:\n    pass  # !ls\ny = 1"),
        ("%%time\nx = 1\n%ls", "# %%time\nx = 1\n# %ls"),
        ("%%bash\nls\n\necho", "# %%bash\n# ls\n#\n# echo"),
        ("x = (7\n% 4)", "x = (7\n% 4)"),
        ("text = '''\n%s\n!\n'''", "text = '''\n%s\n!\n'''"),
    ],
)
def test_magics_become_comments(cell, python):
    assert plain_python(cell) == python
    ast.parse(plain_python(cell))
