"""What each layer makes of a shape, and how many numbers it learns."""

from __future__ import annotations

from autograder.checks.layers import (
    Activation,
    AvgPool,
    Conv,
    Dense,
    Dropout,
    Flatten,
    MaxPool,
    Op,
    Padding,
    Size,
    pair,
)

Shape = tuple[int | None, ...]
"""A shape without the batch; None where any size goes."""


def infer(op: Op, shape: Shape | None) -> tuple[Shape | None, int | None]:
    """The shape after ``op`` and its number of parameters; None for each that is not known."""
    if isinstance(op, (Activation, Dropout)):
        return shape, 0
    if shape is None or not shape:
        return None, 0 if isinstance(op, (Flatten, MaxPool, AvgPool)) else None
    if isinstance(op, Dense):
        inputs = shape[-1]
        return (*shape[:-1], op.units), None if inputs is None else op.units * (inputs + op.bias)
    if isinstance(op, Flatten):
        return (_product(shape),), 0
    if isinstance(op, Conv):
        return _conv(op, shape)
    if isinstance(op, (MaxPool, AvgPool)):
        strides = op.size if op.strides is None else op.strides
        moved = _moved(shape, op.size, strides, op.padding)
        return (None, None) if moved is None else ((*moved, shape[-1]), 0)
    return None, None


def _conv(op: Conv, shape: Shape) -> tuple[Shape | None, int | None]:
    moved = _moved(shape, op.size, op.strides, op.padding)
    channels = shape[-1]
    if moved is None or channels is None:
        return None, None
    rows, columns = pair(op.size)
    return (*moved, op.filters), op.filters * (rows * columns * channels + op.bias)


def _moved(shape: Shape, size: Size, strides: Size, padding: Padding) -> tuple[int | None, int | None] | None:
    """Rows and columns after a window has moved over an image; None if the window does not fit."""
    if len(shape) != 3:
        return None
    axes = zip(shape[:2], pair(size), pair(strides), strict=True)
    after = [_positions(n, window, step, padding) for n, window, step in axes]
    return None if 0 in after else (after[0], after[1])


def _positions(n: int | None, window: int, step: int, padding: Padding) -> int | None:
    if n is None:
        return None
    if step < 1:
        return 0
    return -(-n // step) if padding == "same" else max(0, (n - window) // step + 1)


def _product(shape: Shape) -> int | None:
    size = 1
    for n in shape:
        if n is None:
            return None
        size *= n
    return size
