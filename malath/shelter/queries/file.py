"""What stands of the shelter in one case, as its viewer may see it. A fixed number of statements, whatever stands there."""

from datetime import datetime

from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.people.languages import language_name
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.shelter.models import Occupancy, Stay
from malath.shelter.queries import companions_of, stay_of, waiting_of, works
from malath.shelter.queries.pages import Brief, ChildLine, FilePage, InStay, StayLine
from malath.shelter.queries.stay import in_stay
from malath.shelter.words import Entitled, RightsTold


def brief(case: Case, sight: Sight, at: datetime) -> Brief | None:
    """What the case page says, to who sees the minimum facts: that somebody has a place or waits for one, never which."""
    if not sight.sees(Section.SAFETY):
        return None
    stay = stay_of(case)
    waits = (stay is None or stay.left_at is not None) and waiting_of(case, at) is not None
    return _brief(stay, waits=waits) if stay or waits else None


def _brief(stay: Stay | None, *, waits: bool) -> Brief:
    if stay is None:
        return Brief(waits, None, None, stopped=False)
    return Brief(waits, stay.admitted_at, stay.left_at, stopped=stay.stopped_at is not None)


def is_ours(stay: Stay, holdings: Holdings) -> bool:
    """Whether the viewer works at the house where somebody stays."""
    return stay.shelter.desk_id in holdings.desk_ids and works(holdings, stay.shelter.desk_id)


def file_page(case: Case, sight: Sight, holdings: Holdings, desk: Desk | None, at: datetime) -> FilePage:
    """The page of one case. `desk`: as which the viewer works on it, None for who only looks."""
    stay, waiting = stay_of(case), waiting_of(case, at)
    ours = stay is not None and is_ours(stay, holdings)
    named = stay is not None and (ours or privacy.may_name(sight, holdings, stay.shelter.desk.agency))
    host = waiting is not None and waiting.receiving_desk_id in holdings.desk_ids
    stays = stay is not None and stay.left_at is None
    return FilePage(
        reference=case.reference,
        person_reference=case.person.reference,
        is_child=case.person.is_child,
        is_closed=case.closed_at is not None,
        stays=stays,
        since=stay.admitted_at if stay else None,
        left_at=stay.left_at if stay else None,
        stopped=stay is not None and stay.stopped_at is not None,
        house=f"{stay.shelter.desk.agency.name} · {stay.shelter.desk.name}" if stay and named else "",
        ours=ours,
        house_reference=stay.shelter.reference if stay and ours else "",
        waits=waiting is not None and not stays,
        may_admit=host and not stays and case.closed_at is None and desk is not None,
        may_read_place=stays and Section.PLACE in sight.full,
        stay=_stay_line(stay) if stay and ours else None,
    )


def _stay_line(stay: Stay) -> StayLine:
    return StayLine(
        since=stay.admitted_at,
        entitled=Entitled(stay.entitled),
        room=room_of(stay),
        language=language_name(stay.rights_language),
        rights_told=str(RightsTold(stay.rights_told).label),
        care=stay.opened("care"),
        children=tuple(ChildLine(child.opened("name"), child.born) for child in companions_of(stay)),
    )


def room_of(stay: Stay) -> str:
    """The room and place of somebody, as they are called in the house."""
    rows = (
        Occupancy.objects.filter(stay=stay, companion__isnull=True)
        .order_by("until", "-pk")
        .select_related("place__unit__section")
    )
    row = rows.filter(until__isnull=True).first()
    return f"{row.place.unit.section.name} · {row.place.unit.name} · {row.place.number}" if row else ""


def inside_of(case: Case, page: FilePage, at: datetime) -> InStay | None:
    """What the house writes of a stay, for who works there while it lasts."""
    stay = stay_of(case) if page.ours and page.stays and not page.stopped else None
    return in_stay(stay, at) if stay is not None else None
