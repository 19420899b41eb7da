from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.rules import (
    AMMAN,
    WorkingHours,
    after_working_days,
    is_open,
    next_opening,
    why_not_change_desk,
    working_time_left,
)
from malath.agencies.testing import ALWAYS, EIGHT_TO_THREE
from malath.agencies.words import Reason

NONE: frozenset[date] = frozenset()
SUNDAY, MONDAY, THURSDAY = date(2026, 11, 8), date(2026, 11, 9), date(2026, 11, 12)

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
days = st.integers(0, 12)
some_holidays = st.frozensets(st.dates(date(2025, 1, 1), date(2028, 12, 31)), max_size=40)


@st.composite
def desk_hours(draw: st.DrawFn) -> WorkingHours:
    opens = draw(st.integers(0, 22))
    closes = draw(st.integers(opens + 1, 23))
    week = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return WorkingHours(time(opens), time(closes), week)


def wall(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), AMMAN)


def test_a_morning_arrival_is_due_a_working_day_later() -> None:
    assert after_working_days(wall(SUNDAY, 10), 1, EIGHT_TO_THREE, NONE) == wall(MONDAY, 10)


def test_what_arrives_at_opening_is_due_at_closing() -> None:
    assert after_working_days(wall(SUNDAY, 8), 1, EIGHT_TO_THREE, NONE) == wall(SUNDAY, 15)


def test_what_arrives_at_night_begins_at_the_next_opening() -> None:
    assert after_working_days(wall(SUNDAY, 22), 1, EIGHT_TO_THREE, NONE) == wall(MONDAY, 15)
    assert after_working_days(wall(SUNDAY, 5), 1, EIGHT_TO_THREE, NONE) == wall(SUNDAY, 15)


def test_what_arrives_on_thursday_afternoon_waits_over_the_weekend() -> None:
    assert after_working_days(wall(THURSDAY, 14), 1, EIGHT_TO_THREE, NONE) == wall(date(2026, 11, 15), 14)


def test_a_holiday_stands_still() -> None:
    assert after_working_days(wall(SUNDAY, 10), 1, EIGHT_TO_THREE, frozenset({MONDAY})) == wall(date(2026, 11, 10), 10)


def test_two_working_days_are_twice_one() -> None:
    assert after_working_days(wall(SUNDAY, 10), 2, EIGHT_TO_THREE, NONE) == wall(date(2026, 11, 10), 10)


def test_a_desk_is_open_from_its_first_minute_and_closed_at_its_last() -> None:
    assert is_open(wall(SUNDAY, 8), EIGHT_TO_THREE, NONE)
    assert is_open(wall(SUNDAY, 14, 59), EIGHT_TO_THREE, NONE)
    assert not is_open(wall(SUNDAY, 15), EIGHT_TO_THREE, NONE)
    assert not is_open(wall(date(2026, 11, 13), 10), EIGHT_TO_THREE, NONE)
    assert not is_open(wall(SUNDAY, 10), EIGHT_TO_THREE, frozenset({SUNDAY}))


def test_a_desk_is_judged_by_ammans_clock_whatever_zone_the_moment_comes_in() -> None:
    assert is_open(datetime(2026, 11, 8, 5, 30, tzinfo=UTC), EIGHT_TO_THREE, NONE)
    assert not is_open(datetime(2026, 11, 8, 12, 30, tzinfo=UTC), EIGHT_TO_THREE, NONE)


def test_a_desk_around_the_clock_knows_no_holidays() -> None:
    assert is_open(wall(date(2026, 11, 13), 3), ALWAYS, frozenset({date(2026, 11, 13)}))


@pytest.mark.parametrize(
    ("opens", "closes", "week"),
    [(time(15), time(8), {0}), (time(8), time(8), {0}), (time(8), time(15), set()), (time(8), time(15), {7})],
)
def test_hours_without_a_working_day_are_refused(opens: time, closes: time, week: set[int]) -> None:
    with pytest.raises(ValueError, match="a desk opens before it closes"):
        WorkingHours(opens, closes, frozenset(week))


@given(moments, moments, days, desk_hours(), some_holidays)
def test_a_later_arrival_is_never_due_earlier(
    first: datetime, second: datetime, count: int, hours: WorkingHours, holidays: frozenset[date]
) -> None:
    early, late = sorted((first, second))
    assert after_working_days(early, count, hours, holidays) <= after_working_days(late, count, hours, holidays)


@given(moments, days, days, desk_hours(), some_holidays)
def test_more_days_are_never_due_earlier(
    start: datetime, some: int, more: int, hours: WorkingHours, holidays: frozenset[date]
) -> None:
    fewer, rest = sorted((some, more))
    assert after_working_days(start, fewer, hours, holidays) <= after_working_days(start, rest, hours, holidays)


@given(moments, days, desk_hours(), some_holidays)
def test_a_deadline_falls_into_working_time(
    start: datetime, count: int, hours: WorkingHours, holidays: frozenset[date]
) -> None:
    due = after_working_days(start, count, hours, holidays)
    assert due >= start
    assert due.weekday() in hours.working_days
    assert due.date() not in holidays
    assert hours.opens_at <= due.time() <= hours.closes_at


@given(moments, days, some_holidays)
def test_around_the_clock_a_working_day_is_a_day_of_the_wall_clock(
    start: datetime, count: int, holidays: frozenset[date]
) -> None:
    assert after_working_days(start, count, ALWAYS, holidays) == start + timedelta(days=count)


@given(moments, days, desk_hours(), some_holidays)
def test_the_time_left_at_the_start_is_what_was_given(
    start: datetime, count: int, hours: WorkingHours, holidays: frozenset[date]
) -> None:
    due = after_working_days(start, count, hours, holidays)
    assert working_time_left(due, start, hours, holidays) == count * hours.length


@given(moments, moments, desk_hours(), some_holidays)
def test_what_is_left_before_is_overdue_after(
    due: datetime, at: datetime, hours: WorkingHours, holidays: frozenset[date]
) -> None:
    assert working_time_left(due, at, hours, holidays) == -working_time_left(at, due, hours, holidays)


@given(moments, desk_hours(), some_holidays)
def test_the_next_opening_is_open_and_not_before(at: datetime, hours: WorkingHours, holidays: frozenset[date]) -> None:
    opening = next_opening(at, hours, holidays)
    assert opening >= at
    assert is_open(opening, hours, holidays)
    assert (opening == at) == is_open(at, hours, holidays)


def test_a_closed_desk_is_not_changed_and_a_taken_name_not_taken_twice() -> None:
    assert why_not_change_desk(ended=True, name_taken=True) == [Reason.DESK_ENDED]
    assert why_not_change_desk(ended=False, name_taken=True) == [Reason.NAME_TAKEN]
    assert why_not_change_desk(ended=False, name_taken=False) == []
