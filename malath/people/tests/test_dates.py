"""Birth dates as they were said, and as our calendar has them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.people.dates import Birth, from_ethiopia, read_birth
from malath.people.rules import birth_year
from malath.people.words import Calendar, Season

G, H, E = Calendar.GREGORIAN, Calendar.HIJRI, Calendar.ETHIOPIAN


@pytest.mark.parametrize(
    ("typed", "calendar", "stored"),
    [
        ("1996", G, "1996"),
        ("13/5/1996", G, "1996-05-13"),
        ("1996-05-13", G, "1996-05-13"),
        ("1417", H, "1996/1997 = hijri 1417"),
        ("1/9/1445", H, "2024-03-11 = hijri 1/9/1445"),
        ("1988", E, "1995/1996 = ethiopian 1988"),
        ("1/1/2000", E, "2007-09-12 = ethiopian 1/1/2000"),
    ],
)
def test_a_date_is_kept_as_it_was_said_and_as_our_calendar_has_it(typed: str, calendar: Calendar, stored: str) -> None:
    read = read_birth(typed, calendar)
    assert read is not None
    assert read.stored == stored
    assert Birth.of(stored) == read


def test_a_guess_and_a_season_say_no_day() -> None:
    about, season = read_birth("13/5/1996", G, about=True), read_birth("1996", G, season=Season.HARVEST)
    assert about is not None
    assert about.stored == "about 1996"
    assert about.day is None
    assert season is not None
    assert season.stored == "harvest 1996"
    assert Birth.of("harvest 1996") == season


@pytest.mark.parametrize(
    ("typed", "calendar"),
    [
        ("31/2/1996", G),
        ("13/13/1996", G),
        ("1996", H),
        ("31/1/1417", H),
        ("6/13/1988", E),
        ("1/14/1988", E),
        ("no", G),
        ("", G),
    ],
)
def test_what_no_calendar_has_is_no_date(typed: str, calendar: Calendar) -> None:
    assert read_birth(typed, calendar) is None


@pytest.mark.parametrize(
    ("ethiopian", "ours"),
    [((2000, 1, 1), date(2007, 9, 12)), ((1992, 1, 1), date(1999, 9, 12)), ((1987, 13, 6), date(1995, 9, 11)),
     ((1966, 13, 5), date(1974, 9, 10)), ((2016, 4, 28), date(2024, 1, 7))],
)  # fmt: skip
def test_days_of_ethiopia_in_our_calendar(ethiopian: tuple[int, int, int], ours: date) -> None:
    assert from_ethiopia(*ethiopian) == ours


@given(st.integers(1900, 2080), st.integers(1, 13), st.integers(1, 5))
def test_the_days_of_ethiopia_follow_each_other(year: int, month: int, day: int) -> None:
    after = (year, month, day + 1) if day < 5 or month < 13 else (year + 1, 1, 1)
    gap = (from_ethiopia(*after) - from_ethiopia(year, month, day)).days
    assert gap == (2 if after[0] != year and year % 4 == 3 else 1)


@given(st.sampled_from(["1996", "about 1996", "summer 1996", "1996-05-13", "", "not a date", "1996/1997 = hijri 1417"]))
def test_whatever_is_stored_is_read_as_it_was(stored: str) -> None:
    assert Birth.of(stored).stored == stored


def test_the_year_of_a_search_is_ours() -> None:
    assert birth_year("1996/1997 = hijri 1417") == 1996
    assert birth_year("1995/1996 = ethiopian 1988") == 1995
    assert Birth("1996", about=True).typed == "1996"
    assert Birth.of("1996-05-13").typed == "13/05/1996"
    assert Birth.of("1996-05-13").day == date(1996, 5, 13)
