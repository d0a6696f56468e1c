import ast
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.catalog.stubs.translate import Translations, translate
from autograder.errors import AssignmentError


def put(source, entries):
    translations = Translations(entries)
    return translate(textwrap.dedent(source).lstrip("\n"), translations, "exo1.py"), translations.missing


def test_docstrings_and_comments_are_translated_and_code_is_not():
    source = '''
        """Hello."""

        x = "Hello."  # Hello.


        class A:
            """Hello."""

            # Hello.
            def f(self):
                """Hello."""
    '''
    done, missing = put(source, {"Hello.": "Bonjour."})
    assert missing == []
    assert done.count('"""Bonjour."""') == 3
    assert done.count("# Bonjour.\n") == 1
    assert 'x = "Hello."  # Hello.\n' in done


def test_a_docstring_is_found_whole_or_by_paragraph():
    source = '''
        def f():
            """One.

            Args:
                x: a number.
            """
    '''
    expected = textwrap.dedent('''
        def f():
            """Un.

            Arguments :
                x : un nombre.
            """
    ''').lstrip("\n")
    whole = {"One.\n\nArgs:\n    x: a number.\n": "Un.\n\nArguments :\n    x : un nombre.\n"}
    parts = {"One.": "Un.", "Args: x: a number.": "Arguments :\n    x : un nombre."}
    assert put(source, whole) == (expected, [])
    assert put(source, parts) == (expected, [])


def test_a_docstring_may_become_longer_or_shorter():
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert put(source, {"One.\n\nTwo.": "Un."})[0] == 'def f():\n    """Un."""\n    return 1\n'
    source = 'def f():\n    """One."""\n    return 1\n'
    assert put(source, {"One.": "Un.\n\nDeux."})[0] == 'def f():\n    """Un.\n\n    Deux.\n    """\n    return 1\n'


def test_a_run_of_comment_lines_is_one_text_and_is_wrapped():
    source = "if x:\n    # One and\n    # two.\n    y = 1\n"
    assert put(source, {"One and two.": "Un et deux."})[0] == "if x:\n    # Un et deux.\n    y = 1\n"
    long = " ".join(["mot"] * 40)
    wrapped = put(source, {"One and two.": long})[0]
    assert max(map(len, wrapped.splitlines())) <= 112
    assert " ".join(line.strip(" #") for line in wrapped.splitlines()[1:-1]) == long


def test_comments_for_tools_are_left_alone():
    source = "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# %% cell\n# type: ignore\n# noqa: E501\n# ------\n#\n"
    assert put(source, {}) == (source, [])


def test_what_is_missing_is_told_once_per_text():
    source = '"""One."""\n\n# Two.\nx = 1\n'
    assert put(source, {}) == (source, ["One.", "Two."])


def test_raw_docstrings_and_backslashes():
    assert put('r"""One."""\n', {"One.": r"Un \alpha."})[0] == 'r"""Un \\alpha."""\n'
    done = put('"""One."""\n', {"One.": r"Un \alpha."})[0]
    assert ast.get_docstring(ast.parse(done)) == r"Un \alpha."


@pytest.mark.parametrize("bad", ['Un """ deux', 'Un "deux"'])
def test_quotes_that_end_a_docstring_are_refused(bad):
    with pytest.raises(AssignmentError, match=r"exo1\.py, line 1: the translated docstring contains or ends with"):
        put('"""One."""\n', {"One.": bad})


TEXT = st.text(st.characters(categories=["L", "N", "Zs"]) | st.sampled_from("\\'.%{}"), min_size=1).filter(str.strip)


@given(TEXT)
def test_any_french_text_comes_back_out_of_the_docstring(text):
    done = put('def f():\n    """One."""\n    return 1\n', {"One.": text})[0]
    function = ast.parse(done).body[0]
    assert (ast.get_docstring(function) or "").split() == text.split()
    assert ast.dump(ast.parse("return 1").body[0]) == ast.dump(function.body[1])
