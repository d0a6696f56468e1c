"""The queue: a cohort's submissions over a few workers, results as they come."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from autograder.domain import CheckSpec, Run
from autograder.grading.engine import scratch_for
from autograder.grading.intake import Received
from autograder.grading.run import Executor, Grading, Watcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One submission in the queue, with the checks to run (all of them by default)."""

    received: Received
    checks: tuple[CheckSpec, ...] | None = None


def run_all(
    tickets: list[Ticket],
    grading: Grading,
    executor: Executor,
    scratch: Path,
    *,
    jobs: int,
    watch: Callable[[Ticket], Watcher] = lambda _: lambda _: None,
) -> Iterator[tuple[Ticket, Run]]:
    """Runs every ticket, ``jobs`` at a time, and yields each as it is done."""

    def one(number: int, ticket: Ticket) -> tuple[Ticket, Run]:
        place = scratch_for(scratch, f"run{number}")
        try:
            run = grading.run(ticket.received, executor, place, checks=ticket.checks, watch=watch(ticket))
        finally:
            shutil.rmtree(place, ignore_errors=True)
        return ticket, run

    with ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="grading") as pool:
        try:
            for done in as_completed([pool.submit(one, n, t) for n, t in enumerate(tickets)]):
                yield done.result()
        except BaseException:
            # Interrupted: what is running ends, what waits is not begun.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
