"""What differs between two architectures, in words."""

from __future__ import annotations

import math

from autograder.checks.architecture.align import edits
from autograder.checks.architecture.chain import Architecture
from autograder.checks.architecture.normal import normal_form
from autograder.checks.architecture.shapes import Shape
from autograder.checks.architecture.words import in_words
from autograder.domain import Sentence


def explain(actual: Architecture, expected: Architecture) -> Sentence | None:
    """The first difference, in words; None when the two compute the same kind of function."""
    return next(iter(differences(actual, expected)), None)


def differences(actual: Architecture, expected: Architecture) -> tuple[Sentence, ...]:
    """Every difference, input first, then the layers in their order.

    Dropout counts only where the expected architecture has some. An input shape that either side
    leaves open is not compared.
    """
    if not actual.is_chain:
        return (Sentence(template="The layers do not form a chain: the model branches, or calls a layer twice."),)
    shape = _wrong_input(actual.input_shape, expected.input_shape)
    start = expected.input_shape if expected.input_shape is not None else actual.input_shape
    if expected.dropouts:
        got, wanted = actual.ops, expected.ops
    else:
        got, wanted = actual.chain, expected.chain
    got, wanted = normal_form(got, start), normal_form(wanted, start)
    said = [s for edit in edits(got, wanted) for s in in_words(edit, got)]
    return tuple(said if shape is None else [shape, *said])


def _wrong_input(actual: Shape | None, expected: Shape | None) -> Sentence | None:
    if actual is None or expected is None or actual == expected:
        return None
    sizes = [_size(shape) for shape in (actual, expected)]
    if None in sizes:
        return None
    if sizes[0] != sizes[1]:
        template = "The model takes inputs of {got} numbers instead of {expected}."
        return Sentence(template=template, values={"got": sizes[0] or 0, "expected": sizes[1] or 0})
    if len(actual) == len(expected):
        template = "The model takes inputs of shape {got} instead of {expected}."
        return Sentence(template=template, values={"got": str(actual), "expected": str(expected)})
    # As many numbers in another arrangement: the images are reshaped when they are fed.
    return None


def _size(shape: Shape) -> int | None:
    known = [n for n in shape if n is not None]
    return math.prod(known) if len(known) == len(shape) else None
