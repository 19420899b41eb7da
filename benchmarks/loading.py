"""Rows into tables as fast as an engine takes them, and the state of a database while it is filled.

Rows are made ready once, as plain tuples, so that other processes can make them and hand them over. Only inside
`foundation.acts.bulk`, which is refused in every database that was not created as a bench.
"""

import base64
import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any, Final, TypeAlias, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.base import ModelState

from malath.foundation.references import ALPHABET, LENGTH

Ready: TypeAlias = dict[str, list[tuple[object, ...]]]
"""Rows by the label of their table, each a tuple in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A row of which nothing is sealed, by the names of its columns: several times as quick to make as a model."""

    table: type[models.Model]
    values: dict[str, Any]


Row: TypeAlias = models.Model | Plain
Model = TypeVar("Model", bound=models.Model)
LETTERS: Final = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())

MEMORY_PER_PERSON = 3  # kilobytes of pages kept while SQLite is filled
MOST_MEMORY = 4_000_000


@dataclass(frozen=True)
class _Table:
    name: str
    values_of: Callable[[dict[str, Any]], tuple[Any, ...]]
    columns: tuple[str, ...]
    defaults: dict[str, object]
    changes: tuple[tuple[int, Callable[[Any], object]], ...]

    def row_of(self, row: Row) -> tuple[object, ...]:
        known = {**self.defaults, **row.values} if isinstance(row, Plain) else row.__dict__
        values = list(self.values_of(known))
        for place, change in self.changes:
            if values[place] is not None:
                values[place] = change(values[place])
        return tuple(values)


def built(table: type[Model], **values: Any) -> Model:
    """The same row as the model's own constructor makes, without its signals and checks: a tenth of the time."""
    known = _defaults(table._meta.label)
    row = table.__new__(table)
    state = row._state = ModelState()
    kept = row.__dict__
    kept.update(known.values)
    for attribute, make in known.made:
        kept[attribute] = make()
    for name, value in values.items():
        if isinstance(value, models.Model):
            state.fields_cache[name] = value
            kept[f"{name}_id"] = value.pk
        else:
            kept[known.key if name == "pk" else name] = value
    return row


def plain(table: type[models.Model], **values: Any) -> Plain:
    """A row of a table without sealed fields; what is not named has the field's own default."""
    return Plain(table, values)


def ready(rows: Iterable[Row]) -> Ready:
    """Rows as this engine stores them. Every row has its number already."""
    by_table: dict[type[models.Model], list[Row]] = {}
    for row in rows:
        by_table.setdefault(row.table if isinstance(row, Plain) else type(row), []).append(row)
    return {table._meta.label: list(map(_table(table._meta.label).row_of, mine)) for table, mine in by_table.items()}


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


@contextmanager
def without_triggers() -> Iterator[None]:
    """Inside a transaction: foreign keys are not looked up row by row. The rows were made to fit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    yield


def _haste(people: int) -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        return [], ["VACUUM ANALYZE"]
    pages = min(MEMORY_PER_PERSON * people, MOST_MEMORY)
    before = ["foreign_keys = OFF", "journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF"]
    return (
        [f"PRAGMA {pragma}" for pragma in (*before, f"cache_size = -{max(pages, 65_536)}")],
        [f"PRAGMA {pragma}" for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")],
    )


def _insert(table: _Table, values: list[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * len(table.columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})", values)  # noqa: S608  # names of our tables


def _copy(table: _Table, values: list[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(table.columns)}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


@dataclass(frozen=True)
class _Defaults:
    """What a row has that nobody named: the same for all, or made anew for each."""

    key: str
    values: dict[str, object]
    made: tuple[tuple[str, Callable[[], object]], ...]


@cache
def _defaults(label: str) -> _Defaults:
    model = apps.get_model(label)
    fields = [field for field in _written(model) if field is not model._meta.pk]
    made = {field.attname: field.default for field in fields if field.has_default() and callable(field.default)}
    if "reference" in made:
        made["reference"] = _reference
    values = {field.attname: field.get_default() for field in fields if field.attname not in made}
    key = model._meta.pk
    return _Defaults(key.attname if key else "id", values, tuple(made.items()))


def _written(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that are written: others the database makes of these."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def _reference() -> str:
    """Like `foundation.references.new_reference`, which asks for each letter apart."""
    code = base64.b32encode(secrets.token_bytes(8))[:LENGTH].translate(LETTERS).decode()
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


@cache
def _table(label: str) -> _Table:
    model, quoted = apps.get_model(label), connection.ops.quote_name
    fields = _written(model)
    changes = ((place, _change(field)) for place, field in enumerate(fields))
    return _Table(
        quoted(model._meta.db_table),
        itemgetter(*(field.attname for field in fields)),
        tuple(quoted(str(field.column)) for field in fields),
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
    return str(value if value.tzinfo is UTC else value.astimezone(UTC))[:-6]
