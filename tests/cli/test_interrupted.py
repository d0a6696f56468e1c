"""Ctrl-C in the middle of a cohort: one sentence, and what was graded is kept."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from autograder.catalog import find_assignment
from autograder.settings import Settings
from tests.cli.conftest import autograder


def kept(database: Path) -> int:
    """How many runs are in the database, looked at from outside and without touching it."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM runs").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.mark.slow
def test_what_was_graded_before_an_interruption_is_kept(tmp_path):
    solution = find_assignment("digits", Settings()).solution
    for number in range(8):
        folder = tmp_path / "cohort" / f"Student {number}"
        folder.mkdir(parents=True)
        (folder / "exo1.py").write_text("import time\ntime.sleep(1)\n")
        shutil.copy(solution / "exo2.py", folder)
    command = [sys.executable, "-m", "autograder", "grade", "cohort", "-a", "digits", "-j", "1"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"AUTOGRADER_LANG": "en"},
    )
    end = time.monotonic() + 120
    while kept(tmp_path / "autograder.db") == 0 and time.monotonic() < end:
        time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "keeps what was graded so far" in errors
    assert "Traceback" not in errors
    again = autograder("grade", "cohort", "-a", "digits", cwd=tmp_path)
    assert again.returncode == 0
    assert "0 unchanged" not in again.stderr
