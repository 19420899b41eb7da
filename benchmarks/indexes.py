"""Indexes that are made after the rows: one sorting each instead of a search for every row.

On PostgreSQL only. SQLite cannot take away the indexes that cost most (those of a table's own UNIQUE), and what it could
take away grows at one end anyway, since people come in order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db import connection

from malath.foundation.acts import guarded_tables

STANDING: Final = """
    SELECT index.relname, pg_get_indexdef(i.indexrelid), held.relname, c.conname, pg_get_constraintdef(c.oid)
    FROM pg_index i
    JOIN pg_class index ON index.oid = i.indexrelid
    JOIN pg_class held ON held.oid = i.indrelid
    LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'u'
    WHERE held.relname = ANY(%s) AND NOT i.indisprimary
    ORDER BY held.relname, index.relname
"""


@dataclass(frozen=True)
class Index:
    """How an index is taken away, and how it is made again."""

    drop: str
    create: str


@contextmanager
def made_afterwards() -> Iterator[None]:
    """Take away every index of the tables that lead to a person but their primary keys; make the same again at the end."""
    found = standing() if connection.vendor == "postgresql" else []
    _execute([index.drop for index in found])
    yield
    _execute([index.create for index in found])


def standing() -> list[Index]:
    """The indexes that there are, as PostgreSQL itself would write them down."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [sorted(guarded_tables())])
        return [_index(*row) for row in cursor.fetchall()]


def _index(name: str, definition: str, table: str, constraint: str | None, constrains: str | None) -> Index:
    quoted = connection.ops.quote_name
    if constraint is None:
        return Index(f"DROP INDEX {quoted(name)}", definition)
    changed = f"ALTER TABLE {quoted(table)}"
    return Index(
        f"{changed} DROP CONSTRAINT {quoted(constraint)}", f"{changed} ADD CONSTRAINT {quoted(constraint)} {constrains}"
    )


def _execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
