"""An architecture: the shape that goes in and the chain of layers that follows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from autograder.checks import layers
from autograder.checks.architecture.shapes import Shape, infer
from autograder.checks.layers import Activation, Dropout, Flatten, Op, Other

BRANCHES: Final = Other("branches")
"""Stands in the place of a graph that is no chain."""


class UnreadableArchitecture(ValueError):
    """The configuration is malformed, or not that of a Sequential or functional model."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an op comes from: the names of the layers, from the outermost model inwards.

    ``complete`` is true when the layer's output is the op's: the Dense op of
    ``Dense(100, activation="sigmoid")`` is not complete, its sigmoid is.
    """

    path: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Reshape:
    """A change of shape without arithmetic; ``Architecture`` never contains one."""

    target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rescaling:
    """An affine change of the inputs; ``Architecture`` notes it and drops it."""


Raw = Op | Reshape | Rescaling


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """A model up to equivalence.

    Attributes:
        input_shape: what reaches the first op, without the batch: a leading Reshape or Flatten
            counts as part of the input. None when the model was never built.
        ops: the layers; activations are ops of their own, linear ones and InputLayers are left out.
        origins: for each op the layer it comes from; empty for an architecture written by hand.
        declared_shape: the shape that the model declares, before a leading Reshape.
        notes: what was left out but may matter: "Rescaling", "Reshape".
    """

    input_shape: Shape | None
    ops: tuple[Op, ...]
    origins: tuple[Origin, ...] = ()
    declared_shape: Shape | None = None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, ops: Iterable[Op | str], input_shape: Shape | None = None) -> Architecture:
        """The architecture that a check file writes; strings stand for activations."""
        return simplified([(layers.op(word), Origin(())) for word in ops], input_shape, keep_origins=False)

    @property
    def chain(self) -> tuple[Op, ...]:
        """The ops that matter when the model predicts: all but dropout."""
        return tuple(op for op in self.ops if not isinstance(op, Dropout))

    @property
    def dropouts(self) -> tuple[tuple[int, float], ...]:
        """For each dropout: its place in the chain, and its rate."""
        found: list[tuple[int, float]] = []
        for place, op in enumerate(self.ops):
            if isinstance(op, Dropout):
                found.append((place - len(found), op.rate))
        return tuple(found)

    @property
    def is_chain(self) -> bool:
        """Whether each layer feeds exactly the next."""
        return BRANCHES not in self.ops


def parameter_count(architecture: Architecture) -> int | None:
    """The number of parameters, from the shape and the chain; None where some layer says too little.

    None too for a chain that cannot be built on this input, such as a convolution of flat vectors.
    """
    shape, total = architecture.input_shape, 0
    for op in architecture.chain:
        shape, count = infer(op, shape)
        if count is None:
            return None
        total += count
    return total


def simplified(raw: list[tuple[Raw, Origin]], shape: Shape | None, *, keep_origins: bool = True) -> Architecture:
    """The architecture of ``raw``, without the steps that change nothing."""
    start, current = shape, shape
    kept: list[tuple[Op, Origin]] = []
    notes: list[str] = []
    for step, origin in raw:
        if isinstance(step, (Reshape, Flatten)):
            after = _reshaped(step, current)
            if not kept:
                start = after
                notes.append("Reshape")
            elif after != current:
                kept.append((Flatten() if len(after) == 1 else Other("Reshape"), origin))
            current = after
        elif isinstance(step, Rescaling):
            notes.append("Rescaling")
        elif step != Activation("linear"):
            kept.append((step, origin))
            current = infer(step, current)[0]
    return Architecture(
        input_shape=start,
        ops=tuple(op for op, _ in kept),
        origins=tuple(origin for _, origin in kept) if keep_origins else (),
        declared_shape=shape,
        notes=tuple(dict.fromkeys(notes)),
    )


def _reshaped(step: Reshape | Flatten, shape: Shape | None) -> Shape:
    """The shape after ``step``, with None for the sizes that are not known."""
    sizes = (None,) if shape is None else shape
    known = [n for n in sizes if n is not None]
    size = math.prod(known) if len(known) == len(sizes) else None
    if isinstance(step, Flatten):
        return (size,)
    rest = math.prod(n for n in step.target if n != -1)
    free = size // rest if size is not None and rest > 0 else None
    return tuple(free if n == -1 else n for n in step.target)
