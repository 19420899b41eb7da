"""Events that are few, found among many: without an index that each event would pay for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from malath.audit import actions, queries
from malath.audit.models import Filed
from malath.audit.queries import Searcher
from malath.audit.words import OF_THE_HOUSE, SHELF_OF, Did, Shelf
from malath.foundation.actor import Machine
from malath.foundation.acts import act, unguarded

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
AMAL, BASIM = Machine("AAAA-AAAA-AAAA"), Machine("BBBB-BBBB-BBBB")


@act
def did(event: Did, *, by: Machine, at: datetime = MONDAY) -> None:
    """Something that leaves an event."""
    actions.record(event, subject="S", by=by, at=at)


def on(shelf: Shelf) -> list[str]:
    return [line.name for line in queries.shelf_lines([shelf])]


@pytest.mark.django_db
def test_what_administrators_do_is_put_on_its_shelf_and_nothing_else_is() -> None:
    for event in (Did.STAFF_ADDED, Did.CASE_OPENED, Did.DESK_CLOSED, Did.KEYS_ROTATED):
        did(event, by=AMAL)
    assert {shelf: on(shelf) for shelf in OF_THE_HOUSE if on(shelf)} == {
        Shelf.ACCOUNTS: ["staff.added"], Shelf.BODIES: ["desk.closed"], Shelf.KEYS: ["keys.rotated"],
    }  # fmt: skip
    assert Filed.objects.count() == 3


def test_no_event_lies_on_two_shelves_and_none_about_a_file_on_one_of_the_house() -> None:
    parts = {did.value.split(".")[0] for did, shelf in SHELF_OF.items() if shelf in OF_THE_HOUSE}
    assert parts.isdisjoint({"person", "case", "referral", "consent", "basis", "access", "block", "file"})


@pytest.mark.django_db
def test_several_shelves_are_one_list_newest_first_page_by_page() -> None:
    for event in (Did.STAFF_ADDED, Did.DESK_ADDED, Did.STAFF_ENDED, Did.DESK_CLOSED):
        did(event, by=AMAL)
    first = queries.shelf_lines(OF_THE_HOUSE, limit=3)
    assert [line.name for line in first] == ["desk.closed", "staff.ended", "desk.added"]
    assert [line.name for line in queries.shelf_lines(OF_THE_HOUSE, before=first[-1].id)] == ["staff.added"]
    assert queries.shelf_lines(OF_THE_HOUSE, by=BASIM.reference) == []


@pytest.mark.django_db
def test_searches_are_counted_with_what_they_showed() -> None:
    actions.record_list(Did.PEOPLE_SEARCHED, files=["A"], by=AMAL, at=MONDAY - timedelta(days=8))
    for files in (["A", "B"], [], ["A"]):
        actions.record_list(Did.PEOPLE_SEARCHED, files=files, by=AMAL, at=MONDAY)
    actions.record_refusal("7777-7777-7777", by=BASIM, at=MONDAY)
    found = queries.searchers(MONDAY - timedelta(days=7), cap=10)
    assert found == [Searcher(AMAL.reference, searches=3, shown=3, found_nobody=1), Searcher(BASIM.reference, refusals=1)]
    assert queries.searchers(MONDAY + timedelta(days=1), cap=10) == []


@pytest.mark.django_db
@pytest.mark.parametrize("many", [2, 40])
def test_counting_takes_a_fixed_number_of_statements(many: int) -> None:
    for number in range(many):
        actions.record_list(Did.PEOPLE_SEARCHED, files=[], by=Machine(f"user-{number}"), at=MONDAY)
    did(Did.STAFF_ADDED, by=AMAL)
    with CaptureQueriesContext(connection) as asked:
        queries.searchers(MONDAY, cap=10)
        queries.shelf_lines(OF_THE_HOUSE)
    assert len(asked) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["UPDATE audit_filed SET by = 'x'", "DELETE FROM audit_filed"])
def test_nothing_is_taken_from_a_shelf(how: str) -> None:
    did(Did.STAFF_ADDED, by=AMAL)
    with pytest.raises(DatabaseError), unguarded(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(how)
    assert on(Shelf.ACCOUNTS) == ["staff.added"]
