import pytest

from autograder.catalog.specs import read_specs
from autograder.domain import Visibility
from autograder.errors import AssignmentError
from tests.catalog.course import write

HEAD = "from autograder.checks import check\n"


@pytest.fixture
def read(tmp_path):
    def read(source, translations=None):
        file = write(tmp_path / "assignments" / "a" / "checks" / "check_exo1.py", HEAD + source)
        return read_specs(file, "exo1", translations or {})

    return read


def one(decorator="@check(points=1)", name="check_a", arguments="student", doc='"""Right."""', keyword="def"):
    return f"{decorator}\n{keyword} {name}({arguments}):\n    {doc}\n    pass\n"


def test_defaults(read):
    (spec,) = read(one())
    assert (spec.id, spec.function, spec.points, spec.after) == ("exo1.a", "check_a", 1.0, ())
    assert (spec.visibility, spec.timeout, spec.needs) == (Visibility.VISIBLE, 30.0, {"student"})


def test_a_check_file_is_never_run(read):
    assert read("raise SystemExit\nimport no_such_module\n" + one())


def test_a_docstring_is_one_line_for_the_student(read):
    (spec,) = read(one(doc='"""All is\n    right."""'), {"All is right.": "Tout est juste."})
    assert (spec.title.en, spec.title.fr) == ("All is right.", "Tout est juste.")


def test_one_or_several_checks_come_first(read):
    second = one("@check(points=1, after=check_a)", "check_b")
    third = one("@checks.check(points=0.25, after=[check_a, check_b])", "check_c")
    specs = read(one() + second + third)
    assert [s.after for s in specs] == [(), ("exo1.a",), ("exo1.a", "exo1.b")]
    assert specs[2].points == 0.25


def test_helpers_are_no_checks(read):
    assert [s.id for s in read("@cache\ndef helper(): pass\n" + one() + "class check_: pass\n")] == ["exo1.a"]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", ": there is no @check in it."),
        ("def (:\n", ": not readable as Python ("),
        (one(doc=""), ", line 3: check_a has no docstring: it is the sentence that the student reads."),
        (one(doc='"""  """'), ", line 3: check_a has no docstring"),
        (one("@check"), ", line 3: check_a: write @check(points=...), every argument with its name."),
        (one("@check(1)"), ", line 3: check_a: write @check(points=...), every argument with its name."),
        (one("@check()"), ", line 3: check_a: @check needs points=."),
        (one("@check(points=1, weight=2)"), ", line 2: check_a: @check knows points, after, visibility, timeout, not weight."),
        (one("@check(**options)"), ", line 2: check_a: @check knows points, after, visibility, timeout, not **."),
        (one("@check(points=1 / 2)"), ", line 2: check_a: points= should be written as a number, such as 1 or 0.5."),
        (one("@check(points=POINTS)"), ", line 2: check_a: points= should be written as a number, such as 1 or 0.5."),
        (one("@check(points=True)"), ", line 2: check_a: points= should be written as a number, such as 1 or 0.5."),
        (one("@check(points='1')"), ", line 2: check_a: points= should be written as a number, such as 1 or 0.5."),
        (one("@check(points=-1)"), ", line 2: check_a: points= should be written as a number, such as 1 or 0.5."),
        (one("@check(points=0)"), ", line 2: check_a: points= should be above 0."),
        (one("@check(points=1e999)"), ", line 2: check_a: points= should be above 0."),
        (one("@check(points=1, timeout=None)"), ", line 2: check_a: timeout= should be written as a number"),
        (one("@check(points=1, visibility='secret')"), 'check_a: visibility= should be one of "visible", "after_deadline", "hidden".'),
        (one("@check(points=1, visibility=HIDDEN)"), 'check_a: visibility= should be one of "visible"'),
        (one("@check(points=1, after='check_b')"), "check_a: after= takes a check's name, without quotes, or a list of them."),
        (one() + one("@check(points=1, after=check_o)", "check_b"), "check_b waits for check_o, which is no check of this file; did you mean check_"),
        (one("@check(points=1, after=nothing)"), "check_a waits for nothing, which is no check of this file."),
        (one("@check(points=1, after=check_a)"), "check_a waits for itself, through check_a."),
        (one("@check(points=1, after=check_b)") + one(name="check_b"), "check_a waits for check_b, which should stand above it."),
        (
            one("@check(points=1, after=check_b)") + one("@check(points=1, after=check_a)", "check_b"),
            "check_a waits for itself, through check_b.",
        ),
        (one() + one(), ", line 7: there are two checks called check_a."),
        (one(name="test_a"), "the name of the check test_a should start with check_."),
        (one(decorator=""), "check_a is called like a check but has no @check(points=...)."),
        (one(keyword="async def"), "check_a should be a plain function, without async."),
        (one(arguments="student, tmp_path"), "check_a asks for tmp_path; there are student, hidden, reference, rng, calibration."),
        (one(arguments="*students"), "check_a: a check names its fixtures, without *."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_file_and_line(read, source, problem):
    with pytest.raises(AssignmentError) as caught:
        read(source)
    assert str(caught.value).startswith("assignments/a/checks/check_exo1.py")
    assert problem in str(caught.value)
