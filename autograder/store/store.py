"""The store: add, never change; find what is already graded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from autograder.domain import Review, Run, RunState, Submission
from autograder.store import rows, schema
from autograder.store.engine import open_engine


class Store:
    """One database, open. Several processes may hold the same one: writers wait for each other."""

    def __init__(self, engine: Engine) -> None:
        """Wraps an engine whose database is at the newest revision; see :meth:`open`."""
        self._reader = engine
        self._writer = engine.execution_options(writes=True)

    @classmethod
    def open(cls, url: str | Path) -> Self:
        """Opens the database at ``url``, creates it or brings it up to date.

        Args:
            url: an SQLAlchemy URL, or the path of an SQLite file.

        Raises:
            UsageError: it cannot be opened, or was made by a newer version of the package.
        """
        return cls(open_engine(url))

    def close(self) -> None:
        """Lets go of the database's connections."""
        self._reader.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add_submission(self, submission: Submission) -> None:
        """Adds a submission; adding the same one again does nothing.

        Raises:
            ValueError: another submission with this id is there already.
        """
        with self._writer.begin() as connection:
            known = connection.execute(_by_id(submission.id)).one_or_none()
            if known is None:
                connection.execute(insert(schema.submissions), rows.from_submission(submission))
            elif rows.to_submission(known) != submission:
                raise ValueError(f"Another submission with the id {submission.id} is in the database already.")

    def add_run(self, run: Run) -> None:
        """Adds a run with its results and exhibits, all or nothing.

        Raises:
            ValueError: the run's id is taken, or its submission is not in the database.
        """
        self._append(f"The run {run.id}", rows.from_run(run))

    def add_review(self, review: Review) -> None:
        """Adds a person's mark; the latest for an item counts.

        Raises:
            ValueError: the review's id is taken, or its submission is not in the database.
        """
        self._append(f"The review {review.id}", [(schema.reviews, [rows.from_review(review)])])

    def submission(self, submission_id: str) -> Submission | None:
        """The submission with this id, if it is there."""
        with self._reader.connect() as connection:
            found = connection.execute(_by_id(submission_id)).one_or_none()
        return None if found is None else rows.to_submission(found)

    def submissions(self, assignment: str, student: str | None = None) -> tuple[Submission, ...]:
        """All attempts at an assignment, by student and attempt; of one student where named."""
        table = schema.submissions
        query = select(table).where(table.c.assignment == assignment)
        if student is not None:
            query = query.where(table.c.student == student)
        with self._reader.connect() as connection:
            found = connection.execute(query.order_by(table.c.student, table.c.attempt, table.c.id)).all()
        return tuple(rows.to_submission(row) for row in found)

    def latest_attempts(self, assignment: str) -> tuple[Submission, ...]:
        """The last attempt of each student at an assignment, by student."""
        latest = {s.student: s for s in self.submissions(assignment)}
        return tuple(latest.values())

    def runs(self, submission_id: str) -> tuple[Run, ...]:
        """Every run of a submission, the oldest first."""
        table = schema.runs
        query = select(table).where(table.c.submission == submission_id).order_by(table.c.started, table.c.id)
        with self._reader.connect() as connection:
            return tuple(rows.to_run(connection, row) for row in connection.execute(query).all())

    def find_run(self, submission_id: str, revision: str, engine: str) -> Run | None:
        """The latest finished run of a submission, by these checks and this software, in which no check errored."""
        runs = schema.runs
        query = (
            select(runs)
            .where(runs.c.submission == submission_id, runs.c.revision == revision, runs.c.engine == engine)
            .where(runs.c.state == RunState.FINISHED.value, runs.c.undecided.is_(False))
            .order_by(runs.c.started.desc(), runs.c.id)
        )
        with self._reader.connect() as connection:
            row = connection.execute(query).first()
            return None if row is None else rows.to_run(connection, row)

    def reviews(self, submission_id: str) -> tuple[Review, ...]:
        """Every review of a submission, the oldest first."""
        table = schema.reviews
        query = select(table).where(table.c.submission == submission_id).order_by(table.c.at, table.c.id)
        with self._reader.connect() as connection:
            return tuple(rows.to_review(row) for row in connection.execute(query).all())

    def _append(self, what: str, batches: Iterable[rows.Batch]) -> None:
        try:
            with self._writer.begin() as connection:
                for table, values in batches:
                    if values:
                        connection.execute(insert(table), values)
        except IntegrityError as problem:
            raise ValueError(
                f"{what} cannot be added: its id is taken, or its submission is not in the database."
            ) from problem


def _by_id(submission_id: str) -> rows.Query:
    return select(schema.submissions).where(schema.submissions.c.id == submission_id)
