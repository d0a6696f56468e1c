import pytest

from autograder.catalog.manifest import read_manifest
from autograder.errors import AssignmentError
from tests.catalog.course import MANIFEST


def refused(tiny, old, new):
    file = tiny.assignment / "assignment.toml"
    assert old in MANIFEST
    file.write_text(MANIFEST.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AssignmentError) as caught:
        read_manifest(tiny.assignment)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('dataset = "digits"', 'datset = "digits"', "the key datset is not known. Did you mean dataset?"),
        ("per_day", "perday", "the key late.perday is not known."),
        ("per_day = 0.1", "per_day = nan", "late.per_day: input should be a finite number, got nan."),
        ("per_day = 0.1", 'per_day = "0.1"', "late.per_day: input should be a valid number, got '0.1'."),
        ("per_day = 0.1", "per_day = 2", "late.per_day: input should be less than or equal to 1, got 2."),
        ("points = 1.5", "", "the key rubric[1].points is missing."),
        ("points = 1.5", "points = 0", "rubric[1].points: input should be greater than 0, got 0."),
        ("points = 1.5", "points = inf", "rubric[1].points: input should be a finite number, got inf."),
        ("+01:00", "", "deadline: input should have timezone info, got datetime.datetime(2026, 12, 18, 23, 59)."),
        ('slug = "exo2"', 'slug = "exo1"', "there are two of the exercise exo1."),
        (
            'slug = "exo2"',
            'slug = "Exo 2"',
            'exercise[2].slug: "Exo 2" should be small letters, digits and _, starting with a letter.',
        ),
        ('"exo2.py"', '"../exo2.py"', 'exercise[2].files[1]: "../exo2.py" is not a plain file name.'),
        ('"exo2.py"', '".bashrc"', 'exercise[2].files[1]: ".bashrc" is not a plain file name.'),
        (
            '"exo2.py"',
            '"exo2.keras"',
            "exercise[2]: the first file of exo2 should be its script, a .py file, not exo2.keras.",
        ),
        ('"exo2.py"', '"exo1.py"', "there are two of the script exo1.py."),
        ('"exo1.keras"', '"exo1.py"', "exercise[1]: a file of exo1 is named twice."),
        (
            'exercise = "exo2"',
            'exercise = "exo3"',
            "rubric item exo2.why names the exercise exo3, which does not exist.",
        ),
        ('id = "exo2.why"', 'id = "why"', "rubric item why: the id should be exo2, a dot and small letters."),
    ],
)
def test_a_mistake_is_one_sentence_with_file_and_key(tiny, old, new, sentence):
    assert refused(tiny, old, new) == f"assignments/tiny/assignment.toml: {sentence}"


def test_broken_toml_is_named(tiny):
    assert refused(tiny, "[title]", "[title").startswith("assignments/tiny/assignment.toml: not a readable TOML file (")


def test_a_missing_file_is_named(tiny):
    (tiny.assignment / "assignment.toml").unlink()
    with pytest.raises(AssignmentError, match=r"assignments/tiny/assignment\.toml: the file is missing\."):
        read_manifest(tiny.assignment)
