"""The doors to the shelter: a house is open to who works at its desk, a stay through its case, an address by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import gates as cases
from malath.cases.gates import OpenedCase, WritableCase
from malath.privacy import queries as privacy
from malath.privacy.words import Section
from malath.shelter import queries
from malath.shelter.models import Belonging, Incident, Place, Shelter, ShelterSection, ShiftNote, Stay, Visit
from malath.shelter.queries import board as boards
from malath.shelter.queries import file
from malath.shelter.queries import house as houses
from malath.shelter.queries import night as nights
from malath.shelter.queries import place as places
from malath.shelter.queries.pages import Board, HousePage, IncidentLine, Night

if TYPE_CHECKING:
    from malath.referrals.models import Referral


@dataclass(frozen=True)
class OpenedHouse:
    """A shelter behind an open gate."""

    shelter: Shelter
    holdings: Holdings


def board_to_view(user: User, *, at: datetime) -> Board:
    """The places of the houses at whose desk this viewer works: numbers of places, nobody's file."""
    return boards.board(accounts.holdings(user, at), at)


def house_to_work_at(user: User, reference: str, *, at: datetime) -> OpenedHouse:
    """A shelter at whose desk this viewer works. 404 for everybody else, as for one that never was."""
    shelter, holdings = queries.shelter_by_reference(reference), accounts.holdings(user, at)
    if shelter is None or not queries.works(holdings, shelter.desk_id):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return OpenedHouse(shelter, holdings)


def house_to_view(user: User, reference: str, *, at: datetime) -> HousePage:
    """The page of a shelter, for who works there; one event names every file that it shows."""
    opened = house_to_work_at(user, reference, at=at)
    page = houses.house_page(opened.shelter, opened.holdings, at)
    if page.files:
        audit.record_list(Did.CASES_LISTED, files=page.files, by=user, at=at, facts={"page": "shelter"})
    return page


def house_to_set_up(user: User, reference: str, *, at: datetime) -> OpenedHouse:
    """A shelter that this viewer runs. 403 for others who work there."""
    opened = house_to_work_at(user, reference, at=at)
    if not queries.manages(opened.holdings, opened.shelter.desk_id):
        raise _refused(reference, user, at, power=Power.BLOCK.name.lower())
    return opened


def desk_to_found(user: User, reference: str, *, at: datetime) -> Desk:
    """A desk of this viewer that offers shelter. 404 for any other."""
    desk = agencies.desk_by_reference(reference)
    if desk is None or desk not in queries.desks_to_found(accounts.holdings(user, at)):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return desk


def section_named(opened: OpenedHouse, reference: str) -> ShelterSection:
    found = queries.section_of(opened.shelter, reference)
    if found is None:
        raise Http404
    return found


def place_named(shelter: Shelter, reference: str) -> Place:
    """A place of a house as an address or a form names it; the act asks whether it is free still."""
    found = queries.place_of(shelter, reference)
    if found is None:
        raise Http404
    return found


def file_to_view(user: User, reference: str, *, at: datetime) -> tuple[OpenedCase, Desk | None]:
    """What stands of the shelter in a case, for who sees the minimum facts, and as which desk they work on it. 404 for a
    stranger; 403 for who sees the status alone."""
    opened = cases.case_to_view(user, reference, at=at)
    if not opened.sight.sees(Section.SAFETY):
        raise _refused(reference, user, at, section=Section.SAFETY.value)
    if opened.sight.in_emergency:
        return opened, None
    return opened, privacy.writing_desk(opened.holdings, opened.person, Section.SAFETY, Power.WRITE_NOTE, at)


def person_to_take_in(user: User, reference: str, *, at: datetime) -> "tuple[WritableCase, Shelter, Referral]":
    """A person whose referral this viewer's shelter accepted and who waits for a place. 403 for others who know the file; 404
    where nobody waits, or the desk keeps no places here."""
    opened = cases.case_to_work_on(user, reference, at=at)
    referral = queries.waiting_of(opened.case, at)
    desk = referral.receiving_desk if referral else None
    if desk is not None and not (desk.pk in opened.holdings.desk_ids and queries.works(opened.holdings, desk.pk)):
        raise _refused(reference, user, at, power="admit")
    shelter = queries.shelter_of(desk) if desk else None
    if referral is None or shelter is None:
        raise Http404
    return opened, shelter, referral


def stay_to_work_on(user: User, reference: str, *, at: datetime) -> tuple[WritableCase, Stay]:
    """A stay in the house where this viewer works. 403 for others who know the file; 404 where nobody stays."""
    opened = cases.case_to_work_on(user, reference, at=at)
    stay = queries.stays_now(opened.person.pk)
    if stay is not None and not file.is_ours(stay, opened.holdings):
        raise _refused(reference, user, at, power="shelter")
    if stay is None or stay.case_id != opened.case.pk:
        raise Http404
    return opened, stay


