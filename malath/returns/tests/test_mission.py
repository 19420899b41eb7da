"""The receiving mission's own users: what they see on the yes to the transfer, what they say, and what they never see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import marks
from malath.privacy.models import Access, Consent, Left
from malath.privacy.testing import make_consent
from malath.privacy.words import BlockKind, ConsentKind, Heard
from malath.returns import actions, gates, queries
from malath.returns import rules_mission as rules
from malath.returns.actions import CannotReturn, Needed
from malath.returns.actions import mission as acts
from malath.returns.actions.showing import let_see
from malath.returns.models import Journey, Return
from malath.returns.queries import mission
from malath.returns.rules import Facts
from malath.returns.rules import gates as gates_of
from malath.returns.testing import ASKED, DECLARED, HOUR, LEAVES, make_declared, make_ready, make_ticket
from malath.returns.tests.conftest import House, clock, house, returning
from malath.returns.words import Gate, Holds, JourneyState, MissionAnswer, ReturnState, StopReason, Way, WhyNot
from malath.returns.words_mission import Known, MissionQuestion, Need

__all__ = ["clock", "house", "returning"]
ANSWERS = dict.fromkeys(MissionQuestion, Known.NOT_KNOWN) | {MissionQuestion.MEETS: Known.YES}
THERE = LEAVES + 15 * HOUR


def refusal(call: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotReturn) as refused:
        call()
    return refused.value.reasons


@pytest.fixture
def ana(house: House) -> User:
    """She works at the mission there, and signs in here."""
    return make_user(Role.RETURN, house.mission, name_en="Ana", name_ar="آنا")


def asked(house: House, returning: Return, *, agreed: bool = True) -> Consent | None:
    """The mission was asked, after the person agreed to the transfer."""
    consent = None
    if agreed:
        consent = make_consent(returning.person, ConsentKind.C12, desk=house.office, by=house.lina, at=ASKED)
    actions.ask_mission(returning, house.mission.agency, "Can you meet him?", by=house.lina, at=ASKED)
    return consent


def left(house: House, returning: Return) -> Return:
    asked(house, returning)
    acts.say_reception(returning, MissionAnswer.CONFIRMED, by=house.lina, at=ASKED)
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    return actions.depart(returning, says_yes=True, by=house.lina, at=LEAVES)


def test_who_was_asked_sees_name_and_question_and_the_look_is_recorded(house: House, returning: Return, ana: User) -> None:
    asked(house, returning)
    opened = gates.return_to_receive(ana, returning.reference, at=ASKED)
    assert opened.asked is not None
    page = mission.received_page(opened.asked, opened.sight)
    assert (page.name, page.asked, page.contact) == ("Carlos Alias", "Can you meet him?", None)
    event = Event.objects.filter(name=Did.RETURN_VIEWED, by=ana.reference).get()
    assert all(word in str(event.facts) for word in ("avrr", "consent"))
    assert [row.reference for row in gates.to_us_to_view(ana, at=ASKED).rows] == [returning.reference]
    assert Item.objects.filter(kind=ItemKind.RETURN_TO_RECEIVE, desk=house.mission).count() == 1
    assert Left.objects.filter(how="mission", to_desk=house.mission, person=returning.person).count() == 1


def test_the_mission_sees_what_is_needed_there_and_nothing_of_health_without_a_yes(
    house: House, returning: Return, ana: User
) -> None:
    make_consent(returning.person, ConsentKind.C12, desk=house.office, by=house.lina, at=ASKED)
    ask = partial(actions.ask_mission, returning, house.mission.agency, by=house.lina, at=ASKED)
    needed = Needed((Need.MEET,), "Insulin twice a day", "A small shop")
    assert refusal(lambda: ask(told=needed)) == [WhyNot.HEALTH_NOT_AGREED]
    assert refusal(lambda: ask(told=Needed(plan="She was trafficked"))) == [WhyNot.WORDS_SAY]
    ask(told=replace(needed, agreed=True))
    page = signed_in(Client(), ana).get(reverse("returns:received", args=[returning.reference])).content.decode()
    shown = ("Meet in person on arrival", "Insulin twice a day", "A small shop")
    assert [words for words in shown if words not in page] == []
    assert [words for words in ("30 to 38", "Philippines") if words not in page] == [], "the question names these"


def test_what_only_todays_words_name_is_not_shown_on_an_answer_to_the_words_of_before(
    house: House, returning: Return, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent = asked(house, returning)
    assert consent is not None
    monkeypatch.setattr(marks, "_known", lambda: {"C12": [consent.wording, "newer"]})
    page = signed_in(Client(), ana).get(reverse("returns:received", args=[returning.reference])).content.decode()
    assert "Carlos Alias" in page
    assert [words for words in ("30 to 38", "Philippines") if words in page] == []


def test_no_access_row_opens_and_every_other_door_stays_shut(house: House, returning: Return, ana: User) -> None:
    asked(house, returning)
    assert not Access.objects.filter(desk=house.mission).exists()
    for door in (gates.return_to_view, gates.return_to_work_on):
        with pytest.raises(Http404):
            door(ana, returning.reference, at=ASKED)


def test_nothing_is_seen_before_the_person_agreed_and_all_once_they_did(house: House, returning: Return, ana: User) -> None:
    asked(house, returning, agreed=False)
    with pytest.raises(Http404):
        gates.return_to_receive(ana, returning.reference, at=ASKED)
    assert refusal(lambda: let_see(returning, by=house.lina, at=ASKED)) == [WhyNot.TRANSFER_NOT_AGREED]
    make_consent(returning.person, ConsentKind.C12, desk=house.office, by=house.lina, at=ASKED)
    let_see(returning, by=house.lina, at=ASKED)
    assert gates.return_to_receive(ana, returning.reference, at=ASKED).returning == returning
    assert refusal(lambda: let_see(returning, by=house.lina, at=ASKED)) == [WhyNot.SEES_ALREADY]


def test_nobody_is_shown_what_nobody_was_asked(house: House, returning: Return) -> None:
    assert WhyNot.MISSION_NOT_ASKED in refusal(lambda: let_see(returning, by=house.lina, at=ASKED))


def test_the_page_closes_when_the_transfer_is_taken_back_and_the_mission_is_told(
    house: House, returning: Return, ana: User
) -> None:
    consent = asked(house, returning)
    assert consent is not None
    privacy.withdraw(consent, returning.person, by=house.lina, at=ASKED, heard=Heard.ALONE)
    with pytest.raises(Http404):
        gates.return_to_receive(ana, returning.reference, at=ASKED)
    assert gates.to_us_to_view(ana, at=ASKED).rows == ()
    assert Item.objects.filter(kind=ItemKind.BASIS_ENDED, desk=house.mission).count() == 1


def test_wrong_people_are_kept_out(house: House, returning: Return, ana: User) -> None:
    asked(house, returning)
    lead = make_user(Role.FOCAL_POINT, house.mission)
    with pytest.raises(PermissionDenied):
        gates.return_to_receive(lead, returning.reference, at=ASKED)
    for stranger in (house.nour, house.yusuf, house.lina):
        with pytest.raises(Http404):
            gates.return_to_receive(stranger, returning.reference, at=ASKED)
    privacy.block(returning.person, kind=BlockKind.ASKED, user=ana, by=house.lina, at=ASKED)
    with pytest.raises(Http404):
        gates.return_to_receive(ana, returning.reference, at=ASKED)
    assert gates.to_us_to_view(ana, at=ASKED).rows == ()


def test_a_mission_that_is_no_longer_the_one_and_a_return_that_was_stopped_are_seen_no_more(
    house: House, returning: Return, ana: User
) -> None:
    asked(house, returning)
    actions.stop_return(returning, StopReason.WISH, by=house.lina, at=ASKED)
    with pytest.raises(Http404):
        gates.return_to_receive(ana, returning.reference, at=ASKED)


def test_words_that_name_what_happened_do_not_go_to_a_mission(house: House, returning: Return) -> None:
    ask = lambda: actions.ask_mission(  # noqa: E731
        returning, house.mission.agency, "She is a victim of trafficking", by=house.lina, at=ASKED
    )
    assert refusal(ask) == [WhyNot.WORDS_SAY]


def test_answers_about_the_danger_close_its_gate_until_somebody_looks_anew(house: House, returning: Return, ana: User) -> None:
    make_declared(returning, house.lina)
    asked(house, returning)
    actions.assess_danger(returning, 1, 2, "Little.", Way.NONE, by=house.lina, at=DECLARED)
    acts.answer_questions(returning, ANSWERS, "His uncle asks for him.", by=ana, at=DECLARED + HOUR)
    held = {line.gate: line.holds for line in queries.gates_of(queries.locked(returning.pk), DECLARED + HOUR)}
    assert held[Gate.RISK] == (Holds.RISK_ANSWERED,)
    assert Item.objects.filter(kind=ItemKind.RETURN_ANSWERED).count() == 1
    actions.assess_danger(returning, 2, 2, "An uncle.", Way.NONE, by=house.lina, at=DECLARED + 2 * HOUR)
    held = {line.gate: line.holds for line in queries.gates_of(queries.locked(returning.pk), DECLARED + 2 * HOUR)}
    assert held[Gate.RISK] == ()


def test_the_gate_reads_the_answers(house: House) -> None:
    lines = {line.gate: line.holds for line in gates_of(Facts(ASKED.date(), answered_since=True))}
    assert lines[Gate.RISK] == (Holds.RISK_MISSING,)


@pytest.mark.parametrize(
    ("state", "is_asked", "answers", "why"),
    [
        (ReturnState.DEPARTED, True, ANSWERS, WhyNot.NOT_OPEN),
        (ReturnState.PREPARING, False, ANSWERS, WhyNot.MISSION_NOT_ASKED),
        (ReturnState.EXPECTED, True, {}, WhyNot.NOTHING_SAID),
    ],
)
def test_answers_are_refused(state: ReturnState, is_asked: bool, answers: dict[MissionQuestion, Known], why: WhyNot) -> None:
    assert rules.why_not_answer(state, answers, asked=is_asked) == [why]
    assert rules.why_not_answer(ReturnState.BOOKED, ANSWERS, asked=True) == []


def test_the_mission_says_itself_that_it_receives_and_only_once(house: House, returning: Return, ana: User) -> None:
    asked(house, returning)
    acts.say_reception(returning, MissionAnswer.CONFIRMED, "At the gate.", by=ana, at=ASKED + HOUR)
    row = queries.mission_asked(returning)
    assert row is not None
    assert (row.answer, row.answered_by) == (MissionAnswer.CONFIRMED, ana.reference)
    assert Item.objects.filter(kind=ItemKind.RETURN_ANSWERED).count() == 1
    again = lambda: acts.say_reception(returning, MissionAnswer.CANNOT, by=ana, at=ASKED + HOUR)  # noqa: E731
    assert refusal(again) == [WhyNot.NOT_WAITING]


def test_who_did_not_come_is_told_urgently_once_and_may_come_later(house: House, returning: Return, ana: User) -> None:
    left(house, returning)
    assert refusal(lambda: acts.say_missing(returning, by=ana, at=LEAVES + HOUR)) == [WhyNot.NOT_DUE_THERE]
    acts.say_missing(returning, by=ana, at=THERE + HOUR)
    assert Journey.objects.get().missing_by == ana.reference
    assert set(Item.objects.filter(kind=ItemKind.RETURN_MISSING).values_list("pressing", flat=True)) == {"urgent"}
    assert Event.objects.filter(name=Did.ARRIVAL_MISSING).exists()
    assert refusal(lambda: acts.say_missing(returning, by=ana, at=THERE + HOUR)) == [WhyNot.MISSING_ALREADY]
    acts.say_arrival(returning, THERE + 2 * HOUR, by=ana, at=THERE + 3 * HOUR)
    returning.refresh_from_db()
    assert returning.state == ReturnState.ARRIVED


def test_nobody_misses_who_has_not_left(house: House, returning: Return, ana: User) -> None:
    assert refusal(lambda: acts.say_missing(returning, by=ana, at=ASKED)) == [WhyNot.NOT_LEFT]
    assert rules.why_not_miss_arrival(JourneyState.TICKETED, ASKED, ASKED, told=False) == [WhyNot.NOT_LEFT]


@pytest.mark.parametrize(
    ("state", "days", "told", "why"),
    [
        (ReturnState.ARRIVED, 0, False, [WhyNot.NOT_EXPECTED]),
        (ReturnState.EXPECTED, 1, False, [WhyNot.NOT_DUE_THERE]),
        (ReturnState.EXPECTED, 0, True, [WhyNot.MISSING_ALREADY]),
        (ReturnState.EXPECTED, 0, False, []),
    ],
)
def test_who_is_expected_is_missed_on_the_day(state: ReturnState, days: int, told: bool, why: list[WhyNot]) -> None:
    today = ASKED.date()
    assert rules.why_not_miss_incoming(state, today + timedelta(days=days), today, told=told) == why


def on(page: str, row: Return) -> str:
    return reverse(f"returns:{page}", args=[row.reference])


def test_the_pages_of_the_mission_in_neutral_words(house: House, returning: Return, ana: User, clock: Clock) -> None:
    asked(house, returning)
    clock.at = ASKED
    client = signed_in(Client(), ana)
    assert returning.reference in client.get(reverse("returns:to_us")).content.decode()
    page = client.get(on("received", returning)).content.decode()
    assert "Can you meet him?" in page
    assert not [word for word in ("victim", "traffick", "Stranded", "Money") if word.lower() in page.lower()]
    assert client.post(on("say_risks", returning), {"meets": "yes"}).status_code == 422
    typed = {one.value: "not_known" for one in MissionQuestion}
    assert client.post(on("say_risks", returning), {**typed, "told": "Ask again in May."}).status_code == 302
    assert client.post(on("say_reception", returning), {"answer": "confirmed"}).status_code == 302
    page = client.get(on("received", returning)).content.decode()
    assert "Ask again in May." in page
    assert client.post(on("say_arrival", returning), {"day": "01/01/2026", "hour": "10:00"}).status_code == 422
    assert client.get(on("say_missing", returning)).status_code == 405
    office = signed_in(Client(), house.lina).get(on("checklist", returning)).content.decode()
    assert "Ask again in May." in office


def test_a_case_beside_it_is_never_told(house: House, ana: User, clock: Clock) -> None:
    clock.at = ASKED
    case = make_case(house.helpers, house.nour, ASKED - HOUR, name="Worker A")
    for path in ("cases:list", "privacy:search", "returns:to_us"):
        assert case.reference not in signed_in(Client(), ana).get(reverse(path)).content.decode()
