"""Looks into files that are unlike others: by counts and references of one day, never by what stood in a file. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from malath.agencies.rules import AMMAN
from malath.privacy.words import Unusual, WhyNotSettle

MOST_FILES: Final = 25
"""So many references of files one line keeps; the count says how many there were."""


@dataclass(frozen=True)
class Thresholds:
    """From when on a look is unlike others, as the country's file says; all of them our own choice until somebody has
    measured what is usual."""

    files_in_a_day: int
    files_at_night: int
    days_after_refusal: int
    tries_at_kept: int
    night_from: time
    night_until: time

    @property
    def from_hour(self) -> str:
        return f"{self.night_from:%H:%M}"

    @property
    def until_hour(self) -> str:
        return f"{self.night_until:%H:%M}"


@dataclass(frozen=True)
class Look:
    """One member of staff and one file: what was asked for (a case, a referral, the file), and when it was opened last."""

    by: str
    file: str
    subject: str
    last_at: datetime


@dataclass(frozen=True)
class Refused:
    """Something that was asked for and is as if it never was, for who asked."""

    by: str
    sought: str
    at: datetime


@dataclass(frozen=True)
class Day:
    """What one day is judged by. `night`: looks in the hours of the night; `on_duty`: who works at night; `kept`: by member
    of staff, the files that a relation or a block keeps from them. `refused` reaches back over the days of the threshold."""

    on: date
    looks: tuple[Look, ...]
    night: tuple[Look, ...]
    refused: tuple[Refused, ...]
    on_duty: frozenset[str]
    kept: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Noticed:
    """One thing to ask somebody about."""

    kind: Unusual
    by: str
    on: date
    count: int
    files: tuple[str, ...]


def thresholds(law: Mapping[str, Mapping[str, Any]]) -> Thresholds:
    """The thresholds in the country's file."""
    return Thresholds(
        files_in_a_day=law["files_in_a_day"]["amount"],
        files_at_night=law["files_at_night"]["amount"],
        days_after_refusal=law["days_after_refusal"]["amount"],
        tries_at_kept=law["tries_at_kept"]["amount"],
        night_from=time.fromisoformat(law["night"]["from"]),
        night_until=time.fromisoformat(law["night"]["until"]),
    )


def noticed(day: Day, limits: Thresholds) -> list[Noticed]:
    """Everything of a day that is unlike others, the gravest kind first, each with the files in order of references."""
    return [
        *_each(Unusual.KEPT, day.on, _tries_at_kept(day), limits.tries_at_kept),
        *_each(Unusual.AFTER_REFUSAL, day.on, _after_refusal(day, limits), 1),
        *_each(Unusual.AT_NIGHT, day.on, _at_night(day), limits.files_at_night),
        *_each(Unusual.MANY, day.on, _by_who(day.looks), limits.files_in_a_day),
    ]


def why_not_settle(*, settled: bool, own: bool, said: str) -> list[WhyNotSettle]:
    """Why a line is not settled: once, with a reason, and never by whom it is about."""
    refused = {WhyNotSettle.SETTLED: settled, WhyNotSettle.OWN: own, WhyNotSettle.NOTHING_SAID: not said.strip()}
    return [reason for reason, holds in refused.items() if holds]


def _each(kind: Unusual, on: date, files: Mapping[str, set[str]], least: int) -> list[Noticed]:
    return [
        Noticed(kind, by, on, len(some), tuple(sorted(some)[:MOST_FILES]))
        for by, some in sorted(files.items())
        if len(some) >= least
    ]


def _by_who(looks: Iterable[Look]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for look in looks:
        found.setdefault(look.by, set()).add(look.file)
    return found


def _at_night(day: Day) -> dict[str, set[str]]:
    return {by: files for by, files in _by_who(day.night).items() if by not in day.on_duty}


def _after_refusal(day: Day, limits: Thresholds) -> dict[str, set[str]]:
    """Files opened by whom they were refused a short while before: access that came in between may be in order, and is
    worth a question."""
    reach = timedelta(days=limits.days_after_refusal)
    refused = {(one.by, one.sought): one.at for one in sorted(day.refused, key=lambda one: one.at, reverse=True)}
    found: dict[str, set[str]] = {}
    for look in day.looks:
        first = min((refused[key] for key in ((look.by, look.file), (look.by, look.subject)) if key in refused), default=None)
        if first is not None and timedelta() < look.last_at - first <= reach:
            found.setdefault(look.by, set()).add(look.file)
    return found


def _tries_at_kept(day: Day) -> dict[str, set[str]]:
    """Whoever asked for a file that their own relation, or a block, keeps from them."""
    found: dict[str, set[str]] = {}
    for one in day.refused:
        if one.sought in day.kept.get(one.by, frozenset()) and _is_on(one.at, day.on):
            found.setdefault(one.by, set()).add(one.sought)
    return found


def _is_on(at: datetime, on: date) -> bool:
    return at.astimezone(AMMAN).date() == on
