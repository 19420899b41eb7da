"""What opens the gates, as acts: fear, talks, declaration, danger, child, papers, fines, doctor, mission."""

from datetime import timedelta
from typing import Any

import pytest

from malath.agencies.words import ServiceKind
from malath.cases import actions as cases
from malath.cases.testing import make_case
from malath.cases.words import BestInterest
from malath.foundation import clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people.actions import stay
from malath.people.words import AgeBand, Decided, Known, WaiverKind
from malath.privacy.testing import make_consent, make_guardian
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral
from malath.returns import actions, queries
from malath.returns.actions import CannotReturn
from malath.returns.models import Return
from malath.returns.testing import ASKED, DAY, DECLARED, LEAVES, flight, make_declared, make_journey, make_ready, said, wish
from malath.returns.tests.conftest import House
from malath.returns.tests.test_asking import reasons
from malath.returns.words import (
    Court,
    Fear,
    FineWay,
    Gate,
    GateState,
    Holds,
    MissionAnswer,
    PaperKind,
    PaperState,
    StopReason,
    TalkWith,
    Way,
    WhyNot,
)

TODAY = clock.in_amman(ASKED).date()


def fresh(returning: Return) -> Return:
    found = queries.return_by_reference(returning.reference)
    assert found
    return found


def holds(returning: Return, gate: Gate, at: Any = DECLARED) -> list[Holds]:
    return [hold for line in queries.gates_of(fresh(returning), at) if line.gate == gate for hold in line.holds]


