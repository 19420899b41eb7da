"""For tests only: emptying a trail between tests, which nothing else can."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

from malath.foundation.acts import unguarded
from malath.foundation.sqlcipher.base import schema_may_change


@contextmanager
def erasable() -> Iterator[None]:
    """Take the triggers away, and put them back: for the flush after a test that really commits."""
    triggers = import_module("malath.audit.migrations.0002_append_only")
    down, up = (
        (triggers.SQLITE_UNDO, triggers.SQLITE)
        if connection.vendor == "sqlite"
        else (triggers.POSTGRESQL_UNDO, triggers.POSTGRESQL)
    )
    _execute(down)
    try:
        with unguarded():
            yield
    finally:
        _execute(up)


def _execute(statements: Iterable[str]) -> None:
    with schema_may_change(connection), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
