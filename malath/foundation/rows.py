"""Many rows at once, in the quickest way that an engine has and that the guard at the connection still sees."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet

Change = Callable[[Any], Any] | None


def insert(rows: Iterable[models.Model]) -> None:
    """Store new rows of one table, a fifth of the work of `bulk_create`. They are not told their numbers."""
    ready = list(rows)
    if not ready:
        return
    statement, columns = _table(type(ready[0]), connection.vendor)
    plain = (row.__dict__ for row in ready)
    values = [[row[n] if c is None or row[n] is None else c(row[n]) for n, c in columns] for row in plain]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def delete(rows: QuerySet[Any, Any]) -> None:
    """Delete rows in one statement. Django would look for everything that points at them first; the database looks when
    the transaction ends, and undoes all of it when something does."""
    rows._raw_delete(rows.db)  # noqa: SLF001  # there is no public way


@cache
def _table(model: type[models.Model], vendor: str) -> tuple[str, list[tuple[str, Change]]]:
    quoted = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    names, marks = ", ".join(quoted(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  # names of our tables
    return statement, [(field.attname, _change(field, vendor)) for field in fields]


def _change(field: "models.Field[Any, Any]", vendor: str) -> Change:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.JSONField):
        return json.dumps
    if vendor == "sqlite" and isinstance(target, models.UUIDField):
        return attrgetter("hex")
    return _moment if vendor == "sqlite" and isinstance(target, models.DateTimeField) else None


def _moment(value: datetime) -> str:
    """As SQLite's backend writes it: in UTC, without the zone."""
    return str(value.astimezone(UTC).replace(tzinfo=None))