def address_to_read(user: User, reference: str, *, at: datetime) -> tuple[OpenedCase, str]:
    """Where somebody stays, for a worker to whom that was opened by name: never by rank, never in an emergency. Every reading
    is told to the trail of the file. 403 for everybody else who knows the file; 404 where nobody stays."""
    opened = cases.case_to_view(user, reference, at=at)
    if Section.PLACE not in opened.sight.full or opened.sight.in_emergency:
        raise _refused(reference, user, at, section=Section.PLACE.value)
    stay = queries.stays_now(opened.person.pk)
    if stay is None:
        raise Http404
    person = opened.person.reference
    audit.record_view(Did.SHELTER_PLACE_READ, subject=person, file=person, by=user, at=at)
    return opened, places.address_of(stay)


def _refused(reference: str, user: User, at: datetime, **facts: str) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts=facts)
    return PermissionDenied(reference)


def worker_named(stay: Stay, reference: str, *, at: datetime) -> User:
    """Somebody of the house as a form names them; the act asks whether they may."""
    found = next((user for user in queries.staff_of(stay, at) if user.reference == reference), None)
    if found is None:
        raise Http404
    return found


def belonging_named(stay: Stay, reference: str) -> Belonging:
    found = queries.belonging_of(stay, reference)
    if found is None:
        raise Http404
    return found


def kept_thing(user: User, reference: str, thing: str, *, at: datetime) -> Belonging:
    """Something that lies in a house where this viewer works: it is given back also when the file is not open any more."""
    found = queries.kept_of(house_to_work_at(user, reference, at=at).shelter, thing)
    if found is None:
        raise Http404
    return found


def visit_named(stay: Stay, reference: str) -> Visit:
    found = queries.visit_of(stay, reference)
    if found is None:
        raise Http404
    return found


def house_at_night(user: User, reference: str, *, at: datetime, sheet: bool = False) -> tuple[OpenedHouse, Night]:
    """Who is in a house, for who works there; one event names every file, and says whether it was the emergency sheet."""
    opened = house_to_work_at(user, reference, at=at)
    page = nights.night_page(opened.shelter, opened.holdings, at)
    if page.files:
        event = Did.NIGHT_SHEET_SHOWN if sheet else Did.CASES_LISTED
        audit.record_list(event, files=page.files, by=user, at=at, facts={"page": "shelter"})
    return opened, page


def incidents_to_view(user: User, reference: str, *, at: datetime) -> tuple[IncidentLine, ...]:
    """What happened in a house, for who works there; what is about somebody is read by who sees their file."""
    opened = house_to_work_at(user, reference, at=at)
    lines, files = nights.incident_lines(opened.shelter, opened.holdings, at)
    if files:
        audit.record_list(Did.CASES_LISTED, files=files, by=user, at=at, facts={"page": "incidents"})
    return lines


def incident_to_look_at(user: User, reference: str, incident: str, *, at: datetime) -> Incident:
    """An incident of a house that this viewer supervises. 403 for others who work there; 404 where the file is not open to
    them."""
    opened = house_to_work_at(user, reference, at=at)
    if not opened.holdings.may_at(opened.shelter.desk_id, Power.SUPERVISE):
        raise _refused(reference, user, at, power=Power.SUPERVISE.name.lower())
    found = queries.incident_of(opened.shelter, incident)
    if found is None or (found.stay is not None and not _sees(opened, found.stay, at)):
        raise Http404
    return found


def note_named(opened: OpenedHouse, reference: str, *, at: datetime) -> ShiftNote:
    """A note of a shift. 404 where it is about somebody whose file is not open to the viewer."""
    found = queries.note_of(opened.shelter, reference)
    if found is None or (found.stay is not None and not _sees(opened, found.stay, at)):
        raise Http404
    return found


def resident_named(opened: OpenedHouse, reference: str, *, at: datetime) -> Stay:
    """Somebody who stays in a house, by the number of their case, whose file is open to the viewer."""
    found = queries.stay_at(opened.shelter, reference)
    if found is None or not _sees(opened, found, at):
        raise Http404
    return found


def stopped_stay(*, user: User, reference: str, place: str, at: datetime) -> Stay:
    """Who has a place in a house and took their agreement back: their file is not open any more, the place is. 404 for any
    other."""
    opened = house_to_work_at(user, reference, at=at)
    found = queries.stopped_in(opened.shelter, place)
    if found is None:
        raise Http404
    return found


def _sees(opened: OpenedHouse, stay: Stay, at: datetime) -> bool:
    sight = privacy.sights(opened.holdings, [stay.person_id], at).get(stay.person_id)
    return sight is not None and sight.sees(Section.SAFETY)
