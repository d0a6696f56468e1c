"""Oracle of the assignment: what checks compare with. NumPy and scikit-learn only.

Shapes: ``points`` is (n, d), ``labels`` is (n,) with integers from 0 to 9.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull
from sklearn.manifold import TSNE

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def neighborhood_hit(points: Floats, labels: Integers, k: int = 6) -> float:
    """The share of the k nearest other points that have the same label, averaged over the points."""
    # The squared distances of all pairs: slow for many points, and nothing to go wrong.
    norms = (points**2).sum(axis=1)
    squares = norms[:, np.newaxis] + norms - 2 * points @ points.T
    np.fill_diagonal(squares, np.inf)
    nearest = np.argsort(squares, axis=1, kind="stable")[:, :k]
    return float((labels[nearest] == labels[:, np.newaxis]).mean())


def clouds(rng: np.random.Generator) -> tuple[Floats, Integers]:
    """Ten tilted, unequal Gaussian clouds that overlap a little, in mixed order.

    Tilted, so that a diagonal covariance is seen to be wrong; unequal and mixed, so that
    slices of equal length are; overlapping, so that the neighbourhood hit is neither 0 nor 1.
    """
    sizes = rng.permutation(np.arange(15, 35, 2))
    parts = []
    for digit, size in enumerate(sizes):
        turn = 2 * np.pi * digit / 10
        tilt = np.array([[np.cos(turn + 0.6), -np.sin(turn + 0.6)], [np.sin(turn + 0.6), np.cos(turn + 0.6)]])
        spread = np.array([2.4, 0.7]) * rng.uniform(0.8, 1.2)
        centre = 6.0 * np.array([np.cos(turn), np.sin(turn)])
        parts.append(centre + (rng.normal(size=(size, 2)) * spread) @ tilt.T)
    labels = np.repeat(np.arange(10), sizes)
    order = rng.permutation(len(labels))
    return np.vstack(parts)[order], labels[order]


def corners(points: Floats, labels: Integers) -> list[Floats]:
    """For each digit, the vertices of its convex hull, in order around it."""
    classes = [points[labels == digit] for digit in range(10)]
    return [cloud[ConvexHull(cloud).vertices] for cloud in classes]


def quick_map(X: Floats) -> Floats:
    """A t-SNE map (n, 2) of the rows of X, good enough to look at in a report."""
    return TSNE(n_components=2, init="pca", perplexity=30, random_state=0, max_iter=400).fit_transform(X)
