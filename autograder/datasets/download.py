"""Keras's own download, in a process of its own so that this one imports no deep-learning framework."""

from __future__ import annotations

import subprocess
import sys

from autograder.errors import DataMissing

_SECONDS = 900
_PROGRAM = "import sys, importlib; importlib.import_module('keras.datasets.' + sys.argv[1]).load_data()"


def download(name: str) -> None:
    """Lets Keras fetch ``name`` ("mnist" or "fashion_mnist") into its cache.

    Raises:
        DataMissing: the download failed.
    """
    command = [sys.executable, "-c", _PROGRAM, name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise DataMissing(f"Keras did not finish downloading {name} within {_SECONDS // 60} minutes.") from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise DataMissing(
            f"Keras could not download {name} ({last}). Put {name}.npz into a folder and name it in AUTOGRADER_DATA."
        )
