"""What a wrong number of parameters says about the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from autograder.checks.architecture.chain import Architecture, parameter_count
from autograder.checks.architecture.compare import explain
from autograder.checks.layers import Activation, AvgPool, Conv, Dense, Flatten, MaxPool, Op
from autograder.domain import Sentence

_WINDOWS: Final = (1, 2, 3, 4, 5, 7)
_MOST_UNITS: Final = 100_000


def explain_count(count: int, expected: Architecture) -> Sentence | None:
    """The one change to the expected layers that gives exactly ``count`` parameters, in words.

    The likelier faults are tried first: a bias, a window, a missing or doubled layer, then a
    number of units. None if ``count`` is right or no single change explains it.
    """
    if count == parameter_count(expected):
        return None
    for variant in _variants(expected, count):
        if parameter_count(variant) == count:
            return explain(variant, expected)
    return None


def _variants(expected: Architecture, count: int) -> Iterator[Architecture]:
    ops = expected.chain
    for place, op in enumerate(ops):
        if isinstance(op, (Dense, Conv)):
            yield _changed(expected, place, replace(op, bias=not op.bias))
    for place, op in enumerate(ops):
        yield from (_changed(expected, place, other) for other in _windows(op))
    for place, op in enumerate(ops):
        if not isinstance(op, Activation):
            yield replace(expected, ops=_without(ops, place), origins=())
    for place, op in enumerate(ops):
        if isinstance(op, (Dense, Conv, MaxPool, AvgPool)):
            yield replace(expected, ops=(*ops[:place], op, *ops[place:]), origins=())
    for place, op in enumerate(ops):
        yield from _other_width(expected, place, op, count)


def _windows(op: Op) -> Iterator[Op]:
    """The same layer with another padding, window or stride."""
    if isinstance(op, (Conv, MaxPool, AvgPool)):
        yield replace(op, padding="same" if op.padding == "valid" else "valid")
        yield from (replace(op, size=n) for n in _WINDOWS if n != op.size)
    if isinstance(op, Conv):
        yield from (replace(op, strides=n) for n in (1, 2) if n != op.strides)


def _without(ops: tuple[Op, ...], place: int) -> tuple[Op, ...]:
    """The chain without the layer at ``place`` and, if it learns, without its activation."""
    end = place + 1
    if not isinstance(ops[place], (MaxPool, AvgPool, Flatten)) and isinstance(next(iter(ops[end:]), None), Activation):
        end += 1
    return ops[:place] + ops[end:]


def _other_width(expected: Architecture, place: int, op: Op, count: int) -> Iterator[Architecture]:
    """The variant whose layer has as many units (or filters) as ``count`` demands, if there is one.

    The count is an affine function of one layer's width: two values give it all.
    """
    if not isinstance(op, (Dense, Conv)):
        return
    one, two = (parameter_count(_changed(expected, place, _as_wide_as(op, width))) for width in (1, 2))
    if one is None or two is None or two == one:
        return
    width, rest = divmod(count - one, two - one)
    width += 1
    if rest == 0 and 0 < width <= _MOST_UNITS:
        yield _changed(expected, place, _as_wide_as(op, width))


def _as_wide_as(op: Dense | Conv, width: int) -> Op:
    return replace(op, units=width) if isinstance(op, Dense) else replace(op, filters=width)


def _changed(expected: Architecture, place: int, op: Op) -> Architecture:
    chain = expected.chain
    return replace(expected, ops=(*chain[:place], op, *chain[place + 1 :]), origins=())
