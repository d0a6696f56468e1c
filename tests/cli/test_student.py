"""What a student does: make a workspace, check untouched stubs, write something, check again."""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from autograder.catalog import find_assignment
from autograder.settings import Settings

NEXT = {"en": "Next: write exo1.py, then run the check again.", "fr": "Prochaine chose à faire\xa0: écrire exo1.py"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_untouched_stubs_are_answered_with_what_to_do_next(run, tmp_path, language):
    made = run("new", "digits", "tp", "--lang", language)
    assert made.returncode == 0, made.stderr
    done = run("check", cwd=tmp_path / "tp")
    assert done.returncode == 0
    assert NEXT[language] in done.stdout
    assert "exo1.py" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_workspace_is_never_overwritten(run, tmp_path):
    run("new", "digits", "tp")
    (tmp_path / "tp" / "exo1.py").write_text("mine")
    again = run("new", "digits", "tp")
    assert again.returncode == 2
    assert (tmp_path / "tp" / "exo1.py").read_text() == "mine"


@pytest.mark.slow
def test_the_reference_passes_every_visible_check_on_a_students_machine(run, tmp_path):
    run("new", "digits", "tp")
    solution = find_assignment("digits", Settings()).solution
    for name in ("exo1.py", "exo2.py", "exo1.keras"):
        shutil.copy(solution / name, tmp_path / "tp" / name)
    done = run("check", "--json", "me.json", cwd=tmp_path / "tp")
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "tp" / "me.json").read_text(encoding="utf-8"))["grades"][0]["results"]
    assert results
    assert {r["status"] for r in results} == {"passed"}


def test_one_file_is_checked_alone(run, tmp_path):
    run("new", "digits", "tp")
    done = run("check", "exo2.py", cwd=tmp_path / "tp")
    assert "exo2.py" in done.stdout
    assert "exo1.py ·" not in done.stdout


def test_a_folder_that_is_no_workspace_is_said(run):
    done = run("check")
    assert done.returncode == 2
    assert "autograder new ASSIGNMENT" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("grad",), "Did you mean grade?"),
        (("new", "digit"), "Did you mean digits?"),
        (("grade", "nowhere", "-a", "digits"), "nowhere does not exist."),
        (("grade", ".", "-a", "digits"), "no student's folder"),
        (("check", "--lang", "de"), '"fr" or "en"'),
        (("report", "digits"), "holds no graded submission"),
        (("grade", ".", "-a", "digits", "--only", "exo9"), "There is no exercise exo9"),
    ],
)
def test_a_mistake_is_answered_in_one_sentence_with_exit_code_2(run, words, says):
    done = run(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["demo", "new", "check", "grade", "report", "validate", "build", "doctor", "data"])
def test_every_command_has_its_help(run, command):
    done = run(command, "-h")
    assert done.returncode == 0
    assert "Usage: " in done.stdout


@pytest.mark.slow
def test_the_doctor_looks_at_the_machine(run):
    done = run("doctor")
    assert "Landlock" in done.stdout
    assert done.returncode in {0, 3}
    assert "NOT" not in done.stdout


def test_templates_are_up_to_date(run):
    assert run("build", "--check").returncode == 0


def test_no_trusted_module_imports_a_framework():
    import subprocess

    code = (
        "import sys, autograder.cli.grade, autograder.checks.plugin, autograder.checks.server, autograder.grading.cohort, "
        "autograder.exchange.html, autograder.store, autograder.catalog; autograder.checks.server.preload(); "
        "print(sorted({'tensorflow', 'keras', 'torch', 'jax'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
