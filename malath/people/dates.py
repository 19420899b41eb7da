"""A birth date as far as somebody knows it, kept as it was said and beside it as our calendar has it. Pure.

What is stored is one text: `1996`, `1996-05-13`, `about 1996`, `harvest 1996`; and when it was said by another calendar,
the date in ours, " = ", the calendar, and the date as written: `1996/1997 = hijri 1417`. A year of the Hijri or the
Ethiopian calendar lies in two of ours.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from hijridate import Hijri

from malath.people.words import Calendar, Season

ABOUT: Final = "about "
JOINT: Final = " = "
YEAR = re.compile(r"\d{4}")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
HIJRI_YEARS: Final = range(1343, 1501)
ETHIOPIAN_YEARS: Final = range(1892, 2092)
MONTHS_OF_ETHIOPIA, DAYS_OF_A_MONTH = 13, 30
# The day before the first of the first year of Ethiopia, counted as Python counts days.
BEFORE_ETHIOPIA: Final = date(8, 8, 26).toordinal()


@dataclass(frozen=True)
class Birth:
    """A birth date as it is stored, taken apart. `converted`: by our calendar; `written`: as said, when by another one."""

    converted: str
    about: bool = False
    season: Season | None = None
    calendar: Calendar = Calendar.GREGORIAN
    written: str = ""

    @classmethod
    def of(cls, stored: str) -> "Birth":
        """What `stored` made; anything else stays as it was written."""
        said, _, other = stored.partition(JOINT)
        about, said = said.startswith(ABOUT), said.removeprefix(ABOUT)
        first, _, rest = said.partition(" ")
        season = Season(first) if rest and first in Season.values else None
        calendar, _, written = other.partition(" ")
        known = written if calendar in Calendar.values else ""
        return cls(rest if season else said, about, season, Calendar(calendar) if known else Calendar.GREGORIAN, known)

    @property
    def stored(self) -> str:
        said = f"{ABOUT if self.about else ''}{f'{self.season.value} ' if self.season else ''}{self.converted}"
        return f"{said}{JOINT}{self.calendar.value} {self.written}" if self.written else said

    @property
    def day(self) -> date | None:
        """The day, when it is known to the day."""
        try:
            return None if self.about else date.fromisoformat(self.converted)
        except ValueError:
            return None

    @property
    def typed(self) -> str:
        """As a form shows it: by the calendar by which it was said, the day first."""
        if self.written:
            return self.written
        return YEAR_FIRST.sub(r"\3/\2/\1", self.converted)


def read_birth(text: str, calendar: Calendar, *, about: bool = False, season: Season | None = None) -> Birth | None:
    """A date as typed ("1996", "13/5/1996", "25/12/1416"), or None when there is no such day or year.

    A season says no day: only the year is kept of what was typed with it.
    """
    year, month, day = _parts(text)
    if not year:
        return None
    converted = _converted(calendar, year, 0 if season or about else month, 0 if season or about else day)
    if not converted:
        return None
    return Birth(converted, about, season, calendar, "" if calendar == Calendar.GREGORIAN else text)


def _parts(text: str) -> tuple[int, int, int]:
    if YEAR.fullmatch(text):
        return int(text), 0, 0
    if found := YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := DAY_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    return 0, 0, 0


def _converted(calendar: Calendar, year: int, month: int, day: int) -> str:
    """By our calendar: a day as 1996-05-13, a year as 1996 or, where it lies in two, 1996/1997. "" when there is none."""
    try:
        if month:
            return _day_in_ours(calendar, year, month, day).isoformat()
        if calendar == Calendar.GREGORIAN:
            return f"{year:04d}"
        first, last = (_day_in_ours(calendar, one, 1, 1).toordinal() for one in (year, year + 1))
        return "/".join(dict.fromkeys(f"{date.fromordinal(one).year}" for one in (first, last - 1)))
    except (ValueError, OverflowError):
        return ""


def _day_in_ours(calendar: Calendar, year: int, month: int, day: int) -> date:
    if calendar == Calendar.HIJRI:
        return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
    return from_ethiopia(year, month, day) if calendar == Calendar.ETHIOPIAN else date(year, month, day)


def from_ethiopia(year: int, month: int, day: int) -> date:
    """A day of the Ethiopian calendar in ours. Thirteen months: twelve of 30 days, one of 5, before a leap year of 6.
    Errors: ValueError."""
    last = DAYS_OF_A_MONTH if month < MONTHS_OF_ETHIOPIA else 6 if year % 4 == 3 else 5
    if year not in ETHIOPIAN_YEARS or not 1 <= month <= MONTHS_OF_ETHIOPIA or not 1 <= day <= last:
        raise ValueError("no such day in Ethiopia")
    since = 365 * (year - 1) + year // 4 + DAYS_OF_A_MONTH * (month - 1) + day
    return date.fromordinal(BEFORE_ETHIOPIA + since)
