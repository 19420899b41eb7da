"""Two at once, on PostgreSQL, about a desk code and what comes in through it: one after the other, whoever is first. Every
race is run with its locks, and without them, to see that it is they that keep order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from malath.agencies.models import Desk
from malath.audit import queries as trail
from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.helpline import actions, rules
from malath.helpline.actions import CannotDo, Received, contacts
from malath.helpline.actions.contacts import CannotHelp
from malath.helpline.models import Concern, Contact, DeskCode
from malath.helpline.queries import Said
from malath.helpline.queries import contacts as queries
from malath.helpline.testing import MONDAY, make_code, make_concern, make_contact, make_line
from malath.helpline.tests.conftest import Camp
from malath.helpline.words import CameOfIt, ContactResult, Soon, Who

LATER = MONDAY + timedelta(minutes=20)
ROUNDS = 8
WITHOUT_LOCK = 60
SAID = Said(("CH01",), Who.CHILD, Soon.YES, "Behind the bakery.", "She is to be married on Friday.")
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Race = Callable[[Camp], bool]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


@pytest.fixture(autouse=True)
def _at_this_hour(clock: object) -> None:
    """The clock stands still for all of them."""


def new_code(camp: Camp, openings: int = 25) -> DeskCode:
    for code in DeskCode.objects.filter(ended_at__isnull=True):
        actions.end_code(code, by=camp.samar, at=MONDAY)
    return make_code(camp.desk, camp.samar, MONDAY, openings=openings).code


def one_counts(answers: list[Any]) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, CannotDo | CannotHelp) for answer in answers) == 1


def a_concern_is_taken_by_two(camp: Camp) -> bool:
    """One looks after it; the other hears so, and nobody goes to the family twice."""
    concern = make_concern(new_code(camp), MONDAY, words="I am worried.").concern
    return one_counts(
        at_once(
            lambda: actions.take_concern(concern, by=camp.samar, at=LATER),
            lambda: actions.take_concern(concern, by=camp.huda, at=LATER),
        )
    )


def a_concern_is_settled_in_two_ways(camp: Camp) -> bool:
    concern = make_concern(new_code(camp), MONDAY, words="I am worried.").concern
    actions.take_concern(concern, by=camp.samar, at=MONDAY)
    return one_counts(
        at_once(*[lambda how=how: actions.settle_concern(concern, how, by=camp.samar, at=LATER) for how in list(CameOfIt)[:2]])
    )


def a_concern_is_told_up_by_two_rounds(camp: Camp) -> bool:
    concern = make_concern(new_code(camp), MONDAY, words="I am worried.").concern
    return one_counts(at_once(*[lambda: actions.escalate_concern(concern, at=concern.look_by)] * 2))


def one_form_is_sent_twice(camp: Camp) -> bool:
    """Both are told the same word, and one concern waits."""
    code, once = new_code(camp), uuid4()
    answers = at_once(*[lambda: actions.send_concern(code, SAID, at=LATER, once=once)] * 2)
    words = {answer.receipt for answer in answers if isinstance(answer, Received)}
    return len(words) == 1 and not any(isinstance(answer, Exception) for answer in answers)


def the_last_opening_is_used_by_two(camp: Camp) -> bool:
    """A code that opens once more opens to one."""
    code = new_code(camp, openings=1)
    answers = at_once(*[lambda phone=phone: actions.open_card(code, phone=phone, at=LATER) for phone in ("one", "two")])
    return sorted(isinstance(answer, DeskCode) for answer in answers) == [False, True] and None in answers


def the_last_code_of_a_desk_is_made_by_two(camp: Camp) -> bool:
    new_code(camp)
    for _ in range(rules.MOST_CODES - 2):
        make_code(camp.desk, camp.samar, MONDAY)
    return one_counts(at_once(*[lambda: make_code(camp.desk, camp.samar, LATER)] * 2))


def waiting_contact(camp: Camp) -> Contact:
    if queries.open_line(camp.desk) is None:
        make_line(camp.desk, camp.huda, MONDAY)
    return make_contact(camp.desk, MONDAY, uuid4().hex, words="The door is locked.", safe="no")


def a_contact_is_taken_by_two(camp: Camp) -> bool:
    """One looks after it; the other hears so, and nobody answers twice."""
    contact = waiting_contact(camp)
    return one_counts(
        at_once(*[lambda who=who: contacts.take_contact(contact, by=who, at=LATER) for who in (camp.samar, camp.huda)])
    )


def a_contact_is_settled_in_two_ways(camp: Camp) -> bool:
    """As when one tells the Unit and another writes down that nothing more is wanted."""
    contact = contacts.take_contact(waiting_contact(camp), by=camp.samar, at=MONDAY)
    ways = list(ContactResult)[:2]
    return one_counts(
        at_once(*[lambda how=how: contacts.settle_contact(contact, how, by=camp.samar, at=LATER) for how in ways])
    )


RACES: tuple[Race, ...] = (
    a_concern_is_taken_by_two,
    a_concern_is_settled_in_two_ways,
    a_concern_is_told_up_by_two_rounds,
    one_form_is_sent_twice,
    the_last_opening_is_used_by_two,
    the_last_code_of_a_desk_is_made_by_two,
    a_contact_is_taken_by_two,
    a_contact_is_settled_in_two_ways,
)
races = pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)


@races
def test_one_comes_after_the_other(race: Race, camp: Camp) -> None:
    assert all(race(camp) for _ in range(ROUNDS))
    assert trail.verify().faults == ()


@races
def test_without_the_locks_both_are_first(race: Race, camp: Camp, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = QuerySet.select_for_update

    def no_lock(rows: QuerySet[Any], **named: Any) -> QuerySet[Any]:
        return rows if rows.model in {Desk, DeskCode, Concern, Contact} else lock(rows, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks
    assert not all(race(camp) for _ in range(WITHOUT_LOCK))
