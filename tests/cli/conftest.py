"""The command as a user types it: a real process, a real terminal's environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def autograder(*words: object, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command and returns what it printed."""
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    environment = os.environ | {"AUTOGRADER_LANG": "en", "COLUMNS": "150"} | (env or {})
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
    )


@pytest.fixture
def run(tmp_path):
    """Runs the command in a fresh folder."""

    def run_here(*words: object, cwd: Path = tmp_path, **env: str) -> subprocess.CompletedProcess[str]:
        return autograder(*words, cwd=cwd, env=env)

    return run_here
