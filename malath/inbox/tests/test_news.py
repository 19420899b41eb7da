"""The inbox of a worker and their desks: the newest of all of them first, in one statement."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from malath.accounts.testing import Cast, cast
from malath.foundation.acts import unguarded
from malath.inbox import actions, queries
from malath.inbox.queries import CAP, Scope
from malath.inbox.words import ItemKind
from malath.privacy.testing import MONDAY
from tests.kept import kept


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return cast()


def left(people: Cast, minutes: int, *, kind: ItemKind = ItemKind.REFERRAL_ANSWERED) -> str:
    """One item, by turns for the worker, one desk and another."""
    to = (people.amal, people.shelter, people.station)[minutes % 3]
    with unguarded():
        actions.leave(to=to, kind=kind, subject=f"{minutes:014}", link="", at=MONDAY + timedelta(minutes=minutes))
    return f"{minutes:014}"


def scope(people: Cast, *without: ItemKind) -> Scope:
    return Scope(people.amal.pk, [people.shelter.pk, people.station.pk], without=without)


def test_the_newest_of_all_come_first_each_once(people: Cast) -> None:
    subjects = [left(people, minutes) for minutes in (5, 1, 4, 2, 3, 0)]
    with CaptureQueriesContext(connection) as asked:
        assert [item.subject for item in queries.news_in(queries.newest(scope(people)))] == sorted(subjects, reverse=True)
    assert len(asked) == 1


def test_no_more_than_a_hundred_are_shown_or_counted(people: Cast) -> None:
    subjects = [left(people, minutes) for minutes in range(CAP + 5)]
    assert [item.subject for item in queries.news_in(queries.newest(scope(people)))] == subjects[:4:-1]
    assert len(queries.newest(scope(people))) == CAP


def test_what_is_left_out_makes_room_for_the_rest(people: Cast) -> None:
    kept = [left(people, minutes) for minutes in range(3)]
    for minutes in range(3, CAP + 3):
        left(people, minutes, kind=ItemKind.REFERRAL_ARRIVED)
    assert [item.subject for item in queries.news_in(queries.newest(scope(people, ItemKind.REFERRAL_ARRIVED)))] == kept[::-1]
