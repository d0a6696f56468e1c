"""``calibration.toml``: the accuracies of the reference over several seeds, and the gates made of them.

::

    [exo1]
    nominal = 0.92                                     # what the statement promises
    zero_at = 0.85                                     # the accuracy that earns nothing
    accuracies = [0.9228, 0.9224, 0.9217]              # one per seed
    seeds = [1, 2, 3]                                  # optional: which
    recipe = "SGD 0.5, batch 300, 10 epochs"           # optional: how
    other_images = 10000                               # only if students are measured on other images
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

from pydantic import Field

from autograder.catalog.folders import AssignmentFolders
from autograder.catalog.manifest import Share
from autograder.catalog.toml import Table, fit, parse_toml, shown
from autograder.domain.gates import Gate, make_gate
from autograder.errors import AssignmentError

PROPORTION = 0.999
CONFIDENCE = 0.95


class Record(Table):
    """One table of ``calibration.toml``."""

    nominal: Share
    zero_at: Share
    accuracies: Annotated[list[Share], Field(min_length=1)]
    seeds: list[int] | None = None
    recipe: str = ""
    other_images: Annotated[int, Field(gt=0)] | None = None


def tolerance_factor(n: int, *, proportion: float = PROPORTION, confidence: float = CONFIDENCE) -> float:
    """The k such that, for n normal values, a share ``proportion`` of all lies above m − k·s with ``confidence``.

    Raises:
        ValueError: n is below 2: one value has no spread.
    """
    # scipy.stats would say the same and take half a second to import.
    from scipy import special

    if n < 2:
        raise ValueError("a tolerance factor needs at least 2 values")
    noncentrality = special.ndtri(proportion) * math.sqrt(n)
    return float(special.nctdtrit(n - 1, noncentrality, confidence)) / math.sqrt(n)


def load_gates(folders: AssignmentFolders) -> dict[str, Gate]:
    """The gates of an assignment by name; none where there is no ``calibration.toml``.

    Raises:
        AssignmentError: the file is not well formed, or a record cannot make a gate.
    """
    solution = folders.solution
    if solution is None:
        return {}
    return {name: gate_of(solution, name, record) for name, record in load_records(solution).items()}


def load_records(solution: Path) -> dict[str, Record]:
    """The tables of ``calibration.toml``.

    Raises:
        AssignmentError: the file is not well formed.
    """
    file = solution / "calibration.toml"
    if not file.is_file():
        return {}
    return {name: fit(table, Record, file, under=name) for name, table in parse_toml(file).items()}


def gate_of(solution: Path, name: str, record: Record) -> Gate:
    """The gate of one record.

    Raises:
        AssignmentError: there are fewer than two seeds, or the figures make no gate.
    """
    where = f"{shown(solution / 'calibration.toml')}: {name}"
    count = len(record.accuracies)
    if count < 2:
        raise AssignmentError(f"{where}: a gate needs at least 2 seeds: one accuracy says nothing about the spread.")
    try:
        return make_gate(
            record.accuracies,
            nominal=record.nominal,
            zero_at=record.zero_at,
            factor=tolerance_factor(count),
            other_images=record.other_images,
        )
    except ValueError as error:
        raise AssignmentError(f"{where}: {error}.") from error
