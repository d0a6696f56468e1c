from datetime import datetime, timedelta, timezone

import pytest

from autograder.catalog import load_assignment
from autograder.catalog.load import revision
from autograder.domain import CheckSpec, LatePolicy, LocalText, Visibility
from autograder.errors import AssignmentError
from tests.catalog.course import MANIFEST, write, write_po


def test_everything_is_read(tiny):
    loaded = load_assignment(tiny.assignment)
    assert loaded.slug == "tiny"
    assert loaded.title == LocalText(en="Two small things", fr="Deux petites choses")
    assert [e.script for e in loaded.exercises] == ["exo1.py", "exo2.py"]
    assert loaded.exercises[0].models == ("exo1.keras",)
    assert loaded.deadline == datetime(2026, 12, 18, 23, 59, tzinfo=timezone(timedelta(hours=1)))
    assert loaded.late_policy == LatePolicy(per_day=0.1)
    assert [c.id for c in loaded.checks] == ["exo1.double", "exo1.model", "exo2.square"]
    assert loaded.possible == 20
    assert loaded.rubric[0].guide == LocalText(en="Because.", fr="Parce que.")
    assert loaded.translations["Train it."] == "Entraînez-le."
    assert loaded.checks[1] == CheckSpec(
        id="exo1.model",
        exercise="exo1",
        function="check_model",
        title=LocalText(en="The model was trained.", fr="Le modèle a été entraîné."),
        points=5,
        after=("exo1.double",),
        visibility=Visibility.AFTER_DEADLINE,
        timeout=60,
        needs=frozenset({"student", "hidden", "rng"}),
    )


DECIDING = [
    "assignments/tiny/assignment.toml",
    "assignments/tiny/checks/check_exo2.py",
    "assignments/tiny/checks/helpers.py",
    "assignments/tiny/hidden/labels.npz",
    "assignments/tiny/locale/fr/tiny.po",
    "solutions/tiny/reference.py",
    "solutions/tiny/calibration.toml",
]
IDLE = [
    "assignments/tiny/statement.fr.md",
    "assignments/tiny/specimens/a/expected.toml",
    "assignments/tiny/checks/__pycache__/check_exo1.cpython-311.pyc",
    "assignments/tiny/checks/.check_exo1.py.swp",
    "assignments/tiny/hidden/.DS_Store",
    "solutions/tiny/exo1.py",
]


@pytest.mark.parametrize(("name", "changes"), [*((n, True) for n in DECIDING), *((n, False) for n in IDLE)])
def test_the_revision_follows_what_decides_marks(tmp_path, tiny, name, changes):
    before = revision(tiny.assignment)
    file = tmp_path / name
    write(file, (file.read_text(encoding="utf-8") if file.exists() else "") + "\n# changed\n")
    assert (revision(tiny.assignment) != before) is changes


def test_the_revision_sees_text_move_between_files(tiny):
    one, two = tiny.assignment / "checks" / "a.py", tiny.assignment / "checks" / "b.py"
    one.write_text("xy"), two.write_text("z")
    before = revision(tiny.assignment)
    one.write_text("x"), two.write_text("yz")
    assert revision(tiny.assignment) != before
    assert len(before) == 12


def test_a_check_file_needs_an_exercise(tiny):
    write(tiny.assignment / "checks" / "check_exo9.py", "")
    with pytest.raises(AssignmentError, match=r"checks/check_exo9\.py: assignment\.toml has no exercise of that name"):
        load_assignment(tiny.assignment)


def test_an_exercise_without_checks_is_for_people(tiny):
    (tiny.assignment / "checks" / "check_exo2.py").unlink()
    assert {c.exercise for c in load_assignment(tiny.assignment).checks} == {"exo1"}


def test_an_assignment_has_a_check(tiny):
    for file in (tiny.assignment / "checks").iterdir():
        file.unlink()
    with pytest.raises(AssignmentError, match="assignments/tiny/checks: there is no check file"):
        load_assignment(tiny.assignment)


def test_a_rubric_item_is_not_called_like_a_check(tiny):
    write(tiny.assignment / "assignment.toml", MANIFEST.replace("exo2.why", "exo2.square"))
    with pytest.raises(AssignmentError, match=r"exo2\.square is a check and a rubric item"):
        load_assignment(tiny.assignment)


def test_fuzzy_and_empty_translations_are_left_out(tiny):
    file = write_po(tiny.assignment / "locale" / "fr" / "more.po", {"One.": "Un.", "Two.": ""})
    with file.open("a", encoding="utf-8") as stream:
        stream.write('\n#, fuzzy\nmsgid "Three."\nmsgstr "Trois ?"\n')
    assert {"One.", "Two.", "Three."} & load_assignment(tiny.assignment).translations.keys() == {"One."}


def test_a_broken_po_file_is_named(tiny):
    write(tiny.assignment / "locale" / "fr" / "bad.po", 'msgid "One."\nmsgtsr "Un"\n')
    with pytest.raises(AssignmentError, match=r"locale/fr/bad\.po: not a readable \.po file"):
        load_assignment(tiny.assignment)
