"""Numbers to call, and which of them may be shown: on the public site and on the sign card."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.conf import settings

EMERGENCY = "emergency"
OWN_NAMES = {"ar": "العربية", "en": "English"}


@dataclass(frozen=True)
class Hours:
    """On which days of the week (Monday is 1) a person answers, from when until when; on all, day and night, when nothing says
    otherwise."""

    days: frozenset[int] = frozenset(range(1, 8))
    since: time = time.min
    until: time = time.max

    def holds(self, moment: datetime) -> bool:
        return moment.isoweekday() in self.days and self.since <= moment.time() < self.until


@dataclass(frozen=True)
class Line:
    """A number to call, in the words of one language."""

    code: str
    number: str
    who: str
    hours: str
    verified_on: date | None
    publish: bool
    languages: tuple[str, ...] = ()
    governorates: tuple[str, ...] = ()
    answers: tuple[Hours, ...] = ()
    source: str = ""
    why_not: str = ""

    @property
    def spoken(self) -> str:
        """Languages in which somebody answers, each by its own name."""
        return ", ".join(OWN_NAMES[code] for code in self.languages)

    def answers_in(self, language: str) -> bool:
        return not language or language in self.languages

    def helps_in(self, governorate: str) -> bool:
        """Whether it is for that part of the country; a line that names none is for all of it."""
        return not governorate or not self.governorates or governorate in self.governorates

    def answers_at(self, moment: datetime) -> bool:
        """Whether a person answers then; no, where nobody has written down when."""
        return any(hours.holds(moment) for hours in self.answers)

    @property
    def unchecked(self) -> bool:
        return self.verified_on is None


def is_stale(line: Line, *, today: date, keep_days: int) -> bool:
    """Checked once, but too long ago to be trusted (scenario: not checked for 181 days, hidden)."""
    return line.verified_on is not None and today - line.verified_on > timedelta(days=keep_days)


def lines_to_show(lines: Sequence[Line], *, today: date, keep_days: int) -> list[Line]:
    """The lines for the page, in order: published and not stale. Unchecked ones stay, and say so."""
    return [line for line in lines if line.publish and not is_stale(line, today=today, keep_days=keep_days)]


def help_line(entry: Mapping[str, Any], language: str) -> Line:
    """A line as the country's folder has it, in one language."""
    checked = entry["verified_on"]
    return Line(
        code=entry["code"],
        number=entry["number"],
        who=entry["who"][language],
        hours=entry["hours"][language] if entry["hours"] else "",
        verified_on=date.fromisoformat(checked) if checked else None,
        publish=entry["publish"],
        languages=tuple(entry["languages"]),
        governorates=tuple(entry.get("governorates", ())),
        answers=tuple(_hours(one) for one in entry.get("answers", ())),
        source=entry["source"] or "",
        why_not=entry["why_not"][language] if "why_not" in entry else "",
    )


def lines_of_help(language: str, today: date) -> list[Line]:
    """Whom anybody may call, in one language."""
    lines = [help_line(entry, language) for entry in _kept()["hotlines"]]
    return lines_to_show(lines, today=today, keep_days=_kept()["keep_days"])


def every_line(language: str, today: date) -> list[tuple[Line, date | None, bool]]:
    """All numbers we know of, for those who keep the list: until which day each stands without being called again, None where
    nobody has called it yet, and whether that day is over."""
    lines, keep = [help_line(entry, language) for entry in _kept()["hotlines"]], timedelta(days=_kept()["keep_days"])
    until = [line.verified_on + keep if line.verified_on else None for line in lines]
    return [(line, day, day is not None and day < today) for line, day in zip(lines, until, strict=True)]


def stale_lines(today: date) -> list[Line]:
    """Published lines that nobody has called for so long that they left the public pages."""
    lines = [help_line(entry, "en") for entry in _kept()["hotlines"]]
    return [line for line in lines if line.publish and is_stale(line, today=today, keep_days=_kept()["keep_days"])]


@cache
def emergency_number() -> str:
    """What anybody phones when a life is in danger."""
    return next(str(line["number"]) for line in _kept()["hotlines"] if line["code"] == EMERGENCY)


@cache
def _kept() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((settings.LAW / "hotlines.json").read_text(encoding="utf-8"))
    return data


def _hours(kept: Mapping[str, Any]) -> Hours:
    if not kept:
        return Hours()
    return Hours(frozenset(kept["days"]), time.fromisoformat(kept["since"]), time.fromisoformat(kept["until"]))
