"""The first schema: submissions, runs, results, exhibits, reviews, all append-only.

The tables are spelled out rather than taken from ``schema.py``, which will move on; a revision never changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = ("submissions", "runs", "results", "exhibits", "reviews")


def upgrade() -> None:
    """Creates the tables, then forbids changing their rows."""
    _submissions()
    _runs()
    _results()
    _exhibits()
    _reviews()
    for table in TABLES:
        _append_only(table)


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("assignment", sa.String, nullable=False),
        sa.Column("student", sa.String, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("received_at", sa.String(40)),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
    )
    op.create_index("ix_submissions_digest", "submissions", ["digest"])
    op.create_index("ix_submissions_assignment_student", "submissions", ["assignment", "student", "attempt"])


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("submission", sa.String, sa.ForeignKey("submissions.id"), nullable=False),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("engine", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("started", sa.String(40), nullable=False),
        sa.Column("finished", sa.String(40), nullable=False),
        sa.Column("undecided", sa.Boolean, nullable=False, comment="some check errored: the run is not reused"),
        sa.Column("problem", sa.Text, nullable=False, comment="no sentence, or one"),
        sa.Column("notices", sa.Text, nullable=False),
    )
    op.create_index("ix_runs_submission", "runs", ["submission"])


def _results() -> None:
    op.create_table(
        "results",
        sa.Column("run", sa.String, sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("check", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("earned", sa.Float, comment="null exactly when the check errored"),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("feedback", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False, comment="for the teaching staff only"),
    )
    op.create_index("ix_results_check_status", "results", ["check", "status"])


def _exhibits() -> None:
    op.create_table(
        "exhibits",
        sa.Column("run", sa.String, primary_key=True),
        sa.Column("check", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False, comment="one sentence"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["run", "check"], ["results.run", "results.check"]),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("submission", sa.String, sa.ForeignKey("submissions.id"), nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
    )
    op.create_index("ix_reviews_submission", "reviews", ["submission"])


def _append_only(table: str) -> None:
    """Makes the database itself refuse to change or delete a row of ``table``."""
    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    elif dialect == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION autograder_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION autograder_append_only()"
        )
