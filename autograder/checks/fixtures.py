"""The fixtures of a check: ``student``, ``hidden``, ``reference``, ``rng``, ``calibration``."""

from __future__ import annotations

import importlib.util
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder.datasets import TestSet, as_test_set, load
from autograder.errors import AssignmentError
from autograder.settings import Settings


def generator(digest: str, check: str) -> np.random.Generator:
    """The check's random numbers: the same for the same submission and check."""
    return np.random.default_rng([zlib.crc32(digest.encode()), zlib.crc32(check.encode())])


def hidden_data(folder: Path) -> Callable[..., TestSet]:
    """``hidden(name, n=None)``: images and labels that never enter a box together.

    ``name`` is a file of the assignment's ``hidden/`` folder (``name.npz`` with keys ``images``
    and ``labels``), a data set ("mnist": its test set), or one with ``_train``.
    """

    def hidden(name: str, n: int | None = None) -> TestSet:
        own = folder / "hidden" / f"{name}.npz"
        if own.is_file():
            with np.load(own, allow_pickle=False) as arrays:
                return TestSet(images=arrays["images"], labels=arrays["labels"])
        dataset = load(name.removesuffix("_train"), Settings.from_environment())
        return as_test_set(dataset, "train" if name.endswith("_train") else "test", n)

    return hidden


def reference_module(path: Path | None) -> ModuleType:
    """The teacher's oracle functions, ``solutions/<slug>/reference.py``.

    Raises:
        AssignmentError: the assignment has none.
    """
    spec = importlib.util.spec_from_file_location("reference", path) if path else None
    if spec is None or spec.loader is None:
        raise AssignmentError("A check asks for `reference`, but the assignment's solution has no reference.py.")
    # Run at its first use: a check that fails before it needs no SciPy.
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
