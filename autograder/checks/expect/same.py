"""Equality, exact and up to rounding."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.values import all_finite, number, numbers, of_shape, position, present, type_name
from autograder.checks.failure import CheckFailure

Difference = tuple[str, Any, Any]
_LONGEST = 80
_MOST = 1_000_000


def equal(actual: Any, *, expected: Any, what: str, hint: str | None = None) -> None:
    """Expects exactly this value.

    Lists, tuples and arrays are compared entry by entry, and a number equals a number of another
    type; but a boolean equals only a boolean.

    Raises:
        CheckFailure: the value is another.
        ValueError: the expected value is NaN, which nothing equals.
    """
    if isinstance(expected, np.ndarray):
        _same_arrays(actual, expected, what, hint, rtol=0.0, atol=0.0)
        return
    if expected is not None:
        present(actual, what)
    found = _difference(actual, expected, "")
    if found is None:
        return
    place, wanted, got = found
    if place:
        template = "{what}: expected {expected} at position {position}, got {got}."
        raise CheckFailure(template, what=what, expected=wanted, position=place, got=got, hint=hint)
    raise CheckFailure("{what}: expected {expected}, got {got}.", what=what, expected=wanted, got=got, hint=hint)


def close(
    actual: Any, *, expected: Any, what: str, rtol: float = 1e-5, atol: float = 1e-8, hint: str | None = None
) -> None:
    """Expects this number or array up to ``atol + rtol·|expected|``, as ``numpy.allclose`` has it.

    Unlike ``numpy.allclose``, shapes must be the same: nothing is stretched to fit.

    Raises:
        CheckFailure: the value is another.
        ValueError: the expected value is not finite.
    """
    target = np.asarray(expected)
    if target.shape == ():
        number(actual, what)
    _same_arrays(actual, target, what, hint, rtol=rtol, atol=atol)


def _same_arrays(actual: Any, expected: NDArray[Any], what: str, hint: str | None, *, rtol: float, atol: float) -> None:
    if not np.isfinite(expected).all():
        raise ValueError(f"{what}: the expected value is not finite")
    got = numbers(actual, what, booleans=expected.dtype.kind == "b")
    of_shape(got, expected.shape, what)
    all_finite(got, what)
    with np.errstate(all="ignore"):
        # Exactly means without a detour through float64, which cannot tell large integers apart.
        wrong = got != expected if rtol == atol == 0.0 else ~np.isclose(got, expected, rtol=rtol, atol=atol)
        distance = np.abs(got.astype(np.float64) - expected.astype(np.float64))
    if not wrong.any():
        return
    where = np.unravel_index(int(np.where(wrong, distance, -1.0).argmax()), got.shape)
    values = {"what": what, "expected": expected[where], "got": got[where]}
    if got.shape == ():
        if f"{float(got):.4g}" == f"{float(expected):.4g}":
            template = "{what}: expected {expected}, got {got}: they differ by {difference}."
            raise CheckFailure(template, **values, difference=distance[where], hint=hint)
        raise CheckFailure("{what}: expected {expected}, got {got}.", **values, hint=hint)
    raise CheckFailure(
        "{what}: expected {expected} at position {position}, got {got}; {wrong} of {count} values differ.",
        **values,
        position=position(where),
        wrong=int(wrong.sum()),
        count=got.size,
        hint=hint,
    )


def _difference(actual: Any, expected: Any, place: str) -> Difference | None:
    """The first place where the two differ, with both values, or None."""
    if isinstance(expected, float) and expected != expected:
        raise ValueError("nothing equals NaN")
    if isinstance(actual, (np.generic, np.ndarray)):
        if actual.size > _MOST:
            return place, _short(expected), type_name(actual)
        # NumPy's values become Python's, so that one rule holds for both.
        actual = actual.tolist()
    if isinstance(expected, dict):
        return _of_dicts(actual, expected, place)
    if isinstance(expected, (list, tuple, np.ndarray)):
        return _of_lists(actual, list(expected), place)
    if isinstance(expected, np.generic):
        expected = expected.item()
    same = actual == expected if _comparable(actual, expected) else False
    return None if same else (place, _short(expected), _short(actual))


def _comparable(actual: Any, expected: Any) -> bool:
    if isinstance(actual, bool) or isinstance(expected, bool):
        return isinstance(actual, bool) and isinstance(expected, bool)
    if isinstance(expected, (int, float)):
        return isinstance(actual, (int, float))
    return type(actual) is type(expected)


def _of_lists(actual: Any, expected: list[Any], place: str) -> Difference | None:
    if not isinstance(actual, (list, tuple)) or len(actual) != len(expected):
        return place, _short(expected), _short(actual)
    for i, (a, e) in enumerate(zip(actual, expected, strict=True)):
        found = _difference(a, e, f"{place}[{i}]")
        if found is not None:
            return found
    return None


def _of_dicts(actual: Any, expected: dict[Any, Any], place: str) -> Difference | None:
    if not isinstance(actual, dict) or actual.keys() != expected.keys():
        return place, _short(expected), _short(actual)
    for key, value in expected.items():
        found = _difference(actual[key], value, f"{place}[{key!r}]")
        if found is not None:
            return found
    return None


def _short(value: Any) -> Any:
    """A value that fits into a sentence: itself if small, else its type and size."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (str, list, tuple, dict)):
        text = repr(value) if len(value) <= _LONGEST else ""
        return text if 0 < len(text) <= _LONGEST else f"{type(value).__name__}({len(value)})"
    return type_name(value)
