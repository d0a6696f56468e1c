"""The images of the benchmark: 6,000 to train on and 2,000 to be measured on, the same for every tool."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from autograder.datasets import Dataset, load
from autograder.errors import DataMissing
from autograder.settings import Settings

TRAINING: Final = 6000
TEST: Final = 2000


def write_data(folder: Path) -> None:
    """Writes ``train.npz`` and ``test.npz`` (keys images (n, 784) uint8 and labels (n,)) to ``folder``."""
    source = dataset()
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "train.npz", source.x_train, source.y_train, TRAINING)
    _write(folder / "test.npz", source.x_test, source.y_test, TEST)


def dataset() -> Dataset:
    """Real MNIST where it is, the embedded digits otherwise."""
    settings = Settings.from_environment()
    try:
        return load("mnist", settings)
    except DataMissing:
        return load("digits", settings)


def _write(file: Path, images: NDArray[np.uint8], labels: NDArray[np.uint8], count: int) -> None:
    chosen = np.arange(count) % len(labels)
    np.savez(file, images=images[chosen].reshape(count, -1), labels=labels[chosen].astype(np.int64))
