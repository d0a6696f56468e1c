"""The tables. Plain columns for what a dashboard asks for, JSON text for what only people read.

Every table is append-only: triggers made by the migration refuse UPDATE and DELETE.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

from autograder import records

HEAD = "0001"
"""The newest revision of ``migrations/versions``."""


class Moment(TypeDecorator[datetime]):
    """A moment as ISO 8601 text in UTC: sorts by time, reads back aware, the same in every database."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy names it
        """Writes the moment; one without a time zone is taken as UTC."""
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy names it
        """Reads the moment, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class Record(TypeDecorator[Any]):
    """A value of the domain as JSON text, through :mod:`autograder.records`."""

    impl = Text
    cache_ok = True

    def __init__(self, dump: Callable[[Any], str], load: Callable[[str], Any]) -> None:
        """Chooses the two functions; named ``dump`` and ``load`` because SQLAlchemy copies types by attribute."""
        super().__init__()
        self.dump = dump
        self.load = load

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy names it
        """Writes the value."""
        return self.dump(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy names it
        """Reads the value."""
        return None if value is None else self.load(value)


SENTENCES = Record(records.sentences_to_json, records.sentences_from_json)
FILES = Record(records.files_to_json, records.files_from_json)

metadata = MetaData()

submissions = Table(
    "submissions",
    metadata,
    Column("id", String, primary_key=True),
    Column("assignment", String, nullable=False),
    Column("student", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("received_at", Moment),
    Column("digest", String, nullable=False, index=True),
    Column("files", FILES, nullable=False),
    Index("ix_submissions_assignment_student", "assignment", "student", "attempt"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("revision", String, nullable=False),
    Column("engine", String, nullable=False),
    Column("state", String, nullable=False),
    Column("started", Moment, nullable=False),
    Column("finished", Moment, nullable=False),
    Column("undecided", Boolean, nullable=False, comment="some check errored: the run is not reused"),
    Column("problem", SENTENCES, nullable=False, comment="no sentence, or one"),
    Column("notices", SENTENCES, nullable=False),
)

results = Table(
    "results",
    metadata,
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("check", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("points", Float, nullable=False),
    Column("earned", Float, comment="null exactly when the check errored"),
    Column("seconds", Float, nullable=False),
    Column("feedback", SENTENCES, nullable=False),
    Column("facts", SENTENCES, nullable=False),
    Column("detail", Text, nullable=False, comment="for the teaching staff only"),
    Index("ix_results_check_status", "check", "status"),
)

exhibits = Table(
    "exhibits",
    metadata,
    Column("run", String, primary_key=True),
    Column("check", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", SENTENCES, nullable=False, comment="one sentence"),
    Column("data", LargeBinary, nullable=False),
    ForeignKeyConstraint(["run", "check"], ["results.run", "results.check"]),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", String, primary_key=True),
    Column("submission", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("item", String, nullable=False),
    Column("points", Float, nullable=False),
    Column("author", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("comment", Text, nullable=False),
)
