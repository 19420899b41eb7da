"""Shelters as they are set up: sections, rooms and places, and where the house is."""

from datetime import datetime

from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.sealing import new_data_key
from malath.shelter import queries, rules
from malath.shelter.actions.base import record_house, refuse
from malath.shelter.models import Place, Shelter, ShelterSection, Unit
from malath.shelter.words import ClosedPlace, Takes, When, WhyNot


@act
def found(desk: Desk, *, boys_until: int = 12, by: Actor, at: datetime) -> Shelter:
    """A desk that offers shelter is set up to keep its places here. It gets a key of its own. Errors: `CannotShelter`."""
    agencies.locked_desk(desk.pk)
    refuse([] if agencies.offers(desk, ServiceKind.SHELTER) else [WhyNot.NOT_A_SHELTER])
    refuse([WhyNot.FOUNDED] if queries.shelter_of(desk) is not None else [])
    shelter = Shelter.objects.create(
        desk=desk, key=new_data_key(), boys_until=boys_until, founded_by=by.reference, founded_at=at
    )  # fmt: skip
    record_house(Did.SHELTER_FOUNDED, shelter, by=by, at=at)
    return shelter


@act
def add_section(shelter: Shelter, takes: Takes, name: str, *, by: Actor, at: datetime) -> ShelterSection:
    """A part of the house and for whom it is. Errors: `CannotShelter`; two parts do not have one name."""
    shelter = queries.locked_shelter(shelter.pk)
    refuse(rules.why_not_set_up(name=name))
    refuse([WhyNot.NAME_TAKEN] if shelter.sections.filter(name=name).exists() else [])
    section = ShelterSection.objects.create(shelter=shelter, takes=takes, name=name)
    record_house(Did.SHELTER_CHANGED, shelter, by=by, at=at, section=section.reference)
    return section


@act
def add_unit(
    section: ShelterSection, name: str, places: int, *, when: When = When.NIGHT, by: Actor, at: datetime
) -> Unit:  # fmt: skip
    """A room and its places, or more places in a room that is there. Errors: `CannotShelter`."""
    shelter = queries.locked_shelter(section.shelter_id)
    refuse(rules.why_not_set_up(name=name, places=places))
    unit, _new = Unit.objects.get_or_create(section=section, name=name)
    there = unit.places.filter(when=when).count()
    refuse([WhyNot.TOO_MANY] if there + places > rules.MOST_IN_A_ROOM else [])
    Place.objects.bulk_create(Place(unit=unit, when=when, number=there + one) for one in range(1, places + 1))
    record_house(Did.SHELTER_CHANGED, shelter, by=by, at=at, unit=unit.reference, places=str(places))
    return unit


@act
def close_place(place: Place, because: ClosedPlace, *, by: Actor, at: datetime) -> Place:
    """Nobody comes to a place for now. Errors: `CannotShelter` while somebody has it."""
    now = queries.locked_place(place.pk)
    refuse(rules.why_not_place(taken=queries.is_taken(now), closed=bool(now.closed_because)))
    return _set(now, because, by=by, at=at)


@act
def open_place(place: Place, *, by: Actor, at: datetime) -> Place:
    """A place can be used again. Errors: `CannotShelter` where it can already."""
    now = queries.locked_place(place.pk)
    refuse([] if now.closed_because else [WhyNot.NOT_CLOSED])
    return _set(now, "", by=by, at=at)


@act
def write_address(shelter: Shelter, address: str, *, by: Actor, at: datetime) -> Shelter:
    """Write down where the house is, sealed under its own key. From here no page shows it: it is read in the file of somebody
    who stays there, by those to whom the place was opened by name. Errors: `CannotShelter`."""
    now = queries.locked_shelter(shelter.pk)
    refuse([] if address.strip() else [WhyNot.ADDRESS_MISSING])
    now.seal(address=address)
    now.address_at, now.address_by = at, by.reference
    now.save(update_fields=["address", "address_at", "address_by"])
    record_house(Did.SHELTER_PLACE_WRITTEN, now, by=by, at=at)
    return now


def _set(place: Place, because: str, *, by: Actor, at: datetime) -> Place:
    place.closed_because = because
    place.save(update_fields=["closed_because"])
    record_house(Did.SHELTER_CHANGED, place.unit.section.shelter, by=by, at=at, place=place.reference, closed=because)
    return place
