"""Two at once, on PostgreSQL, about an order: one after the other, whoever is first. Every race is run with its locks, and
without them, to see that it is they that keep order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from malath.accounts import queries as accounts
from malath.audit import queries as trail
from malath.cases.testing import make_case
from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.orders import actions
from malath.orders.actions import CannotAnswer
from malath.orders.models import Order
from malath.orders.testing import make_checked, make_decided, make_order, make_paper
from malath.orders.tests.conftest import House
from malath.orders.words import OrderState, WhyRefused
from malath.people.models import Person
from malath.privacy import queries as privacy
from malath.privacy.models import File, Left
from malath.privacy.testing import MONDAY

LATER = MONDAY + timedelta(minutes=20)
ROUNDS = 8
WITHOUT_LOCK = 60
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Race = Callable[[House], bool]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def new_person(house: House) -> Person:
    return make_case(house.desk, house.nour).person


def decided(house: House) -> Order:
    return make_decided(make_order(new_person(house), house.desk, by=house.nour, to_desk=house.office), by=house.jamil)


def one_counts(answers: list[Any]) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, CannotAnswer) for answer in answers) == 1


def what_was_checked_is_given_twice(house: House) -> bool:
    order = make_checked(decided(house), house.rana)
    answers = at_once(*[lambda: actions.release_order(order, by=house.jamil, at=LATER)] * 2)
    return one_counts(answers) and Left.objects.filter(reference=order.reference).count() == 1


def one_gives_and_one_refuses(house: House) -> bool:
    """Whoever was first: papers left and it says so, or none did."""
    order = make_checked(decided(house), house.rana)
    answers = at_once(
        lambda: actions.release_order(order, by=house.jamil, at=LATER),
        lambda: actions.refuse_order(order, [WhyRefused.NOT_CLEAR], by=house.jamil, at=LATER),
    )
    order.refresh_from_db()
    left = Left.objects.filter(reference=order.reference).exists()
    return one_counts(answers) and left == (order.state == OrderState.RELEASED)


def it_is_decided_anew_while_somebody_checks(house: House) -> bool:
    """Whoever was first: the check is of the decision that stands, or there is none."""
    order = decided(house)
    holdings = accounts.holdings(house.rana, LATER)
    found = privacy.sight_of(holdings, order.person.reference, LATER)
    assert found
    assert order.decided_at
    read = order.decided_at
    at_once(
        lambda: make_decided(order, by=house.jamil, at=LATER),
        lambda: actions.check_order(
            order, decided_at=read, sight=found[1], holdings=holdings, strike="", by=house.rana, at=LATER
        ),
    )
    order.refresh_from_db()
    return (order.state, order.decided_at, order.checked_at) == (OrderState.DECIDED, LATER, None)


def one_form_is_sent_twice(house: House) -> bool:
    person, once = new_person(house), uuid4()

    def record() -> Order:
        return actions.record_order(person, make_paper(), desk=house.desk, by=house.nour, at=LATER, once=once)

    first, second = at_once(record, record)
    return first == second and Order.objects.filter(person=person).count() == 1


def two_rounds_remind_of_it(house: House) -> bool:
    order = make_order(new_person(house), house.desk, by=house.nour)
    soon = order.due_at - timedelta(hours=2)
    return one_counts(at_once(*[lambda: actions.remind_of_order(order, at=soon)] * 2))


RACES: tuple[Race, ...] = (
    what_was_checked_is_given_twice,
    one_gives_and_one_refuses,
    it_is_decided_anew_while_somebody_checks,
    one_form_is_sent_twice,
    two_rounds_remind_of_it,
)
races = pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)


@races
def test_one_comes_after_the_other(race: Race, house: House) -> None:
    assert all(race(house) for _ in range(ROUNDS))
    assert trail.verify().faults == ()


@races
def test_without_the_locks_both_are_first(race: Race, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = QuerySet.select_for_update

    def no_lock(rows: QuerySet[Any], **named: Any) -> QuerySet[Any]:
        return rows if rows.model in {File, Order} else lock(rows, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks
    assert not all(race(house) for _ in range(WITHOUT_LOCK))
