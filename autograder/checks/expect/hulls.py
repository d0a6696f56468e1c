"""Convex hulls, one per class, against hulls computed here."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.classes import Described, one_per_class
from autograder.checks.expect.values import numbers, points_in_plane, type_name
from autograder.checks.failure import CheckFailure

_TOLERANCE: Final = 1e-4
Points = NDArray[np.float64]


def hulls(hulls: Any, *, points: Any, labels: Any, what: str = "convex hulls") -> None:
    """Expects the convex hull of each class's points.

    Args:
        hulls: a list in the order of the classes, or a dict by class, of ``scipy.spatial.ConvexHull``
            objects, arrays of corners of shape (m, 2), or arrays of indices into the class's points.
        points: the points, of shape (n, 2); trusted.
        labels: the class of each point.
        what: what to call them.

    Raises:
        CheckFailure: one of them is not the hull of its class.
    """
    where, classes = np.asarray(points, dtype=np.float64), np.asarray(labels)
    for label, hull in one_per_class(hulls, classes, what):
        _one(hull, label, where, classes, what)


@np.errstate(all="ignore")
def _one(hull: Any, label: Any, points: Points, labels: NDArray[Any], what: str) -> None:
    own = points[labels == label]
    corners = _corners(hull, own, what)
    got, expected = _hull(corners), _hull(own)
    if expected is None:
        raise ValueError(f"the points of class {label} have no convex hull")
    size = float(np.ptp(own, axis=0).max())
    if got is None:
        template = "{what}: the hull of class {label} is empty or flat."
        raise CheckFailure(template, what=what, label=str(label))
    outside = int((_distances(got.equations, own) > _TOLERANCE * size).sum())
    same_area = abs(got.volume - expected.volume) <= _TOLERANCE * expected.volume
    if not outside and same_area:
        return
    hint = _whose(got.volume, corners, label, points, labels)
    other = "" if hint is None else str(hint[1])
    text = None if hint is None else hint[0]
    if outside:
        template = "{what}: {count} of the {total} points of class {label} lie outside their hull."
        counts: dict[str, Any] = {"count": outside, "total": len(own)}
        raise CheckFailure(template, what=what, label=str(label), other=other, hint=text, **counts)
    template = "{what}: expected an area of {expected} for class {label}, got {got}."
    areas: dict[str, Any] = {"expected": expected.volume, "got": got.volume}
    raise CheckFailure(template, what=what, label=str(label), other=other, hint=text, **areas)


def _corners(hull: Any, own: Points, what: str) -> Points:
    """The corners of a hull, in whichever way it came."""
    if isinstance(hull, Described):
        if hull.type != "ConvexHull":
            raise CheckFailure("{what}: expected a ConvexHull, got {got}.", what=what, got=type_name(hull))
        source = points_in_plane(hull.fields.get("points"), what)
        return source[_indices(hull.fields.get("vertices"), len(source), what)]
    array = numbers(hull, what)
    return own[_indices(array, len(own), what)] if array.ndim == 1 else points_in_plane(array, what)


def _indices(value: Any, count: int, what: str) -> NDArray[np.intp]:
    array = numbers(value, what)
    if array.ndim != 1 or array.dtype.kind not in "iu" or ((array < 0) | (array >= count)).any():
        raise CheckFailure("{what}: the indices of the corners are not indices of points.", what=what)
    return array.astype(np.intp)


def _hull(points: Points) -> Any:
    from scipy.spatial import ConvexHull, QhullError

    try:
        return ConvexHull(points)
    except (QhullError, ValueError):
        return None


def _distances(equations: Points, points: Points) -> Points:
    """How far outside each point lies; negative inside."""
    distances: Points = (points @ equations[:, :2].T + equations[:, 2]).max(axis=1)
    return distances


def _whose(area: float, corners: Points, label: Any, points: Points, labels: NDArray[Any]) -> tuple[str, Any] | None:
    """Whose hull it is, if it is that of another class or of all the points."""
    candidates = [("This is the hull of all the points, of every class.", "", points)]
    for other in np.unique(labels).tolist():
        if other != label:
            template = "This is the hull of class {other}: are the hulls in the order of the classes?"
            candidates.append((template, other, points[labels == other]))
    for template, other, group in candidates:
        hull = _hull(group)
        near = hull is not None and abs(hull.volume - area) <= _TOLERANCE * area
        if near and np.allclose(hull.min_bound, corners.min(axis=0), rtol=_TOLERANCE):
            return template, other
    return None
