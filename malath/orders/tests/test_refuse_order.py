"""Wrong orders: nothing is given, and who sent one reads why, and not whether anybody is known here."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from malath.cases.models import Task
from malath.orders import actions, queries
from malath.orders.actions import CannotAnswer
from malath.orders.models import Order
from malath.orders.testing import make_order
from malath.orders.tests.conftest import House
from malath.orders.words import Issuer, OrderState, WhyNotOrder, WhyRefused
from malath.people.models import Person
from malath.privacy.models import Left
from malath.privacy.testing import MONDAY

WRONG = [
    ({"number": ""}, WhyRefused.NO_NUMBER),
    ({"to_us": False}, WhyRefused.OTHER_BODY),
    ({"valid_until": MONDAY.date().replace(day=1)}, WhyRefused.EXPIRED),
    ({"asked": (), "whole": True}, WhyRefused.WHOLE_FILE),
    ({"issuer": Issuer.OTHER}, WhyRefused.NO_POWER),
]


@pytest.mark.parametrize(("how", "reason"), WRONG)
def test_each_wrong_order_is_known_for_what_it_is_and_refused_with_a_letter(
    person: Person, house: House, how: dict[str, Any], reason: WhyRefused
) -> None:
    order = make_order(person, house.desk, by=house.nour, **how)
    assert queries.wrong_with(order, MONDAY) == [reason]
    refused = actions.refuse_order(order, [reason], by=house.jamil, at=MONDAY)
    letter = queries.answer_in(refused)
    assert (refused.state, refused.refused_because) == (OrderState.REFUSED, [reason.value])
    assert letter is not None
    assert str(reason.label) in letter.opened("content")


def test_the_letter_does_not_say_whether_anybody_is_known(order: Order, house: House) -> None:
    letter = queries.answer_in(actions.refuse_order(order, [WhyRefused.NOT_CLEAR], by=house.jamil, at=MONDAY))
    assert letter is not None
    text = letter.opened("content")
    assert "does not say whether anything is held about anybody" in text
    for secret in ("Person Dal", "Salma", "The address of the shelter", order.person.reference):
        assert secret not in text
    assert not Left.objects.exists()
    assert not Task.objects.exists()


def test_it_needs_a_reason_and_is_done_once(order: Order, house: House) -> None:
    with pytest.raises(CannotAnswer) as refused:
        actions.refuse_order(order, [], by=house.jamil, at=MONDAY)
    assert refused.value.reasons == [WhyNotOrder.REASON_MISSING]
    actions.refuse_order(order, [WhyRefused.NOT_CLEAR], by=house.jamil, at=MONDAY)
    with pytest.raises(CannotAnswer) as again:
        actions.refuse_order(order, [WhyRefused.NOT_CLEAR], by=house.jamil, at=MONDAY)
    assert again.value.reasons == [WhyNotOrder.ANSWERED]


def test_the_page_has_chosen_what_is_wrong_already(person: Person, house: House, jamil: Client) -> None:
    order = make_order(person, house.desk, number="", asked=(), whole=True)
    page = jamil.get(reverse("orders:decide", args=[order.reference])).content.decode()
    assert page.count("checked") == 2
    assert jamil.post(reverse("orders:refuse", args=[order.reference]), {"because": ["no_number"]}).status_code == 302
    assert jamil.post(reverse("orders:refuse", args=[order.reference]), {}).status_code == 422
