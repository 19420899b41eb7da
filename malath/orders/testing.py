"""Orders for tests and demo data, made by the real acts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.orders import actions, queries
from malath.orders.actions import Paper
from malath.orders.models import Order
from malath.orders.rules import Choice
from malath.orders.words import Issuer, NotGiven, WhyRefused
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY

if TYPE_CHECKING:
    from malath.people.models import Person

ASKED = ("The record of what she agreed to", "The address of the shelter")


def make_paper(at: datetime = MONDAY, **how: Any) -> Paper:
    """An order of the public prosecution, in order, for two things."""
    today = clock.in_amman(at).date()
    found: dict[str, Any] = {
        "issuer": Issuer.PROSECUTION, "body": "Public prosecutor of the plain", "number": "212/2026",
        "dated_on": today - timedelta(days=1), "due_at": at + timedelta(days=5), "asked": ASKED,
    } | how  # fmt: skip
    return Paper(**found)


def make_order(person: "Person", desk: Desk, *, by: Actor = WORKER, at: datetime = MONDAY, **how: Any) -> Order:
    """An order that came to a desk."""
    return actions.record_order(person, make_paper(at, **how), desk=desk, by=by, at=at)


def make_decided(order: Order, given: Sequence[str] = ("consents:",), *, by: Actor = WORKER, at: datetime = MONDAY) -> Order:
    """The first line is answered with these things, the others with the place that is given to nobody."""
    first, *others = queries.asked_in(order)
    choices = [Choice(first.number, tuple(given)), *(Choice(row.number, (), NotGiven.PLACE) for row in others)]
    return actions.decide_order(order, choices, by=by, at=at)


def make_checked(order: Order, supervisor: User, *, strike: str = "", at: datetime = MONDAY) -> Order:
    """A supervisor has read what leaves."""
    holdings = accounts.holdings(supervisor, at)
    found = privacy.sight_of(holdings, order.person.reference, at)
    assert found  # noqa: S101  # for the type checker
    assert order.decided_at  # noqa: S101  # for the type checker
    return actions.check_order(
        order, decided_at=order.decided_at, sight=found[1], holdings=holdings, strike=strike, by=supervisor, at=at
    )


def make_released(
    person: "Person", desk: Desk, supervisor: User, given: Sequence[str] = ("consents:",), *, by: Actor = WORKER,
    at: datetime = MONDAY, strike: str = "", **how: Any,
) -> Order:  # fmt: skip
    """An order answered from end to end: what leaves was checked and given."""
    order = make_decided(make_order(person, desk, at=at, **how), given, by=by, at=at)
    return actions.release_order(make_checked(order, supervisor, strike=strike, at=at), by=by, at=at)


def make_refused(person: "Person", desk: Desk, *, by: Actor = WORKER, at: datetime = MONDAY, **how: Any) -> Order:
    """An order on which nothing was given."""
    return actions.refuse_order(make_order(person, desk, by=by, at=at, **how), [WhyRefused.NOT_CLEAR], by=by, at=at)
