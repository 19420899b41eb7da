"""What leaves on an order: checked by another, given as it was checked, to that office alone; and the file stays closed."""

import json
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit import actions as audit
from malath.cases.models import Case, Task
from malath.documents.models import Letter
from malath.foundation.acts import unguarded
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.orders import actions, queries
from malath.orders.actions import CannotAnswer
from malath.orders.models import Order
from malath.orders.queries.things import things_of
from malath.orders.testing import make_checked, make_decided, make_order, make_released
from malath.orders.tests.conftest import NOWHERE, House, answered
from malath.orders.words import OrderState, ThingKind, WhyNotOrder
from malath.people.models import Person
from malath.privacy import queries as privacy
from malath.privacy.models import Access, Basis, Left
from malath.privacy.testing import MONDAY, make_agreement, make_block
from malath.workday.tick import tick


@pytest.fixture
def note(order: Order) -> str:
    return next(thing.code for thing in things_of(order) if thing.kind == ThingKind.NOTE)


def refused(act: object) -> list[WhyNotOrder]:
    with pytest.raises(CannotAnswer) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.reasons


def text_of(order: Order) -> str:
    letter = queries.answer_in(order)
    assert letter is not None
    return letter.opened("content")


def test_only_what_was_checked_is_given(order: Order, house: House) -> None:
    decided = make_decided(order, by=house.jamil)
    assert refused(lambda: actions.release_order(decided, by=house.jamil, at=MONDAY)) == [WhyNotOrder.NOT_CHECKED]
    released = actions.release_order(make_checked(decided, house.rana), by=house.jamil, at=MONDAY)
    assert (released.state, released.answered_by) == (OrderState.RELEASED, house.jamil.reference)
    assert json.loads(text_of(released)) == queries.package_in(released)


def test_who_wrote_it_down_does_not_check_it(person: Person, house: House) -> None:
    order = make_decided(make_order(person, house.desk, by=house.rana))
    assert refused(lambda: make_checked(order, house.rana)) == [WhyNotOrder.OWN]


def test_it_says_what_is_given_and_never_what_else_there_is(person: Person, house: House, order: Order, note: str) -> None:
    make_agreement(person, house.office.agency, desk=house.desk, by=house.nour)
    text = text_of(make_released(person, house.desk, house.rana))
    assert "The record of what she agreed to" in text
    for not_named in ("Salma", "broker", "Person Dal", "0700000034", "Note"):
        assert not_named not in text


def test_names_of_others_are_struck_out(order: Order, house: House, note: str) -> None:
    checked = make_checked(make_decided(order, (note,), by=house.jamil), house.rana, strike="the broker")
    text = checked.opened("package")
    assert "my sister [***] knows [***]." in text
    assert "Salma" not in text


def test_who_does_not_see_a_note_does_not_check_it(order: Order, house: House, note: str) -> None:
    make_decided(order, (note,), by=house.jamil)
    with unguarded():
        Access.objects.filter(person=order.person).update(level=2)
    client = signed_in(Client(), house.rana)
    assert client.get(reverse("orders:check", args=[order.person.reference, order.reference])).status_code == 403


def test_no_access_opens_and_a_search_finds_nothing(person: Person, house: House, faris: Client) -> None:
    before = (Access.objects.count(), Basis.objects.count())
    make_released(person, house.desk, house.rana, to_desk=house.office)
    assert (Access.objects.count(), Basis.objects.count()) == before
    assert privacy.sight_of(accounts.holdings(house.faris, MONDAY), person.reference, MONDAY) is None
    assert faris.get(reverse("workday:person", args=[person.reference])).status_code == 404
    found = faris.post(reverse("privacy:search"), {"phone": "+962700000034", "why": "identify"})
    assert person.reference not in found.content.decode()


def test_it_stands_among_what_has_left(person: Person, house: House) -> None:
    order = make_released(person, house.desk, house.rana, to_desk=house.office)
    row = Left.objects.get(person=person)
    assert (row.how, row.to_desk, row.reference, row.basis) == ("order", house.office, order.reference, None)
    assert [line.to for line in privacy.left_lines(person)] == [house.office.agency.name]


def test_the_office_reads_the_answer_and_nobody_else(person: Person, house: House, faris: Client, nour: Client) -> None:
    order = make_released(person, house.desk, house.rana, to_desk=house.office)
    page = reverse("orders:answer", args=[order.reference])
    assert Item.objects.get(kind=ItemKind.ORDER_ANSWER_HERE).user == house.faris
    assert "The record of what she agreed to" in faris.get(page).content.decode()
    copy = faris.post(reverse("orders:take_answer", args=[order.reference]))
    assert copy["Content-Type"] == "application/pdf"
    assert copy.content.startswith(b"%PDF")
    assert Letter.objects.get().taken == 1
    assert nour.get(page).status_code == 404


def test_a_prosecutor_who_is_kept_out_gets_what_a_stranger_gets(person: Person, house: House, faris: Client) -> None:
    make_block(person, user=house.faris, at=MONDAY)
    order = make_released(person, house.desk, house.rana, to_desk=house.office)
    assert not Item.objects.filter(user=house.faris).exists()
    answered(faris, "orders:answer", NOWHERE)
    nothing = answered(faris, "orders:answer", NOWHERE)
    assert nothing[0] == 404
    assert answered(faris, "orders:answer", order.reference) == nothing


