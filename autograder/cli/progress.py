"""A live bar on the error stream while a cohort is graded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from autograder.grading.cohort import Progress

if TYPE_CHECKING:
    from autograder.domain import Entry
    from autograder.locales import Translator


@contextmanager
def live(words: Translator) -> Iterator[Progress]:
    """A bar that grows by one per submission and names what is being checked."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words.text("Grading"), total=None, now=words.text("starting"))

        def checked(student: str, check: str) -> None:
            bar.update(task, now=f"{student} · {check}")

        def done(_: Entry) -> None:
            bar.advance(task)

        yield Progress(total=lambda n: bar.update(task, total=n), checked=checked, done=done)
