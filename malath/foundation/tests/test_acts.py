from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.acts import NotABench, NothingRecorded, WriteOutsideAct, act, before_end, bulk, is_acting
from malath.foundation.models import DataKey, Mark
from malath.foundation.sealing import new_data_key

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)


def leave_a_trace() -> None:
    audit.record(Did.CASE_CHANGED, subject="2222-2222-2222", by=WORKER, at=NOW)


@act
def traced() -> DataKey:
    key = new_data_key()
    leave_a_trace()
    return key


@act
def silent() -> None:
    new_data_key()


@act
def failing() -> None:
    new_data_key()
    leave_a_trace()
    raise ZeroDivisionError


def write_raw(sql: str) -> Callable[[], None]:
    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return write


@pytest.mark.parametrize(
    "write",
    [
        new_data_key,
        lambda: DataKey.objects.bulk_create([DataKey(wrapping_version=1, wrapped=b"")]),
        lambda: DataKey.objects.update(wrapping_version=2),
        lambda: DataKey.objects.all()._raw_delete("default"),
        write_raw("UPDATE foundation_datakey SET wrapping_version = 2"),
        write_raw('  delete from "foundation_datakey"'),
        write_raw("INSERT OR REPLACE INTO foundation_datakey (id) VALUES (1)"),
        write_raw("replace into foundation_datakey (id) values (1)"),
        write_raw("INSERT INTO foundation_datakey (id) VALUES (1)"),
    ],
)
def test_a_guarded_row_is_not_written_outside_an_act(write: Callable[[], object]) -> None:
    with pytest.raises(WriteOutsideAct, match="foundation_datakey"):
        write()


def test_a_guarded_row_is_read_without_an_act() -> None:
    assert not DataKey.objects.exists()


def test_an_act_writes_and_leaves_its_trace() -> None:
    key = traced()
    assert DataKey.objects.get() == key
    assert Event.objects.get().name == Did.CASE_CHANGED


def test_an_act_that_recorded_nothing_is_undone() -> None:
    with pytest.raises(NothingRecorded, match="silent"):
        silent()
    assert not DataKey.objects.exists()


def test_an_act_that_fails_leaves_neither_row_nor_trace() -> None:
    with pytest.raises(ZeroDivisionError):
        failing()
    assert not DataKey.objects.exists()
    assert not Event.objects.exists()


def test_acts_nest_and_each_leaves_its_own_trace() -> None:
    @act
    def outer() -> None:
        traced()
        leave_a_trace()

    outer()
    assert Event.objects.count() == 2


def test_an_outer_act_does_not_live_on_the_trace_of_an_inner_one() -> None:
    @act
    def outer() -> None:
        traced()

    with pytest.raises(NothingRecorded, match="outer"):
        outer()
    assert not Event.objects.exists()


@pytest.mark.parametrize("inner", [silent, failing])
def test_an_inner_act_that_fails_undoes_the_outer_one(inner: Callable[[], None]) -> None:
    @act
    def outer() -> None:
        leave_a_trace()
        inner()

    with pytest.raises((NothingRecorded, ZeroDivisionError)):
        outer()
    assert not Event.objects.exists()
    assert not DataKey.objects.exists()


def test_what_is_written_at_the_end_waits_for_the_outermost_act() -> None:
    written: list[list[str]] = []

    @act
    def inner() -> None:
        leave_a_trace()
        before_end(written.append, "inner")

    @act
    def outer() -> None:
        inner()
        leave_a_trace()
        before_end(written.append, "outer")
        assert not written

    outer()
    assert written == [["inner", "outer"]]


def test_an_act_that_cannot_write_its_end_is_undone() -> None:
    def fail(_: list[str]) -> None:
        raise ZeroDivisionError

    @act
    def acting() -> None:
        traced()
        before_end(fail, "this")
        leave_a_trace()

    with pytest.raises(ZeroDivisionError):
        acting()
    assert not Event.objects.exists()
    assert not DataKey.objects.exists()


def test_an_act_under_bulk_loading_still_writes_its_trace() -> None:
    Mark.objects.create(kind=Mark.BENCH, created_at=NOW)
    with bulk():
        traced()
        leave_a_trace()
    assert Event.objects.count() == 2


def test_after_an_act_the_guard_stands_again() -> None:
    traced()
    with pytest.raises(NothingRecorded):
        silent()
    assert not is_acting()
    with pytest.raises(WriteOutsideAct):
        new_data_key()


@pytest.mark.django_db(transaction=True)
def test_an_act_owns_its_transaction() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        traced()
    assert not Event.objects.exists()


def test_an_event_is_not_recorded_outside_an_act() -> None:
    with pytest.raises(RuntimeError, match="inside an act"):
        leave_a_trace()


def test_bulk_loading_is_for_benches_only() -> None:
    with pytest.raises(NotABench), bulk():
        new_data_key()
    Mark.objects.create(kind=Mark.DEMO, created_at=NOW)
    with pytest.raises(NotABench), bulk():
        new_data_key()
    Mark.objects.create(kind=Mark.BENCH, created_at=NOW)
    with bulk():
        new_data_key()
    assert DataKey.objects.count() == 1
