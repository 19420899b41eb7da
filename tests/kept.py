"""What a fixture wrote is kept: the first test that asks for it has it made by the real acts, the next ones get the same rows.

    @pytest.fixture
    @kept
    def sent(people: Cast) -> Referral: ...

Half of the time of all tests went into acting out the same beginning. The rows are taken only where everything stands as it
did the first time: the same trail, the same arguments, clock and keys. Otherwise the acts are done. A fixture that does
more than act (a browser, a file, a patch) must not be kept.
"""

import copy
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import time
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from malath.foundation import sealing
from malath.foundation.acts import unguarded

ONWARD: Final = """SELECT setval(pg_get_serial_sequence('{table}', '{key}'), GREATEST(
    (SELECT MAX({key}) FROM {table}), nextval(pg_get_serial_sequence('{table}', '{key}'))))"""
"""A test that makes tables anew begins to count anew: the next number must not be one of a row that was kept."""
P = ParamSpec("P")
R = TypeVar("R")
HEADS: Final = "audit_head"  # a trigger lets each chain grow by one event at a time
Row = tuple[Any, ...]
Rows = dict[Any, Row]


@dataclass(frozen=True)
class Kept:
    """What to do to the tables, and what the fixture gave."""

    statements: list[tuple[str, Row]]
    given: Any


_kept: dict[Hashable, Kept] = {}


def kept(make: Callable[P, R]) -> Callable[P, R]:
    """Make a fixture one whose rows are kept."""

    @wraps(make)
    def fixture(*args: P.args, **named: P.kwargs) -> R:
        key = (make.__module__, make.__qualname__, _mark(args), _mark(tuple(sorted(named.items()))), _as_it_stands())
        if key in _kept:
            given: R = _again(_kept[key])
            return given
        before = _tables()
        given = make(*args, **named)
        _kept[key] = Kept(list(_changes(before, _tables())), copy.deepcopy(given))
        return given

    return fixture


def _as_it_stands() -> Hashable:
    """What the trail says has happened, what time it is where the clock stands still, and under which key is sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM audit_event")
        count = cursor.fetchone()
        cursor.execute("SELECT id, hash FROM audit_event ORDER BY id DESC LIMIT 1")
        last, mark = cursor.fetchone() or (None, b"")
        trail = *count, last, bytes(mark)
    version = sealing.newest().current  # type: ignore[attr-defined]  # where `hold` of the tests puts another ring
    return trail, getattr(timezone.now, "at", None), version, sealing.wrapping_key(version)  # type: ignore[attr-defined]


def _mark(value: Any) -> Hashable:
    """What tells one argument from another: rows by their keys."""
    if isinstance(value, models.Model):
        return value._meta.label, value.pk
    if isinstance(value, tuple | list):
        return tuple(_mark(one) for one in value)
    if is_dataclass(value):
        return tuple(_mark(getattr(value, field.name)) for field in fields(value))
    marked: Hashable = getattr(value, "at", value)
    return marked


def _tables() -> dict[type[models.Model], Rows]:
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT {_columns(model)} FROM {model._meta.db_table}")
            found[model] = {row[0]: tuple(map(_stored, row)) for row in cursor.fetchall()}
    return found


def _stored(value: Any) -> Any:
    """SQLite gives times of the day that it does not take."""
    return value.isoformat() if isinstance(value, time) else value


def _columns(model: type[models.Model]) -> str:
    """The key first; without those that the database makes itself."""
    key = model._meta.pk.column
    others = [one.column for one in model._meta.local_concrete_fields if one.column != key and not one.generated]
    return ", ".join(f'"{column}"' for column in (key, *others))


def _changes(before: dict[type[models.Model], Rows], after: dict[type[models.Model], Rows]) -> Iterator[tuple[str, Row]]:
    for model, rows in after.items():
        table, columns, was = model._meta.db_table, _columns(model), before[model]
        key = columns.partition(", ")[0]
        for gone in was.keys() - rows.keys():
            yield f"DELETE FROM {table} WHERE {key} = %s", (gone,)
        if added := [row for at, row in rows.items() if at not in was]:
            places = ", ".join([f"({', '.join(['%s'] * len(added[0]))})"] * len(added))
            yield f"INSERT INTO {table} ({columns}) VALUES {places}", tuple(value for row in added for value in row)
            if connection.vendor == "postgresql" and isinstance(model._meta.pk, models.AutoField):
                yield ONWARD.format(table=table, key=model._meta.pk.column), ()
        for at, row in rows.items():
            if at in was and was[at] != row:
                names = columns.split(", ")
                yield from _steps(table, names, was[at], row)


def _steps(table: str, names: list[str], was: Row, row: Row) -> Iterator[tuple[str, Row]]:
    sets = ", ".join(f"{name} = %s" for name in names)
    statement = f"UPDATE {table} SET {sets} WHERE {names[0]} = %s"
    place = names.index('"number"') if table == HEADS else None
    numbers = range(was[place] + 1, row[place] + 1) if place is not None else (None,)
    for number in numbers:
        values = row if number is None else (*row[:place], number, *row[(place or 0) + 1 :])
        yield statement, (*values, row[0])


def _again(found: Kept) -> Any:
    with unguarded(), transaction.atomic(), connection.cursor() as cursor:
        for statement, values in found.statements:
            cursor.execute(statement, values)
    return copy.deepcopy(found.given)
