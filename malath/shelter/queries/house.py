"""One shelter, room by room, for who works there. A name is shown to who may know it; one event names every file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.people.words import CHILD_BANDS
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.referrals.words import Urgency
from malath.shelter.models import Belonging, Occupancy, Place, Shelter, ShelterSection
from malath.shelter.queries import free_places, manages, waiting_for_a_bed
from malath.shelter.queries.pages import HousePage, KeptLine, PlaceLine, RoomLine, WaitingLine
from malath.shelter.words import ClosedPlace, Takes, Thing, When

WAITING = 50


@dataclass(frozen=True)
class Taken:
    """Who has a place, by keys."""

    person: int
    case: str
    is_child: bool
    stopped: bool


def house_page(shelter: Shelter, holdings: Holdings, at: datetime) -> HousePage:
    """The page of a house. As many statements for sixty places as for one."""
    places = _places(shelter)
    taken = _taken(shelter)
    waiting = list(waiting_for_a_bed([shelter.desk_id], at)[:WAITING])
    people = {row.person for row in taken.values()} | {row.person_id for row in waiting}
    sights = privacy.sights(holdings, people, at)
    names = privacy.names_seen(sights)
    lines = {place.pk: _place_line(place, taken.get(place.pk), sights, names) for place in places}
    rooms: dict[int, list[Place]] = {}
    for place in places:
        rooms.setdefault(place.unit_id, []).append(place)
    return HousePage(
        reference=shelter.reference,
        name=f"{shelter.desk.agency.name} · {shelter.desk.name}",
        desk_reference=shelter.desk.reference,
        rooms=tuple(_room(found, [lines[place.pk] for place in found]) for found in rooms.values()),
        waiting=tuple(
            WaitingLine(
                row.case.reference, row.person.reference, names.get(row.person_id, ""), row.person.is_child,
                Urgency(row.urgency), row.answered_at or at,
            )
            for row in waiting
            if row.person_id in sights
        ),
        on_duty=tuple(user.name for user in accounts.on_duty(shelter.desk, at)),
        has_address=shelter.address_at is not None,
        sections=sections_of(shelter),
        kept=tuple(_kept(shelter, holdings, at)),
        manages=manages(holdings, shelter.desk_id),
        files=tuple(sorted(sight.reference for sight in sights.values())),
    )  # fmt: skip


def sections_of(shelter: Shelter) -> list[tuple[str, str]]:
    """The sections of a house as a form offers them."""
    rows = ShelterSection.objects.filter(shelter=shelter).order_by("takes", "name")
    return [(row.reference, f"{Takes(row.takes).label}: {row.name}") for row in rows]


def places_offered(shelter: Shelter) -> list[tuple[str, str]]:
    """The free places of a house as a form offers them."""
    return [(place.reference, _place_text(place)) for place in free_places(shelter)]


def _place_text(place: Place) -> str:
    section = place.unit.section
    return f"{Takes(section.takes).label}: {section.name} · {place.unit.name} · {place.number} ({When(place.when).label})"


def _places(shelter: Shelter) -> list[Place]:
    rows = Place.objects.filter(unit__section__shelter=shelter).select_related("unit__section")
    return list(rows.order_by("unit__section__takes", "unit__section__name", "unit__name", "unit_id", "-when", "number"))


def _taken(shelter: Shelter) -> dict[int, Taken]:
    """Who has which place, as plain values: a house has many."""
    rows = Occupancy.objects.filter(place__unit__section__shelter=shelter, until__isnull=True)
    columns = ("place_id", "companion_id", *(f"stay__{name}" for name in ("person_id", "person__age_band", "case__reference")))
    return {
        place: Taken(person, case, companion is not None or band in CHILD_BANDS, stopped is not None)
        for place, companion, person, band, case, stopped in rows.values_list(*columns, "stay__stopped_at")
    }


def _kept(shelter: Shelter, holdings: Holdings, at: datetime) -> list[KeptLine]:
    """What lies here still of those who are gone. What it is, is read by who sees their file."""
    gone = Q(stay__left_at__isnull=False) | Q(stay__stopped_at__isnull=False)
    rows = list(Belonging.objects.filter(gone, stay__shelter=shelter, signed_out_at__isnull=True).select_related("key", "stay"))
    sights = privacy.sights(holdings, {row.stay.person_id for row in rows}, at)
    return [
        KeptLine(row.reference, Thing(row.kind), row.opened("what") if row.stay.person_id in sights else "")
        for row in rows
        if row.key.erased_at is None
    ]


def _room(places: Collection[Place], lines: list[PlaceLine]) -> RoomLine:
    unit = next(iter(places)).unit
    return RoomLine(unit.section.name, Takes(unit.section.takes), unit.name, tuple(lines))


def _place_line(place: Place, row: Taken | None, sights: dict[int, Sight], names: dict[int, str]) -> PlaceLine:
    closed = str(ClosedPlace(place.closed_because).label) if place.closed_because else ""
    if row is None:
        return PlaceLine(place.reference, When(place.when), place.number, closed, taken=False)
    known = row.person in sights
    return PlaceLine(
        place.reference, When(place.when), place.number, closed, taken=True, case_reference=row.case if known else "",
        who=names.get(row.person, ""), is_child=known and row.is_child, stopped=row.stopped,
    )  # fmt: skip
