"""The cheapest way from one chain of layers to another."""

from __future__ import annotations

from dataclasses import dataclass, fields

from autograder.checks.layers import Activation, AvgPool, Conv, Dense, MaxPool, Op

_DIFFERENT = 2.5
"""A layer of another kind costs more than leaving one out and putting one in."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One step: ``actual`` stands where ``expected`` should.

    Either may be None: a layer too few, a layer too many. ``swapped`` means that the two stand
    in the wrong order. ``place`` counts in the actual chain.
    """

    actual: Op | None
    expected: Op | None
    place: int
    swapped: bool = False


def edits(actual: tuple[Op, ...], expected: tuple[Op, ...]) -> list[Edit]:
    """The cheapest edits that explain how ``actual`` came from ``expected``, first layers first."""
    costs = _table(actual, expected)
    found: list[Edit] = []
    i, j = len(actual), len(expected)
    while i or j:
        here = costs[i][j]
        if i and j and here == costs[i - 1][j - 1] + _cost(actual[i - 1], expected[j - 1]):
            i, j = i - 1, j - 1
            if actual[i] != expected[j]:
                found.append(Edit(actual[i], expected[j], i))
        elif _swapped(actual, expected, i, j) and here == costs[i - 2][j - 2] + 1:
            i, j = i - 2, j - 2
            found.append(Edit(actual[i], expected[j], i, swapped=True))
        elif i and here == costs[i - 1][j] + 1:
            i -= 1
            found.append(Edit(actual[i], None, i))
        else:
            j -= 1
            found.append(Edit(None, expected[j], i))
    return _merged(found[::-1])


def _table(actual: tuple[Op, ...], expected: tuple[Op, ...]) -> list[list[float]]:
    costs = [[float(i + j) for j in range(len(expected) + 1)] for i in range(len(actual) + 1)]
    for i in range(1, len(actual) + 1):
        for j in range(1, len(expected) + 1):
            ways = [
                costs[i - 1][j - 1] + _cost(actual[i - 1], expected[j - 1]),
                costs[i - 1][j] + 1,
                costs[i][j - 1] + 1,
            ]
            if _swapped(actual, expected, i, j):
                ways.append(costs[i - 2][j - 2] + 1)
            costs[i][j] = min(ways)
    return costs


def _swapped(actual: tuple[Op, ...], expected: tuple[Op, ...], i: int, j: int) -> bool:
    return i > 1 and j > 1 and actual[i - 1] == expected[j - 2] and actual[i - 2] == expected[j - 1]


def _cost(actual: Op, expected: Op) -> float:
    """0 for the same layer, about 1 for one of its kind, more for another kind."""
    if actual == expected:
        return 0.0
    if isinstance(actual, (MaxPool, AvgPool)) and isinstance(expected, (MaxPool, AvgPool)):
        return 1.0 + (type(actual) is not type(expected)) / 4
    if type(actual) is not type(expected):
        return _DIFFERENT
    # One more field that differs makes the pair a little less likely to be meant for each other.
    differing = sum(getattr(actual, f.name) != getattr(expected, f.name) for f in fields(actual))
    return 1.0 + (int(differing) - 1) / 8


def _merged(found: list[Edit]) -> list[Edit]:
    """The edits without the activation of a layer that is itself missing or too many: one fault, not two."""
    kept: list[Edit] = []
    for previous, edit in zip([None, *found], found, strict=False):
        if not _belongs(edit, previous):
            kept.append(edit)
    return kept


def _belongs(edit: Edit, previous: Edit | None) -> bool:
    if previous is None or edit.swapped or previous.swapped:
        return False
    if edit.actual is None:
        return isinstance(edit.expected, Activation) and previous.actual is None and _learns(previous.expected)
    return (
        edit.expected is None
        and isinstance(edit.actual, Activation)
        and previous.expected is None
        and _learns(previous.actual)
        and edit.place == previous.place + 1
    )


def _learns(op: Op | None) -> bool:
    return isinstance(op, (Dense, Conv))
