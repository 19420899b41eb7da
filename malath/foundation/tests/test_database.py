from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from malath.foundation import keys
from malath.foundation.sqlcipher import base
from malath.foundation.sqlcipher.base import DatabaseWrapper, WrongDatabaseKey, schema_may_change

PLANTED = "planted in a plain column"


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    settings = {
        "ENGINE": "malath.foundation.sqlcipher",
        "NAME": str(file),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
        "AUTOCOMMIT": True,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "TIME_ZONE": None,
        "HOST": "",
        "USER": "",
        "PASSWORD": "",
        "PORT": "",
        "TEST": {},
    }
    wrapper = DatabaseWrapper(settings, "a file of its own")
    wrapper.inc_thread_sharing()
    try:
        with wrapper.cursor() as cursor:
            yield cursor
    finally:
        wrapper.close()


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    with django_db_blocker.unblock():
        with opened(tmp_path / "malath.sqlite") as cursor:
            cursor.execute("CREATE TABLE words (word text)")
            cursor.execute("INSERT INTO words VALUES (%s)", [PLANTED])
            with schema_may_change(cursor.db):
                cursor.execute("CREATE TRIGGER kept BEFORE DELETE ON words BEGIN SELECT RAISE(ABORT, 'kept'); END")
        yield tmp_path / "malath.sqlite"


def test_the_file_opens_with_its_key(file: Path) -> None:
    with opened(file) as cursor:
        assert cursor.execute("SELECT word FROM words").fetchall() == [(PLANTED,)]


def test_a_wrong_key_is_said_in_one_sentence(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = keys.new_ring()
    monkeypatch.setattr(base, "ring", lambda: other)
    with (
        pytest.raises(WrongDatabaseKey, match=r"does not open with this keyring: the key is wrong or the file is damaged\."),
        opened(file),
    ):
        pass


def test_a_file_that_is_no_database_is_said_in_the_same_sentence(file: Path) -> None:
    file.write_bytes(b"not a database at all, only a long enough text " * 200)
    with pytest.raises(WrongDatabaseKey), opened(file):
        pass


def test_nothing_readable_lies_on_the_disk(file: Path) -> None:
    with opened(file) as cursor:
        cursor.execute("INSERT INTO words VALUES (%s)", [f"{PLANTED} again"])
        written = b"".join(part.read_bytes() for part in file.parent.iterdir() if part.is_file())
    assert PLANTED.encode() not in written
    assert b"SQLite format 3" not in written
    assert b"CREATE TABLE" not in written


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("mmap_size", 0),
    ],
)
def test_the_connection_is_set_as_decided(file: Path, name: str, value: object) -> None:
    with opened(file) as cursor:
        assert (cursor.execute(f"PRAGMA {name}").fetchone() or (0,))[0] == value


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER kept",
        "DROP TABLE words",
        "ALTER TABLE words RENAME TO others",
        "ALTER TABLE words ADD COLUMN other text",
        "CREATE TRIGGER quiet BEFORE INSERT ON words BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER quiet BEFORE INSERT ON words BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TABLE words (word text)",
        "CREATE TEMP VIEW words AS SELECT 1 AS word",
        "ATTACH DATABASE 'beside.sqlite' AS beside KEY ''",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA trusted_schema = ON",
        "PRAGMA rekey = 'another'",
    ],
)
def test_no_statement_takes_away_what_keeps_the_rows(file: Path, statement: str) -> None:
    with opened(file) as cursor:
        with pytest.raises(DatabaseError, match="not authorized"):
            cursor.execute(statement)
        with pytest.raises(DatabaseError, match="kept"):
            cursor.execute("DELETE FROM words")


def test_a_migration_may_change_the_schema_and_after_it_nobody_may(file: Path) -> None:
    with opened(file) as cursor:
        with cursor.db.schema_editor(atomic=False) as editor:
            editor.execute("DROP TRIGGER kept")
            editor.execute("CREATE TRIGGER kept_anew BEFORE DELETE ON words BEGIN SELECT RAISE(ABORT, 'kept'); END")
        with pytest.raises(DatabaseError, match="not authorized"):
            cursor.execute("DROP TRIGGER kept_anew")


def test_a_migration_that_fails_leaves_the_schema_closed(file: Path) -> None:
    with opened(file) as cursor:
        with pytest.raises(DatabaseError, match="no such table"), cursor.db.schema_editor(atomic=False) as editor:
            editor.execute("ALTER TABLE nowhere RENAME TO somewhere")
        with pytest.raises(DatabaseError, match="not authorized"):
            cursor.execute("DROP TRIGGER kept")
