"""Questions that pages ask all day, built once.

Django builds and compiles a statement anew whenever it is asked, which takes longer than most of ours take to answer. Here
a question is built once for each form of its arguments, with marks in the place of the values; afterwards the values are
put where the marks were. It is built twice, with other marks: what changes with them and is none of them (a day made of a
moment, a word with signs around it) would stay as it was the first time, and is refused instead.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Final, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Row = TypeVar("Row")
Leaf = int | str | datetime | date
Build = Callable[..., Any]
MOST_PLANS: Final = 512
MOST_VALUES: Final = 6_007


class CannotBuildOnce(TypeError):
    """A question depends on something that it was not given as it is."""


def ask(build: "Callable[..., QuerySet[Any, Row]]", *values: Any, shape: tuple[Hashable, ...] = ()) -> list[Row]:
    """The rows of `build(*values, *shape)`. One statement.

    `values` are numbers, texts, moments, days, None, and tuples or frozen dataclasses of them; their numbers, texts and
    times may differ each time. Everything else that the statement depends on belongs into `shape`. `build` is a plain
    function of its arguments. Errors: `CannotBuildOnce`.
    """
    leaves: dict[tuple[type, Leaf], int] = {}
    plan = plan_of(build, tuple(_form(value, leaves) for value in values), shape)
    return answered(plan, [leaf for _, leaf in leaves]) if plan else list(build(*values, *shape))


@dataclass(frozen=True)
class _Place:
    """Where a value goes; equal values go to the same place."""

    number: int
    kind: type


@dataclass(frozen=True)
class _Of:
    """Stands before the parts of a dataclass."""

    kind: type[Any]


@dataclass(frozen=True)
class _Bound:
    """A place in a statement, and the type in which the driver takes its value."""

    place: _Place
    database: str
    kind: type[Any]

    def filled(self, values: Sequence[Leaf]) -> Any:
        stored = _stored(self.database, values[self.place.number])
        return self.kind(stored) if issubclass(self.kind, int) else stored


@dataclass(frozen=True)
class _Plan:
    """A compiled question; `params` hold places where values go."""

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]

    def filled(self, values: Sequence[Leaf]) -> tuple[Any, ...]:
        """The parameters, with the values in their places."""
        return tuple(one.filled(values) if isinstance(one, _Bound) else one for one in self.params)


_plans: dict[Hashable, _Plan | None] = {}


def plan_of(build: Build, form: tuple[Any, ...], shape: tuple[Hashable, ...]) -> _Plan | None:
    key = (build.__module__, build.__code__, form, shape)
    if key not in _plans:
        if len(_plans) >= MOST_PLANS:
            _plans.clear()
        _plans[key] = _planned(build, form, shape)
    return _plans[key]


def _planned(build: Build, form: tuple[Any, ...], shape: tuple[Hashable, ...]) -> _Plan | None:
    """None when no row can answer, whatever the values are."""
    if build.__closure__ or build.__defaults__ or build.__kwdefaults__:
        raise CannotBuildOnce(f"{build.__qualname__} is not a plain function of its arguments")
    first, second = (_built(build, form, shape, series) for series in (0, 1))
    if first is None and second is None:
        return None
    if first is None or second is None or (first.sql, first.params) != (second.sql, second.params):
        raise CannotBuildOnce(f"{build.__qualname__} changes what it was given, or decides by it")
    return first


def _built(build: Build, form: tuple[Any, ...], shape: tuple[Hashable, ...], series: int) -> _Plan | None:
    used: dict[Leaf, _Place] = {}

    def mark(place: _Place) -> Leaf:
        made = _mark(place, series)
        used[made] = place
        return made

    rows = build(*(marked(one, mark) for one in form), *shape)
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    places = {_stored(rows.db, made): place for made, place in used.items()}
    return _Plan(rows, compiler, sql, tuple(_placed(one, places, rows.db) for one in params))


def _form(value: Any, leaves: dict[tuple[type, Leaf], int]) -> Any:
    """The value with places for its leaves, which are numbered as they come."""
    if value is None or isinstance(value, Enum | bool):
        return value
    if isinstance(value, int | str | date):
        return _Place(leaves.setdefault((type(value), value), len(leaves)), type(value))
    if isinstance(value, tuple):
        return tuple(_form(one, leaves) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return (_Of(type(value)), *(_form(getattr(value, one.name), leaves) for one in fields(value)))
    raise CannotBuildOnce(f"{type(value).__name__} is no value for a question")


def marked(form: Any, mark: Callable[[_Place], Leaf]) -> Any:
    """The value again, with a mark in each place."""
    if isinstance(form, _Place):
        return mark(form)
    if not isinstance(form, tuple):
        return form
    parts = [marked(one, mark) for one in form if not isinstance(one, _Of)]
    return form[0].kind(*parts) if form and isinstance(form[0], _Of) else tuple(parts)


def _mark(place: _Place, series: int) -> Leaf:
    """A value for a place, another one in each series. Nothing that is reckoned from one is another one in both. Numbers
    fit into the smallest column: of one that does not, Django knows that no row has it."""
    if place.number >= MOST_VALUES:
        raise CannotBuildOnce("too many values for one question")
    first, step, start = ((20_011, 2_657, 911), (26_021, 3_571, 1_234))[series]
    number = first + (place.number * step + start) % MOST_VALUES
    if issubclass(place.kind, str):
        return f"\N{OBJECT REPLACEMENT CHARACTER}{number}"
    if issubclass(place.kind, int):
        return number
    moment = datetime(1900, 1, 1, tzinfo=UTC) + timedelta(days=number, microseconds=number)
    return moment if issubclass(place.kind, datetime) else moment.date()


def _placed(param: Any, places: Mapping[Any, _Place], database: str) -> Any:
    is_mark = isinstance(param, Hashable) and param in places
    return _Bound(places[param], database, type(param)) if is_mark else param


def _stored(database: str, value: Leaf) -> Any:
    """A value as the driver takes it."""
    if isinstance(value, datetime):
        return connections[database].ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connections[database].ops.adapt_datefield_value(value)
    return value


def answered(plan: _Plan, values: Sequence[Leaf]) -> list[Any]:
    params, connection = plan.filled(values), connections[plan.rows.db]
    compiler = _twin(plan.compiler, connection=connection, as_sql=lambda *_args, **_named: (plan.sql, params))
    query = _twin(plan.rows.query, get_compiler=lambda *_args, **_named: compiler)
    return list(_twin(plan.rows, _query=query, _result_cache=None, _prefetch_done=False))


def _twin(thing: Any, **other_parts: Any) -> Any:
    """Another one with the same parts but these; rows are not read by it, as a copy would."""
    other = object.__new__(type(thing))
    other.__dict__.update(thing.__dict__, **other_parts)
    return other
