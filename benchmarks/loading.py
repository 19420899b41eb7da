"""Rows into tables as fast as an engine takes them, and the state of a database while it is filled.

Rows are made ready once, as plain tuples, so that other processes can make them and hand them over. Only inside
`foundation.acts.bulk`, which is refused in every database that was not created as a bench.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

Ready: TypeAlias = dict[str, list[tuple[object, ...]]]
"""Rows by the label of their table, each a tuple in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A row of which nothing is sealed, by the names of its columns: several times as quick to make as a model."""

    table: type[models.Model]
    values: dict[str, Any]


Row: TypeAlias = models.Model | Plain

MEMORY_PER_PERSON = 3  # kilobytes of pages kept while SQLite is filled
MOST_MEMORY = 4_000_000


@dataclass(frozen=True)
class _Table:
    name: str
    attributes: tuple[str, ...]
    columns: tuple[str, ...]
    defaults: dict[str, object]
    changes: tuple[tuple[int, Callable[[Any], object]], ...]

    def row_of(self, row: Row) -> tuple[object, ...]:
        known = {**self.defaults, **row.values} if isinstance(row, Plain) else row.__dict__
        values = [known[attribute] for attribute in self.attributes]
        for place, change in self.changes:
            if values[place] is not None:
                values[place] = change(values[place])
        return tuple(values)


def plain(table: type[models.Model], **values: Any) -> Plain:
    """A row of a table without sealed fields; what is not named has the field's own default."""
    return Plain(table, values)


def ready(rows: Iterable[Row]) -> Ready:
    """Rows as this engine stores them. Every row has its number already."""
    found: Ready = {}
    for row in rows:
        label = row.table._meta.label if isinstance(row, Plain) else row._meta.label
        found.setdefault(label, []).append(_table(label).row_of(row))
    return found


def store(rows: Ready) -> None:
    """Write them, table by table. Foreign keys are looked at when the transaction ends."""
    put = _copy if connection.vendor == "postgresql" else _insert
    for label, values in rows.items():
        put(_table(label), values)


@contextmanager
def in_haste(people: int) -> Iterator[None]:
    """Fill a database without waiting for the disk; what is cut off in the middle is thrown away and begun anew."""
    statements, afterwards = _haste(people)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in afterwards:
            cursor.execute(statement)


def count_on(labels: Iterable[str]) -> None:
    """Rows brought their own numbers: the next ones follow after them."""
    tables = [apps.get_model(label) for label in labels]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _haste(people: int) -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        return ["SET session_replication_role = replica"], ["SET session_replication_role = origin", "VACUUM ANALYZE"]
    pages = min(MEMORY_PER_PERSON * people, MOST_MEMORY)
    before = ["foreign_keys = OFF", "journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF"]
    return (
        [f"PRAGMA {pragma}" for pragma in (*before, f"cache_size = -{max(pages, 65_536)}")],
        [f"PRAGMA {pragma}" for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")],
    )


def _insert(table: _Table, values: list[tuple[object, ...]]) -> None:
    marks = ", ".join(["%s"] * len(table.columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})", values)  # noqa: S608  # names of our tables


def _copy(table: _Table, values: list[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(table.columns)}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


@cache
def _table(label: str) -> _Table:
    model, quoted = apps.get_model(label), connection.ops.quote_name
    fields = model._meta.concrete_fields
    changes = ((place, _change(field)) for place, field in enumerate(fields))
    return _Table(
        quoted(model._meta.db_table),
        tuple(field.attname for field in fields),
        tuple(quoted(field.column) for field in fields),
        {field.attname: field.get_default() for field in fields if not field.primary_key},
        tuple((place, change) for place, change in changes if change),
    )


def _change(field: "models.Field[Any, Any]") -> Callable[[Any], object] | None:
    """What a value needs before the driver takes it; None for most."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if connection.vendor == "postgresql":
        return None
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.UUIDField):
        return lambda value: value.hex
    return _moment if isinstance(target, models.DateTimeField) else None


def _moment(value: datetime) -> str:
    """As SQLite's backend writes it, in UTC without the zone."""
    return str(value.astimezone(UTC))[:-6]
