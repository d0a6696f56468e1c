"""``autograder grade`` on a cohort of bad input: one clear sentence each, the others graded, nothing lost."""

from __future__ import annotations

import json
import shutil

import pytest

from autograder.catalog import find_assignment
from autograder.settings import Settings
from tests.cli.conftest import autograder

FOLDERS = find_assignment("digits", Settings())

# What is wrong with each student's work, and what the first failing check must say.
EXPECTED = {
    "Missing File": "exo1.keras was not handed in",
    "Wrong Extension": "exo1.py was not handed in",
    "Unreadable Notebook": "exo1.py was not handed in",
    "Syntax Error": "is not Python",
    "Not A Model": "cannot be opened as a Keras model",
    "Empty File": "does not define",
    "Zero Byte Model": "exo1.keras is empty (0 bytes)",
    "Two Gigabytes": "exo1.keras was not handed in",
    "Only A Link": "exo1.py was not handed in",
    "Wrong Type": "float32",
    "Hard Exit": "ended while",
}


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    place = tmp_path_factory.mktemp("grade")
    source = place / "cohort"
    for student in (*EXPECTED, "Éléonore  d’Été (très bien)", "Nothing"):
        folder = source / student
        folder.mkdir(parents=True)
        if student != "Nothing":
            for name in ("exo1.py", "exo2.py", "exo1.keras"):
                shutil.copy(FOLDERS.solution / name, folder)
    (source / "Missing File" / "exo1.keras").unlink()
    (source / "Wrong Extension" / "exo1.py").rename(source / "Wrong Extension" / "exo1.docx")
    (source / "Unreadable Notebook" / "exo1.py").unlink()
    (source / "Unreadable Notebook" / "exo1.ipynb").write_text("{not json")
    (source / "Syntax Error" / "exo1.py").write_text("def build_model(:\n    pass\n")
    (source / "Not A Model" / "exo1.keras").write_bytes(b"PK\x03\x04 certainly not")
    (source / "Empty File" / "exo1.py").write_text("")
    (source / "Zero Byte Model" / "exo1.keras").write_bytes(b"")
    with (source / "Two Gigabytes" / "exo1.keras").open("wb") as file:
        file.truncate(2 * 2**30)
    (source / "Only A Link" / "exo1.py").unlink()
    (source / "Only A Link" / "exo1.py").symlink_to("/etc/passwd")
    wrong = source / "Wrong Type" / "exo1.py"
    wrong.write_text(wrong.read_text().replace('"float32"', '"int64"'))
    (source / "Hard Exit" / "exo1.py").write_text("import os\nos._exit(0)\n")
    (source / "Damaged.zip").write_bytes(b"PK\x03\x04 damaged")
    return place


@pytest.fixture(scope="module")
def graded(cohort):
    done = autograder("grade", "cohort", "-a", "digits", "--json", "grades.json", cwd=cohort)
    return done, json.loads((cohort / "grades.json").read_text(encoding="utf-8"))


def of(graded, student):
    return next(g for g in graded[1]["grades"] if g["student"] == student)


def test_a_students_mistakes_are_no_failure_of_the_command(graded):
    assert graded[0].returncode == 0, graded[0].stderr
    assert "Traceback" not in graded[0].stdout + graded[0].stderr


@pytest.mark.parametrize("student", EXPECTED)
def test_each_mistake_gets_its_sentence(graded, student):
    if student == "Wrong Type" and '"float32"' not in (FOLDERS.solution / "exo1.py").read_text():
        pytest.skip("the reference writes its type in another way")
    failed = [r for r in of(graded, student)["results"] if r["status"] == "failed"]
    assert any(EXPECTED[student] in r["feedback"] for r in failed), [r["feedback"] for r in failed]
    assert not [r for r in of(graded, student)["results"] if r["status"] == "error"]
    assert all("Traceback" not in r["feedback"] for r in failed)


def test_the_others_exercise_is_graded_all_the_same(graded):
    for student in EXPECTED:
        second = [r for r in of(graded, student)["results"] if r["exercise"] == "exo2"]
        assert {r["status"] for r in second} == {"passed"}, student


def test_accents_and_spaces_in_names_are_kept(graded):
    grade = of(graded, "Éléonore  d’Été (très bien)")
    assert {r["status"] for r in grade["results"]} == {"passed"}


@pytest.mark.parametrize("student", ["Nothing", "Damaged"])
def test_what_cannot_be_read_fails_with_a_reason_and_calls_a_person(graded, student):
    grade = of(graded, student)
    assert grade["total"] == 0
    assert grade["state"] == "needs_review"
    assert len({r["feedback"] for r in grade["results"]}) == 1


def test_a_second_grading_repeats_nothing_but_what_could_not_be_read(cohort, graded):
    done = autograder("grade", "cohort", "-a", "digits", "--json", "again.json", cwd=cohort)
    assert f"{len(EXPECTED) + 1} unchanged, 2 graded now" in done.stderr
    again = json.loads((cohort / "again.json").read_text(encoding="utf-8"))

    def marks(grades):
        return {g["student"]: (g["total"], [r["feedback"] for r in g["results"]]) for g in grades["grades"]}

    assert marks(again) == marks(graded[1])


def test_a_later_attempt_counts_and_a_time_makes_it_late(cohort, graded):
    source = cohort / "Ada"
    source.mkdir()
    for name in ("exo2.py", "exo1.keras"):
        shutil.copy(FOLDERS.solution / name, source)
    options = ("-a", "digits", "--store", "sqlite:///attempts.db", "--report", "attempts", "--json", "ada.json")

    def grade():
        done = autograder("grade", "Ada", *options, cwd=cohort)
        assert done.returncode == 0, done.stderr
        return json.loads((cohort / "ada.json").read_text(encoding="utf-8"))["grades"][0]

    first = grade()
    shutil.copy(FOLDERS.solution / "exo1.py", source)
    second = grade()
    (source / "received.toml").write_text("Ada = 2026-11-19T12:00:00+01:00")
    third = grade()
    assert [first["attempt"], second["attempt"], third["attempt"]] == [1, 2, 3]
    assert first["total"] < second["total"]
    assert third["total"] < second["total"]
    report = ("report", "digits", "--store", "sqlite:///attempts.db", "--report", "again", "--json", "again-ada.json")
    assert autograder(*report, cwd=cohort).returncode == 0
    again = json.loads((cohort / "again-ada.json").read_text(encoding="utf-8"))["grades"]
    assert [(g["attempt"], g["total"]) for g in again] == [(3, third["total"])]


def test_the_reports_come_again_in_another_language(cohort, graded):
    done = autograder("report", "digits", "--report", "rapport", "--lang", "fr", cwd=cohort)
    assert done.returncode == 0, done.stderr
    assert "Éléonore" in done.stdout
    assert 'lang="fr"' in (cohort / "rapport" / "index.html").read_text(encoding="utf-8")


def test_one_exercise_alone_is_a_look_and_is_not_remembered(cohort, graded):
    done = autograder(
        "grade",
        "cohort/Missing File",
        "-a",
        "digits",
        "--only",
        "exo2",
        "--json",
        "one.json",
        "--report",
        "one",
        cwd=cohort,
    )
    grades = json.loads((cohort / "one.json").read_text(encoding="utf-8"))["grades"]
    assert done.returncode == 0
    assert {r["exercise"] for g in grades for r in g["results"]} == {"exo2"}
