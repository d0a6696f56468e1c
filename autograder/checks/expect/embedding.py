"""A projection onto the plane: judged by what it keeps, never by its coordinates."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.neighbours import Neighbourhood
from autograder.checks.expect.values import points_in_plane
from autograder.checks.failure import CheckFailure

_MOST: Final = 2000
_FLAT: Final = 1e-6


def embedding(
    points: Any,
    *,
    of: Any,
    what: str,
    labels: Any = None,
    trustworthiness: float = 0.9,
    hit: float | None = None,
    k: int = 6,
) -> float:
    """Expects points of the plane that keep the neighbourhoods of the data.

    Args:
        points: the projection, of shape (n, 2).
        of: the data, n rows; trusted.
        what: what to call the projection.
        labels: the class of each row; needed for ``hit``.
        trustworthiness: the least trustworthiness (1: every neighbour in the plane was one before).
        hit: the least neighbourhood hit, or None.
        k: how many neighbours count.

    Returns:
        The trustworthiness (of at most 2,000 points, evenly picked).

    Raises:
        CheckFailure: the shape is wrong, a number is not finite, the points collapse, or too little is kept.
    """
    data = np.asarray(of).reshape(len(of), -1)
    got = points_in_plane(points, what, len(data))
    got = _spread_out(got, what)
    some = np.unique(np.linspace(0, len(data) - 1, _MOST).astype(int)) if len(data) > _MOST else np.arange(len(data))
    kept = _trustworthiness(data[some], got[some], k)
    if not kept >= trustworthiness:
        raise CheckFailure(
            "{what}: expected a trustworthiness of at least {expected}, got {got}.",
            what=what,
            expected=trustworthiness,
            got=kept,
            hint="Are the points in the order of the data?",
        )
    if hit is not None:
        share = Neighbourhood(got, labels, k).hit(k)
        if not share >= hit:
            template = "{what}: expected a neighbourhood hit of at least {expected}, got {got}."
            raise CheckFailure(template, what=what, expected=hit, got=share)
    return kept


def _spread_out(points: NDArray[np.float64], what: str) -> NDArray[np.float64]:
    """The points on a scale on which distances can be squared; raises if they collapse."""
    different = len(np.unique(points, axis=0))
    if 2 * different < len(points):
        template = "{what}: expected {count} different points, got {got}."
        raise CheckFailure(template, what=what, count=len(points), got=different)
    scaled = points / max(float(np.abs(points).max(initial=0.0)), np.finfo(np.float64).tiny)
    scaled -= scaled.mean(axis=0)
    extent = np.linalg.svd(scaled, compute_uv=False)
    if not extent[-1] > _FLAT * extent[0]:
        raise CheckFailure("{what}: expected points spread over the plane, got points on one line.", what=what)
    return scaled


def _trustworthiness(data: NDArray[Any], points: NDArray[np.float64], k: int) -> float:
    from sklearn.manifold import trustworthiness

    return float(trustworthiness(data, points, n_neighbors=k))
