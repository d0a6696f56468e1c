import ast
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.catalog.stubs.markers import blocks, public_lines, solution_lines, strip
from autograder.errors import AssignmentError


def stripped(source):
    return strip(textwrap.dedent(source), "exo1.py")


def test_a_solution_becomes_a_stub():
    assert stripped(
        '''
        import math

        def f(x):
            """Says something."""
            # BEGIN SOLUTION
            y = math.sqrt(x)
            return y
            # END SOLUTION
        '''
    ) == textwrap.dedent(
        '''
        import math

        def f(x):
            """Says something."""
            raise NotImplementedError
        '''
    )


def test_a_silent_solution_leaves_nothing():
    assert stripped("a = 1\n# BEGIN SOLUTION NO STUB\nb = 2\n# END SOLUTION\nc = 3\n") == "a = 1\nc = 3\n"


def test_gaps_close():
    silent = "# BEGIN SOLUTION NO STUB\nb = 2\n# END SOLUTION\n"
    assert stripped(f"a = 1\n\n\n{silent}\n\nc = 3\n\n\n{silent}") == "a = 1\n\n\nc = 3\n"


def test_without_markers_nothing_changes():
    source = "a = 1\n\n\n\n\n\nb = 2"
    assert strip(source, "exo1.py") == source


def test_text_that_looks_like_a_marker_inside_a_string_is_text():
    source = 'a = """\n# BEGIN SOLUTION\n"""\nb = 1  # END SOLUTION\n'
    assert strip(source, "exo1.py") == source


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("# BEGIN SOLUTION\n", "exo1.py, line 1: the solution that begins here does not end."),
        ("a = 1\n# END SOLUTION\n", "exo1.py, line 2: a solution ends that has not begun."),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\n", "exo1.py, line 2: a solution begins inside another one."),
        ("# begin solution\n", "exo1.py, line 1: «# begin solution» looks like a marker but is not one."),
        ("# BEGIN SOLUTION here\n", "exo1.py, line 1: «# BEGIN SOLUTION here» looks like a marker but is not one."),
        ("def f(:\n    '''", "exo1.py: not readable as Python ("),
        (
            "def f():\n    # BEGIN SOLUTION NO STUB\n    a = 1\n    # END SOLUTION\n",
            "exo1.py: without its solutions it is not",
        ),
    ],
)
def test_a_mistake_is_named(source, problem):
    with pytest.raises(AssignmentError) as caught:
        strip(source, "exo1.py")
    assert problem in str(caught.value)


LINES = st.lists(st.sampled_from(["a = 1", "", "# a comment", "print(2)"]), max_size=4)
PARTS = st.lists(st.tuples(LINES, LINES, st.booleans()), min_size=1, max_size=4)


@given(PARTS)
def test_public_and_secret_lines_are_told_apart(parts):
    source: list[str] = []
    public: list[str] = []
    secret: list[str] = []
    for outside, inside, stub in parts:
        source += [*outside, "# BEGIN SOLUTION" + ("" if stub else " NO STUB"), *inside, "# END SOLUTION"]
        public += outside
        secret += inside
    text = "\n".join(source) + "\n"
    assert solution_lines(text, "x.py") == secret
    assert public_lines(text, "x.py") == public
    stub = strip(text, "x.py")
    assert blocks(stub, "x.py") == []
    assert strip(stub, "x.py") == stub
    assert stub.count("raise NotImplementedError") == sum(stub for _, _, stub in parts)
    assert [line for line in stub.split("\n") if line and "NotImplementedError" not in line] == [p for p in public if p]
    ast.parse(stub)
