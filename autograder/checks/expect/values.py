"""The first four questions to any value: is it there, of the right type, of the right shape, finite?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from autograder.checks.failure import CheckFailure

Expected = tuple[int | None, ...]
_BLOCK: Final = 2**22
_LARGEST: Final = 2**27
_MAXIMUM: Final = float(np.finfo(np.float64).max)


@runtime_checkable
class Remote(Protocol):
    """An array that stayed in the box and is fetched by rows."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape."""

    @property
    def dtype(self) -> Any:
        """Its type, or its type's name."""

    def rows(self, indices: Any) -> NDArray[Any]:
        """The rows with these indices."""


def type_name(value: object) -> str:
    """What a person would call the value's type; the same word in every language."""
    if value is None:
        return "None"
    described = getattr(value, "type", None)
    if isinstance(described, str):
        return described
    if isinstance(value, (np.ndarray, Remote)):
        return f"array({np.dtype(value.dtype)})"
    return type(value).__name__


def present(value: Any, what: str) -> None:
    """Raises if the value is None."""
    if value is None:
        raise CheckFailure(
            "{what}: expected a value, got None.", what=what, hint="Does the function end with return and a value?"
        )


def number(value: Any, what: str) -> int | float:
    """The value as a finite number; NumPy's scalars and arrays without axes are numbers, booleans are not."""
    present(value, what)
    plain = value.item() if isinstance(value, (np.generic, np.ndarray)) and value.shape == () else value
    if isinstance(plain, bool) or not isinstance(plain, (int, float)):
        raise CheckFailure("{what}: expected a number, got {got}.", what=what, got=type_name(value))
    if not abs(plain) <= _MAXIMUM:
        # NaN, infinity, or an integer that no float can hold.
        got = plain if isinstance(plain, float) else "int"
        raise CheckFailure("{what}: expected a finite number, got {got}.", what=what, got=got)
    return plain


def numbers(value: Any, what: str, *, booleans: bool = False) -> NDArray[Any]:
    """The value as an array of numbers of one type; lists are accepted, remote arrays are fetched."""
    present(value, what)
    array = fetched(value, what) if isinstance(value, Remote) else _as_array(value)
    if array is None or array.dtype.kind not in ("iufb" if booleans else "iuf"):
        got = type_name(value) if array is None else type_name(array)
        raise CheckFailure("{what}: expected an array of numbers, got {got}.", what=what, got=got)
    return array


def of_shape(array: NDArray[Any] | Remote, expected: Expected, what: str) -> None:
    """Raises if the shape is another; None stands for any size."""
    got = tuple(array.shape)
    if len(got) != len(expected) or any(e not in (None, g) for e, g in zip(expected, got, strict=True)):
        raise CheckFailure(
            "{what}: expected the shape {expected}, got {got}.",
            what=what,
            expected=in_words(expected),
            got=in_words(got),
        )


def all_finite(array: NDArray[Any], what: str) -> None:
    """Raises if some entry is NaN or infinite."""
    bad = ~np.isfinite(array)
    if bad.any():
        raise CheckFailure(
            "{what}: expected finite numbers, got {count} that are NaN or infinite, the first at position {position}.",
            what=what,
            count=int(bad.sum()),
            position=position(np.unravel_index(int(bad.argmax()), bad.shape)),
        )


def points_in_plane(value: Any, what: str, count: int | None = None) -> NDArray[np.float64]:
    """The value as finite points, one per row."""
    array = numbers(value, what)
    of_shape(array, (count, 2), what)
    all_finite(array, what)
    return array.astype(np.float64)


def blocks(array: NDArray[Any] | Remote) -> Iterator[NDArray[Any]]:
    """The array in pieces of bounded size."""
    if not isinstance(array, Remote):
        yield array
        return
    length = array.shape[0] if array.shape else 1
    width = max(1, int(np.prod(array.shape[1:], dtype=object)))
    step = max(1, _BLOCK // width)
    for start in range(0, length, step):
        yield np.asarray(array.rows(np.arange(start, min(start + step, length))))


def fetched(array: Remote, what: str) -> NDArray[Any]:
    """The whole remote array; a box that claims an absurd size is not believed."""
    if int(np.prod(array.shape, dtype=object)) > _LARGEST:
        raise CheckFailure("{what}: the array is too large ({got}).", what=what, got=in_words(array.shape))
    pieces = list(blocks(array))
    return np.concatenate(pieces) if pieces else np.empty(array.shape, np.dtype(array.dtype))


def in_words(shape: tuple[int | None, ...]) -> str:
    """A shape as Python writes it, with n for any size."""
    return str(tuple("n" if s is None else int(s) for s in shape)).replace("'", "")


def position(index: tuple[Any, ...]) -> str:
    """An index as Python writes it."""
    return str([int(i) for i in index])


def _as_array(value: Any) -> NDArray[Any] | None:
    if isinstance(value, (dict, str, bytes)):
        return None
    try:
        return np.asarray(value)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
