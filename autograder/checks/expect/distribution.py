"""Rows of probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.values import all_finite, numbers, position
from autograder.checks.failure import CheckFailure

_TOLERANCE = 1e-3


def distribution(actual: Any, *, what: str | None = None) -> None:
    """Expects rows of probabilities: numbers from 0 to 1 that sum to 1 along the last axis.

    The tolerance of 0.001 is for half precision.
    """
    name = "outputs" if what is None else what
    got = numbers(actual, name)
    if got.ndim == 0 or got.size == 0:
        raise CheckFailure(
            "{what}: expected rows of probabilities, got an array of shape {got}.", what=name, got=got.shape
        )
    all_finite(got, name)
    rows = got.astype(np.float64).reshape(-1, got.shape[-1])
    with np.errstate(over="ignore"):
        sums = rows.sum(axis=1)
    if (np.abs(sums - 1) > _TOLERANCE).any():
        values = {"low": sums.min(), "high": sums.max(), "count": len(sums)}
        raise CheckFailure(_template(rows, what), what=what or "", **values)
    outside = (rows < -_TOLERANCE) | (rows > 1 + _TOLERANCE)
    if outside.any():
        where = np.unravel_index(int(outside.argmax()), rows.shape)
        template = "{what}: a probability is between 0 and 1, got {got} at position {position}."
        raise CheckFailure(template, what=name, got=rows[where], position=position(where))


def _template(rows: NDArray[np.float64], what: str | None) -> str:
    """What is said about sums that are not 1, by what the numbers look like."""
    with np.errstate(over="ignore"):
        logarithms = (np.abs(np.exp(rows).sum(axis=1) - 1) <= _TOLERANCE).all()
        columns = len(rows) > 1 and (np.abs(rows.sum(axis=0) - 1) <= _TOLERANCE).all()
    if logarithms:
        return "These are logarithms of probabilities: their exponentials sum to 1, they do not."
    if columns:
        return "The columns sum to 1, not the rows: the softmax is taken along the wrong axis."
    if ((rows >= 0) & (rows <= 1)).all():
        return (
            "Each output is between 0 and 1, but they do not sum to 1 ({low} to {high} over {count} images): "
            "is there a sigmoid in the place of the softmax?"
        )
    if what is None:
        return "The outputs do not sum to 1 ({low} to {high} over {count} images): the softmax is probably missing."
    return "{what}: the rows do not sum to 1 ({low} to {high} over {count} rows): the softmax is probably missing."
