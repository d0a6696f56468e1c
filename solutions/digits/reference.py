"""Oracle of the assignment: what checks compare with. NumPy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def cross_entropy(W: Floats, b: Floats, X: Floats, Y: Floats) -> float:
    """The mean loss: log of the sum of exponentials, minus the score of the right class."""
    S = X @ W + b
    return float((np.log(np.exp(S).sum(axis=1)) - (S * Y).sum(axis=1)).mean())


def small_problem(rng: np.random.Generator) -> tuple[Floats, Floats, Floats, Floats]:
    """W (20, 10), b (10,), X (7, 20) and one-hot Y (7, 10): small enough for finite differences."""
    X, W, b = rng.uniform(0, 1, (7, 20)), rng.normal(0, 0.5, (20, 10)), rng.normal(0, 0.5, 10)
    return W, b, X, np.eye(10)[rng.integers(0, 10, 7)]


def clouds(rng: np.random.Generator, *, size: int = 12, dimension: int = 2) -> tuple[Floats, Integers]:
    """Ten clouds of ``size`` points on a circle, in mixed order: the neighbourhood hit is neither 0 nor 1."""
    turn = 2 * np.pi * np.arange(10) / 10
    centres = np.zeros((10, dimension))
    centres[:, :2] = 3 * np.column_stack([np.cos(turn), np.sin(turn)])
    labels = rng.permutation(np.repeat(np.arange(10), size))
    return centres[labels] + rng.normal(size=(len(labels), dimension)), labels
