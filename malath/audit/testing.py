"""For tests only: emptying tables and trail between tests, which nothing else can."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import chain

from django.db import connection, transaction

from malath.foundation.acts import unguarded
from malath.foundation.sqlcipher.base import schema_may_change

# What belongs to the tables themselves and is written when they are made.
KEPT = frozenset({"auth_permission", "django_content_type"})

FROZEN = (
    "audit.migrations.0002_append_only", "audit.migrations.0003_shelves", "justice.migrations.0006_history_only_grows",
    "shelter.migrations.0002_register_of_things", "statistics.migrations.0003_years",
    "statistics.migrations.0005_noise",
)  # fmt: skip
"""Where triggers keep rows as they were written."""


@contextmanager
def erasable() -> Iterator[None]:
    """Take the triggers away, and put them back: for the flush after a test that really commits."""
    found = [import_module(f"malath.{name}") for name in FROZEN]
    down, up = (
        ([one.SQLITE_UNDO for one in found], [one.SQLITE for one in found])
        if connection.vendor == "sqlite"
        else ([one.POSTGRESQL_UNDO for one in reversed(found)], [one.POSTGRESQL for one in found])
    )
    _execute(down)
    try:
        with unguarded():
            yield
    finally:
        _execute(up)


def empty() -> None:
    """Take back what a test committed: everything from the tables that hold something, which are few."""
    names = sorted(set(connection.introspection.django_table_names()) - KEPT)
    with connection.cursor() as cursor:
        asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names]  # noqa: S608  # Django's names
        cursor.execute(" UNION ALL ".join(asked))
        filled = [name for (name,) in cursor.fetchall()]
    if filled:
        with erasable(), transaction.atomic(), connection.cursor() as cursor:
            for name in filled:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608  # the same


def _execute(statements: Iterable[Iterable[str]]) -> None:
    with schema_may_change(connection), connection.cursor() as cursor:
        for statement in chain.from_iterable(statements):
            cursor.execute(statement)
