"""``@check``: declares a function of a check file as a check.

The catalog reads the arguments from the source, without importing it; at run time the decorator
only leaves a pytest mark, so that pytest collects the function as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pytest

F = TypeVar("F", bound=Callable[..., Any])

MARK = "autograder_check"


def check(
    *,
    points: float,
    after: Callable[..., Any] | Sequence[Callable[..., Any]] = (),
    visibility: str = "visible",
    timeout: float = 30.0,
) -> Callable[[F], F]:
    """Declares a check; its docstring is the sentence that the student reads.

    Args:
        points: what the check is worth.
        after: the check, or checks, of this file that must pass before it is run.
        visibility: "visible", "after_deadline" or "hidden".
        timeout: seconds of wall time for the whole check.
    """
    mark = getattr(pytest.mark, MARK)

    def declare(function: F) -> F:
        marked: F = mark(points=points, after=after, visibility=visibility, timeout=timeout)(function)
        return marked

    return declare
