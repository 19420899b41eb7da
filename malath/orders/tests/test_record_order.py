"""An order comes: it is written down, the officers of the body are told, and the file is held."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.orders import actions, queries
from malath.orders.actions import CannotAnswer
from malath.orders.models import Asked, Order
from malath.orders.testing import make_order, make_paper
from malath.orders.tests.conftest import House
from malath.orders.words import OrderState, WhyNotOrder
from malath.people.models import Person
from malath.privacy.models import Access, Basis, File
from malath.privacy.queries import retention
from malath.privacy.testing import MONDAY, make_block, make_shared
from malath.privacy.words import Purpose


def kinds_for(user: User) -> list[str]:
    return list(Item.objects.filter(user=user, seen_at=None).values_list("kind", flat=True))


def test_it_is_kept_with_what_it_asks_for_sealed(order: Order, house: House) -> None:
    assert order.state == OrderState.RECEIVED
    assert (order.recorded_by, order.recorded_at, order.desk) == (house.nour.reference, MONDAY, house.desk)
    assert [row.opened("words") for row in queries.asked_in(order)] == [
        "The record of what she agreed to", "The address of the shelter",
    ]  # fmt: skip
    assert (order.opened("number"), order.opened("body")) == ("212/2026", "Public prosecutor of the plain")
    assert b"212/2026" not in bytes(order.number)


def test_it_opens_nothing_to_anybody(person: Person, house: House) -> None:
    before = (Access.objects.count(), Basis.objects.count())
    make_order(person, house.desk, by=house.nour, to_desk=house.office)
    assert (Access.objects.count(), Basis.objects.count()) == before


def test_the_officers_of_the_body_are_told_and_no_others(person: Person, house: House, people: Cast) -> None:
    elsewhere = make_user(Role.DPO, people.station)
    make_order(person, house.desk, by=house.nour)
    assert ItemKind.ORDER_ARRIVED in kinds_for(house.jamil)
    assert kinds_for(elsewhere) == []


def test_where_the_body_has_no_officer_those_of_others_are_told(person: Person, people: Cast, house: House) -> None:
    order = make_order(person, people.health_centre, by=people.zayd)
    assert queries.officers(order, MONDAY) == [house.jamil]


def test_an_officer_who_is_kept_out_is_not_told(person: Person, house: House) -> None:
    make_block(person, user=house.jamil, at=MONDAY)
    make_order(person, house.desk, by=house.nour)
    assert kinds_for(house.jamil) == []


def test_the_file_is_held_from_then_on(person: Person, house: House) -> None:
    make_order(person, house.desk, by=house.nour)
    holds = retention.holds_of(File.objects.get(pk=person.pk))
    assert [hold.number for hold in holds] == ["212/2026"]


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"body": " "}, WhyNotOrder.BODY_MISSING),
        ({"asked": ()}, WhyNotOrder.NOTHING_NAMED),
        ({"dated_on": MONDAY.date() + timedelta(days=1)}, WhyNotOrder.AHEAD),
    ],
)
def test_it_is_refused(person: Person, house: House, how: dict[str, Any], reason: WhyNotOrder) -> None:
    with pytest.raises(CannotAnswer) as refused:
        make_order(person, house.desk, by=house.nour, **how)
    assert refused.value.reasons == [reason]
    assert not Order.objects.exists()


def test_a_wrong_one_is_written_down_all_the_same(person: Person, house: House) -> None:
    order = make_order(person, house.desk, number="", asked=(), whole=True, to_us=False)
    assert len(queries.wrong_with(order, MONDAY)) == 3


def test_the_same_form_twice_is_one_order(person: Person, house: House) -> None:
    once = uuid4()
    for _time in range(2):
        actions.record_order(person, make_paper(), desk=house.desk, by=house.nour, at=MONDAY, once=once)
    assert (Order.objects.count(), Asked.objects.count()) == (1, 2)


def test_nothing_is_left_behind_when_the_trace_fails(person: Person, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        make_order(person, house.desk, by=house.nour)
    assert not Order.objects.exists()


def test_the_trail_carries_codes_alone(order: Order) -> None:
    text = repr(list(Event.objects.values_list("subject", "facts")))
    assert order.reference in text
    assert "212/2026" not in text
    assert "Public prosecutor" not in text


TYPED = {
    "issuer": "court", "body": "Court of the plain", "number": "7/2026", "dated_on": "1/11/2026", "due_on": "9/11/2026",
    "to_us": "yes", "asked": "The record of consents\nThe record of identity\n",
}  # fmt: skip


def test_a_worker_writes_it_down(person: Person, nour: Client) -> None:
    page = reverse("orders:record", args=[person.reference])
    assert nour.get(page).status_code == 200
    response = nour.post(page, {**TYPED, "once": str(uuid4())})
    assert response.status_code == 302
    assert [row.opened("words") for row in Asked.objects.order_by("number")] == [
        "The record of consents",
        "The record of identity",
    ]


def test_what_was_typed_stays_when_it_is_refused(person: Person, nour: Client) -> None:
    response = nour.post(reverse("orders:record", args=[person.reference]), {**TYPED, "asked": "", "once": str(uuid4())})
    assert response.status_code == 422
    assert "Court of the plain" in response.content.decode()


def test_a_stranger_does_not_learn_that_there_is_a_file(order: Order, person: Person, people: Cast) -> None:
    zayd = signed_in(Client(), people.zayd)
    for page in (
        reverse("orders:record", args=[person.reference]),
        reverse("orders:one", args=[person.reference, order.reference]),
    ):
        assert zayd.get(page).status_code == 404


def test_another_body_that_sees_the_file_learns_of_no_order(order: Order, person: Person, people: Cast, house: House) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    zayd = signed_in(Client(), people.zayd)
    assert zayd.get(reverse("orders:one", args=[person.reference, order.reference])).status_code == 404
    assert order.reference not in zayd.get(reverse("orders:file", args=[person.reference])).content.decode()