def test_all_gates_open_one_after_another(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    now = Return.objects.get()
    assert now.gate == ""
    assert now.mission == house.mission.agency


def test_fear_locks_everything_and_the_embassy_until_the_person_closes_it(house: House, returning: Return) -> None:
    make_consent(returning.person, ConsentKind.C6, desk=house.office, by=house.lina, at=ASKED)
    actions.answer_fear(returning, Fear.UNSURE, Court.NONE, by=house.lina, at=ASKED)
    now = Return.objects.select_related("person__key", "key").get()
    assert not queries.may_ask_embassy(now, ASKED)
    for act in (
        lambda: actions.settle_paper(now, PaperKind.TRAVEL_DOCUMENT, PaperState.ASKED, by=house.lina, at=ASKED),
        lambda: actions.ask_mission(now, house.mission.agency, by=house.lina, at=ASKED),
        lambda: actions.declare(now, said(), "en", by=house.lina, at=ASKED),
    ):
        with pytest.raises(CannotReturn) as refused:
            act()
        assert reasons(refused)[0] == WhyNot.FEARS
    closed = actions.close_road(now, by=house.lina, at=ASKED)
    assert queries.may_ask_embassy(closed, ASKED)
    with pytest.raises(CannotReturn) as refused:
        actions.close_road(closed, by=house.lina, at=ASKED)
    assert reasons(refused) == [WhyNot.NO_FEAR]


def test_a_new_answer_about_fear_locks_again(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    actions.answer_fear(returning, Fear.YES, Court.TOLD, by=house.lina, at=DECLARED)
    assert Return.objects.get().gate == Gate.FEAR


def test_the_embassy_is_not_asked_without_a_yes(house: House, returning: Return) -> None:
    actions.answer_fear(returning, Fear.NO, Court.NONE, by=house.lina, at=ASKED)
    with pytest.raises(CannotReturn) as refused:
        actions.settle_paper(returning, PaperKind.TRAVEL_DOCUMENT, PaperState.ASKED, by=house.lina, at=ASKED)
    assert reasons(refused) == [WhyNot.NOT_CLEAR]


def test_a_declaration_that_was_taken_back_is_never_used_again(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    actions.withdraw_declaration(returning, by=house.lina, at=DECLARED)
    assert holds(returning, Gate.DECLARED) == [Holds.DECLARATION_WITHDRAWN]
    with pytest.raises(CannotReturn):
        actions.withdraw_declaration(returning, by=house.lina, at=DECLARED)
    actions.declare(returning, said(detained=True, witness=True), "en", "A lawyer of the bar", by=house.lina, at=DECLARED)
    assert holds(returning, Gate.DECLARED) == []


def test_a_talk_with_the_police_counts_for_nothing(house: House, returning: Return) -> None:
    with pytest.raises(CannotReturn):
        actions.record_talk(
            returning, TalkWith.POLICE, ASKED, "en", alone=True, own_language=True, by=house.lina, at=ASKED
        )  # fmt: skip
    assert queries.talks_of(returning) == ()


def test_a_high_danger_waits_for_an_answer(house: House, returning: Return) -> None:
    actions.assess_danger(returning, 5, 5, "The recruiter lives next door.", Way.NONE, by=house.lina, at=DECLARED)
    assert holds(returning, Gate.RISK) == [Holds.RISK_HIGH]
    actions.assess_danger(returning, 5, 5, "He goes to his aunt's town.", Way.ELSEWHERE, by=house.lina, at=DECLARED)
    assert holds(returning, Gate.RISK) == []
    with pytest.raises(CannotReturn) as refused:
        actions.assess_danger(returning, 6, 0, " ", Way.NONE, by=house.lina, at=DECLARED)
    assert reasons(refused) == [WhyNot.SCALE, WhyNot.WORDS_MISSING]


def test_fines_wait_for_a_waiver_and_a_project_pays_only_with_a_second_person(house: House, returning: Return) -> None:
    who: dict[str, Any] = {"desk": house.office, "by": house.lina, "at": ASKED}
    stay.write_overstay(returning.person, TODAY - timedelta(days=426), known=Known.SEEN, **who)
    assert holds(returning, Gate.PAPERS)[0] == Holds.OVERSTAY
    with pytest.raises(CannotReturn) as refused:
        actions.choose_fines(returning, FineWay.PROJECT, "He has nothing.", by=house.lina, at=ASKED)
    assert reasons(refused) == [WhyNot.NOT_REFUSED]
    waiver = stay.apply_for_waiver(returning.person, WaiverKind.WAIVER, on=TODAY, **who)
    stay.decide_waiver(waiver, Decided.REFUSED, on=TODAY, **who)
    actions.choose_fines(returning, FineWay.PROJECT, "He has nothing.", by=house.lina, at=ASKED)
    with pytest.raises(CannotReturn) as refused:
        actions.approve_fines(returning, by=house.lina, at=ASKED)
    assert reasons(refused) == [WhyNot.FOUR_EYES]
    assert Holds.OVERSTAY in holds(returning, Gate.PAPERS)
    actions.approve_fines(returning, by=house.omar, at=ASKED)
    assert Holds.OVERSTAY not in holds(returning, Gate.PAPERS)
    assert not Item.objects.filter(kind=ItemKind.RETURN_TO_APPROVE, seen_at=None).exists()


def test_waiting_for_the_next_exemption_leaves_the_gate_closed(house: House, returning: Return) -> None:
    with pytest.raises(CannotReturn) as refused:
        actions.approve_fines(returning, by=house.omar, at=ASKED)
    assert reasons(refused) == [WhyNot.NOTHING_TO_APPROVE]


def test_a_flight_moved_past_the_doctors_word_closes_the_gate_again(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina, until=clock.in_amman(LEAVES).date() + DAY)
    assert Return.objects.get().gate == ""
    actions.move_journey(returning, flight(LEAVES + 5 * DAY), by=house.lina, at=DECLARED)
    assert Return.objects.get().gate == Gate.FIT
    with pytest.raises(CannotReturn) as refused:
        actions.record_fitness(returning, TODAY + 9 * DAY, TODAY, fit=True, by=house.lina, at=DECLARED)
    assert reasons(refused) == [WhyNot.DAY_AHEAD, WhyNot.LIMIT_PAST]


def test_a_silent_mission_is_told_once_after_three_working_days(house: House, returning: Return) -> None:
    actions.answer_fear(returning, Fear.NO, Court.NONE, by=house.lina, at=ASKED)
    asked = actions.ask_mission(returning, house.mission.agency, by=house.lina, at=ASKED)
    with pytest.raises(CannotReturn) as refused:
        actions.ask_mission(returning, house.mission.agency, by=house.lina, at=ASKED)
    assert reasons(refused) == [WhyNot.WAITS_ALREADY]
    assert queries.silent_missions(asked.due_at - timedelta(minutes=1)) == []
    assert queries.silent_missions(asked.due_at) == [asked]
    actions.tell_silence(asked, at=asked.due_at)
    assert Item.objects.filter(kind=ItemKind.RETURN_SILENT, seen_at=None).count() == 2
    assert queries.silent_missions(asked.due_at) == []
    actions.record_answer(returning, MissionAnswer.LATER, "Not before the feast.", by=house.lina, at=asked.due_at)
    assert not Item.objects.filter(kind=ItemKind.RETURN_SILENT, seen_at=None).exists()
    with pytest.raises(CannotReturn):
        actions.record_answer(returning, MissionAnswer.CONFIRMED, by=house.lina, at=asked.due_at)


def test_a_childs_gate_needs_a_panel_a_guardian_a_receiver_and_an_escort(house: House) -> None:
    case = make_case(house.helpers, house.nour)
    make_accepted_referral(house.nour, house.helpers, house.lina, house.office, case=case, type=ServiceKind.AVRR)
    make_consent(case.person, ConsentKind.C11, desk=house.helpers, by=house.nour, at=ASKED)
    person = case.person
    row = actions.ask(person, wish(), case=case, desk=house.office, by=house.lina, at=ASKED)
    with pytest.raises(CannotReturn) as refused:
        actions.arrange_child(row, "Her aunt", traced=True, by=house.lina, at=ASKED)
    assert reasons(refused) == [WhyNot.NOT_A_CHILD]
    row.person.age_band = AgeBand.B9
    assert [hold for line in queries.gates_of(row, ASKED) if line.gate == Gate.CHILD for hold in line.holds] == [
        Holds.BEST_INTERESTS, Holds.GUARDIAN, Holds.RECEIVER, Holds.ESCORT,
    ]  # fmt: skip
    cases.record_best_interests(
        case, BestInterest.RETURN, review_on=TODAY + 30 * DAY, desk=house.helpers, by=house.nour, at=ASKED
    )
    make_guardian(person, verified_by=house.omar, desk=house.helpers, by=house.nour, at=ASKED)
    left = [hold for line in queries.gates_of(row, ASKED) if line.gate == Gate.CHILD for hold in line.holds]
    assert left == [Holds.RECEIVER, Holds.ESCORT]


def test_nothing_is_written_once_the_return_has_ended(house: House, returning: Return) -> None:
    make_declared(returning, house.lina)
    actions.stop_return(returning, StopReason.OTHER_WAY, by=house.lina, at=DECLARED)
    for act in (
        lambda: actions.answer_fear(returning, Fear.NO, Court.NONE, by=house.lina, at=DECLARED),
        lambda: make_journey(returning, house.lina, at=DECLARED, leaves_at=LEAVES),
        lambda: actions.stop_return(returning, StopReason.WISH, by=house.lina, at=DECLARED),
    ):
        with pytest.raises(CannotReturn) as refused:
            act()
        assert reasons(refused) == [WhyNot.NOT_OPEN]


def test_whoever_the_doctor_asks_to_go_along_is_named_before_the_gate_opens(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    on = DECLARED.date()
    actions.record_fitness(returning, on, on + 30 * DAY, fit=True, escort=True, by=house.lina, at=DECLARED)
    fit = queries.gates_of(returning, DECLARED)[6]
    assert (fit.state, fit.holds) == (GateState.CLOSED, (Holds.MEDICAL_ESCORT,))
    actions.move_journey(returning, flight(LEAVES, escort="A nurse"), by=house.lina, at=DECLARED)
    assert queries.gates_of(returning, DECLARED)[6].state == GateState.OPEN
