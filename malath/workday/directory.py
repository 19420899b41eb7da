"""Whom one can ask for what: bodies, desks, hours, and who is on duty now. Never the place of a shelter."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from babel.dates import get_day_names
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.accounts import queries as accounts
from malath.agencies.queries import DeskEntry
from malath.agencies.rules import WorkingHours
from malath.agencies.words import Governorate, ServiceKind
from malath.ui.pieces import Chip
from malath.ui.times import list_text, locale

SUNDAY = 6
WEEK = 7


@dataclass(frozen=True)
class Line:
    """A desk as the page shows it."""

    name: str
    place: str
    hours: str
    services: tuple[str, ...]
    phone: str
    on_duty: bool


@dataclass(frozen=True)
class Body:
    """A body and its desks."""

    name: str
    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Directory:
    """The page: the bodies that fit, and the services by which they can be narrowed."""

    bodies: tuple[Body, ...]
    services: tuple[Chip, ...]


def directory(at: datetime, *, service: str = "", governorate: str = "", word: str = "") -> Directory:
    """The directory, narrowed to a service, a governorate, a word of a name. Unknown filters are left out."""
    kind = ServiceKind(service) if service in ServiceKind.values else None
    place = Governorate(governorate) if governorate in Governorate.values else None
    page = accounts.directory_page(at, service=kind, governorate=place, word=word)
    bodies = [Body(body.name, body.kind, tuple(_line(desk) for desk in body.desks)) for body in page.agencies]
    return Directory(tuple(bodies), _chips(kind, place, word))


def hours_text(hours: WorkingHours) -> str:
    """When a desk works, in words: "Sunday to Thursday, 08:00 to 15:00"."""
    if hours.around_the_clock:
        return _("Day and night")
    days = _days_text(hours.working_days)
    times = {"opens": f"{hours.opens_at:%H:%M}", "closes": f"{hours.closes_at:%H:%M}"}
    return _("%(days)s, %(opens)s to %(closes)s") % {"days": days, **times}


def _days_text(days: Collection[int]) -> str:
    """Working days in the order of the week here, which begins on Sunday; a run of them as "from to"."""
    names = get_day_names("wide", locale=locale())
    week = sorted(days, key=_since_sunday)
    if len(week) > 2 and _since_sunday(week[-1]) - _since_sunday(week[0]) == len(week) - 1:  # a run
        return _("%(first)s to %(last)s") % {"first": names[week[0]], "last": names[week[-1]]}
    return list_text([names[day] for day in week])


def _since_sunday(day: int) -> int:
    return (day - SUNDAY) % WEEK


def _line(desk: DeskEntry) -> Line:
    place = _("Place not shown") if desk.hides_place else desk.governorate or _("The whole country")
    return Line(desk.name, place, hours_text(desk.hours), desk.services, desk.phone, bool(desk.on_duty))


def _chips(current: ServiceKind | None, place: Governorate | None, word: str) -> tuple[Chip, ...]:
    kept = {"governorate": place.value if place else "", "word": word}
    every = Chip(pgettext("services", "All"), _url(kept), current=current is None)
    chips = [Chip(str(kind.label), _url({"service": kind.value, **kept}), kind == current) for kind in ServiceKind]
    return (every, *chips)


def _url(wanted: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in wanted.items() if value})
    return reverse("workday:directory") + (f"?{query}" if query else "")
