from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from malath.audit import actions as audit
from malath.audit.models import Checkpoint, Event, Head, Shown
from malath.audit.testing import erasable
from malath.audit.tests.trail import FILE, NOW, change, some_events
from malath.foundation.acts import unguarded

pytestmark = pytest.mark.django_db
CHAIN = f"file:{FILE}"
TABLES: list[type[models.Model]] = [Event, Shown, Checkpoint, Head]


@pytest.fixture(autouse=True)
def _trail() -> None:
    some_events()
    audit.checkpoint(at=NOW)


def refused(write: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError, match=r"append-only|grows by one"), unguarded(), transaction.atomic():
        write()


@pytest.mark.parametrize("model", TABLES)
def test_nothing_is_removed(model: type[models.Model]) -> None:
    count = model._default_manager.count()
    refused(lambda: model._default_manager.all()._raw_delete("default"))
    assert model._default_manager.count() == count > 0


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Event, {"facts": "{}"}),
        (Event, {"by": "CCCC-CCCC-CCCC"}),
        (Shown, {"file": "2345-2345-2345"}),
        (Checkpoint, {"root": b"\1" * 32}),
    ],
)
def test_nothing_is_changed(model: type[models.Model], change: dict[str, object]) -> None:
    refused(lambda: model._default_manager.update(**change))


def test_an_event_is_not_replaced_by_an_insert_either() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")

    def replace_one() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event LIMIT 1")

    refused(replace_one)


def test_a_head_is_not_replaced_by_an_insert_either() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")

    def replace_one() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT OR REPLACE INTO audit_head SELECT chain, 0, hash FROM audit_head")

    refused(replace_one)


@pytest.mark.parametrize("step", [-1, 0, 2])
def test_a_chain_grows_by_one_only(step: int) -> None:
    refused(lambda: Head.objects.filter(pk=CHAIN).update(number=models.F("number") + step))


def test_a_chain_is_not_renamed() -> None:
    refused(lambda: Head.objects.filter(pk=CHAIN).update(chain="file:other", number=models.F("number") + 1))


def test_a_table_is_not_emptied_at_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")

    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE audit_event")

    refused(empty)


@pytest.mark.parametrize("name", ["audit_event_no_update", "audit_shown_no_delete", "audit_head_one_step"])
def test_the_triggers_are_not_taken_away(name: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL rights decide")
    with pytest.raises(DatabaseError, match="not authorized"), unguarded(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}")


def test_the_trail_still_grows() -> None:
    before = Event.objects.count()
    change(minute=7)
    assert Event.objects.count() == before + 1


def test_after_a_test_took_the_triggers_away_they_stand_again() -> None:
    with erasable():
        Shown.objects.all().delete()
    refused(lambda: Event.objects.update(facts="{}"))
