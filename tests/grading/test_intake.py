"""Whatever is handed in becomes a submission with clear notices; nothing is lost, nothing crashes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.catalog import find_assignment, load_assignment
from autograder.grading.intake import LARGEST_FILE, receive
from autograder.grading.sources import Handed
from autograder.settings import Settings

FOLDERS = find_assignment("digits", Settings())
ASSIGNMENT = load_assignment(FOLDERS.assignment)


@pytest.fixture
def hand_in(tmp_path):
    count = iter(range(1000))

    def hand(files: dict[str, bytes | str], student: str = "Zoé Ünal"):
        number = next(count)
        folder = tmp_path / f"in{number}" / student
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        scratch = tmp_path / f"scratch{number}"
        scratch.mkdir()
        return folder, lambda: receive(Handed(student=student, folder=folder), ASSIGNMENT, FOLDERS, scratch)

    return hand


def said(received) -> str:
    return " ".join(str(s) for s in (*received.notices, *([received.problem] if received.problem else [])))


def test_files_are_found_under_other_names_and_it_is_said(hand_in):
    _, take = hand_in({"TP 1/Exo 1.py": "x = 1", "Exo1.keras": b"model", "helper.py": "y = 2"})
    received = take()
    assert {f.name: f.origin for f in received.submission.files} == {
        "exo1.py": "TP 1/Exo 1.py",
        "exo1.keras": "Exo1.keras",
        "helper.py": "helper.py",
    }
    assert (received.files / "exo1.py").read_text() == "x = 1"
    assert "TP 1/Exo 1.py was taken for exo1.py." in said(received)
    assert received.problem is None


def test_a_link_is_left_out_and_never_followed(hand_in, tmp_path):
    secret = tmp_path / "secret.py"
    secret.write_text("password")
    folder, take = hand_in({"exo2.py": "x = 1"})
    (folder / "exo1.py").symlink_to(secret)
    (folder / "data").symlink_to(tmp_path)
    received = take()
    assert [f.name for f in received.submission.files] == ["exo2.py"]
    assert "exo1.py is a link" in said(received)
    assert not list(received.files.rglob("secret.py"))


def test_a_pipe_is_left_out(hand_in):
    folder, take = hand_in({"exo2.py": "x"})
    os.mkfifo(folder / "exo1.py")
    assert "exo1.py is not an ordinary file" in said(take())


def test_a_file_of_two_gigabytes_is_left_out_unread(hand_in):
    folder, take = hand_in({"exo1.py": "x"})
    with (folder / "exo1.keras").open("wb") as file:
        file.truncate(2 * 2**30)
    received = take()
    assert "exo1.keras is too large (2048 MB; at most 64 MB)" in said(received)
    assert [f.name for f in received.submission.files] == ["exo1.py"]
    assert LARGEST_FILE == 64 * 2**20


@pytest.mark.parametrize("files", [{}, {"essay.docx": "x"}, {".hidden.py": "x"}, {"__pycache__/exo1.py": "x"}])
def test_nothing_that_can_be_graded_is_said(hand_in, files):
    assert "Nothing was handed in that can be graded" in said(hand_in(files)[1]())


def test_an_empty_file_is_kept(hand_in):
    received = hand_in({"exo1.py": ""})[1]()
    assert received.submission.files[0].size == 0


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"{}", b'{"cells": 3, "nbformat": 4}', b"\xff\xfe\x00", b"[" * 10000]
)
def test_an_unreadable_notebook_is_said_and_the_rest_goes_on(hand_in, content):
    received = hand_in({"exo1.ipynb": content, "exo2.py": "x = 1"})[1]()
    assert "exo1.ipynb" in said(received)
    assert received.submission.has("exo2.py")


def notebook(*cells: str) -> str:
    code = [{"cell_type": "code", "source": c, "metadata": {}, "outputs": [], "execution_count": None} for c in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def test_a_notebook_named_after_an_exercise_is_its_script(hand_in):
    received = hand_in({"exo1.ipynb": notebook("%matplotlib inline\nx = 1", "def build_model():\n    return x")})[1]()
    source = (received.files / "exo1.py").read_text()
    assert "def build_model" in source
    assert compile(source, "exo1.py", "exec")
    assert "The code of exo1.py was read from exo1.ipynb." in said(received)


def test_a_worked_notebook_counts_more_than_untouched_stubs(hand_in):
    stubs = {p.name: p.read_text() for p in (FOLDERS.template_home / "fr").glob("*.py")}
    received = hand_in(stubs | {"exo1.ipynb": notebook("def build_model():\n    return 1")})[1]()
    assert "def build_model():\n    return 1" in (received.files / "exo1.py").read_text()
    assert received.untouched == {"exo2.py"}


def test_a_fresh_workspace_is_all_untouched(hand_in):
    template = FOLDERS.template_home / "en"
    files = {p.name: p.read_bytes() for p in template.iterdir() if p.is_file()}
    received = hand_in(files)[1]()
    assert received.untouched >= {e.script for e in ASSIGNMENT.exercises}


def test_the_digest_depends_on_names_and_contents_only(hand_in):
    one = hand_in({"exo1.py": "x", "exo2.py": "y"}, student="A")[1]().submission
    same = hand_in({"exo2.py": "y", "exo1.py": "x"}, student="B")[1]().submission
    other = hand_in({"exo1.py": "y", "exo2.py": "x"}, student="A")[1]().submission
    assert one.digest == same.digest != other.digest
    assert one.id != same.id


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)), min_size=1, max_size=20)
        .filter(lambda n: n not in {".", ".."} and len(n.encode()) < 200)
        .map(lambda n: n + ".py"),
        st.binary(max_size=50),
        max_size=4,
    )
)
def test_any_names_and_contents_are_taken_in(hand_in, files):
    received = hand_in(files)[1]()
    assert all(isinstance(s.template, str) for s in received.notices)
    assert Path(received.files).is_dir()
