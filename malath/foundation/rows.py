"""Many rows at once: written in the quickest way that an engine has and that the guard at the connection still sees, and read
as they stood at one moment."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any, Final

from django.db import connection, models
from django.db.models import QuerySet

PLAIN: Final = frozenset({"bigint", "integer", "smallint", "boolean", "uuid", "date", "timestamp with time zone"})
BYTES: Final = '"\\\\x%s"'
BETWEEN, NOTHING = "\x1f", "\x1e"  # no text of ours has these signs; one that has them goes as the driver sends it


def insert(
    table: type[models.Model], common: Mapping[str, object], names: Sequence[str], rows: Iterable[Sequence[Any]], once: str = ""
) -> None:
    """Store rows in one statement: `common` columns are the same in all, `names` are those of each, any other has its default.
    The database alone judges them; one that is there already, by the columns `once`, stays as it is."""
    fields = {field.attname: field for field in table._meta.concrete_fields if not field.generated}
    shared = {n: of.get_default() for n, of in fields.items() if n not in names and not of.primary_key} | dict(common)
    each = [_as_stored(fields[name], column) for name, column in zip(names, zip(*rows, strict=True), strict=False)]
    same = [fields[name].get_db_prep_save(value, connection) for name, value in shared.items()]
    into = ", ".join(connection.ops.quote_name(str(fields[name].column)) for name in (*names, *shared))
    into, there = f"INSERT INTO {table._meta.db_table} ({into})", f" ON CONFLICT ({once}) DO NOTHING" if once else ""
    with connection.cursor() as cursor:
        if each and connection.vendor == "postgresql":
            types = [str(fields[name].db_type(connection)) for name in (*names, *shared)]
            arrays = [_as_array(kind, column) for kind, column in zip(types, each, strict=False)]
            alike = "".join(f", %s::{kind}" for kind in types[len(names) :])
            columns, values = ", ".join(how for how, _ in arrays), [value for _, value in arrays]
            cursor.execute(f"{into} SELECT one.*{alike} FROM unnest({columns}) one{there}", [*same, *values])  # noqa: S608  # our names
        elif each:
            marks = ", ".join(["%s"] * (len(names) + len(shared)))
            cursor.executemany(f"{into} VALUES ({marks}){there}", [(*row, *same) for row in zip(*each, strict=True)])


def numbers(table: type[models.Model], count: int) -> list[int]:
    """Numbers for so many new rows, which nobody else is given. On SQLite they hold until the act ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(asked, [table._meta.db_table, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table._meta.db_table])
        first = (cursor.fetchone()[0] or 0) + 1
    return list(range(first, first + count))


def delete(rows: QuerySet[Any, Any]) -> None:
    """Delete rows in one statement, without Django's search for what points at them: the database looks when the act ends."""
    rows._raw_delete(rows.db)  # noqa: SLF001  # there is no public way


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside stood so at one moment: others go on writing, and nobody waits."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _as_array(kind: str, column: Sequence[Any]) -> tuple[str, Any]:
    """A column as one text, and how PostgreSQL makes an array of it: the driver looks at every value by itself."""
    if kind in PLAIN:
        return f"%s::{kind}[]", f"{{{','.join(['NULL' if value is None else str(value) for value in column])}}}"
    if kind == "bytea":
        return "%s::bytea[]", f"{{{','.join(['NULL' if one is None else BYTES % bytes(one).hex() for one in column])}}}"
    if kind.startswith(("varchar", "text", "jsonb")):
        cast, text = "::jsonb[]" if kind == "jsonb" else "", "".join([BETWEEN + (NOTHING if v is None else v) for v in column])
        if text.count(BETWEEN) + text.count(NOTHING) == len(column) + column.count(None):
            return f"(string_to_array(%s, chr(31), chr(30)))[2:]{cast}", text
        return f"%s::text[]{cast}", column
    return f"%s::{kind}[]", column


def _as_stored(field: "models.Field[Any, Any]", column: Sequence[Any]) -> list[Any]:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.JSONField):
        return [None if value is None else json.dumps(value) for value in column]
    if connection.vendor == "sqlite" and isinstance(target, models.UUIDField):
        return [value and value.hex for value in column]
    if connection.vendor == "sqlite" and isinstance(target, models.DateTimeField):
        # As Django's own backend writes them.
        written = {value: value and str(value.astimezone(UTC).replace(tzinfo=None)) for value in set(column)}
        return [written[value] for value in column]
    return list(column)