def test_nothing_is_read_before_it_is_answered(order: Order, house: House, faris: Client) -> None:
    make_checked(make_decided(order, by=house.jamil), house.rana)
    answered(faris, "orders:answer", NOWHERE)
    nothing = answered(faris, "orders:answer", NOWHERE)
    assert nothing[0] == 404
    assert answered(faris, "orders:answer", order.reference) == nothing


def test_the_key_worker_is_asked_to_tell_and_nobody_writes_to_the_person(person: Person, house: House) -> None:
    order = make_released(person, house.desk, house.rana)
    task = Task.objects.get()
    assert (task.worker, task.desk, task.reference) == (house.nour, house.desk, order.task)


def test_an_order_that_ran_out_meanwhile_gives_nothing(person: Person, house: House) -> None:
    order = make_order(person, house.desk, valid_until=MONDAY.date())
    checked = make_checked(make_decided(order), house.rana)
    later = MONDAY + timedelta(days=2)
    assert refused(lambda: actions.release_order(checked, by=house.jamil, at=later)) == [WhyNotOrder.WRONG]


def test_it_is_given_once(person: Person, house: House) -> None:
    order = make_released(person, house.desk, house.rana)
    assert refused(lambda: actions.release_order(order, by=house.jamil, at=MONDAY)) == [WhyNotOrder.ANSWERED]


def test_what_was_read_is_what_was_decided(order: Order, house: House) -> None:
    """The officer decided anew while the supervisor was reading."""
    decided = make_decided(order, by=house.jamil)
    seen = decided.decided_at
    make_decided(order, ("summary:",), by=house.jamil, at=MONDAY + timedelta(minutes=1))
    holdings = accounts.holdings(house.rana, MONDAY)
    found = privacy.sight_of(holdings, order.person.reference, MONDAY)
    assert found is not None
    assert seen is not None
    assert refused(
        lambda: actions.check_order(
            order, decided_at=seen, sight=found[1], holdings=holdings, strike="", by=house.rana, at=MONDAY
        )
    ) == [WhyNotOrder.CHANGED]


def test_it_is_given_back_with_a_reason(order: Order, house: House) -> None:
    decided = make_decided(order, by=house.jamil)
    assert refused(lambda: actions.give_back_order(decided, because=" ", by=house.rana, at=MONDAY)) == [
        WhyNotOrder.REASON_MISSING
    ]
    back = actions.give_back_order(decided, because="It names her sister.", by=house.rana, at=MONDAY)
    assert (back.state, back.opened("objection")) == (OrderState.RECEIVED, "It names her sister.")


def test_nothing_is_left_behind_when_the_trace_fails(order: Order, house: House) -> None:
    checked = make_checked(make_decided(order, by=house.jamil), house.rana)
    with mock.patch.object(audit, "record", side_effect=OSError), pytest.raises(OSError):  # noqa: PT011  # ours
        actions.release_order(checked, by=house.jamil, at=MONDAY)
    checked.refresh_from_db()
    assert checked.state == OrderState.CHECKED
    assert not Letter.objects.exists()
    assert not Left.objects.exists()


def test_the_pages_walk_from_the_look_to_the_copy(
    order: Order, house: House, rana: Client, jamil: Client, nour: Client
) -> None:
    decided = make_decided(order, by=house.jamil)
    names = [order.person.reference, order.reference]
    page = rana.get(reverse("orders:check", args=names))
    assert page.status_code == 200
    assert decided.decided_at is not None
    typed = {"seen": decided.decided_at.isoformat(), "strike": "agreed"}
    again = rana.post(reverse("orders:check", args=names), typed)
    assert "what she [***] to" not in again.content.decode()  # the words of the order stay as they are
    assert rana.post(reverse("orders:check", args=names), {**typed, "sure": "on"}).status_code == 302
    assert jamil.post(reverse("orders:release", args=[order.reference])).status_code == 302
    assert nour.post(reverse("orders:copy", args=names)).content.startswith(b"%PDF")


def test_workers_do_not_check(order: Order, house: House, nour: Client) -> None:
    make_decided(order, by=house.jamil)
    assert nour.get(reverse("orders:check", args=[order.person.reference, order.reference])).status_code == 403


def test_it_needs_post(order: Order, jamil: Client) -> None:
    assert jamil.get(reverse("orders:release", args=[order.reference])).status_code == 405


def test_whoever_it_waits_for_is_reminded_a_day_before_once(order: Order, house: House) -> None:
    make_decided(order, by=house.jamil)
    at = order.due_at - timedelta(hours=3)
    assert queries.to_remind(order.due_at - timedelta(days=2)) == []
    for _time in range(2):
        tick(at)
    due = Item.objects.filter(kind=ItemKind.ORDER_DUE)
    assert {item.user for item in due} == {house.rana, house.jamil}
    assert due.count() == 2


def test_another_officer_than_of_the_body_gets_404(order: Order, case: Case) -> None:
    other = signed_in(Client(), make_user(Role.DPO))
    assert other.get(reverse("orders:decide", args=[order.reference])).status_code == 404
