"""The act: the only way in which a row that can lead to a person is written.

An act opens the transaction, may call other acts, and is rolled back if it recorded no audit event. Writing a guarded
table outside an act raises `WriteOutsideAct`, whatever way the statement was made: the check stands at the connection.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

P = ParamSpec("P")
R = TypeVar("R")

NAME = r'(?:["\[`]?\w+["\]`]?\s*\.\s*)?["\[`]?(\w+)["\]`]?'
WRITE = re.compile(
    rf"\b(?:(?:INSERT(?:\s+OR\s+\w+)?|REPLACE)\s+INTO|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?"
    rf"|TRUNCATE(?:\s+TABLE)?(?:\s+ONLY)?)\s+{NAME}",
    re.I,
)
READ = re.compile(r"\s*(?:SELECT|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.I)


class WriteOutsideAct(RuntimeError):
    """A guarded table was written outside an act."""


class NothingRecorded(RuntimeError):
    """An act ended without an audit event, and was rolled back."""


class NotABench(RuntimeError):
    """`bulk` was called on a database that was not created as a bench."""


class Guarded(models.Model):
    """Mixin of every table that can lead to a person: written only inside an act."""

    class Meta:
        abstract = True


Ending = dict[Callable[[list[Any]], None], list[Any]]


@dataclass
class _Running:
    """An act, or what stands in its place. `ending` is what the outermost act of several writes before it ends; None
    where no act runs."""

    events: int = 0
    ending: Ending | None = None


_running: ContextVar[_Running | None] = ContextVar("malath_act", default=None)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an act: all or nothing, and never without a trace."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _running.get()
        known = outer.ending if outer else None
        mine = _Running(ending={} if known is None else known)
        token = _running.set(mine)
        try:
            with transaction.atomic(savepoint=outer is None, durable=outer is None):
                result = function(*args, **kwargs)
                if not mine.events:
                    raise NothingRecorded(function.__qualname__)
                if known is None:
                    _end(mine)
        finally:
            _running.reset(token)
        return result

    return wrapper


def before_end(write: Callable[[list[R]], None], what: R) -> None:
    """Have `what` written when the outermost act ends, inside its transaction and together with everything else that is
    written so; at once where no act runs."""
    running = _running.get()
    if running is None or running.ending is None:
        write([what])
    else:
        running.ending.setdefault(write, []).append(what)


def _end(running: _Running) -> None:
    """Always in the same order, so that no two acts wait for each other: the trail before counts."""
    for write, things in sorted((running.ending or {}).items(), key=lambda one: str(one[0].__module__)):
        write(things)


def note_event() -> None:
    """Called by `audit` when an event was written; the running act is then allowed to end."""
    running = _running.get()
    if running is not None:
        running.events += 1


def is_acting() -> bool:
    """Whether an act is running here."""
    return _running.get() is not None


@contextmanager
def unguarded() -> Iterator[None]:
    """For set-up of a database (migrations, test clean-up), the record of views, and nothing else."""
    token = _running.set(_Running())
    try:
        yield
    finally:
        _running.reset(token)


@contextmanager
def bulk() -> Iterator[None]:
    """Load benchmark volume without acts. Errors: `NotABench` unless the database was created as a bench."""
    from malath.foundation.models import Mark  # noqa: PLC0415  # models are made of acts

    if not Mark.objects.filter(kind=Mark.BENCH).exists():
        raise NotABench
    with unguarded(), transaction.atomic():
        yield


@cache
def guarded_tables() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in apps.get_models() if issubclass(m, Guarded))


def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Connection wrapper: refuses writes to guarded tables while no act runs."""
    if _running.get() is None and not READ.match(sql):
        for write in WRITE.finditer(sql):
            if write.group(1).lower() in guarded_tables():
                raise WriteOutsideAct(write.group(1))
    return execute(sql, params, many, context)


def stand_guard(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Put the guard on a new connection, once; at the front, because whoever wraps for a while takes the last one off."""
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, guard)
