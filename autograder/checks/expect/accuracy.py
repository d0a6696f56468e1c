"""The share of right predictions, against a gate."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np

from autograder.checks.expect.values import all_finite, in_words, numbers, of_shape
from autograder.checks.failure import CheckFailure


class Gate(Protocol):
    """A calibrated threshold: full credit from ``gate`` up, none at ``zero_at`` and below."""

    @property
    def gate(self) -> float:
        """The accuracy from which all the points are earned."""

    @property
    def zero_at(self) -> float:
        """The accuracy up to which nothing is earned."""

    @property
    def nominal(self) -> float:
        """The accuracy that the course promises."""


def accuracy(predicted: Any, labels: Any, *, gate: Gate, what: str | None = None) -> float:
    """Expects predictions that are right at least as often as the gate asks.

    Args:
        predicted: one class per example.
        labels: the true classes.
        gate: the thresholds; between ``zero_at`` and ``gate`` the credit rises in a straight line.
        what: where it was measured, such as "exo1.keras".

    Returns:
        The accuracy.

    Raises:
        CheckFailure: the accuracy is below the gate; its credit says how far.
    """
    truth = np.asarray(labels)
    name = "predictions"
    got = numbers(predicted, name)
    if got.ndim == 2 and got.shape[0] == truth.size and got.shape[1] > 1:
        template = "{what}: expected one class per example, got an array of shape {got}."
        raise CheckFailure(template, what=name, got=in_words(got.shape), hint="Is the argmax over the classes missing?")
    of_shape(got, truth.shape, name)
    all_finite(got, name)
    share = float(np.mean(got == truth)) if truth.size else 0.0
    if share >= gate.gate:
        return share
    values: dict[str, Any] = {"measured": _down(share), "gate": _up(gate.gate)}
    constant = "The same class is predicted for every example." if np.unique(got).size == 1 < truth.size else None
    if what is None:
        template = "{measured:percent} measured; all the points from {gate:percent} on."
    else:
        template = "{measured:percent} measured on {what}; all the points from {gate:percent} on."
        values["what"] = what
    raise CheckFailure(template, hint=constant, credit=credit_of(share, gate), **values)


def credit_of(share: float, gate: Gate) -> float:
    """The share of the points for an accuracy: 0 up to ``zero_at``, 1 from ``gate`` up, straight between."""
    if share >= gate.gate:
        return 1.0
    if not share > gate.zero_at or gate.zero_at >= gate.gate:
        return 0.0
    credit = (share - gate.zero_at) / (gate.gate - gate.zero_at)
    # Rounding must not give the last sliver of the points away.
    return min(credit, math.nextafter(1.0, 0.0))


def _down(share: float) -> float:
    """To a tenth of a percent, downwards: what misses the gate must not look as if it reached it."""
    return math.floor(share * 1000 + 1e-9) / 1000


def _up(share: float) -> float:
    return math.ceil(share * 1000 - 1e-9) / 1000
