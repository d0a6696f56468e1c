"""The neighbourhood hit: how often a point's nearest neighbours are of its own class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.values import number
from autograder.checks.failure import CheckFailure

_TOLERANCE: Final = 1e-6
_OTHER_KS: Final = 30


class Neighbourhood:
    """The classes of every point's neighbours, nearest first, itself left out."""

    def __init__(self, points: Any, labels: Any, most: int) -> None:
        """Finds, for each of the points, at least ``most`` neighbours and all that are as near as the last."""
        self.points = np.asarray(points, dtype=np.float64)
        self.labels = np.asarray(labels)
        if not 0 < most < len(self.points):
            raise ValueError(f"{most} neighbours of {len(self.points)} points")
        self.distances, self.same = self._sorted(min(most + 1, len(self.points) - 1))

    def _sorted(self, wanted: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        from scipy.spatial.distance import cdist

        distances, same = [], []
        for start in range(0, len(self.points), 1024):
            block = cdist(self.points[start : start + 1024], self.points)
            own = np.arange(start, start + len(block))
            block[np.arange(len(block)), own] = np.inf
            nearest = np.argpartition(block, wanted - 1, axis=1)[:, :wanted]
            near = np.take_along_axis(block, nearest, axis=1)
            order = near.argsort(axis=1, kind="stable")
            distances.append(np.take_along_axis(near, order, axis=1))
            neighbours = np.take_along_axis(nearest, order, axis=1)
            same.append(self.labels[neighbours] == self.labels[own][:, np.newaxis])
        return np.concatenate(distances), np.concatenate(same)

    def hit(self, k: int) -> float:
        """The mean share, over points, of the k nearest other points that are of the same class."""
        return float(self.same[:, :k].mean())

    def bounds(self, k: int) -> tuple[float, float]:
        """The least and the greatest hit, over the ways to break ties at the k-th neighbour."""
        last = self.distances[:, k - 1 : k]
        margin = _TOLERANCE * last
        sure = self.distances < last - margin
        tied = ~sure & (self.distances <= last + margin)
        hits = (sure & self.same).sum(axis=1)
        free = k - sure.sum(axis=1)
        alike = (tied & self.same).sum(axis=1)
        unlike = (tied & ~self.same).sum(axis=1)
        low = hits + np.maximum(0, free - unlike)
        high = hits + np.minimum(free, alike)
        return float(low.mean()) / k, float(high.mean()) / k


def neighborhood_hit(value: Any, *, points: Any, labels: Any, k: int = 6, what: str = "neighbourhood hit") -> float:
    """Expects the neighbourhood hit of these points, recomputed here.

    Args:
        value: what the student's function returned.
        points: array of shape (n, d); trusted, or already checked.
        labels: the class of each point.
        k: how many nearest *other* points count.
        what: what to call the value.

    Returns:
        The value.

    Raises:
        CheckFailure: the value is another; a usual mistake is named when it gives exactly this value.
    """
    got = float(number(value, what))
    around = Neighbourhood(points, labels, min(max(k + 1, _OTHER_KS), len(points) - 1))
    low, high = around.bounds(k)
    if low - _TOLERANCE <= got <= high + _TOLERANCE:
        return got
    hint = next((text for text, candidate in _mistakes(around, k) if abs(got - candidate) <= _TOLERANCE), None)
    other = _other_k(around, k, got) if hint is None else None
    if other is not None:
        hint = "This is the hit for {other} neighbours."
    if hint is None and got == 1:
        hint = "Is the value written by hand? It must be computed."
    expected = around.hit(k)
    template = "{what}: expected {expected}, got {got}."
    raise CheckFailure(
        template, what=what, expected=expected, got=got, other=other or 0, k=k, more=k + 1, fewer=k - 1, hint=hint
    )


def _mistakes(around: Neighbourhood, k: int) -> Iterator[tuple[str, float]]:
    true = around.hit(k)
    with_self = (1 + around.same[:, : k - 1].sum(axis=1)) / k
    yield "Each point is counted as its own neighbour.", float(with_self.mean())
    yield (
        "Each point is one of its own {more} neighbours.",
        float((1 + around.same[:, :k].sum(axis=1)).mean() / (k + 1)),
    )
    yield "This is the number of neighbours, not their share: divide by {k}.", true * k
    yield "This is a percentage; a share is between 0 and 1.", 100 * true
    yield "This is the share of neighbours of another class.", 1 - true
    half = k / 2
    votes = around.same[:, :k].sum(axis=1)
    template = "This is the share of points whose neighbours vote for the right class, not the share of neighbours."
    yield template, float((votes > half).mean())
    yield template, float((votes >= half).mean())
    yield template, _knn_score(around, k)
    if k > 1:
        yield "Only {fewer} neighbours are counted: the point itself takes one place.", around.hit(k - 1)


def _knn_score(around: Neighbourhood, k: int) -> float:
    """What ``KNeighborsClassifier(k).fit(points, labels).score(points, labels)`` says."""
    from sklearn.neighbors import KNeighborsClassifier

    model = KNeighborsClassifier(n_neighbors=k).fit(around.points, around.labels)
    return float(model.score(around.points, around.labels))


def _other_k(around: Neighbourhood, k: int, got: float) -> int | None:
    most = around.same.shape[1]
    others = (n for n in range(1, min(_OTHER_KS, most) + 1) if n != k)
    return next((n for n in others if abs(around.hit(n) - got) <= _TOLERANCE), None)
