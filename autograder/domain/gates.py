"""Accuracy gates: a threshold that a correct submission is known to pass.

For n seeds of the reference with mean m and standard deviation s, the gate is
``min(nominal, m − k·s)``, where k is the one-sided tolerance factor: with it, at least a given
share of all correct trainings lies above ``m − k·s``. Where students are measured on other images
than those of the record, three standard errors of an accuracy measured on N images come off as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """An accuracy that earns full credit, and what is known about it.

    ``nominal`` is the figure in the statement, ``gate`` the accuracy from which credit is 1, ``zero_at``
    the one down to which it falls to 0; ``mean`` and ``std`` describe ``seeds`` trainings of the
    reference; above ``ceiling`` an accuracy is better than correct trainings ever are.
    """

    nominal: float
    gate: float
    zero_at: float
    mean: float
    std: float
    seeds: int
    ceiling: float = 1.0

    def __post_init__(self) -> None:
        # Written so that NaN fails it too.
        if not 0 <= self.zero_at < self.gate <= self.nominal <= 1:
            raise ValueError(
                f"a gate needs 0 ≤ zero_at < gate ≤ nominal ≤ 1, got zero_at {self.zero_at:.4f}, "
                f"gate {self.gate:.4f}, nominal {self.nominal:.4f}"
            )

    @property
    def supported(self) -> bool:
        """Whether the record supports the nominal figure, so that the gate need not lie below it."""
        return self.gate >= self.nominal

    def credit(self, accuracy: float) -> float:
        """The share of the points that ``accuracy`` earns: 1 from the gate up, 0 from ``zero_at`` down."""
        if math.isnan(accuracy):
            return 0.0
        return min(1.0, max(0.0, (accuracy - self.zero_at) / (self.gate - self.zero_at)))


def make_gate(
    accuracies: Sequence[float], *, nominal: float, zero_at: float, factor: float, other_images: int | None = None
) -> Gate:
    """The gate for the accuracies of the reference over several seeds.

    Args:
        accuracies: one accuracy per seed, at least two.
        nominal: the figure that the statement promises.
        zero_at: the accuracy that earns nothing.
        factor: k, the one-sided tolerance factor for this number of seeds.
        other_images: number of images that students are measured on, if they are not those of the record.

    Raises:
        ValueError: there are fewer than two accuracies, or the figures make no gate.
    """
    if len(accuracies) < 2:
        raise ValueError("a gate needs at least 2 seeds: one accuracy says nothing about the spread")
    mean, std = fmean(accuracies), stdev(accuracies)
    margin = factor * std
    if other_images is not None:
        margin += 3 * math.sqrt(mean * (1 - mean) / other_images)
    return Gate(
        nominal=nominal,
        gate=min(nominal, mean - margin),
        zero_at=zero_at,
        mean=mean,
        std=std,
        seeds=len(accuracies),
        ceiling=min(1.0, mean + margin),
    )
