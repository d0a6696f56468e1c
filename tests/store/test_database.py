"""The database: append-only by itself, opened with clear words, shared by several processes."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from autograder.errors import UsageError
from autograder.store import Store
from autograder.store.engine import _MIGRATIONS, open_engine
from autograder.store.schema import HEAD, metadata
from tests.store.test_store import result, review, run, submission

TABLES = ("submissions", "runs", "results", "exhibits", "reviews")


def filled(path: Path) -> Path:
    from autograder.domain import Exhibit, Sentence

    picture = Exhibit(name="fig", kind="png", title=Sentence(template="t"), data=b"x")
    with Store.open(path) as store:
        store.add_submission(submission())
        store.add_run(run(results=(result(exhibits=(picture,)),)))
        store.add_review(review())
    return path


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_ever_changed_or_removed(tmp_path: Path, table: str) -> None:
    connection = sqlite3.connect(filled(tmp_path / "marks.db"))
    column = connection.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
            connection.execute(statement)
    assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    connection.close()


def test_a_row_cannot_be_replaced_either(tmp_path: Path) -> None:
    connection = sqlite3.connect(filled(tmp_path / "marks.db"))
    connection.execute("PRAGMA recursive_triggers=ON")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("INSERT OR REPLACE INTO reviews SELECT * FROM reviews")
    connection.close()


def test_the_dashboard_can_ask_in_plain_sql(tmp_path: Path) -> None:
    connection = sqlite3.connect(filled(tmp_path / "marks.db"))
    query = 'SELECT "check", status, points, earned FROM results'
    assert connection.execute(query).fetchall() == [("exo1.a", "passed", 1.0, 1.0)]
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_the_migrations_make_the_schema_that_the_code_speaks(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "marks.db")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []
    assert ScriptDirectory(str(_MIGRATIONS)).get_current_head() == HEAD


def test_a_second_opening_changes_nothing(tmp_path: Path) -> None:
    filled(tmp_path / "marks.db")
    with Store.open(f"sqlite:///{tmp_path}/marks.db") as store:
        assert store.submission("s1") == submission()


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "marks.db")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(UsageError, match=r"written by a newer version of autograder \(revision 9999\); upgrade first"):
        Store.open(path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nowhere/at/all/marks.db", "The database /nowhere/at/all/marks.db cannot be opened: its folder"),
        ("wishes://x", "No driver for databases of the kind «wishes» is known."),
        ("://", "The database's URL is not well formed; an example: sqlite:///marks.db"),
    ],
)
def test_what_cannot_be_opened_is_said_clearly(url: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        Store.open(url)
    assert str(caught.value).startswith(said)


def test_a_folder_or_another_file_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be opened: unable to open database file"):
        Store.open(tmp_path)
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be taken for one" * 10)
    with pytest.raises(UsageError, match="cannot be opened: file is not a database"):
        Store.open(tmp_path / "notes.txt")


def test_a_password_is_never_shown() -> None:
    with pytest.raises(UsageError) as caught:
        Store.open("mysql+nodriver://teacher:secret@localhost/marks")
    assert "secret" not in str(caught.value)


EACH = 40


def _write(path: Path, name: str, start: multiprocessing.synchronize.Barrier) -> None:
    start.wait()
    with Store.open(path) as store:
        for number in range(EACH):
            store.add_submission(submission(id="shared", digest="same"))
            store.add_run(run(id=f"{name}-{number}", submission="shared"))


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(3)
    path = tmp_path / "marks.db"
    writers = [context.Process(target=_write, args=(path, name, start)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [w.exitcode for w in writers] == [0, 0, 0]
    with Store.open(path) as store:
        assert len(store.runs("shared")) == 3 * EACH
