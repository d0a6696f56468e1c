"""Says on the error stream what is being checked, while a student waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from autograder.domain import CheckResult, CheckSpec
    from autograder.locales import Translator


@contextmanager
def now_checking(words: Translator, specs: tuple[CheckSpec, ...]) -> Iterator[Callable[[CheckResult], None]]:
    """A line that counts the checks; nothing where the error stream is not a terminal."""
    console = Console(stderr=True)
    done = 0
    with console.status(words.text("Checking…")) as status:

        def watch(_: CheckResult) -> None:
            nonlocal done
            done += 1
            status.update(words.text("Checking… {done} of {total}", done=done, total=len(specs)))

        yield watch
