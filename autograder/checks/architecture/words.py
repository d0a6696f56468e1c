"""An edit in words. The fault is named, the whole solution is not printed."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.architecture.align import Edit
from autograder.checks.layers import Activation, AvgPool, Conv, Dense, Dropout, MaxPool, Op, Other
from autograder.domain import Sentence


def in_words(edit: Edit, actual: tuple[Op, ...]) -> list[Sentence]:
    """The sentences for one edit of ``actual``: one, or one for each field that differs."""
    before = _before(actual, edit.place)
    if edit.swapped:
        first, second = actual[edit.place], actual[edit.place + 1]
        return [_say("{first} comes before {second}: the order is the other way round.", first=first, second=second)]
    if edit.expected is None:
        return [_extra(actual, edit.place, before)]
    if edit.actual is None:
        return [_missing(edit.expected, actual, edit.place, before)]
    return list(_fields(edit.actual, edit.expected, _ordinal(actual, edit.place), before))


def _missing(op: Op, actual: tuple[Op, ...], place: int, before: Op | None) -> Sentence:
    if isinstance(op, Activation):
        if place == len(actual):
            return _say("The {activation} at the end is missing.", activation=op)
        if before is None:
            return _say("The {activation} at the start is missing.", activation=op)
        return _say("The {activation} after {layer} is missing.", activation=op, layer=before)
    if before is None:
        return _say("The {kind} layer at the start is missing.", kind=kind(op))
    return _say("The {kind} layer after {layer} is missing.", kind=kind(op), layer=before)


def _extra(actual: tuple[Op, ...], place: int, before: Op | None) -> Sentence:
    op = actual[place]
    if isinstance(op, Other):
        return _say("The layer {layer} is not one that is wanted here.", layer=op)
    if isinstance(op, Activation):
        if op in (actual[place - 1 : place] + actual[place + 1 : place + 2]):
            return _say("The {activation} is applied twice.", activation=op)
        if before is not None:
            return _say("One {activation} too many after {layer}.", activation=op, layer=before)
    return _say("One layer too many: {layer}.", layer=op)


def _fields(got: Op, wanted: Op, number: int, before: Op | None) -> Iterator[Sentence]:
    if isinstance(got, Dense) and isinstance(wanted, Dense):
        yield from _dense(got, wanted, number)
    elif isinstance(got, Conv) and isinstance(wanted, Conv):
        yield from _conv(got, wanted, number)
    elif isinstance(got, (MaxPool, AvgPool)) and isinstance(wanted, (MaxPool, AvgPool)):
        yield from _pool(got, wanted, number)
    elif isinstance(got, Dropout) and isinstance(wanted, Dropout):
        yield _say("Dropout {number}: a rate of {got} instead of {expected}.", number, got.rate, wanted.rate)
    elif isinstance(got, Activation) and before is not None:
        yield _say("{got} instead of {expected} after {layer}.", got=got, expected=wanted, layer=before)
    else:
        yield _say("{got} instead of {expected}.", got=got, expected=wanted)


def _dense(got: Dense, wanted: Dense, number: int) -> Iterator[Sentence]:
    if got.units != wanted.units:
        yield _say("Dense layer {number}: {got} units instead of {expected}.", number, got.units, wanted.units)
    if wanted.bias and not got.bias:
        yield _say("The bias of the {layer} layer is missing.", layer=got)
    if got.bias and not wanted.bias:
        yield _say("The {layer} layer has a bias; it should have none.", layer=got)


def _conv(got: Conv, wanted: Conv, number: int) -> Iterator[Sentence]:
    if got.filters != wanted.filters:
        yield _say("Convolution {number}: {got} filters instead of {expected}.", number, got.filters, wanted.filters)
    if got.size != wanted.size:
        template = "Convolution {number}: a kernel of size {got} instead of {expected}."
        yield _say(template, number, got.size, wanted.size)
    if got.padding != wanted.padding:
        template = "Convolution {number}: '{got}' padding instead of '{expected}'."
        yield _say(template, number, got.padding, wanted.padding)
    if got.strides != wanted.strides:
        template = "Convolution {number}: a stride of {got} instead of {expected}."
        yield _say(template, number, got.strides, wanted.strides)
    if wanted.bias and not got.bias:
        yield _say("The bias of convolution {number} is missing.", number)
    if got.bias and not wanted.bias:
        yield _say("Convolution {number} has a bias; it should have none.", number)


def _pool(got: MaxPool | AvgPool, wanted: MaxPool | AvgPool, number: int) -> Iterator[Sentence]:
    if type(got) is not type(wanted):
        average = isinstance(got, AvgPool)
        yield _say(
            "Pooling {number}: an average instead of a maximum."
            if average
            else "Pooling {number}: a maximum instead of an average.",
            number,
        )
    if got.size != wanted.size:
        yield _say("Pooling {number}: windows of {got} instead of {expected}.", number, got.size, wanted.size)
    if got.strides != wanted.strides:
        strides = [p.size if p.strides is None else p.strides for p in (got, wanted)]
        if strides[0] != strides[1]:
            yield _say("Pooling {number}: a stride of {got} instead of {expected}.", number, *strides)
    if got.padding != wanted.padding:
        yield _say("Pooling {number}: '{got}' padding instead of '{expected}'.", number, got.padding, wanted.padding)


def kind(op: Op) -> str:
    """The name of the layer's class in Keras."""
    return str(op).partition("(")[0]


def _before(actual: tuple[Op, ...], place: int) -> Op | None:
    """The layer that the one at ``place`` comes after, activations aside."""
    return next((op for op in reversed(actual[:place]) if not isinstance(op, Activation)), None)


def _ordinal(actual: tuple[Op, ...], place: int) -> int:
    """Which one of its family the layer at ``place`` is, counted from 1."""
    op = actual[place]
    family = (MaxPool, AvgPool) if isinstance(op, (MaxPool, AvgPool)) else (type(op),)
    return sum(isinstance(other, family) for other in actual[: place + 1])


def _say(
    template: str, number: int | None = None, got: object = None, expected: object = None, /, **more: object
) -> Sentence:
    given = {"number": number, "got": got, "expected": expected, **more}
    values = {k: v if isinstance(v, (int, float)) else str(v) for k, v in given.items() if v is not None}
    return Sentence(template=template, values=values)
