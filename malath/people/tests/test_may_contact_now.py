"""Whether the person may be contacted now: as they said, never because nobody said otherwise."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.people.rules import Agreed, Window, may_contact_now, windows_in, windows_text
from malath.people.words import ALARMING, Channel, Tried, WhyNotContact

AMMAN = ZoneInfo("Asia/Amman")
FRIDAY = datetime(2026, 11, 6, tzinfo=AMMAN)
MORNING = Window(frozenset({4}), time(10), time(12))
NIGHT = Window(frozenset({4}), time(22), time(2))
AGREED = Agreed(Channel.CALL, (MORNING,), "+962790000012")
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
moments = st.integers(0, 525_600).map(lambda minutes: FRIDAY + timedelta(minutes=minutes))
windows = st.builds(Window, st.frozensets(st.integers(0, 6), min_size=1), times, times)


def at(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    return FRIDAY + timedelta(days=day, hours=hour, minutes=minute)


def test_until_something_is_agreed_nobody_may() -> None:
    assert may_contact_now(None, at(10)).why_not == (WhyNotContact.NOTHING_AGREED,)


def test_who_asked_for_no_contact_is_left_alone() -> None:
    assert may_contact_now(Agreed(Channel.NONE, (MORNING,)), at(10)).why_not == (WhyNotContact.NOT_AT_ALL,)


@pytest.mark.parametrize(("moment", "allowed"), [(at(9, 59), False), (at(10), True), (at(11, 59), True), (at(12), False)])
def test_only_in_the_hours_that_were_agreed(moment: datetime, allowed: bool) -> None:
    assert may_contact_now(AGREED, moment).yes is allowed


def test_it_says_until_when_and_from_when_on() -> None:
    assert may_contact_now(AGREED, at(11)).until == at(12)
    assert may_contact_now(AGREED, at(8)).not_before == at(10)
    assert may_contact_now(AGREED, at(13)).not_before == at(10, day=7)


def test_hours_may_pass_midnight() -> None:
    agreed = Agreed(Channel.CALL, (NIGHT,))
    assert may_contact_now(agreed, at(1, day=1)).yes
    assert not may_contact_now(agreed, at(1)).yes
    assert not may_contact_now(agreed, at(2, day=1)).yes


def test_a_call_needs_hours_and_a_visit_does_not() -> None:
    assert may_contact_now(Agreed(Channel.MESSAGE), at(10)).why_not == (WhyNotContact.NO_HOURS,)
    assert may_contact_now(Agreed(Channel.IN_PERSON), at(10)).yes


@pytest.mark.parametrize("result", Tried)
def test_a_try_that_went_wrong_stops_the_next(result: Tried) -> None:
    tried = Agreed(Channel.CALL, (MORNING,), "", result)
    assert may_contact_now(tried, at(10)).yes is (result not in ALARMING)


def test_the_number_of_the_employer_is_never_called() -> None:
    refused = may_contact_now(AGREED, at(10), numbers_of_others={"+962790000012"})
    assert refused.why_not == (WhyNotContact.NUMBER_OF_ANOTHER,)


@given(st.lists(windows, min_size=1, max_size=3), moments)
def test_a_no_names_the_next_moment_and_a_yes_its_end(some: list[Window], moment: datetime) -> None:
    agreed = Agreed(Channel.CALL, tuple(some))
    answer = may_contact_now(agreed, moment)
    if answer.yes:
        assert answer.until is not None
        assert answer.until > moment
    else:
        assert answer.not_before is not None
        assert moment < answer.not_before <= moment + timedelta(days=8)
        assert may_contact_now(agreed, answer.not_before).yes


@given(st.lists(windows, max_size=4))
def test_hours_are_stored_as_they_were_agreed(some: list[Window]) -> None:
    assert windows_in(windows_text(some)) == tuple(some)
