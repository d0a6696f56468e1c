from dataclasses import replace

import pytest

from autograder.catalog import compose, read_specimens
from autograder.catalog.specimens import composed, exercises_run, read_specimen
from autograder.domain import LocalText, Status
from autograder.errors import AssignmentError
from tests.catalog.course import SOLUTION, add_specimen, write

ABOUT = 'about = { en = "A fault.", fr = "Une faute." }\n'


def specimen(tiny, text="", **files):
    return read_specimen(add_specimen(tiny, "fault", ABOUT + text, **files))


def test_everything_is_read(tiny):
    add_specimen(tiny, "b-late", ABOUT + 'student = "Ada"\nreceived = 2026-12-19T10:00:00+01:00\n')
    add_specimen(
        tiny,
        "a-wrong",
        ABOUT
        + """
        remove = ["exo1.keras"]
        only = ["exo1"]
        [[edit]]
        file = "exo1.py"
        old = "[x, x]"
        new = "[x]"
        [outcomes]
        "exo1.double" = "failed"
        [credit]
        "exo1.double" = 0.5
        [says]
        "exo1.double" = "4"
        """.replace("        ", ""),
    )
    wrong, late = read_specimens(tiny)
    assert (wrong.name, wrong.base, wrong.remove, wrong.only) == ("a-wrong", "reference", ("exo1.keras",), {"exo1"})
    assert (wrong.outcomes, wrong.credit, wrong.says) == (
        {"exo1.double": Status.FAILED},
        {"exo1.double": 0.5},
        {"exo1.double": "4"},
    )
    assert wrong.about == LocalText(en="A fault.", fr="Une faute.")
    assert (late.student, late.received.isoformat()) == ("Ada", "2026-12-19T10:00:00+01:00")


def test_no_specimens(tiny):
    assert read_specimens(tiny) == ()


def test_the_reference_is_the_base(tmp_path, tiny):
    compose(specimen(tiny), tiny, tmp_path / "out")
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == ["answers.md", "exo1.keras", "exo1.py", "exo2.py"]


def test_edits_removals_and_overlays_in_this_order(tiny):
    text = 'remove = ["exo1.keras"]\n[[edit]]\nfile = "exo1.py"\nold = "[x, x]"\nnew = "[x]"\n'
    files = composed(specimen(tiny, text, exo2__py="y = 2\n", helper__py="z = 3\n"), tiny)
    assert sorted(files) == ["answers.md", "exo1.py", "exo2.py", "helper.py"]
    assert b"math.fsum([x])" in files["exo1.py"]
    assert files["exo2.py"] == b"y = 2\n"


def test_a_second_edit_sees_the_first(tiny):
    edit = '[[edit]]\nfile = "exo1.py"\nold = "{}"\nnew = "{}"\n'
    files = composed(specimen(tiny, edit.format("[x, x]", "[x, 0]") + edit.format("[x, 0]", "[0]")), tiny)
    assert b"math.fsum([0])" in files["exo1.py"]


def test_stubs_and_nothing_are_bases_too(tiny):
    stub = composed(specimen(tiny, 'base = "stub"\n'), tiny)
    assert b"raise NotImplementedError" in stub["exo1.py"]
    assert "exo1.keras" not in stub
    assert composed(specimen(tiny, 'base = "empty"\n', exo1__py="x = 1\n"), tiny) == {"exo1.py": b"x = 1\n"}


@pytest.mark.parametrize(
    ("text", "files", "run"),
    [
        ("", {}, None),
        ("", {"exo2__py": "x = 1\n"}, {"exo2"}),
        ('remove = ["exo1.keras"]\n', {}, {"exo1"}),
        ('only = ["exo2"]\nremove = ["exo1.keras"]\n', {}, {"exo2"}),
        ('base = "stub"\n', {}, {"exo1", "exo2"}),
        ('base = "empty"\n', {"exo1__py": SOLUTION["exo1.py"]}, {"exo1", "exo2"}),
        ("", {"answers__md": "Nothing."}, None),
    ],
)
def test_the_exercises_whose_files_differ_are_run(tiny, text, files, run):
    assert exercises_run(specimen(tiny, text, **files), tiny) == run


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('remove = ["exo9.py"]\n', "remove names exo9.py, which the base does not have."),
        ('[[edit]]\nfile = "exo9.py"\nold = "x"\nnew = ""\n', "exo9.py is not a text file of the base."),
        (
            '[[edit]]\nfile = "exo1.py"\nold = "double"\nnew = ""\n',
            "the text to replace in exo1.py occurs 2 times instead of once: double",
        ),
        (
            '[[edit]]\nfile = "exo1.py"\nold = "\\nnot there\\n"\nnew = ""\n',
            "the text to replace in exo1.py occurs 0 times instead of once: not there",
        ),
    ],
)
def test_what_does_not_fit_its_base_is_named(tiny, text, problem):
    with pytest.raises(AssignmentError) as caught:
        composed(specimen(tiny, text), tiny)
    assert str(caught.value) == f"assignments/tiny/specimens/fault/expected.toml: {problem}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '[outcomes]\n"exo1.double" = "wrong"\n',
            "outcomes.exo1.double: input should be 'passed', 'failed', 'skipped' or",
        ),
        ('base = "stubs"\n', "base: input should be 'reference', 'stub' or 'empty', got 'stubs'."),
        ("outcome = {}\n", "the key outcome is not known. Did you mean outcomes?"),
        ('remove = ["../exo1.py"]\n', 'remove[1]: "../exo1.py" is not a plain file name.'),
        (
            "[[edit]]\nfile = 'a.py'\nold = ''\nnew = ''\n",
            "edit[1].old: string should have at least 1 character, got ''.",
        ),
    ],
)
def test_a_mistake_is_one_sentence(tiny, text, problem):
    with pytest.raises(AssignmentError) as caught:
        specimen(tiny, text)
    assert str(caught.value).startswith(f"assignments/tiny/specimens/fault/expected.toml: {problem}")


def test_a_folder_without_its_description_is_named(tiny):
    write(tiny.assignment / "specimens" / "odd" / "exo1.py", "x = 1\n")
    with pytest.raises(AssignmentError, match=r"specimens/odd/expected\.toml: the file is missing"):
        read_specimens(tiny)


def test_specimens_need_a_solution(tiny):
    with pytest.raises(AssignmentError, match=r"tiny has no folder in solutions/, which its specimens start from"):
        composed(specimen(tiny), replace(tiny, solution=None))
