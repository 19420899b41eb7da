"""A breach: its people, the desks that make them safe, what is refused, and that nothing is left when the trace fails."""

from datetime import timedelta
from uuid import uuid4

import pytest

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.people.testing import make_safe_contact
from malath.people.words import Channel
from malath.privacy.actions import breach as acts
from malath.privacy.actions.breach import CannotRecordBreach, CannotStep
from malath.privacy.models import Breach, Endangered, SafetyAct
from malath.privacy.queries import breach as reads
from malath.privacy.testing import MONDAY, make_block, make_breach, make_file
from malath.privacy.tests.conftest import House
from malath.privacy.words import BreachKind, Held, Order, SafetyStep, WhyNotBreach, WhyNotStep

SOON = MONDAY + timedelta(hours=2)


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


def step(breach: Breach, person: Person, step: SafetyStep, by: User, *, in_hours: bool = True, note: str = "") -> Endangered:
    return acts.take_step(endangered(breach), person, step, in_hours=in_hours, note=note, by=by, at=SOON)


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
    row = step(breach, person, SafetyStep.TOLD_BY_PHONE, house.nour, note="She was alone.")
    assert row.settled_at == SOON
    kept = SafetyAct.objects.get()
    assert (kept.by, kept.at, kept.opened("note")) == (house.nour.reference, SOON, "She was alone.")
    assert kinds(None, [house.desk.pk]) == []
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts["step"]) == (Did.SAFETY_DONE, "told_by_phone")


@pytest.mark.parametrize(
    ("channel", "in_hours", "reason"),
    [
        (None, True, WhyNotStep.NOT_AGREED),
        (Channel.NONE, True, WhyNotStep.NOT_AGREED),
        (Channel.IN_PERSON, True, WhyNotStep.NOT_AGREED),
        (Channel.CALL, False, WhyNotStep.HOURS),
    ],
)
def test_nobody_is_called_otherwise_than_they_agreed(
    breach: Breach, person: Person, house: House, channel: Channel | None, in_hours: bool, reason: WhyNotStep
) -> None:
    if channel is not None:
        make_safe_contact(person, house.desk, channel=channel)
    with pytest.raises(CannotStep) as refused:
        step(breach, person, SafetyStep.TOLD_BY_PHONE, house.nour, in_hours=in_hours)
    assert refused.value.reasons == [reason]
    assert not SafetyAct.objects.exists()


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
