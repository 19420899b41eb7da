"""Somebody asks to go home: with a file or without, with a case or without; it stops, and begins again."""

from typing import Any
from uuid import uuid4

import pytest

from malath.accounts import queries as accounts
from malath.agencies.words import ServiceKind
from malath.audit.models import Event
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.people.models import Person
from malath.people.words import AgeBand
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import CannotRecord
from malath.privacy.queries.answers import standing_row
from malath.privacy.testing import SPOKEN, make_consent
from malath.privacy.wording import wording
from malath.privacy.words import ConsentKind, Heard, Section
from malath.referrals.testing import make_accepted_referral
from malath.returns import actions, queries
from malath.returns.actions import CannotReturn, Met
from malath.returns.models import Declaration, Return
from malath.returns.testing import ASKED, DAY, DECLARED, make_declared, make_ready, make_return, make_ticket, wish
from malath.returns.tests.conftest import House
from malath.returns.words import Fear, Gate, JourneyState, Pressing, ReturnKind, ReturnState, StopReason, WhyNot


def reasons(error: Any) -> list[WhyNot]:
    return list(error.value.reasons)


def test_somebody_walks_in_and_no_case_of_trafficking_begins(house: House, returning: Return) -> None:
    assert (returning.state, returning.gate) == (ReturnState.PREPARING, Gate.FEAR)
    assert Case.objects.count() == 0
    sight = privacy_queries.lasting_sight(accounts.holdings(house.lina, ASKED), returning.person, ASKED)
    assert sight is not None
    assert sight.sees(Section.IDENTITY)


def test_it_needs_both_answers_and_keeps_nothing_without(house: House) -> None:
    with pytest.raises(CannotReturn) as refused:
        make_return(house.office, house.lina, own_means=True)
    assert reasons(refused) == [WhyNot.HAS_MEANS]
    assert Person.objects.count() == 0
    with pytest.raises(CannotRecord):
        make_return(house.office, house.lina, facts={"age_band": AgeBand.B9})
    assert Person.objects.count() == 0


def test_what_presses_moves_somebody_up_and_lies_sealed(house: House) -> None:
    row = make_return(house.office, house.lina, pressing=[Pressing.ILL, Pressing.NO_ROOF], words="He sleeps at the site.")
    assert row.priority == 4
    assert row.opened("pressing").split() == ["ill", "no_roof"]
    assert b"site" not in bytes(row.words)


def test_one_return_of_a_person_is_open_at_a_time(house: House, returning: Return) -> None:
    with pytest.raises(CannotReturn) as refused:
        actions.ask(returning.person, wish(), desk=house.office, by=house.lina, at=ASKED)
    assert reasons(refused) == [WhyNot.OPEN_ALREADY]


def test_the_same_form_twice_is_one_person(house: House) -> None:
    once, words = uuid4(), {kind: wording(kind).proof for kind in (ConsentKind.C1, ConsentKind.C11)}
    met = Met(SPOKEN, words, {"age_band": AgeBand.B30})
    first, second = (actions.ask_first(met, wish(), desk=house.office, by=house.lina, at=ASKED, once=once) for _ in range(2))
    assert first == second
    assert Return.objects.count() == 1


def test_a_person_with_a_case_is_asked_about_a_file_for_return_first(house: House) -> None:
    case = make_case(house.helpers, house.nour)
    make_accepted_referral(house.nour, house.helpers, house.lina, house.office, case=case, type=ServiceKind.AVRR)
    asked: dict[str, Any] = {"case": case, "desk": house.office, "by": house.lina, "at": DECLARED}
    with pytest.raises(CannotReturn) as refused:
        actions.ask(case.person, wish(), **asked)
    assert reasons(refused) == [WhyNot.NOT_AGREED]
    make_consent(case.person, ConsentKind.C11, desk=house.helpers, by=house.nour, at=ASKED)
    assert actions.ask(case.person, wish(), **asked).case == case
    assert not queries.decided_of(case)


def test_a_status_that_nobody_decided_is_not_written(house: House) -> None:
    with pytest.raises(CannotReturn) as refused:
        make_return(house.office, house.lina, kind=ReturnKind.POTENTIAL)
    assert reasons(refused) == [WhyNot.NO_CASE]


def test_it_stops_without_a_trace_against_anybody_and_begins_again_with_a_new_declaration(
    house: House, returning: Return
) -> None:
    make_declared(returning, house.lina)
    stopped = actions.stop_return(returning, StopReason.WISH, by=house.lina, at=DECLARED)
    assert stopped.state == ReturnState.STOPPED
    assert not Declaration.objects.filter(withdrawn_at=None).exists()
    again = actions.reopen(stopped, desk=house.office, by=house.lina, at=DECLARED + DAY)
    assert (again.state, again.fear) == (ReturnState.PREPARING, Fear.NOT_ASKED)
    assert Gate.DECLARED in [line.gate for line in queries.gates_of(again, DECLARED + DAY) if line.is_closed]
    with pytest.raises(CannotReturn):
        actions.reopen(again, desk=house.office, by=house.lina, at=DECLARED + DAY)


def test_a_withdrawal_stops_the_return_and_nobody_travels_on_it(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    assert queries.to_stop(DECLARED) == []
    agreed = standing_row(returning.person_id, ConsentKind.C11, None)
    assert agreed
    privacy.withdraw(agreed, returning.person, by=house.lina, at=DECLARED, heard=Heard.ALONE)
    found = queries.to_stop(DECLARED)
    assert found == [returning]
    stopped = actions.stop(found[0], at=DECLARED)
    assert (stopped.state, stopped.stopped_because) == (ReturnState.STOPPED, StopReason.WITHDRAWN)
    assert stopped.journeys.get().state == JourneyState.CANCELLED
    assert queries.to_stop(DECLARED) == []


def test_the_worker_stops_nothing_whose_desk_still_sees_the_file(returning: Return) -> None:
    with pytest.raises(CannotReturn):
        actions.stop(returning, at=DECLARED)
    assert queries.standing_on([returning.person_id], returning.desk) == [returning]


def test_each_act_leaves_its_event(house: House, returning: Return) -> None:
    make_declared(returning, house.lina)
    kinds = set(Event.objects.filter(subject=returning.reference).values_list("name", flat=True))
    assert {"return.asked", "return.fear", "return.talk", "return.declared"} <= kinds
