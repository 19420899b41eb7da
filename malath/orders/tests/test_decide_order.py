"""The data protection officer decides about each thing that an order names."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.testing import Cast
from malath.cases.models import Case
from malath.cases.testing import make_note
from malath.foundation.actor import WORKER
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.orders import actions, queries
from malath.orders.actions import CannotAnswer
from malath.orders.models import Order
from malath.orders.queries.things import things_of
from malath.orders.rules import Choice
from malath.orders.testing import make_checked, make_decided, make_order
from malath.orders.tests.conftest import NOWHERE, House, answered
from malath.orders.words import NotGiven, OrderState, ThingKind, WhyNotOrder
from malath.people.models import Person
from malath.privacy.testing import MONDAY, make_block


def test_each_thing_is_given_or_not_with_its_reason(order: Order, house: House) -> None:
    make_decided(order, by=house.jamil)
    first, second = queries.asked_in(order)
    assert (first.given, first.because, second.given, second.because) == (["consents:"], "", [], NotGiven.PLACE)
    order.refresh_from_db()
    assert (order.state, order.decided_by) == (OrderState.DECIDED, house.jamil.reference)


def test_who_sees_the_file_is_asked_to_check(order: Order, house: House) -> None:
    make_decided(order, by=house.jamil)
    item = Item.objects.get(kind=ItemKind.ORDER_TO_CHECK)
    assert item.user == house.rana
    assert item.subject == order.reference


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ([Choice(1, ("consents:",))], WhyNotOrder.NOT_DECIDED),
        ([Choice(1, ("consents:",)), Choice(2)], WhyNotOrder.NOT_DECIDED),
        ([Choice(1, ("place:",)), Choice(2, (), NotGiven.PLACE)], WhyNotOrder.NOT_THERE),
        ([Choice(1, (), NotGiven.CANNOT), Choice(2, (), NotGiven.PLACE)], WhyNotOrder.NOTHING_GIVEN),
    ],
)
def test_it_is_refused(order: Order, choices: list[Choice], reason: WhyNotOrder) -> None:
    with pytest.raises(CannotAnswer) as refused:
        actions.decide_order(order, choices, by=WORKER, at=MONDAY)
    assert refused.value.reasons == [reason]


@pytest.mark.parametrize(
    "wrong", [{"number": ""}, {"to_us": False}, {"whole": True}, {"valid_until": MONDAY.date().replace(day=1)}]
)
def test_nothing_is_given_on_a_wrong_order(person: Person, house: House, wrong: dict[str, Any]) -> None:
    order = make_order(person, house.desk, **wrong)
    with pytest.raises(CannotAnswer) as refused:
        make_decided(order, by=house.jamil)
    assert refused.value.reasons == [WhyNotOrder.WRONG]


def test_decided_anew_it_is_checked_anew(order: Order, house: House) -> None:
    checked = make_checked(make_decided(order, by=house.jamil), house.rana)
    again = make_decided(checked, ("summary:",), by=house.jamil)
    assert (again.state, again.checked_at, again.opened("package")) == (OrderState.DECIDED, None, "")


def test_only_what_the_body_itself_wrote_can_be_named(order: Order, case: Case, people: Cast, house: House) -> None:
    """Notes of other bodies are theirs to give; the place is no thing at all."""
    make_note(case, "Written at the shelter.", desk=people.shelter, by=people.amal)
    kinds = [thing.kind for thing in things_of(order)]
    assert kinds.count(ThingKind.NOTE) == 1
    assert not {"place", "shelter", "contact"} & {kind.value for kind in kinds}


def test_the_officer_sees_kinds_and_days_and_reads_nothing(order: Order, jamil: Client) -> None:
    page = jamil.get(reverse("orders:decide", args=[order.reference])).content.decode()
    assert "The address of the shelter" in page
    assert "Observation" in page
    for secret in ("Salma", "broker", "Person Dal", "0700000034"):
        assert secret not in page


def test_the_officer_decides_on_the_page(order: Order, jamil: Client) -> None:
    response = jamil.post(
        reverse("orders:decide", args=[order.reference]), {"thing_consents:": "1", "because_2": "place", "because_1": ""}
    )
    assert response.status_code == 302
    order.refresh_from_db()
    assert order.state == OrderState.DECIDED


def test_what_was_chosen_stays_when_it_is_refused(order: Order, jamil: Client) -> None:
    response = jamil.post(reverse("orders:decide", args=[order.reference]), {"thing_consents:": "1"})
    assert response.status_code == 422
    assert 'value="1" selected' in response.content.decode()


def test_an_officer_who_is_kept_out_gets_what_a_stranger_gets(order: Order, house: House, jamil: Client) -> None:
    make_block(order.person, user=house.jamil, at=MONDAY)
    answered(jamil, "orders:decide", NOWHERE)
    nothing = answered(jamil, "orders:decide", NOWHERE)
    assert nothing[0] == 404
    assert answered(jamil, "orders:decide", order.reference) == nothing
    assert order.reference not in jamil.get(reverse("orders:list")).content.decode()


def test_others_may_not_decide(order: Order, rana: Client, nour: Client) -> None:
    for client in (rana, nour):
        assert client.get(reverse("orders:decide", args=[order.reference])).status_code == 403


def test_the_page_takes_as_many_statements_for_many_notes(order: Order, case: Case, house: House, jamil: Client) -> None:
    page = reverse("orders:decide", args=[order.reference])
    jamil.get(page)
    with CaptureQueriesContext(connection) as few:
        jamil.get(page)
    for number in range(12):
        make_note(case, f"Saw it again {number}.", desk=house.desk, by=house.nour)
    with CaptureQueriesContext(connection) as many:
        jamil.get(page)
    assert len(few) == len(many)
