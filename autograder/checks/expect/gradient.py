"""A gradient, against central differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.values import all_finite, numbers, of_shape, position
from autograder.checks.failure import CheckFailure

Array = NDArray[np.float64]
_EPSILON: Final = float(np.finfo(np.float64).eps)
_STEP: Final = _EPSILON ** (1 / 3)
_PRECISION: Final = {np.dtype(np.float16): 2e-2, np.dtype(np.float32): 1e-3}
"""What a gradient computed in these types can be relied on, relative to its largest entry."""


@np.errstate(all="ignore")
def gradient(
    actual: Any, *, of: Callable[[Any], Any], at: Any, what: str, rtol: float = 1e-4, n: int | None = None
) -> None:
    """Expects the gradient of a function at a point.

    The truth comes from central differences in float64. When the value is wrong, it is compared
    with the results of the usual mistakes, and a match is named.

    Args:
        actual: the student's gradient.
        of: the function, from an array like ``at`` to a number; trusted.
        at: the point.
        what: what to call the gradient.
        rtol: the error allowed, relative to the gradient's largest entry.
        n: the number of examples, to recognise a sum in the place of a mean.

    Raises:
        CheckFailure: the gradient is another.
        ValueError: the function is not finite around the point.
    """
    point = np.asarray(at, dtype=np.float64)
    truth, noise = central_differences(of, point)
    got = numbers(actual, what)
    precision = max(rtol, _PRECISION.get(got.dtype, 0.0))

    def matches(candidate: Array) -> bool:
        allowed = precision * np.abs(candidate).max(initial=0.0) + noise
        return got.shape == candidate.shape and bool((np.abs(values - candidate) <= allowed).all())

    if got.shape == truth.shape:
        all_finite(got, what)
    values = got.astype(np.float64)
    if matches(truth):
        return
    cause = next((template for template, candidate in _mistakes(truth, n) if matches(candidate)), None)
    if got.shape != truth.shape:
        cause = cause or _wrong_axis(values, truth, n, precision, noise)
        _wrong_shape(got, truth, what, cause)
    ratio = None if cause else _common_factor(values, truth, matches)
    if ratio is not None:
        cause = "Every entry is {ratio} times what it should be."
    error = np.abs(values - truth)
    worst = np.unravel_index(int(error.argmax()), error.shape)
    template = "{what}: expected {expected} at position {position}, got {got}."
    shown = {"expected": truth[worst], "got": values[worst], "position": position(worst)}
    raise CheckFailure(template, what=what, hint=cause, ratio=ratio or 0.0, n=n or 0, **shown)


def central_differences(of: Callable[[Any], Any], point: Array) -> tuple[Array, float]:
    """The gradient of ``of`` at ``point``, and how far rounding may have moved it."""
    result = np.empty(point.shape)
    largest = 0.0
    for index in np.ndindex(point.shape):
        step = _STEP * max(1.0, abs(float(point[index])))
        ends = []
        for sign in (1, -1):
            moved = point.copy()
            moved[index] += sign * step
            ends.append(float(of(moved)))
        largest = max(largest, *map(abs, ends))
        result[index] = (ends[0] - ends[1]) / (2 * step)
    if not np.isfinite(result).all():
        raise ValueError("the function is not finite around the point")
    return result, 100 * _EPSILON * largest / _STEP


def _mistakes(truth: Array, n: int | None) -> Iterator[tuple[str, Array]]:
    """The usual mistakes, and what each would give."""
    factors: list[tuple[str, float]] = [
        ("The sign is wrong: this is minus the gradient.", -1.0),
        ("This is twice the gradient: a factor 1/2 is missing.", 2.0),
        ("This is half the gradient: a factor 2 is missing.", 0.5),
    ]
    if n is not None and n > 1:
        # Before the factors of 2, so that a batch of two is read as a batch.
        factors[1:1] = [
            ("This is {n} times the gradient: the sum over the examples is not divided by their number.", float(n)),
            ("This is the gradient divided by {n}: the mean over the examples is taken twice.", 1.0 / n),
            ("The sign is wrong, and the sum over the {n} examples is not divided by their number.", -float(n)),
        ]
    for template, factor in factors:
        yield template, factor * truth
    if truth.ndim == 2:
        yield "This is the gradient transposed.", truth.T
        if n is not None and n > 1:
            yield "This is {n} times the gradient, and transposed.", n * truth.T
    if truth.ndim == 1:
        yield "The values are right, in one axis too many.", truth[np.newaxis, :]
        yield "The values are right, in one axis too many.", truth[:, np.newaxis]
    yield "The values are right, in another shape.", truth.reshape(-1)


def _wrong_axis(values: Array, truth: Array, n: int | None, precision: float, noise: float) -> str | None:
    """Sums over the wrong axis keep the total: one number per example instead of one per parameter."""
    if truth.ndim != 1 or n is None or values.size != n or truth.size == 0 or not np.isfinite(values).all():
        return None
    allowed = precision * np.abs(values).sum() + noise * n
    # Summed, averaged over the examples as well, or averaged over the wrong axis.
    totals = (n * truth.sum(), truth.sum(), n * truth.sum() / truth.size)
    same = any(abs(values.sum() - total) <= allowed for total in totals)
    return "There is one number per example: the sum is taken over the wrong axis." if same else None


def _wrong_shape(got: NDArray[Any], truth: Array, what: str, cause: str | None) -> None:
    try:
        of_shape(got, truth.shape, what)
    except CheckFailure as failure:
        values: dict[str, Any] = dict(failure.sentences[0].values)
        raise CheckFailure(failure.sentences[0].template, hint=cause, **values) from None


def _common_factor(values: Array, truth: Array, matches: Callable[[Array], bool]) -> float | None:
    """The number that all entries are off by, if there is one."""
    square = float((truth * truth).sum())
    ratio = float((values * truth).sum()) / square if square > 0 else 0.0
    return ratio if np.isfinite(ratio) and abs(ratio) > 1e-6 and matches(ratio * truth) else None
