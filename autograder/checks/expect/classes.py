"""One thing per class: hulls and ellipses come as a list in the order of the classes, or a dict by class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expect.values import present, type_name
from autograder.checks.failure import CheckFailure


@runtime_checkable
class Described(Protocol):
    """An object that stayed in the box: its type's name and plain facts about it."""

    @property
    def type(self) -> str:
        """The name of its class."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """What the box says of it."""


def one_per_class(value: Any, labels: NDArray[Any], what: str) -> list[tuple[Any, Any]]:
    """The pairs (class, thing), in the order of the classes."""
    present(value, what)
    classes = np.unique(labels).tolist()
    if isinstance(value, Mapping):
        by_name = {str(key): thing for key, thing in value.items()}
        things = [by_name[str(c)] for c in classes if str(c) in by_name]
    elif isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0):
        things = list(value)
    else:
        template = "{what}: expected a list with one entry per class, got {got}."
        raise CheckFailure(template, what=what, got=type_name(value))
    if len(things) != len(classes):
        template = "{what}: expected one entry per class, {expected} in all, got {got}."
        raise CheckFailure(template, what=what, expected=len(classes), got=len(things))
    return list(zip(classes, things, strict=True))
