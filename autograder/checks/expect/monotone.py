"""Values in an order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.expect.values import number, of_shape, present, type_name
from autograder.checks.failure import CheckFailure


def monotone(values: Any, *, what: str, names: Sequence[str], rising: bool = True) -> None:
    """Expects numbers that rise strictly (or fall), one for each name.

    Args:
        values: the numbers.
        what: what they measure.
        names: what each one belongs to, in the order in which they should rise.
        rising: False expects them to fall.
    """
    present(values, what)
    if not isinstance(values, (list, tuple, np.ndarray)):
        raise CheckFailure("{what}: expected an array of numbers, got {got}.", what=what, got=type_name(values))
    of_shape(np.empty(np.shape(values) if isinstance(values, np.ndarray) else len(values)), (len(names),), what)
    numbers = [number(v, what) for v in values]
    for (first, before), (second, after) in pairwise(zip(names, numbers, strict=True)):
        if after <= before if rising else after >= before:
            raise CheckFailure(
                "{what}: expected more for {second} than for {first}, got {after} and {before}."
                if rising
                else "{what}: expected less for {second} than for {first}, got {after} and {before}.",
                what=what,
                first=first,
                second=second,
                before=before,
                after=after,
            )
