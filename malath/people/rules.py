"""What counts as a fact, how a full name is read from its parts, in which letters it is written, how a birth date gives a
year, and whether the person may be contacted now."""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from malath.people.words import (
    ALARMING,
    NAME_KINDS,
    NAME_PART_KINDS,
    WITHHELD,
    Channel,
    DetailKind,
    Script,
    Tried,
    Whereabouts,
    WhyNotContact,
    WhyNotWrite,
)

MINIMUM_FACTS: Final = frozenset({"sex", "age_band", "language"})
FACTS: Final = MINIMUM_FACTS | {
    "gender",
    "nationalities",
    "second_language",
    "third_language",
    "reads",
    "marital_status",
    "children",
    "education",
    "deceased",
}
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
AMMAN = ZoneInfo("Asia/Amman")
DAY = timedelta(days=1)
WEEK = 7
BY_PHONE: Final = frozenset({Channel.CALL, Channel.MESSAGE})
BLOCKS_OF_LETTERS: Final = (
    (Script.ARABIC, 0x0600, 0x06FF),
    (Script.ARABIC, 0x0750, 0x077F),
    (Script.LATIN, 0x0041, 0x024F),
    (Script.LATIN, 0x1E00, 0x1EFF),
    (Script.ETHIOPIC, 0x1200, 0x139F),
    (Script.BENGALI, 0x0980, 0x09FF),
    (Script.DEVANAGARI, 0x0900, 0x097F),
    (Script.SINHALA, 0x0D80, 0x0DFF),
    (Script.TAMIL, 0x0B80, 0x0BFF),
)


def full_names(details: Sequence[tuple[DetailKind, str]]) -> list[str]:
    """Every full name among the details: the written ones, and the one made of first, middle and family name."""
    written = [value for kind, value in details if kind in NAME_KINDS]
    by_kind = dict(details)
    joined = " ".join(by_kind[kind] for kind in NAME_PART_KINDS if by_kind.get(kind))
    return [*written, joined] if joined else written


def display_name(details: Sequence[tuple[DetailKind, str]]) -> str:
    """The name a page shows: as said, else in Arabic, else in Latin script, else its parts; "" when there is none."""
    by_kind = dict(details)
    for kind in (DetailKind.NAME, DetailKind.NAME_ARABIC, DetailKind.NAME_LATIN):
        if by_kind.get(kind):
            return by_kind[kind]
    names = full_names(details)
    return names[-1] if names else ""


def script_of(text: str) -> Script | None:
    """In which letters most of a text is written, None when it has no letters."""
    letters = [_script(letter) for letter in text if letter.isalpha()]
    return max(letters, key=letters.count) if letters else None


def _script(letter: str) -> Script:
    return next((script for script, first, last in BLOCKS_OF_LETTERS if first <= ord(letter) <= last), Script.OTHER)


def birth_year(text: str) -> int | None:
    """The year in a birth date as written ("1996", "1996-05-01", "about 1996"), or None."""
    found = YEAR.search(text)
    return int(found.group(1)) if found else None


def is_withheld(place: str) -> bool:
    """Whether somebody keeps a paper from the person: a sign of control by itself (CD01)."""
    return Whereabouts(place) in WITHHELD


def why_not_number(number: str, numbers_of_others: Collection[str]) -> list[WhyNotWrite]:
    """A number of an employer, an office or an alleged trafficker is never a way to the person (domain §19)."""
    return [WhyNotWrite.NUMBER_OF_ANOTHER] if number and number in numbers_of_others else []


def why_not_tie(*, own: bool) -> list[WhyNotWrite]:
    """Whether a tie may point at that file."""
    return [WhyNotWrite.OWN_FILE] if own else []


def why_not_end(*, ended: bool, ours: bool) -> list[WhyNotWrite]:
    """What one desk wrote is ended by that desk only, and once."""
    refused = {WhyNotWrite.ENDED: ended, WhyNotWrite.NOT_OURS: not ours}
    return [reason for reason, holds in refused.items() if holds]


@dataclass(frozen=True)
class Window:
    """Hours on some days of the week, on Amman's clock. Weekdays are Python's. `until` before `start`: over midnight."""

    days: frozenset[int]
    start: time
    until: time


ANY_TIME: Final = Window(frozenset(range(7)), time(0), time(0))


@dataclass(frozen=True)
class Agreed:
    """What was agreed with the person about reaching them, as far as the clock and the file can judge it."""

    channel: Channel
    windows: tuple[Window, ...] = ()
    number: str = ""
    last_try: Tried | None = None


@dataclass(frozen=True)
class MayContact:
    """Whether the person may be contacted at a moment; until when, or from when on again."""

    why_not: tuple[WhyNotContact, ...] = ()
    until: datetime | None = None
    not_before: datetime | None = None

    @property
    def yes(self) -> bool:
        return not self.why_not


def may_contact_now(agreed: Agreed | None, at: datetime, *, numbers_of_others: Collection[str] = ()) -> MayContact:
    """Whether the person may be contacted at this moment, by what they said themselves (domain §7, §15).

    No as long as nothing was agreed, when they asked for that, after a try that went wrong until it is agreed anew, on a
    number that belongs to somebody else in the file, and outside the hours. In person, hours are not needed.
    """
    if agreed is None:
        return MayContact((WhyNotContact.NOTHING_AGREED,))
    if agreed.channel == Channel.NONE:
        return MayContact((WhyNotContact.NOT_AT_ALL,))
    refused = {
        WhyNotContact.LAST_TRY_ALARMING: agreed.last_try in ALARMING,
        WhyNotContact.NUMBER_OF_ANOTHER: bool(why_not_number(agreed.number, numbers_of_others)),
        WhyNotContact.NO_HOURS: agreed.channel in BY_PHONE and not agreed.windows,
    }
    if any(refused.values()):
        return MayContact(tuple(reason for reason, holds in refused.items() if holds))
    return _by_the_clock(agreed.windows, at) if agreed.windows else MayContact()


def _by_the_clock(windows: Iterable[Window], at: datetime) -> MayContact:
    spans = sorted(_spans(windows, at.astimezone(AMMAN)))
    if now := [until for start, until in spans if start <= at < until]:
        return MayContact(until=max(now))
    later = [start for start, _ in spans if start > at]
    return MayContact((WhyNotContact.OUTSIDE_HOURS,), not_before=min(later, default=None))


def _spans(windows: Iterable[Window], wall: datetime) -> Iterable[tuple[datetime, datetime]]:
    """Each stretch of the windows from yesterday until the same day of next week."""
    for window in windows:
        for ahead in range(-1, WEEK + 1):
            day = wall.date() + ahead * DAY
            if day.weekday() in window.days:
                last = day if window.until > window.start else day + DAY
                yield datetime.combine(day, window.start, AMMAN), datetime.combine(last, window.until, AMMAN)


def windows_text(windows: Sequence[Window]) -> str:
    """Windows as they are stored: JSON, "" for none."""
    rows = [[sorted(one.days), f"{one.start:%H:%M}", f"{one.until:%H:%M}"] for one in windows]
    return json.dumps(rows) if rows else ""


def windows_in(stored: str) -> tuple[Window, ...]:
    """What `windows_text` made."""
    rows = json.loads(stored) if stored else []
    return tuple(Window(frozenset(days), time.fromisoformat(start), time.fromisoformat(until)) for days, start, until in rows)
