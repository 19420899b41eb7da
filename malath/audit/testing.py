"""For tests only: emptying a trail between tests, which nothing else can."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

from malath.foundation.acts import unguarded


@contextmanager
def erasable() -> Iterator[None]:
    """Take the triggers away, and put them back: for the flush after a test that really commits."""
    triggers = import_module("malath.audit.migrations.0002_append_only")
    down, up = (
        (triggers.SQLITE_UNDO, triggers.SQLITE)
        if connection.vendor == "sqlite"
        else (triggers.POSTGRESQL_UNDO, triggers.POSTGRESQL)
    )
    with connection.cursor() as cursor:
        for statement in down:
            cursor.execute(statement)
        try:
            with unguarded():
                yield
        finally:
            for statement in up:
                cursor.execute(statement)
