"""The time of a test, two at once, and an act that is stopped in the middle."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from malath.foundation import sealing
from malath.foundation.acts import Guarded
from malath.foundation.keys import Ring

if TYPE_CHECKING:
    import pytest


class Clock:
    """Stands still until it is moved. Put it in the place of `django.utils.timezone.now`."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> datetime:
        """Move on by days, hours, minutes; returns the new moment."""
        self.at += timedelta(**span)
        return self.at


def hold(ring: Ring, monkeypatch: "pytest.MonkeyPatch") -> None:
    """Seal and open under this ring until the end of the test, whatever lies in the file."""
    monkeypatch.setattr(sealing, "newest", lambda: ring)
    monkeypatch.setattr(sealing, "wrapping_key", ring.wrapping.__getitem__)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts at the same moment, each on its own connection; an act that refuses gives its exception."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return act()
        except Exception as refused:  # noqa: BLE001  # the refusal is the answer looked at
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


COMMIT = -1


class Steps:
    """Counts the statements of a connection, and does something before the one with the number `at`, or before COMMIT."""

    def __init__(self, at: int, then: Callable[[], None]) -> None:
        self.count, self.at, self.then = 0, at, then

    def __call__(self, execute: Callable[..., Any], *words: Any) -> Any:
        self.take()
        return execute(*words)

    def take(self, *, commit: bool = False) -> None:
        self.count += 1
        if self.count == self.at or (commit and self.at == COMMIT):
            self.then()


@contextmanager
def stopped_before(step: int, then: Callable[[], None]) -> Iterator[Steps]:
    """Do `then` before that statement on this connection, and before no other. BEGIN and COMMIT count as well."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    steps, commit = Steps(step, then), connection._commit  # type: ignore[attr-defined]  # noqa: SLF001  # it passes no wrapper

    def counted_commit() -> None:
        steps.take(commit=True)
        commit()

    connection._commit = counted_commit  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        with connection.execute_wrapper(steps):
            yield steps
    finally:
        del connection._commit  # type: ignore[attr-defined]  # noqa: SLF001


def fail() -> None:
    """As a statement fails whose connection is lost."""
    raise OperationalError("the connection is lost")


def guarded_rows() -> dict[str, list[tuple[Any, ...]]]:
    """All rows that can lead to a person, table by table: what an act that was stopped must leave as it was."""
    tables = [table for table in apps.get_models() if issubclass(table, Guarded)]
    return {table._meta.db_table: _rows(table._meta.base_manager.order_by("pk").values_list()) for table in tables}


def _rows(found: Any) -> list[tuple[Any, ...]]:
    return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in found]
