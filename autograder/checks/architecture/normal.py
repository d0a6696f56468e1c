"""The normal form of a chain: two chains that compute the same function look the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from autograder.checks.architecture.shapes import Shape, infer
from autograder.checks.layers import Activation, AvgPool, Conv, Flatten, MaxPool, Op, pair

_INCREASING: Final = frozenset(
    {"elu", "leaky_relu", "relu", "relu6", "selu", "sigmoid", "softplus", "softsign", "tanh"}
)
_ELEMENTWISE: Final = _INCREASING | {"exponential", "gelu", "hard_sigmoid", "log_sigmoid", "mish", "silu"}


def normal_form(ops: tuple[Op, ...], shape: Shape | None) -> tuple[Op, ...]:
    """``ops`` with each activation as early, and each padding as plain, as the function allows.

    The maximum of increasing values is the increasing value of the maximum, so an activation may
    stand on either side of a max pooling; on either side of Flatten any element-wise one may.
    """
    return _plain_padding(_early_activations(ops), shape)


def _early_activations(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    done: list[Op] = []
    for op in ops:
        place = len(done)
        while isinstance(op, Activation) and place > 0 and _commutes(op, done[place - 1]):
            place -= 1
        done.insert(place, op)
    return tuple(done)


def _commutes(activation: Activation, before: Op) -> bool:
    if isinstance(before, MaxPool):
        return activation.name in _INCREASING
    return isinstance(before, Flatten) and activation.name in _ELEMENTWISE


def _plain_padding(ops: tuple[Op, ...], shape: Shape | None) -> tuple[Op, ...]:
    done: list[Op] = []
    for op in ops:
        plain = replace(op, padding="valid") if isinstance(op, (Conv, MaxPool, AvgPool)) and _exact(op, shape) else op
        done.append(plain)
        shape = infer(op, shape)[0]
    return tuple(done)


def _exact(op: Conv | MaxPool | AvgPool, shape: Shape | None) -> bool:
    """Whether 'same' padding adds nothing here: the windows touch and fill the image."""
    strides = op.size if op.strides is None else op.strides
    if pair(op.size) != pair(strides):
        return False
    if pair(op.size) == (1, 1):
        return True
    image = shape[:2] if shape is not None and len(shape) == 3 else (None, None)
    return all(n is not None and n % window == 0 for n, window in zip(image, pair(op.size), strict=True))
