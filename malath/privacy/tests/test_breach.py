"""A breach: its people, the desks that make them safe, what is refused, and that nothing is left when the trace fails."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation import clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people import actions as persons
from malath.people.models import Person
from malath.people.testing import make_party, make_safe_contact
from malath.people.words import Channel, DetailKind, Tried
from malath.privacy.actions import breach as acts
from malath.privacy.actions.breach import CannotRecordBreach, CannotStep
from malath.privacy.models import Breach, Endangered, SafetyAct
from malath.privacy.queries import breach as reads
from malath.privacy.testing import MONDAY, make_block, make_breach, make_file
from malath.privacy.tests.conftest import House
from malath.privacy.words import BreachKind, Held, Order, SafetyStep, WhyNotBreach, WhyNotStep

SOON = MONDAY + timedelta(hours=2)
FRIDAY = datetime(2026, 11, 6, 10, tzinfo=clock.AMMAN)


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


@pytest.fixture
def breach(person: Person, house: House, officer: User) -> Breach:
    return make_breach(house.nour, [person])


def kinds(user: User | None, desks: list[int]) -> list[str]:
    return [item.kind for item in inbox.waiting(user.pk if user else 0, desks)]


def endangered(breach: Breach) -> Endangered:
    return Endangered.objects.get(breach=breach)


def step(
    breach: Breach, person: Person, step: SafetyStep, by: User, *, at: datetime = SOON, read: bool = False, note: str = ""
) -> Endangered:
    return acts.take_step(endangered(breach), person, step, read=read, note=note, by=by, at=at)


def test_it_names_who_and_when_and_everybody_of_whom_something_was_there(breach: Breach, person: Person, house: House) -> None:
    assert (breach.known_by, breach.known_at, breach.worker) == (house.nour.reference, MONDAY, house.nour)
    row = endangered(breach)
    assert (row.person, row.held, row.order, row.place) == (person, ["identity"], Order.FIRST, False)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts["shown"]) == (Did.BREACH_REPORTED, person.reference)
    assert b"taxi" not in bytes(breach.what or b"")


def test_officers_desks_and_who_ends_accounts_are_told_at_once_and_nobody_else(
    person: Person, house: House, officer: User, people: Cast
) -> None:
    administrator = make_user(Role.ADMINISTRATOR, people.station)
    make_breach(house.nour, [person])
    assert kinds(officer, []) == [ItemKind.BREACH_REPORTED]
    assert kinds(administrator, []) == [ItemKind.BREACH_SHUT_OUT]
    assert kinds(None, [house.desk.pk]) == [ItemKind.BREACH_SAFETY]
    assert kinds(people.zayd, [people.health_centre.pk]) == []


def test_of_a_look_without_need_no_desk_hears_before_the_officer_says_so(person: Person, house: House, officer: User) -> None:
    breach = make_breach(house.nour, [person], kind=BreachKind.LOOKED)
    assert kinds(None, [house.desk.pk]) == []
    assert not reads.waits_for_safety(person.pk)
    assert Did.BREACH_REPORTED not in {line.name for line in trail.file_lines(person.reference)}
    acts.ask_desks(breach, by=officer, at=SOON)
    assert kinds(None, [house.desk.pk]) == [ItemKind.BREACH_SAFETY]
    assert trail.file_lines(person.reference)[0].name == Did.BREACH_ASKED
    with pytest.raises(CannotRecordBreach) as refused:
        acts.ask_desks(breach, by=officer, at=SOON)
    assert refused.value.reasons == [WhyNotBreach.ASKED]


def test_the_same_form_sent_twice_is_one_breach(person: Person, house: House) -> None:
    once, told = uuid4(), acts.Told(BreachKind.DEVICE, None, house.nour, MONDAY.date(), MONDAY.date(), "Lost.")
    first = acts.report_breach(told, [], theirs=True, by=house.nour, at=MONDAY, once=once)
    assert acts.report_breach(told, [], theirs=True, by=house.nour, at=SOON, once=once) == first
    assert Breach.objects.count() == 1


def test_what_is_of_nobody_is_not_recorded(house: House) -> None:
    told = acts.Told(BreachKind.PAPERS, None, None, MONDAY.date(), MONDAY.date() + timedelta(days=1), " ")
    with pytest.raises(CannotRecordBreach) as refused:
        acts.report_breach(told, [], theirs=False, by=house.nour, at=MONDAY)
    assert refused.value.reasons == [WhyNotBreach.NOT_YOURS, WhyNotBreach.AHEAD, WhyNotBreach.NOTHING_SAID]


def test_told_by_phone_within_the_hours_makes_safe(breach: Breach, person: Person, house: House) -> None:
    make_safe_contact(person, house.desk)
    row = step(breach, person, SafetyStep.TOLD_BY_PHONE, house.nour, at=FRIDAY, note="She was alone.")
    assert row.settled_at == FRIDAY
    kept = SafetyAct.objects.get()
    assert (kept.by, kept.at, kept.opened("note")) == (house.nour.reference, FRIDAY, "She was alone.")
    assert kinds(None, [house.desk.pk]) == []
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts["step"]) == (Did.SAFETY_DONE, "told_by_phone")


PHONE, IN_DANGER = SafetyStep.TOLD_BY_PHONE, SafetyStep.TOLD_IN_DANGER


def refused(breach: Breach, person: Person, house: House, how: SafetyStep = PHONE, **more: Any) -> list[WhyNotStep]:
    try:
        step(breach, person, how, house.nour, **more)
    except CannotStep as no:
        return no.reasons
    return []


@pytest.mark.parametrize("channel", [None, Channel.NONE, Channel.IN_PERSON])
def test_nobody_is_called_otherwise_than_they_agreed(
    breach: Breach, person: Person, house: House, channel: Channel | None
) -> None:
    if channel is not None:
        make_safe_contact(person, house.desk, channel=channel)
    for how in (PHONE, IN_DANGER):
        assert WhyNotStep.NOT_AGREED in refused(breach, person, house, how, at=FRIDAY, note="He is at the door.")
    assert not SafetyAct.objects.exists()


def test_the_clock_says_whether_it_was_the_hour(breach: Breach, person: Person, house: House) -> None:
    make_safe_contact(person, house.desk)
    assert refused(breach, person, house, at=SOON, read=True) == [WhyNotStep.HOURS]
    assert refused(breach, person, house, at=FRIDAY + timedelta(hours=2, minutes=31)) == [WhyNotStep.HOURS]
    assert refused(breach, person, house, at=FRIDAY + timedelta(hours=2, minutes=10)) == []


def test_danger_breaks_the_hour_when_it_is_said_in_words(breach: Breach, person: Person, house: House) -> None:
    make_safe_contact(person, house.desk)
    assert refused(breach, person, house, IN_DANGER, note=" ") == [WhyNotStep.WHY_MISSING]
    assert refused(breach, person, house, IN_DANGER, note="He has the list and is on his way.") == []
    assert endangered(breach).settled_at == SOON


def test_danger_does_not_open_a_way_that_went_wrong(breach: Breach, person: Person, house: House) -> None:
    agreed = make_safe_contact(person, house.desk)
    at, wrong = FRIDAY - timedelta(days=2), Tried.SOMEBODY_ELSE
    persons.try_contact(person, wrong, version=agreed.version, desk=house.desk, by=house.nour, at=at)
    for how in (PHONE, IN_DANGER):
        assert refused(breach, person, house, how, at=FRIDAY, note="He is on his way.") == [WhyNotStep.CLOSED_WAY]


def test_a_number_of_another_party_is_not_called_even_in_danger(breach: Breach, person: Person, house: House) -> None:
    phone = [(DetailKind.PHONE, "+962700000012")]
    persons.write_details(person, phone, desk=house.desk, by=house.nour, at=MONDAY)
    make_safe_contact(person, house.desk, number="+962700000012")
    make_party(person, house.desk, phone="+962700000012")
    assert refused(breach, person, house, IN_DANGER, at=FRIDAY, note="He is on his way.") == [WhyNotStep.CLOSED_WAY]


def test_hours_in_words_alone_are_for_who_reads_them(breach: Breach, person: Person, house: House) -> None:
    make_safe_contact(person, house.desk, windows=())
    assert refused(breach, person, house) == [WhyNotStep.HOURS]
    assert refused(breach, person, house, read=True) == []


# Deadlines


def told_of(user: User) -> list[str]:
    return [kind for kind in kinds(user, []) if "notice" in kind]


def test_a_deadline_that_nears_and_passes_is_told_once_each(breach: Breach, house: House, officer: User) -> None:
    due = reads.deadlines(MONDAY).person_due
    near = due - timedelta(hours=1)
    assert reads.notices_due(SOON) == []
    assert reads.notices_due(near) == [breach]
    acts.remind_of_notice(breach, at=near)
    assert told_of(officer) == [ItemKind.BREACH_NOTICE_NEAR]
    assert kinds(None, [house.desk.pk]) == [ItemKind.BREACH_NOTICE_NEAR, ItemKind.BREACH_SAFETY]
    with pytest.raises(CannotRecordBreach) as again:
        acts.remind_of_notice(breach, at=near)
    assert again.value.reasons == [WhyNotBreach.NOT_DUE]
    assert reads.notices_due(near) == []
    acts.remind_of_notice(breach, at=due)
    assert told_of(officer) == [ItemKind.BREACH_NOTICE_OVER]
    assert reads.notices_due(due) == []
    acts.remind_of_notice(breach, at=reads.deadlines(MONDAY).unit_due)
    assert reads.notices_due(MONDAY + timedelta(days=30)) == []
    assert trail.verify().faults == ()


def test_who_is_safe_is_in_no_reminder_and_what_was_told_ends_it(
    breach: Breach, person: Person, house: House, officer: User
) -> None:
    due = reads.deadlines(MONDAY)
    acts.remind_of_notice(breach, at=due.person_due)
    step(breach, person, SafetyStep.TOLD_IN_PERSON, house.nour)
    assert kinds(None, [house.desk.pk]) == []
    assert told_of(officer) == [ItemKind.BREACH_NOTICE_OVER]
    acts.tell_unit(breach, number="2026/77", by=officer, at=SOON)
    assert told_of(officer) == []
    assert reads.notices_due(due.unit_due) == []


def test_of_a_look_without_need_only_the_officer_is_reminded(person: Person, house: House, officer: User) -> None:
    breach = make_breach(house.nour, [person], kind=BreachKind.LOOKED)
    acts.remind_of_notice(breach, at=reads.deadlines(MONDAY).person_due)
    assert told_of(officer) == [ItemKind.BREACH_NOTICE_OVER]
    assert kinds(None, [house.desk.pk]) == []


def test_where_a_place_was_there_telling_is_not_enough(person: Person, house: House) -> None:
    breach = make_breach(house.nour, [person], place=True)
    assert step(breach, person, SafetyStep.TOLD_IN_PERSON, house.nour).settled_at is None
    assert step(breach, person, SafetyStep.MOVES, house.nour).settled_at == SOON


def test_a_list_made_anew_loses_nobody_and_asks_again_where_a_place_is_found(
    breach: Breach, person: Person, house: House, officer: User
) -> None:
    step(breach, person, SafetyStep.TOLD_IN_PERSON, house.nour)
    other = make_file(house.desk, name="Sami Alias")
    found = [
        reads.AtRisk(reads.Found(person.pk, person.reference, frozenset({Held.STORY}), is_child=False, place=True), 2),
        reads.AtRisk(reads.Found(other.pk, other.reference, frozenset({Held.LISTED}), is_child=False, place=False), 1),
    ]
    earlier = breach.since - timedelta(days=30)
    acts.widen_breach(breach, found, since=earlier, by=officer, at=SOON)
    rows = {row.person: row for row in Endangered.objects.filter(breach=breach)}
    assert (rows[person].held, rows[person].place, rows[person].settled_at) == (["identity", "story"], True, None)
    assert rows[other].order == Order.THEN
    assert kinds(None, [house.desk.pk]) == [ItemKind.BREACH_SAFETY, ItemKind.BREACH_SAFETY]
    with pytest.raises(CannotRecordBreach) as refused:
        acts.widen_breach(breach, [], since=breach.since, by=officer, at=SOON)
    assert refused.value.reasons == [WhyNotBreach.NOT_BEFORE]


def test_it_is_contained_told_and_closed_in_that_order_or_another_but_people_first(
    breach: Breach, person: Person, house: House, officer: User
) -> None:
    def close(lessons: str = "No list of people on computers that leave the house.") -> Breach:
        return acts.close_breach(breach, lessons=lessons, officer=officer, by=officer, at=SOON)

    with pytest.raises(CannotRecordBreach) as refused:
        close()
    assert refused.value.reasons == [WhyNotBreach.PEOPLE_WAIT, WhyNotBreach.NOT_CONTAINED, WhyNotBreach.UNIT_WAITS]
    acts.contain_breach(breach, how="The account was ended.", by=officer, at=SOON)
    acts.tell_unit(breach, number="2026/77", by=officer, at=SOON)
    with pytest.raises(CannotRecordBreach):
        acts.contain_breach(breach, how="x", by=officer, at=SOON)
    with pytest.raises(CannotRecordBreach):
        acts.tell_unit(breach, number="x", by=officer, at=SOON)
    step(breach, person, SafetyStep.NOT_SAFE, house.nour, note="He reads her phone.")
    with pytest.raises(CannotRecordBreach) as refused:
        close(" ")
    assert refused.value.reasons == [WhyNotBreach.NO_LESSONS]
    closed = close()
    assert (closed.closed_at, closed.closed_by) == (SOON, officer.reference)
    assert kinds(officer, []) == []
    with pytest.raises(CannotRecordBreach):
        close()


def test_who_is_kept_from_the_officer_neither_shows_nor_is_forgotten(
    breach: Breach, person: Person, officer: User, house: House
) -> None:
    make_block(person, user=officer)
    acts.contain_breach(breach, how="Found.", by=officer, at=SOON)
    acts.tell_unit(breach, number="2026/77", by=officer, at=SOON)
    acts.close_breach(breach, lessons="None.", officer=officer, by=officer, at=SOON)
    assert endangered(breach).settled_at is None
    assert kinds(None, [house.desk.pk]) == [ItemKind.BREACH_SAFETY]
    assert step(breach, person, SafetyStep.TOLD_IN_PERSON, house.nour).settled_at == SOON


def test_it_leaves_nothing_behind_when_the_trace_fails(person: Person, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(audit, "record_list", fail)
    with pytest.raises(OSError, match="full"):
        make_breach(house.nour, [person])
    assert not Breach.objects.exists()
    assert not Endangered.objects.exists()
    assert kinds(None, [house.desk.pk]) == []
