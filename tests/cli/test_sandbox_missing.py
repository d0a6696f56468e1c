"""Without a sandbox ``grade`` refuses with exit code 3, unless it is told that the code is trusted."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from autograder.catalog import find_assignment
from autograder.cli import main
from autograder.sandbox import start
from autograder.settings import Settings


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "available", lambda: False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Ada").mkdir()
    shutil.copy(find_assignment("digits", Settings()).solution / "exo2.py", tmp_path / "Ada" / "exo2.py")
    return tmp_path


def test_grading_is_refused_and_nothing_is_run(here):
    done = CliRunner().invoke(main, ["grade", "Ada", "-a", "digits"])
    assert done.exit_code == 3
    assert "Nothing was graded" in done.stderr
    assert not (here / "autograder-report").exists()


def test_trusted_code_is_graded_when_it_is_asked_for(here):
    command = ["grade", "Ada", "-a", "digits", "--only", "exo2", "--unsafe", "--json", "ada.json", "--lang", "en"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.stderr
    assert "Without a sandbox" in done.stderr
    results = json.loads((here / "ada.json").read_text(encoding="utf-8"))["grades"][0]["results"]
    assert {r["status"] for r in results} == {"passed"}
