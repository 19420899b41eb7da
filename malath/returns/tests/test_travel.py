"""The journey: no ticket behind a closed gate, a no at the gate, a missed flight, an arrival that nobody confirms."""

from datetime import timedelta
from decimal import Decimal

import pytest

from malath.inbox.models import Item
from malath.inbox.words import ItemKind, Pressing
from malath.returns import actions, queries
from malath.returns.actions import CannotReturn
from malath.returns.models import Declaration, Journey, Return
from malath.returns.testing import (
    DAY,
    DECLARED,
    HOUR,
    LEAVES,
    flight,
    make_declared,
    make_journey,
    make_ready,
    make_ticket,
)
from malath.returns.tests.conftest import House
from malath.returns.tests.test_asking import reasons
from malath.returns.words import JourneyState, MissionAnswer, ReturnState, StopReason, WhyNot


def left(returning: Return, house: House) -> Return:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    return actions.depart(returning, says_yes=True, by=house.lina, at=LEAVES)


def test_no_ticket_is_bought_while_a_gate_is_closed(house: House, returning: Return) -> None:
    make_declared(returning, house.lina)
    with pytest.raises(CannotReturn) as refused:
        make_ticket(returning, house.lina)
    assert reasons(refused) == [WhyNot.NO_JOURNEY]
    make_journey(returning, house.lina, at=DECLARED, leaves_at=LEAVES)
    with pytest.raises(CannotReturn) as refused:
        make_ticket(returning, house.lina)
    assert reasons(refused) == [WhyNot.GATE_CLOSED]


def test_somebody_goes_home(house: House, returning: Return) -> None:
    left(returning, house)
    with pytest.raises(CannotReturn) as refused:
        actions.confirm_arrival(returning, LEAVES - HOUR, by=house.lina, at=LEAVES + DAY)
    assert reasons(refused) == [WhyNot.BEFORE_LEAVING]
    home = actions.confirm_arrival(returning, LEAVES + 15 * HOUR, by=house.lina, at=LEAVES + 16 * HOUR)
    assert home.state == ReturnState.ARRIVED
    assert queries.unconfirmed(LEAVES + 9 * DAY) == []
    assert [leg.opened("way") for leg in Journey.objects.get().legs.order_by("leaves_at")] == ["AMM–DXB 901", "DXB–MNL 332"]


def test_a_no_at_the_gate_stops_without_penalty_and_the_old_signature_never_counts_again(
    house: House, returning: Return
) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    with pytest.raises(CannotReturn) as refused:
        actions.depart(returning, says_yes=None, by=house.lina, at=LEAVES)
    assert reasons(refused) == [WhyNot.WISH_NOT_ASKED]
    said_no = actions.depart(returning, says_yes=False, by=house.lina, at=LEAVES)
    assert (said_no.state, said_no.stopped_because) == (ReturnState.STOPPED, StopReason.WISH)
    assert Journey.objects.get().state == JourneyState.REFUSED
    assert Item.objects.filter(kind=ItemKind.RETURN_REFUND, seen_at=None).count() == 1
    again = actions.reopen(returning, desk=house.office, by=house.lina, at=LEAVES + DAY)
    assert queries.declaration_of(again) is None
    asked = queries.mission_asked(again)
    assert asked
    assert asked.answer == MissionAnswer.LATER
    assert Declaration.objects.get().withdrawn_at == LEAVES


def test_an_unused_fare_is_asked_back_never_of_the_person_and_never_more_than_it_was(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    missed = actions.miss(returning, by=house.lina, at=LEAVES + HOUR)
    assert missed.state == ReturnState.PREPARING
    with pytest.raises(CannotReturn) as refused:
        actions.record_refund(returning, Decimal("412.501"), by=house.lina, at=LEAVES + DAY)
    assert reasons(refused) == [WhyNot.TOO_MUCH]
    actions.record_refund(returning, Decimal(0), by=house.lina, at=LEAVES + DAY)
    assert not Item.objects.filter(kind=ItemKind.RETURN_REFUND, seen_at=None).exists()
    with pytest.raises(CannotReturn) as refused:
        actions.record_refund(returning, Decimal(1), by=house.lina, at=LEAVES + DAY)
    assert reasons(refused) == [WhyNot.NOTHING_UNUSED]


def test_a_declaration_taken_back_after_the_ticket_ends_the_journey(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    back = actions.withdraw_declaration(returning, by=house.lina, at=LEAVES - HOUR)
    assert back.state == ReturnState.PREPARING
    assert queries.unused_journey(back)
    with pytest.raises(CannotReturn) as refused:
        actions.depart(returning, says_yes=True, by=house.lina, at=LEAVES)
    assert reasons(refused) == [WhyNot.NO_TICKET]


def test_nothing_is_taken_back_once_the_person_has_boarded(house: House, returning: Return) -> None:
    left(returning, house)
    with pytest.raises(CannotReturn) as refused:
        actions.withdraw_declaration(returning, by=house.lina, at=LEAVES)
    assert reasons(refused) == [WhyNot.ON_THE_WAY]
    with pytest.raises(CannotReturn):
        actions.stop_return(returning, StopReason.WISH, by=house.lina, at=LEAVES)


def test_an_arrival_that_nobody_confirms_is_told_to_both_missions_once(house: House, returning: Return) -> None:
    left(returning, house)
    due = LEAVES + 15 * HOUR + DAY
    assert queries.unconfirmed(due - timedelta(minutes=1)) == []
    actions.raise_alarm(queries.unconfirmed(due)[0], at=due)
    told = Item.objects.filter(kind=ItemKind.RETURN_UNCONFIRMED, seen_at=None)
    assert {(item.user_id, item.desk_id, item.pressing) for item in told} == {
        (house.lina.pk, None, Pressing.URGENT), (None, house.mission.pk, Pressing.URGENT),
    }  # fmt: skip
    assert not [item for item in told if item.desk_id and (item.link or item.subject == returning.person.reference)]
    assert queries.unconfirmed(due) == []
    actions.confirm_arrival(returning, due, by=house.lina, at=due)
    assert not told.all().exists()


def test_a_journey_is_planned_once_moved_and_cancelled(house: House, returning: Return) -> None:
    make_declared(returning, house.lina)
    make_journey(returning, house.lina, at=DECLARED, leaves_at=LEAVES)
    with pytest.raises(CannotReturn) as refused:
        make_journey(returning, house.lina, at=DECLARED, leaves_at=LEAVES)
    assert reasons(refused) == [WhyNot.PLANNED_ALREADY]
    moved = actions.move_journey(returning, flight(LEAVES + DAY), by=house.lina, at=DECLARED)
    assert moved.legs.count() == 2
    actions.cancel_journey(returning, by=house.lina, at=DECLARED)
    for act in (
        lambda: actions.cancel_journey(returning, by=house.lina, at=DECLARED),
        lambda: actions.move_journey(returning, flight(LEAVES), by=house.lina, at=DECLARED),
    ):
        with pytest.raises(CannotReturn) as refused:
            act()
        assert reasons(refused) == [WhyNot.NO_JOURNEY]


def test_places_and_names_of_a_journey_lie_sealed(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    row = Journey.objects.get()
    stored = b"".join(bytes(one) for one in (row.meets, *row.legs.values_list("way", flat=True)))
    assert b"Ana" not in stored
    assert b"DXB" not in stored
