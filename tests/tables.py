"""The tables of tests: made by the migrations once, kept, and copied from then on, as long as no migration changes.

Every process that runs tests needs a database of its own, and a hundred migrations take twelve seconds of processor.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.creation import BaseDatabaseCreation

from malath.foundation.sqlcipher.base import schema_may_change

ROOT = Path(__file__).resolve().parent.parent
# What decides which tables there are: also of libraries, and how they are written down here.
DECIDES = ("malath/*/migrations/*.py", "requirements/*.txt", "malath/foundation/sqlcipher/*.py", "tests/tables.py")
Make = Callable[..., str]


def kept_in(folder: Path) -> Make:
    """Stands in the place of Django's `create_test_db`."""
    make = BaseDatabaseCreation.create_test_db

    def create_test_db(self: BaseDatabaseCreation, *arguments: Any, **named: Any) -> str:
        name = f"tables_{digest()}"
        with alone(folder):
            if self.connection.vendor == "sqlite":
                return _on_sqlite(self, folder / f"{name}.sql", lambda: make(self, *arguments, **named))
            return _on_postgresql(self, name, lambda: make(self, *arguments, **named))

    return create_test_db


def digest() -> str:
    paths = sorted(path for pattern in DECIDES for path in ROOT.glob(pattern))
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in paths)).hexdigest()[:16]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The first process makes the tables; the others wait for it and copy."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _on_sqlite(creation: Any, kept: Path, make: Callable[[], str]) -> str:
    connection = creation.connection
    if not kept.exists():
        name = make()
        for older in kept.parent.glob("tables_*.sql"):
            older.unlink()
        kept.write_text(_script(connection), encoding="utf-8")
        return name
    name = _use(creation)
    with schema_may_change(connection):
        connection.connection.executescript(kept.read_text(encoding="utf-8"))
    return name


def _on_postgresql(creation: Any, kept: str, make: Callable[[], str]) -> str:
    connection = creation.connection
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        is_there = cursor.fetchone() is not None
    if not is_there:
        name = make()
        connection.close()
        with creation._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {kept} TEMPLATE {name}")
        return name
    connection.settings_dict["TEST"]["TEMPLATE"] = kept
    creation._create_test_db(verbosity=0, autoclobber=True)
    return _use(creation)


def _use(creation: Any) -> str:
    """As Django names the database of tests in its settings."""
    connection = creation.connection
    name: str = creation._get_test_db_name()
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    return name


def _script(connection: BaseDatabaseWrapper) -> str:
    """Everything in a SQLite database: tables, their rows, then what watches over them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        )
        made = cursor.fetchall()
        tables = [name for kind, name, _ in made if kind == "table"]
        rows = [line for table in tables for line in _rows(cursor, table)]
    first, last = ([f"{sql};" for kind, _, sql in made if (kind == "table") is early] for early in (True, False))
    return "\n".join(["BEGIN;", *first, *rows, *last, "COMMIT;"])


def _rows(cursor: Any, table: str) -> Iterator[str]:
    cursor.execute(f'SELECT name FROM pragma_table_info("{table}")')
    quoted = ", ".join(f'quote("{name}")' for (name,) in cursor.fetchall())
    cursor.execute(f'SELECT {quoted} FROM "{table}"')
    return (f'INSERT INTO "{table}" VALUES ({", ".join(values)});' for values in cursor.fetchall())
