"""Arrays: their shape, their type, their range."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from autograder.checks.expect.values import (
    Expected,
    Remote,
    all_finite,
    blocks,
    numbers,
    of_shape,
    position,
    present,
    type_name,
)
from autograder.checks.failure import CheckFailure

Kind = Literal["float32", "float64", "floating", "integer", "bool"]


def shape(actual: Any, *, expected: Expected, what: str) -> None:
    """Expects an array, or lists of numbers, of this shape; None stands for any size."""
    of_shape(actual if isinstance(actual, Remote) else numbers(actual, what, booleans=True), expected, what)


def finite(actual: Any, *, what: str) -> None:
    """Expects a number or an array without NaN and without infinity."""
    array(actual, what=what)


def array(
    actual: Any,
    *,
    what: str,
    shape: Expected | None = None,
    dtype: Kind | None = None,
    low: float | None = None,
    high: float | None = None,
) -> Any:
    """Expects an array of finite numbers.

    Args:
        actual: the value; lists of numbers are accepted.
        what: what to call it.
        shape: the sizes, None for any.
        dtype: the name of a NumPy type, or "floating" or "integer" for any of the kind.
        low: the least value allowed.
        high: the greatest value allowed.

    Returns:
        The value as a NumPy array; an array that stayed in the box is looked through and returned as it is.
    """
    present(actual, what)
    values = actual if isinstance(actual, Remote) else numbers(actual, what, booleans=dtype == "bool")
    if dtype is not None:
        _of_dtype(np.dtype(values.dtype), dtype, what)
    elif np.dtype(values.dtype).kind not in "iuf":
        raise CheckFailure("{what}: expected an array of numbers, got {got}.", what=what, got=type_name(values))
    if shape is not None:
        of_shape(values, shape, what)
    for block in blocks(values):
        all_finite(block, what)
        _within(block, low, high, what)
    return values


def _of_dtype(got: np.dtype[Any], wanted: Kind, what: str) -> None:
    kinds = {"floating": "f", "integer": "iu", "bool": "b"}
    right = got.kind in kinds[wanted] if wanted in kinds else got == np.dtype(wanted)
    if not right:
        template = "{what}: expected numbers of type {expected}, got {got}."
        raise CheckFailure(template, what=what, expected=wanted, got=str(got))


def _within(block: Any, low: float | None, high: float | None, what: str) -> None:
    if low is not None and (block < low).any():
        where = np.unravel_index(int(block.argmin()), block.shape)
        template = "{what}: expected no value below {expected}, got {got} at position {position}."
        raise CheckFailure(template, what=what, expected=low, got=block[where], position=position(where))
    if high is not None and (block > high).any():
        where = np.unravel_index(int(block.argmax()), block.shape)
        template = "{what}: expected no value above {expected}, got {got} at position {position}."
        raise CheckFailure(template, what=what, expected=high, got=block[where], position=position(where))
