import json
from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel.dates import format_date, get_day_names
from django.conf import settings

from malath.publicsite.rules import Line, lines_to_show

SUNDAY = 6


@dataclass(frozen=True)
class HelpPage:
    emergency: Line | None
    lines: list[Line]


@dataclass(frozen=True)
class MonthPage:
    title: str
    day_names: list[str]
    weeks: list[list[date]]
    today: date


def help_page(*, language: str, today: date) -> HelpPage:
    """What the page says today: the emergency number apart, then the other lines."""
    data = _data()
    lines = [_line(entry, language) for entry in data["hotlines"]]
    shown = lines_to_show(lines, today=today, keep_days=data["keep_days"])
    return HelpPage(
        emergency=next((line for line in shown if line.code == "emergency"), None),
        lines=[line for line in shown if line.code != "emergency"],
    )


def month_page(*, locale: str, today: date) -> MonthPage:
    """A month of days, weeks from Sunday: where a person lands who left quickly."""
    names = get_day_names("abbreviated", context="stand-alone", locale=locale)
    calendar = Calendar(firstweekday=SUNDAY)
    return MonthPage(
        title=str(format_date(today, "LLLL y", locale=locale)),
        day_names=[names[weekday] for weekday in calendar.iterweekdays()],
        weeks=calendar.monthdatescalendar(today.year, today.month),
        today=today,
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((settings.LAW / "hotlines.json").read_text(encoding="utf-8"))
    return data


def _line(entry: dict[str, Any], language: str) -> Line:
    checked = entry["verified_on"]
    return Line(
        code=entry["code"],
        number=entry["number"],
        who=entry["who"][language],
        hours=entry["hours"][language] if entry["hours"] else "",
        verified_on=date.fromisoformat(checked) if checked else None,
        publish=entry["publish"],
    )
