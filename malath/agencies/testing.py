"""Bodies and desks for tests and demo data, made by the real acts."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import count

from malath.agencies import actions
from malath.agencies.models import Agency, Desk, Holiday, Interpreter
from malath.agencies.rules import AgencyFacts, DeskFacts, HolidayFacts, InterpreterFacts, WorkingHours
from malath.agencies.words import AgencyKind, Governorate, PostKind, Provenance, ServiceKind, Voice, Way
from malath.foundation.actor import WORKER, Actor

LONG_AGO = datetime(2026, 1, 4, 8, tzinfo=UTC)
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
EIGHT_TO_THREE = WorkingHours(time(8), time(15), SUNDAY_TO_THURSDAY)
ALWAYS = WorkingHours(time(8), time(15), SUNDAY_TO_THURSDAY, around_the_clock=True)
_number = count(1)


def make_agency(
    kind: AgencyKind = AgencyKind.SHELTER,
    name_en: str = "",
    name_ar: str = "",
    *,
    governorate: str = "AM",
    has_accounts: bool = True,
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Agency:
    number = next(_number)
    facts = AgencyFacts(kind, name_en or f"Agency {number}", name_ar or f"جهة {number}", governorate, has_accounts)
    return actions.add_agency(facts, by=by, at=at)


def make_interpreter(
    agency: Agency | None = None,
    *,
    name_en: str = "",
    languages: Iterable[str] = ("am",),
    voice: Voice = Voice.WOMAN,
    ways: Iterable[Way] = (Way.PHONE,),
    governorates: Iterable[Governorate] = (),
    phone: str = "+962790000055",
    hours: WorkingHours = ALWAYS,
    signed_on: date | None = date(2026, 1, 1),
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Interpreter:
    """Somebody who interprets Amharic by phone, day and night, unless said otherwise."""
    number = next(_number)
    names = (name_en or f"Interpreter {number}", f"مترجم {number}")
    places = frozenset(governorates)
    facts = InterpreterFacts(*names, voice, tuple(languages), frozenset(ways), hours, "", places, phone, signed_on)
    return actions.add_interpreter(agency or make_agency(by=by, at=at), facts, by=by, at=at)


def make_holiday(on: date = date(2031, 6, 2), *, by: Actor = WORKER, at: datetime = LONG_AGO) -> Holiday:
    """A public holiday far away."""
    facts = HolidayFacts(on, "Day of the tree", "يوم الشجرة", Provenance.VERIFIED)
    return actions.declare_holiday(facts, by=by, at=at)


def make_desk(
    agency: Agency | None = None,
    *,
    name_en: str = "",
    name_ar: str = "",
    hours: WorkingHours = EIGHT_TO_THREE,
    services: Iterable[ServiceKind] = (),
    governorate: str = "AM",
    phone: str = "",
    post_of: Desk | None = None,
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Desk:
    """A desk; with `post_of` a liaison post of another one, at the airport."""
    number = next(_number)
    names = (name_en or f"Desk {number}", name_ar or f"مكتب {number}")
    post = (PostKind.AIRPORT, post_of.reference) if post_of else ("", "")
    facts = DeskFacts(*names, hours, frozenset(services), governorate, phone, *post)
    home = post_of.agency if post_of else agency or make_agency(by=by, at=at)
    return actions.add_desk(home, facts, by=by, at=at)
