"""SOURCE is a folder of students, one student, or an archive of either."""

from __future__ import annotations

import unicodedata
import zipfile
from datetime import UTC, datetime

import pytest

from autograder.errors import UsageError
from autograder.grading.sources import students_in


def write(path, content="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def names(source, tmp_path):
    return [h.student for h in students_in(source, tmp_path / "scratch")]


def test_a_folder_of_folders(tmp_path):
    for name in ("Zoé Ünal", "amélie", "Bob"):
        write(tmp_path / "in" / name / "exo1.py")
    write(tmp_path / "in" / ".git" / "config")
    assert names(tmp_path / "in", tmp_path) == ["amélie", "Bob", "Zoé Ünal"]


def test_one_students_folder(tmp_path):
    write(tmp_path / "Ada" / "exo1.py")
    assert names(tmp_path / "Ada", tmp_path) == ["Ada"]


def test_names_are_in_one_unicode_form(tmp_path):
    write(tmp_path / "in" / unicodedata.normalize("NFD", "Zoé") / "exo1.py")
    assert names(tmp_path / "in", tmp_path) == ["Zoé"]


def test_an_archive_of_students_and_archives_as_students(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("TP/Ada/exo1.py", "x")
        archive.writestr("TP/Bob/exo1.py", "x")
    assert names(tmp_path / "all.zip", tmp_path) == ["Ada", "Bob"]
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "Chloé.zip", "w") as archive:
        archive.writestr("exo1.py", "x")
    assert names(tmp_path / "in", tmp_path / "other") == ["Chloé"]


def test_moodles_folder_names(tmp_path):
    write(tmp_path / "in" / "Ada Lovelace_1234_assignsubmission_file" / "exo1.py")
    assert names(tmp_path / "in", tmp_path) == ["Ada Lovelace (1234)"]


def test_a_damaged_archive_is_one_students_problem(tmp_path):
    write(tmp_path / "in" / "Bob.zip", "not a zip")
    write(tmp_path / "in" / "Ada" / "exo1.py")
    handed = students_in(tmp_path / "in", tmp_path / "scratch")
    assert [(h.student, bool(h.problem)) for h in handed] == [("Ada", False), ("Bob", True)]


def test_times_come_from_received_toml(tmp_path):
    write(tmp_path / "in" / "Ada" / "exo1.py")
    write(tmp_path / "in" / "received.toml", "Ada = 2026-11-20T12:00:00+00:00")
    assert students_in(tmp_path / "in", tmp_path / "scratch")[0].received_at == datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("content", ["Ada = 3", "Ada = 2026-11-20T12:00:00", "nonsense ["])
def test_a_wrong_received_toml_is_named(tmp_path, content):
    write(tmp_path / "in" / "Ada" / "exo1.py")
    write(tmp_path / "in" / "received.toml", content)
    with pytest.raises(UsageError, match=r"received\.toml"):
        students_in(tmp_path / "in", tmp_path / "scratch")


@pytest.mark.parametrize(
    "make", [lambda p: p / "missing", lambda p: write(p / "file.txt"), lambda p: write(p / "x.zip")]
)
def test_what_is_no_source_is_said_in_one_sentence(tmp_path, make):
    with pytest.raises(UsageError):
        students_in(make(tmp_path), tmp_path / "scratch")


def test_an_empty_folder_is_no_source(tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match="no student's folder"):
        students_in(tmp_path / "in", tmp_path / "scratch")
