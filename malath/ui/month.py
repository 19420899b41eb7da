"""A month of days: where a person lands who leaves a page quickly."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, get_day_names

from malath.ui import times

SUNDAY = 6


@dataclass(frozen=True)
class MonthPage:
    title: str
    day_names: list[str]
    weeks: list[list[date]]
    today: date


def month_of(today: date) -> MonthPage:
    """The month of a day, weeks from Sunday, in the language of the page."""
    calendar, locale = Calendar(firstweekday=SUNDAY), times.locale()
    names = get_day_names("abbreviated", context="stand-alone", locale=locale)
    return MonthPage(
        title=str(format_date(today, "LLLL y", locale=locale)),
        day_names=[names[weekday] for weekday in calendar.iterweekdays()],
        weeks=calendar.monthdatescalendar(today.year, today.month),
        today=today,
    )
