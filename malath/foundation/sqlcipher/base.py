"""Django's SQLite backend on SQLCipher: the whole file is encrypted under the keyring's database key.

SQLCipher's own SQLite (3.53) is used because Debian 12's (3.40) can lose data when two writers reset the log.
Tables and triggers change in migrations only: every other statement that would take one away is refused.
"""

import datetime
import decimal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database

from malath.foundation.keys import ring

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "legacy_alter_table = OFF",
    "secure_delete = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "cache_size = -65536",
    "mmap_size = 0",
    "temp_store = MEMORY",
)
# What would take a table or a trigger away, put another in front of it, or carry rows into a file beside.
SCHEMA_ACTIONS = frozenset(
    {
        Database.SQLITE_ALTER_TABLE,
        Database.SQLITE_ATTACH,
        Database.SQLITE_CREATE_TEMP_TABLE,
        Database.SQLITE_CREATE_TEMP_TRIGGER,
        Database.SQLITE_CREATE_TEMP_VIEW,
        Database.SQLITE_CREATE_TRIGGER,
        Database.SQLITE_DROP_INDEX,
        Database.SQLITE_DROP_TABLE,
        Database.SQLITE_DROP_TRIGGER,
        Database.SQLITE_DROP_VIEW,
    }
)
# Settings of a connection without which triggers and constraints are passed by.
FIXED_PRAGMAS = frozenset({"ignore_check_constraints", "recursive_triggers", "rekey", "trusted_schema", "writable_schema"})

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", base.decoder(parse_date))
Database.register_converter("time", base.decoder(parse_time))
Database.register_converter("datetime", base.decoder(parse_datetime))
Database.register_converter("timestamp", base.decoder(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(datetime.date, base.adapt_date)
Database.register_adapter(datetime.datetime, base.adapt_datetime)


class WrongDatabaseKey(RuntimeError):
    """The keyring does not open the database file."""

    def __init__(self) -> None:
        super().__init__("The database does not open with this keyring: the key is wrong or the file is damaged.")


class Cursor(Database.Cursor):  # type: ignore[misc]  # sqlcipher3 ships no types
    """Django's placeholders on SQLCipher's cursor."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, dict) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        return super().executemany(self.convert_query(query), param_list)


class SchemaEditor(DatabaseSchemaEditor):
    """What migrations change the schema with: the only way in which it changes."""

    def __enter__(self) -> Self:
        super().__enter__()
        self.connection.connection.set_authorizer(None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            super().__exit__(kind, error, trace)
        finally:
            self.connection.connection.set_authorizer(keep_schema)


class DatabaseWrapper(base.DatabaseWrapper):
    vendor = "sqlite"
    display_name = "SQLCipher"
    Database = Database
    SchemaEditorClass = SchemaEditor

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = _keyed(Database.connect(**conn_params))
        register_functions(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(keep_schema)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


@contextmanager
def beside(path: Path) -> Iterator[Any]:
    """A plain connection to another file under the same key: a copy that is made or looked at. Errors: `WrongDatabaseKey`."""
    connection = _keyed(Database.connect(str(path), isolation_level=None))
    connection.execute("PRAGMA cache_size = -65536")
    try:
        yield connection
    finally:
        connection.close()


def keep_schema(action: int, name: str | None, value: str | None, *_: str | None) -> int:
    """What SQLite asks while it prepares a statement: whether it may do this. A refusal is a `DatabaseError`."""
    fixed = action == Database.SQLITE_PRAGMA and value is not None and name in FIXED_PRAGMAS
    refused = fixed or action in SCHEMA_ACTIONS
    return int(Database.SQLITE_DENY if refused else Database.SQLITE_OK)


@contextmanager
def schema_may_change(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For migrations, and for tests that empty the trail. Nothing to do on another engine, where rights decide."""
    connection.ensure_connection()
    if connection.vendor != DatabaseWrapper.vendor:
        yield
        return
    connection.connection.set_authorizer(None)
    try:
        yield
    finally:
        connection.connection.set_authorizer(keep_schema)


def _keyed(connection: Any) -> Any:
    connection.execute(f"PRAGMA key = \"x'{ring().database.hex()}'\"")
    _check_key(connection)
    return connection


def _check_key(connection: Any) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except Database.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise WrongDatabaseKey from None
        raise
