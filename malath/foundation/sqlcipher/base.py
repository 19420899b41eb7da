"""Django's SQLite backend on SQLCipher: the whole file is encrypted under the keyring's database key.

SQLCipher's own SQLite (3.53) is used because Debian 12's (3.40) can lose data when two writers reset the log.
"""

import datetime
import decimal
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions
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


class DatabaseWrapper(base.DatabaseWrapper):
    vendor = "sqlite"
    display_name = "SQLCipher"
    Database = Database

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = Database.connect(**conn_params)
        connection.execute(f"PRAGMA key = \"x'{ring().database.hex()}'\"")
        _check_key(connection)
        register_functions(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


def _check_key(connection: Any) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except Database.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise WrongDatabaseKey from None
        raise
