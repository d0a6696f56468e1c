"""A model's layers and the number of its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from autograder.checks.architecture import Architecture, differences, explain_count
from autograder.checks.architecture import parameter_count as count_of
from autograder.checks.expect.values import number
from autograder.checks.failure import CheckFailure
from autograder.checks.layers import Activation, Op
from autograder.domain import Sentence

_SCORES = frozenset({"softmax", "sigmoid"})


class Model(Protocol):
    """As much of a student's model as is looked at here; shapes start with the batch."""

    @property
    def layers(self) -> tuple[Op, ...]:
        """The chain of layers."""

    @property
    def input_shape(self) -> tuple[int | None, ...] | None:
        """The shape of a batch of inputs."""

    @property
    def parameter_count(self) -> int:
        """The number of parameters."""


def layers(model: Model, *, expected: Sequence[Op | str], input_shape: tuple[int | None, ...] | None = None) -> None:
    """Expects a model with these layers, up to equivalence.

    A model that ends in scores counts as one with softmax (or sigmoid) when it is compiled with a
    loss that takes logits. Dropout counts only if ``expected`` has some.

    Args:
        model: the student's model.
        expected: the layers; strings stand for activations.
        input_shape: the shape of one input, without the batch; None leaves it open.
    """
    wanted = Architecture.of(expected, input_shape)
    got = _architecture(model)
    last = wanted.ops[-1] if wanted.ops else None
    if isinstance(last, Activation) and last.name in _SCORES and _takes_logits(model) and _ends_in_scores(got):
        got = Architecture.of((*got.ops, last), got.input_shape)
    found = differences(got, wanted)
    if found:
        raise CheckFailure.of(found[0], *_others(len(found) - 1))


def parameter_count(
    model: Model | int,
    *,
    expected: int,
    layers: Sequence[Op | str] | None = None,
    input_shape: tuple[int | None, ...] | None = None,
    what: str = "number of parameters",
) -> None:
    """Expects a model with this number of parameters, and explains a near miss.

    Args:
        model: the student's model, or a number that the student computed.
        expected: the right number.
        layers: the layers that give it, to explain a near miss.
        input_shape: the shape of one input, without the batch.
        what: what to call the number.

    Raises:
        CheckFailure: the number is another.
        ValueError: the layers given do not have the expected number of parameters.
    """
    got = number(getattr(model, "parameter_count", model), what)
    wanted = None if layers is None else Architecture.of(layers, input_shape)
    if wanted is not None and count_of(wanted) != expected:
        raise ValueError(f"the layers given have {count_of(wanted)} parameters, not {expected}")
    if got == expected:
        return
    main = Sentence(
        template="{what}: expected {expected}, got {got}.", values={"what": what, "expected": expected, "got": got}
    )
    raise CheckFailure.of(main, *(() if wanted is None else _causes(model, int(got), wanted)))


def _causes(model: Any, got: int, wanted: Architecture) -> list[Sentence]:
    """What the model's own layers show; only where they are not known, what the number betrays."""
    found = differences(_architecture(model), wanted) if hasattr(model, "layers") else ()
    if found:
        return [found[0], *_others(len(found) - 1)]
    guess = explain_count(got, wanted)
    return [] if guess is None else [guess]


def _architecture(model: Model) -> Architecture:
    read = getattr(model, "architecture", None)
    if isinstance(read, Architecture):
        return read
    return Architecture.of(model.layers, None if model.input_shape is None else model.input_shape[1:])


def _takes_logits(model: Any) -> bool:
    return getattr(getattr(model, "compiled", None), "from_logits", False) is True


def _ends_in_scores(got: Architecture) -> bool:
    return got.is_chain and bool(got.ops) and not isinstance(got.ops[-1], Activation)


def _others(more: int) -> list[Sentence]:
    if more == 0:
        return []
    if more == 1:
        return [Sentence(template="There is one more difference.")]
    return [Sentence(template="There are {more} more differences.", values={"more": more})]
