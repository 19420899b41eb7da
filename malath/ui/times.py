"""Moments, days and spans as said in Jordan: ar_JO months, 24 hours, Latin digits, Amman's wall clock."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from babel.dates import get_month_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from malath.figures.rules import Told
from malath.foundation.clock import in_amman

_COMMA = {"ar": "،", "en": ","}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def locale() -> str:
    """Babel's name for the active language as it is written in Jordan."""
    return "ar_JO" if (get_language() or "ar").startswith("ar") else "en_GB"


def day_text(day: date) -> str:
    return f"{day.day} {_months(locale())[day.month]} {day.year}"


def moment_text(moment: datetime) -> str:
    wall = in_amman(moment)
    return f"{day_text(wall)}{_COMMA[locale()[:2]]} {wall:%H:%M}"


@cache
def _months(locale: str) -> Mapping[int, str]:
    """Read once: to have a pattern filled in by Babel takes longer, and lists show dates on every line."""
    return dict(get_month_names("wide" if locale[:2] == "ar" else "abbreviated", locale=locale))


def dinars_text(amount: Decimal) -> str:
    """«6,000.000 د.أ.», "6,000.000 JOD": never rounded to fewer decimals than a dinar has."""
    return str(format_currency(amount, "JOD", "#,##0.000\u00a0¤", locale=locale()))


def money_text(amount: Decimal, currency: str) -> str:
    """An amount with as many decimals as its currency has; dinars by their sign in Arabic, everything else by its code."""
    decimals, sign = (3, "د.أ." if locale()[:2] == "ar" else currency) if currency == "JOD" else (2, currency)
    return f"{amount:,.{decimals}f} {sign}"


def told_text(told: Told) -> str:
    """A number of people as far as it is told: «7», «5–9», «fewer than 5»."""
    if told.is_exact:
        return number_text(told.least)
    if told.least == 0:
        limit = told.most + 1
        return ngettext("fewer than %(number)s", "fewer than %(number)s", limit) % {"number": number_text(limit)}
    return f"{number_text(told.least)}–{number_text(told.most)}"


def number_text(number: float) -> str:
    return _number(number, locale())


@lru_cache(maxsize=2_000)
def _number(number: float, locale: str) -> str:
    """Kept: a table of numbers says the same few hundred times, and Babel looks its language up for each."""
    return str(format_decimal(number, locale=locale))


def list_text(items: Sequence[str]) -> str:
    """Several things in one sentence: «طعام ومأوى», "food, shelter and a phone call"."""
    return str(format_list(items, style="standard", locale=locale()))


def span_text(span: timedelta) -> str:
    """How long, in at most two units: «3 ساعات و20 دقيقة», "2 days 4 hours". Nominative in Arabic."""
    seconds = int(abs(span).total_seconds())
    if seconds < _MINUTE:
        return _("less than a minute")
    days, hours, minutes = seconds // _DAY, seconds % _DAY // _HOUR, seconds % _HOUR // _MINUTE
    if days:
        return _join(_days(days), _hours(hours) if hours and days < 7 else "")
    return _join(_hours(hours) if hours else "", _minutes(minutes) if minutes else "")


def since_text(span: timedelta) -> str:
    """How long ago, in one unit: «منذ ساعتين», "2 hours ago"."""
    seconds = int(abs(span).total_seconds())
    if seconds < _MINUTE:
        return _("just now")
    for size, words in ((_DAY, _days_ago), (_HOUR, _hours_ago)):
        if seconds >= size:
            return words(seconds // size)
    return _minutes_ago(seconds // _MINUTE)


def joint() -> str:
    """What stands between hours and minutes: a space in English, «و» in Arabic."""
    return _join("\0", "\0").strip("\0")


def _join(first: str, second: str) -> str:
    if first and second:
        return _("%(longer)s %(shorter)s") % {"longer": first, "shorter": second}
    return first or second


def _days(count: int) -> str:
    return npgettext("span", "%(count)d day", "%(count)d days", count) % {"count": count}


def _hours(count: int) -> str:
    return npgettext("span", "%(count)d hour", "%(count)d hours", count) % {"count": count}


def _minutes(count: int) -> str:
    return npgettext("span", "%(count)d minute", "%(count)d minutes", count) % {"count": count}


def _days_ago(count: int) -> str:
    return npgettext("since", "%(count)d day ago", "%(count)d days ago", count) % {"count": count}


def _hours_ago(count: int) -> str:
    return npgettext("since", "%(count)d hour ago", "%(count)d hours ago", count) % {"count": count}


def _minutes_ago(count: int) -> str:
    return npgettext("since", "%(count)d minute ago", "%(count)d minutes ago", count) % {"count": count}
