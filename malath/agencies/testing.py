"""Bodies and desks for tests and demo data, made by the real acts."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from itertools import count

from malath.agencies import actions
from malath.agencies.models import Agency, Desk
from malath.agencies.rules import AgencyFacts, DeskFacts, WorkingHours
from malath.agencies.words import AgencyKind, ServiceKind
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


def make_desk(
    agency: Agency | None = None,
    *,
    name_en: str = "",
    name_ar: str = "",
    hours: WorkingHours = EIGHT_TO_THREE,
    services: Iterable[ServiceKind] = (),
    governorate: str = "AM",
    phone: str = "",
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Desk:
    number = next(_number)
    names = (name_en or f"Desk {number}", name_ar or f"مكتب {number}")
    facts = DeskFacts(*names, hours, frozenset(services), governorate, phone)
    return actions.add_desk(agency or make_agency(by=by, at=at), facts, by=by, at=at)
