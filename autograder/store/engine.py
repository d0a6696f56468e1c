"""Opening a database: the URL, SQLite's manners, and the migrations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from autograder.errors import UsageError
from autograder.store.schema import HEAD

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_MS = 30_000


def open_engine(target: str | Path) -> Engine:
    """The engine for ``target``, its database created or brought to the newest revision.

    Raises:
        UsageError: it cannot be opened, or was made by a newer version of the package.
    """
    url = _url(target)
    shown = url.database or ":memory:" if url.drivername.startswith("sqlite") else url.render_as_string()
    if url.drivername.startswith("sqlite") and url.database and not Path(url.database).parent.is_dir():
        raise UsageError(f"The database {shown} cannot be opened: its folder does not exist.")
    try:
        engine = create_engine(url)
    except NoSuchModuleError as problem:
        raise UsageError(f"No driver for databases of the kind «{url.drivername}» is known.") from problem
    except ModuleNotFoundError as problem:
        raise UsageError(
            f"The database {shown} needs the Python package {problem.name}; install it first."
        ) from problem
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            _migrate(connection, shown)
    except SQLAlchemyError as problem:
        engine.dispose()
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        reason = str(cause).strip().splitlines()[0].rstrip(".") if str(cause).strip() else type(cause).__name__
        raise UsageError(f"The database {shown} cannot be opened: {reason}.") from problem
    except UsageError:
        engine.dispose()
        raise
    return engine


def _url(target: str | Path) -> URL:
    """A URL as it is; anything without «://» is the path of an SQLite file."""
    text_ = str(target)
    if isinstance(target, Path) or "://" not in text_:
        return URL.create("sqlite", database=text_)
    try:
        return make_url(text_)
    except ArgumentError as problem:
        raise UsageError("The database's URL is not well formed; an example: sqlite:///marks.db") from problem


def _sqlite_connect(connection: Any, _record: object) -> None:
    # The driver begins transactions by itself, too late and never IMMEDIATE: see _sqlite_begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # So that INSERT OR REPLACE meets the triggers that forbid deleting.
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    # A writer takes the lock at once and waits for it; one that starts as a reader and then writes
    # fails without waiting when another writer came between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(connection: Connection, shown: str) -> None:
    current = _revision(connection)
    if current == HEAD:
        return
    # Alembic takes a while to import, and most openings need it no more.
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as problem:
        raise UsageError(
            f"The database {shown} was written by a newer version of autograder (revision {current}); upgrade first."
        ) from problem


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
