from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from malath.audit import actions as audit
from malath.audit import queries
from malath.audit.models import Event, Head
from malath.audit.tests.trail import AMAL, FILE, NOW, OTHER, change, some_events
from malath.audit.words import Did
from malath.foundation.acts import act

pytestmark = pytest.mark.django_db


def test_an_event_says_who_what_when_and_for_whom() -> None:
    event = change()
    kept = Event.objects.get(pk=event.pk)
    assert (kept.chain, kept.number, kept.name, kept.subject) == (f"file:{FILE}", 1, "case.changed", FILE)
    assert (kept.by, kept.by_agency, kept.by_kind) == (AMAL.reference, AMAL.agency_reference, "staff")
    assert (kept.at, kept.received_at, kept.facts) == (NOW, NOW, '{"step":"0"}')


def test_each_event_carries_the_hash_of_the_one_before() -> None:
    first, second = change(), change(minute=1)
    assert bytes(second.previous) == bytes(first.hash)
    assert bytes(Head.objects.get(pk=f"file:{FILE}").hash) == bytes(second.hash)


def test_the_events_of_an_act_stand_in_their_order_each_in_its_chain() -> None:
    @act
    def outer() -> None:
        change()
        change(OTHER, minute=1)
        change(minute=2)
        audit.record(Did.CASE_OPENED, subject=FILE, by=AMAL, at=NOW)

    change(minute=9)
    outer()
    kept = Event.objects.order_by("pk").values_list("chain", "number", "facts")
    assert list(kept) == [
        (f"file:{FILE}", 1, '{"step":"9"}'),
        (f"file:{FILE}", 2, '{"step":"0"}'),
        (f"file:{OTHER}", 1, '{"step":"1"}'),
        (f"file:{FILE}", 3, '{"step":"2"}'),
        (f"user:{AMAL.reference}", 1, "{}"),
    ]
    assert queries.verify().faults == ()


def test_an_act_writes_its_events_with_no_more_statements_than_one_event() -> None:
    @act
    def acting(times: int) -> None:
        for minute in range(times):
            audit.record(Did.CASE_CHANGED, subject=FILE, file=FILE, by=AMAL, at=NOW + timedelta(minutes=minute))

    change()
    with CaptureQueriesContext(connection) as one:
        acting(1)
    with CaptureQueriesContext(connection) as many:
        acting(20)
    assert len(many) == len(one)


def test_a_list_that_is_a_trace_of_an_act_names_its_files() -> None:
    @act
    def acting() -> None:
        change()
        audit.record_list(Did.CASES_LISTED, files=[FILE, OTHER], by=AMAL, at=NOW)

    acting()
    assert [line.name for line in queries.file_lines(OTHER)] == ["case.listed"]
    assert queries.verify().faults == ()


def test_files_and_members_of_staff_have_chains_of_their_own() -> None:
    some_events()
    numbers = {(event.chain, event.number) for event in Event.objects.all()}
    assert (f"file:{OTHER}", 1) in numbers
    assert (f"user:{AMAL.reference}", 1) in numbers


def test_an_offline_event_keeps_both_times() -> None:
    @act
    def replay() -> None:
        audit.record(Did.CASE_CHANGED, subject=FILE, by=AMAL, at=NOW, received_at=NOW + timedelta(days=2))

    replay()
    event = Event.objects.get()
    assert event.received_at - event.at == timedelta(days=2)


def test_who_has_seen_this_finds_views_changes_and_lists_newest_first() -> None:
    some_events()
    audit.record_view(Did.CASE_VIEWED, subject=FILE, file=FILE, by=AMAL, at=NOW + timedelta(minutes=5))
    names = [line.name for line in queries.file_lines(FILE)]
    assert names == ["case.viewed", "case.listed", "case.changed", "case.changed", "case.changed"]
    assert [line.name for line in queries.file_lines(OTHER)] == ["case.listed", "case.changed"]


def test_a_refusal_is_kept_with_who_asked_and_not_with_the_file() -> None:
    audit.record_refusal(FILE, by=AMAL, at=NOW)
    assert queries.file_lines(FILE) == []
    (line,) = queries.actor_lines(AMAL.reference)
    assert (line.name, line.subject) == ("gate.refused", FILE)


def test_lines_come_in_pages() -> None:
    some_events()
    first = queries.all_lines(limit=2)
    rest = queries.all_lines(before=first[-1].id)
    assert [line.id for line in first + rest] == sorted((line.id for line in queries.all_lines()), reverse=True)
    assert len(rest) == 3


def test_a_file_shown_twice_in_a_list_is_named_once() -> None:
    audit.record_list(Did.CASES_LISTED, files=[FILE, FILE], by=AMAL, at=NOW)
    assert len(queries.file_lines(FILE)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_view_stays_recorded_when_the_page_then_crashes() -> None:
    def page() -> None:
        audit.record_view(Did.CASE_VIEWED, subject=FILE, file=FILE, by=AMAL, at=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        page()
    connection.close()
    assert Event.objects.get().name == "case.viewed"
