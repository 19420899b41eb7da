"""Who is made safe first, until when who is told, and why something is refused. Pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.audit.words import Did
from malath.people.rules import MayContact
from malath.people.words import Channel, WhyNotContact
from malath.privacy import breach_rules as rules
from malath.privacy.breach_rules import Danger, Way
from malath.privacy.queries.breach import deadlines
from malath.privacy.testing import MONDAY
from malath.privacy.words import Held, Order, SafetyStep, WhyNotBreach, WhyNotStep

NOW, LATER = MayContact(), MayContact((WhyNotContact.OUTSIDE_HOURS,))
IN_WORDS, WENT_WRONG = MayContact((WhyNotContact.NO_HOURS,)), MayContact((WhyNotContact.LAST_TRY_ALARMING,))
NO_WAY = Way(None, MayContact((WhyNotContact.NOTHING_AGREED,)))
DANGERS = st.builds(
    Danger,
    held=st.frozensets(st.sampled_from(list(Held)), min_size=1),
    danger=st.integers(1, 4),
    is_child=st.booleans(),
    place=st.booleans(),
)


@pytest.mark.parametrize(
    ("held", "danger", "child", "place", "order"),
    [
        ({Held.IDENTITY}, 1, False, True, Order.FIRST),
        ({Held.STORY}, 4, False, False, Order.FIRST),
        ({Held.LISTED}, 4, False, False, Order.NEXT),
        ({Held.STORY}, 2, False, False, Order.NEXT),
        ({Held.LISTED}, 1, True, False, Order.NEXT),
        ({Held.LISTED, Held.STATUS}, 2, False, False, Order.THEN),
    ],
)
def test_who_can_be_found_comes_first(held: set[Held], danger: int, child: bool, place: bool, order: Order) -> None:
    assert rules.order(Danger(frozenset(held), danger, is_child=child, place=place)) == order


@given(one=DANGERS, other=DANGERS)
def test_a_place_that_was_there_outweighs_everything(one: Danger, other: Danger) -> None:
    if one.place and not other.place:
        assert rules.weight(one) > rules.weight(other)
    if one.place:
        assert rules.order(one) == Order.FIRST


@given(one=DANGERS)
def test_nobody_comes_later_because_more_was_there_or_they_are_in_more_danger(one: Danger) -> None:
    worse = Danger(one.held | {Held.IDENTITY}, min(one.danger + 1, 4), one.is_child, one.place)
    assert rules.order(worse) <= rules.order(one)
    assert rules.weight(worse) >= rules.weight(one)


def test_what_stands_nowhere_tells_the_story() -> None:
    assert rules.held_by([Did.NOTE_WRITTEN, Did.REFERRAL_VIEWED, Did.CASES_LISTED, Did.FILE_EXPORTED]) == {
        Held.STORY,
        Held.REFERRAL,
        Held.LISTED,
        Held.EXPORTED,
    }
    assert rules.held_by([Did.PERSON_VIEWED]) == {Held.STATUS}
    assert rules.held_by([Did.IDENTITY_VIEWED]) == {Held.IDENTITY}


def test_a_place_was_there_only_where_more_than_a_list_was() -> None:
    assert rules.place_was_there(held={Held.STORY}, address=False, sheltered=True)
    assert rules.place_was_there(held={Held.NAMED}, address=True, sheltered=False)
    assert not rules.place_was_there(held={Held.LISTED}, address=True, sheltered=True)
    assert not rules.place_was_there(held={Held.IDENTITY}, address=False, sheltered=False)


def test_the_deadlines_come_from_the_country_and_say_that_nobody_confirmed_them() -> None:
    found = deadlines(MONDAY)
    assert (found.person_due - MONDAY).total_seconds() == 24 * 3600
    assert (found.unit_due - MONDAY).total_seconds() == 72 * 3600
    assert not found.verified


@pytest.mark.parametrize(
    ("steps", "place", "settled"),
    [
        ([], False, False),
        ([SafetyStep.NOT_REACHED], False, False),
        ([SafetyStep.PLAN_CHANGED], False, False),
        ([SafetyStep.TOLD_BY_PHONE], False, True),
        ([SafetyStep.NOT_SAFE], False, True),
        ([SafetyStep.TOLD_IN_PERSON], True, False),
        ([SafetyStep.MOVES], True, False),
        ([SafetyStep.TOLD_IN_PERSON, SafetyStep.STAYS], True, True),
    ],
)
def test_nothing_waits_once_told_and_the_place_is_decided(steps: list[SafetyStep], place: bool, settled: bool) -> None:
    assert rules.is_settled(steps, place=place) is settled


@pytest.mark.parametrize(
    ("step", "way", "reasons"),
    [
        (SafetyStep.TOLD_BY_PHONE, Way(Channel.CALL, NOW), []),
        (SafetyStep.TOLD_BY_PHONE, Way(Channel.CALL, LATER), [WhyNotStep.HOURS]),
        (SafetyStep.TOLD_BY_PHONE, Way(Channel.CALL, LATER, read=True), [WhyNotStep.HOURS]),
        (SafetyStep.TOLD_BY_PHONE, Way(Channel.CALL, IN_WORDS), [WhyNotStep.HOURS]),
        (SafetyStep.TOLD_BY_PHONE, Way(Channel.CALL, IN_WORDS, read=True), []),
        (SafetyStep.TOLD_BY_PHONE, Way(Channel.CALL, WENT_WRONG, read=True), [WhyNotStep.CLOSED_WAY]),
        (SafetyStep.TOLD_BY_PHONE, Way(Channel.IN_PERSON, NOW), [WhyNotStep.NOT_AGREED]),
        (SafetyStep.TOLD_BY_PHONE, NO_WAY, [WhyNotStep.NOT_AGREED]),
        (SafetyStep.TOLD_THROUGH, Way(Channel.CALL, NOW), [WhyNotStep.NOT_AGREED]),
        (SafetyStep.TOLD_THROUGH, Way(Channel.THROUGH, NOW), []),
        (SafetyStep.TOLD_IN_DANGER, Way(Channel.MESSAGE, LATER), [WhyNotStep.WHY_MISSING]),
        (SafetyStep.TOLD_IN_PERSON, NO_WAY, []),
        (SafetyStep.NOT_SAFE, NO_WAY, [WhyNotStep.WHY_MISSING]),
        (SafetyStep.MOVES, NO_WAY, [WhyNotStep.NO_ADDRESS]),
    ],
)
def test_a_person_is_told_only_as_they_agreed(step: SafetyStep, way: Way, reasons: list[WhyNotStep]) -> None:
    assert rules.why_not_step(step, done=[], way=way, place=False, note=" ") == reasons


MAY = st.builds(MayContact, st.lists(st.sampled_from(WhyNotContact), unique=True).map(tuple))


@given(channel=st.none() | st.sampled_from(Channel), may=MAY, read=st.booleans(), note=st.text(max_size=3))
def test_danger_opens_the_hour_and_nothing_else(channel: Channel | None, may: MayContact, read: bool, note: str) -> None:
    way = Way(channel, may, read)
    allowed = rules.why_not_step(SafetyStep.TOLD_IN_DANGER, done=[], way=way, place=False, note=note) == []
    by_phone = rules.why_not_step(SafetyStep.TOLD_BY_PHONE, done=[], way=way, place=False, note=note)
    assert not allowed or (note.strip() and set(by_phone) <= {WhyNotStep.HOURS, WhyNotStep.NOT_AGREED})
    assert not allowed or not set(may.why_not) - {WhyNotContact.OUTSIDE_HOURS, WhyNotContact.NO_HOURS}


@given(hours=st.integers(1, 72), minutes=st.integers(0, 6000))
def test_a_deadline_nears_in_its_last_quarter_and_then_passes(hours: int, minutes: int) -> None:
    due, at = MONDAY + timedelta(hours=hours), MONDAY + timedelta(minutes=minutes)
    expected = rules.PASSED if minutes >= 60 * hours else rules.NEAR if minutes >= 45 * hours else 0
    assert rules.stage(due, MONDAY, at) == expected


def test_who_was_told_is_not_told_twice_but_a_plan_may_change() -> None:
    done = [SafetyStep.TOLD_IN_PERSON]
    again = rules.why_not_step(SafetyStep.TOLD_IN_PERSON, done=done, way=Way(Channel.CALL, NOW), place=False, note="")
    assert again == [WhyNotStep.DONE]
    assert not rules.why_not_step(SafetyStep.PLAN_CHANGED, done=done, way=NO_WAY, place=False, note="x")


def test_papers_never_close_before_people() -> None:
    found = rules.why_not_close(closed=False, waiting=1, contained=False, unit_told=False, lessons="")
    assert found == [
        WhyNotBreach.PEOPLE_WAIT, WhyNotBreach.NOT_CONTAINED, WhyNotBreach.UNIT_WAITS, WhyNotBreach.NO_LESSONS
    ]  # fmt: skip
    assert rules.why_not_close(closed=False, waiting=0, contained=True, unit_told=True, lessons="x") == []
    assert rules.why_not_close(closed=True, waiting=9, contained=False, unit_told=False, lessons="") == [WhyNotBreach.CLOSED]


def test_a_report_says_what_happened_and_when() -> None:
    day = date(2026, 11, 2)
    assert rules.why_not_report(since=day, lost_on=day, today=day, what="x", theirs=True) == []
    assert rules.why_not_report(since=day, lost_on=date(2026, 11, 1), today=day, what="", theirs=False) == [
        WhyNotBreach.NOT_YOURS, WhyNotBreach.NOT_BEFORE, WhyNotBreach.NOTHING_SAID
    ]  # fmt: skip
    assert rules.why_not_report(since=day, lost_on=date(2026, 11, 3), today=day, what="x", theirs=True) == [WhyNotBreach.AHEAD]
