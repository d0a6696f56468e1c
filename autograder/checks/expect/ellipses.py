"""Gaussians fitted to each class, against the class's own mean and covariance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.classes import Described, one_per_class
from autograder.checks.expect.values import all_finite, numbers, of_shape, type_name
from autograder.checks.failure import CheckFailure

_TOLERANCE: Final = 1e-3
Array = NDArray[np.float64]


def ellipses(ellipses: Any, *, points: Any, labels: Any, what: str = "ellipses") -> None:
    """Expects the Gaussian with the mean and the covariance of each class's points.

    The covariance may be divided by n (as a mixture does, with its 1e-6 on the diagonal) or by n − 1.

    Args:
        ellipses: a list in the order of the classes, or a dict by class, of fitted
            ``sklearn.mixture.GaussianMixture`` objects or of pairs (mean, covariance).
        points: the points, of shape (n, 2); trusted.
        labels: the class of each point.
        what: what to call them.

    Raises:
        CheckFailure: one of them is not the Gaussian of its class.
    """
    where, classes = np.asarray(points, dtype=np.float64), np.asarray(labels)
    for label, ellipse in one_per_class(ellipses, classes, what):
        mean, covariance, note = _read(ellipse, what)
        _compare(mean, covariance, label, where, classes, what, note)


def _read(ellipse: Any, what: str) -> tuple[Array, Array, str | None]:
    """The mean, the covariance, and what may be wrong with how they were fitted."""
    if isinstance(ellipse, Described):
        return _of_mixture(ellipse, what)
    pair = list(ellipse.values()) if isinstance(ellipse, Mapping) else ellipse
    if not isinstance(pair, (list, tuple)) or len(pair) != 2:
        template = "{what}: expected a GaussianMixture or a pair (mean, covariance), got {got}."
        raise CheckFailure(template, what=what, got=type_name(ellipse))
    return _checked(pair[0], (2,), what), _checked(pair[1], (2, 2), what), None


def _of_mixture(ellipse: Described, what: str) -> tuple[Array, Array, str | None]:
    if ellipse.type != "GaussianMixture":
        template = "{what}: expected a GaussianMixture or a pair (mean, covariance), got {got}."
        raise CheckFailure(template, what=what, got=type_name(ellipse))
    if "means_" not in ellipse.fields:
        raise CheckFailure("{what}: the GaussianMixture is not fitted.", what=what)
    means = numbers(ellipse.fields["means_"], what)
    if means.ndim != 2 or len(means) != 1:
        template = "{what}: expected one Gaussian per class, got {got}."
        raise CheckFailure(template, what=what, got=len(means) if means.ndim else 0)
    kind = ellipse.fields.get("covariance_type")
    shapes = {"diag": (1, 2), "spherical": (1,), "tied": (2, 2)}
    shape = shapes.get(kind, (1, 2, 2)) if isinstance(kind, str) else (1, 2, 2)
    values = _checked(ellipse.fields.get("covariances_"), shape, what)
    notes = {
        "diag": "The covariance is diagonal (covariance_type='diag'): such an ellipse cannot tilt.",
        "spherical": "The covariance is spherical (covariance_type='spherical'): such an ellipse is a circle.",
    }
    full = values.reshape(2, 2) if values.size == 4 else np.eye(2) * values.reshape(-1)
    return _checked(means[0], (2,), what), full, notes.get(str(kind))


def _checked(value: Any, shape: tuple[int, ...], what: str) -> Array:
    array = numbers(value, what)
    of_shape(array, shape, what)
    all_finite(array, what)
    return array.astype(np.float64)


@np.errstate(all="ignore")
def _compare(
    mean: Array, covariance: Array, label: Any, points: Array, labels: NDArray[Any], what: str, note: str | None
) -> None:
    true_mean, true_covariance = moments(points[labels == label])
    spread = float(np.sqrt(np.trace(true_covariance)))
    if np.abs(mean - true_mean).max() > _TOLERANCE * spread:
        other = _class_with(mean, points, labels)
        axis = int(np.abs(mean - true_mean).argmax())
        raise CheckFailure(
            "{what}: expected a mean of {expected} on axis {axis} for class {label}, got {got}.",
            what=what,
            label=str(label),
            axis=axis,
            expected=true_mean[axis],
            got=mean[axis],
            other=str(other),
            hint=None
            if other is None
            else "This is the mean of class {other}: are the ellipses in the order of the classes?",
        )
    count = int((labels == label).sum())
    if _close(covariance, true_covariance) or _close(covariance, true_covariance * count / max(count - 1, 1)):
        return
    where = np.unravel_index(int(np.abs(covariance - true_covariance).argmax()), (2, 2))
    raise CheckFailure(
        "{what}: expected a covariance of {expected} at {position} for class {label}, got {got}.",
        what=what,
        label=str(label),
        position=str([int(i) for i in where]),
        expected=true_covariance[where],
        got=covariance[where],
        hint=note or _mistake(covariance, true_covariance),
    )


def moments(points: Array) -> tuple[Array, Array]:
    """The mean and the covariance (divided by n) of points."""
    mean: Array = points.mean(axis=0)
    centred = points - mean
    return mean, centred.T @ centred / len(points)


def _close(got: Array, expected: Array) -> bool:
    # Absolute on the scale of the variances, with room for a mixture's 1e-6 on the diagonal.
    return bool(np.abs(got - expected).max() <= _TOLERANCE * np.trace(expected) + 2e-6)


def _mistake(got: Array, expected: Array) -> str | None:
    """The usual mistake that gives exactly this covariance."""
    if _close(got, np.diag(np.diag(expected))):
        return "The covariance is diagonal: such an ellipse cannot tilt."
    if _close(got, np.eye(2) * np.trace(expected) / 2):
        return "The covariance is spherical: such an ellipse is a circle."
    # got·got = expected: without eigenvalues, which a hostile matrix may not have.
    if _close(got @ got, expected):
        return "These are standard deviations, not variances."
    return None


def _class_with(mean: Array, points: Array, labels: NDArray[Any]) -> Any:
    for other in np.unique(labels).tolist():
        other_mean, covariance = moments(points[labels == other])
        if np.abs(mean - other_mean).max() <= _TOLERANCE * np.sqrt(np.trace(covariance)):
            return other
    return None
