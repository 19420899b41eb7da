"""Whom one can ask for what: bodies, desks, hours, and who is on duty now. Never the place of a shelter."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from babel.dates import get_day_names
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.accounts import queries as accounts
from malath.accounts.queries.answering import who_answers_among
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.queries import DeskEntry, Outline, Picture
from malath.agencies.rules import ServiceFacts, WorkingHours
from malath.agencies.words import Accepts, Cost, Governorate, ServiceKind
from malath.people.languages import language_name
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
    services: tuple["Offer", ...]
    phone: str
    on_duty: bool
    reference: str
    may_describe: bool
    post: str
    post_of: str
    answering: str

    @property
    def plain(self) -> tuple[str, ...]:
        """Services of which nothing more is said; the others are headings of what is said of them."""
        return tuple(str(one.kind.label) for one in self.services if not (one.is_described or self.may_describe))


@dataclass(frozen=True)
class Offer:
    """A service as the page shows it. Empty means: not said."""

    kind: ServiceKind
    accepts: str
    languages: str
    serves: str
    cost: str
    needed: str
    reach: str
    capacity: str

    @property
    def is_described(self) -> bool:
        return any((self.accepts, self.languages, self.serves, self.cost, self.needed, self.reach, self.capacity))


@dataclass(frozen=True)
class Body:
    """A body and its desks."""

    name: str
    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Place:
    """A governorate on the map and in the list beside it, and how many desks are there that fit."""

    name: str
    count: int
    url: str
    outline: Outline


@dataclass(frozen=True)
class Directory:
    """The page: the bodies that fit, the services by which they can be narrowed, and the governorates, unless one was
    chosen already. Desks that take people in are counted nowhere."""

    bodies: tuple[Body, ...]
    services: tuple[Chip, ...]
    places: tuple[Place, ...]
    picture: Picture


def directory(
    at: datetime,
    holdings: Holdings,
    *,
    service: str = "",
    governorate: str = "",
    word: str = "",
    language: str = "",
    who: str = "",
    on_duty: bool = False,
) -> Directory:
    """The directory, narrowed to a service, a governorate, a word of a name, a language, for whom, and to who answers now.
    Unknown filters are left out."""
    kind = ServiceKind(service) if service in ServiceKind.values else None
    place = Governorate(governorate) if governorate in Governorate.values else None
    whom = Accepts(who) if who in Accepts.values else None
    page = accounts.directory_page(at, service=kind, governorate=place, word=word, language=language, who=whom)
    hours = {desk.id: desk.hours for desk in page.desks if desk.post}
    posts = who_answers_among(hours, at) if hours else {}
    bodies = [Body(body.name, body.kind, _lines(body.desks, holdings, kind, posts, only_now=on_duty)) for body in page.agencies]
    kept = {"governorate": place.value if place else "", "word": word, "language": language, "who": who}
    kept["on_duty"] = "on" if on_duty else ""
    chosen = {**kept, "service": kind.value if kind else ""}
    shown = tuple(body for body in bodies if body.lines)
    places = () if place else _places([line for body in shown for line in body.lines], chosen)
    return Directory(shown, _chips(kind, kept), places, agencies.picture())


def hours_text(hours: WorkingHours) -> str:
    """When a desk works, in words: "Sunday to Thursday, 08:00 to 15:00"."""
    if hours.around_the_clock:
        return _("Day and night")
    days = days_text(hours.working_days)
    times = {"opens": f"{hours.opens_at:%H:%M}", "closes": f"{hours.closes_at:%H:%M}"}
    return _("%(days)s, %(opens)s to %(closes)s") % {"days": days, **times}


def days_text(days: Collection[int]) -> str:
    """Working days in the order of the week here, which begins on Sunday; a run of them as "from to"."""
    names = get_day_names("wide", locale=locale())
    week = sorted(days, key=_since_sunday)
    if len(week) > 2 and _since_sunday(week[-1]) - _since_sunday(week[0]) == len(week) - 1:  # a run
        return _("%(first)s to %(last)s") % {"first": names[week[0]], "last": names[week[-1]]}
    return list_text([names[day] for day in week])


def _since_sunday(day: int) -> int:
    return (day - SUNDAY) % WEEK


def _places(lines: Collection[Line], chosen: dict[str, str]) -> tuple[Place, ...]:
    """The governorates in order of their names."""
    there = Counter(line.place for line in lines)
    outlines = sorted(agencies.picture().outlines, key=lambda one: str(one.governorate.label))
    return tuple(
        Place(
            str(one.governorate.label),
            there[str(one.governorate.label)],
            _url({**chosen, "governorate": one.governorate.value}),
            one,
        )
        for one in outlines
    )


def _lines(
    desks: Iterable[DeskEntry],
    holdings: Holdings,
    service: ServiceKind | None,
    answering: dict[int, list[str]],
    *,
    only_now: bool,
) -> tuple[Line, ...]:
    return tuple(_line(desk, holdings, service, answering) for desk in desks if desk.on_duty or not only_now)


def _line(desk: DeskEntry, holdings: Holdings, service: ServiceKind | None, answering: dict[int, list[str]]) -> Line:
    place = _("Place not shown") if desk.hides_place else desk.governorate or _("The whole country")
    return Line(
        name=desk.name,
        place=place,
        hours=hours_text(desk.hours),
        services=tuple(_offer(*one) for one in desk.offers if service in {None, one[0]}),
        phone=desk.phone,
        on_duty=bool(desk.on_duty),
        reference=desk.reference,
        post=desk.post,
        post_of=desk.post_of,
        answering=list_text(answering.get(desk.id, [])) if desk.id in answering else "",
        may_describe=holdings.may(Power.MANAGE) or holdings.may_at(desk.id, Power.SUPERVISE),
    )


def _offer(kind: ServiceKind, facts: ServiceFacts) -> Offer:
    """What is said of a service, in words."""
    accepts = [str(one.label) for one in Accepts if one in facts.accepts]
    places = [str(one.label) for one in Governorate if one in facts.governorates]
    return Offer(
        kind,
        list_text(accepts) if accepts else "",
        list_text([language_name(code) for code in facts.languages]) if facts.languages else "",
        list_text(places) if places else "",
        "" if facts.cost == Cost.NOT_SAID else str(facts.cost.label),
        facts.needed,
        facts.reach,
        facts.capacity,
    )


def _chips(current: ServiceKind | None, kept: dict[str, str]) -> tuple[Chip, ...]:
    every = Chip(pgettext("services", "All"), _url(kept), current=current is None)
    chips = [Chip(str(kind.label), _url({"service": kind.value, **kept}), kind == current) for kind in ServiceKind]
    return (every, *chips)


def _url(wanted: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in wanted.items() if value})
    return reverse("workday:directory") + (f"?{query}" if query else "")
