"""Reads of the shelter: houses and places, who waits, who stays. A place is never told here: `queries.place` alone opens it."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.people import queries as people
from malath.people.rules import birth_year
from malath.people.words import DetailKind, Sex
from malath.privacy import queries as privacy
from malath.privacy.queries import answers, holders
from malath.privacy.words import ConsentKind
from malath.referrals.queries import answering
from malath.shelter import rules
from malath.shelter.models import (
    Belonging,
    Companion,
    Incident,
    Occupancy,
    Outing,
    Place,
    Refusal,
    Shelter,
    ShelterSection,
    ShiftNote,
    Stay,
    Visit,
)
from malath.shelter.queries import law
from malath.shelter.rules import Clock, Who
from malath.shelter.words import FollowUp, Takes

if TYPE_CHECKING:
    from malath.people.models import Person
    from malath.referrals.models import Referral

OF_A_PLACE = "unit__section__shelter__desk__agency"
OF_A_STAY = ("case__person__key", "case__key", "key", "shelter__desk__agency", "person", "key_worker")


def shelter_of(desk: Desk) -> Shelter | None:
    return Shelter.objects.filter(desk=desk).first()


def shelter_by_reference(reference: str) -> Shelter | None:
    return Shelter.objects.select_related("desk__agency", "key").filter(reference=reference).first()


def locked_shelter(pk: int) -> Shelter:
    return Shelter.objects.select_for_update(of=("self",)).select_related("key", "desk__agency").get(pk=pk)


def locked_place(pk: int) -> Place:
    """A place, held until the act ends: whoever comes second sees who has it."""
    return Place.objects.select_for_update(of=("self",)).select_related(OF_A_PLACE).get(pk=pk)


def section_of(shelter: Shelter, reference: str) -> ShelterSection | None:
    return ShelterSection.objects.filter(shelter=shelter, reference=reference).first()


def place_of(shelter: Shelter, reference: str) -> Place | None:
    return Place.objects.select_related(OF_A_PLACE).filter(unit__section__shelter=shelter, reference=reference).first()


def is_taken(place: Place) -> bool:
    return Occupancy.objects.filter(place=place, until__isnull=True).exists()


def takes(section: ShelterSection) -> Takes:
    return Takes(section.takes)


def who_is(person: "Person", *, children: int = 0, oldest_boy: int | None = None) -> Who:
    """Somebody as the rules of sections see them."""
    return Who(Sex(person.sex), person.is_child, children, oldest_boy)


def birth_years(person: "Person") -> list[int]:
    """The birth years that are written down of somebody: for a rule, never for a page."""
    found = people.details_of([person.pk], kinds=[DetailKind.BIRTH_DATE]).get(person.pk, [])
    return [year for row in found if (year := birth_year(row.value)) is not None]


def works(holdings: Holdings, desk_id: int) -> bool:
    """Whether the viewer looks after people at a shelter's desk."""
    return holdings.may_at(desk_id, Power.WRITE_NOTE)


def manages(holdings: Holdings, desk_id: int) -> bool:
    """Whether the viewer runs a shelter's desk: takes people on there, and so sets the house up."""
    return holdings.may_at(desk_id, Power.BLOCK)


def houses_of(holdings: Holdings) -> list[Shelter]:
    """The shelters at whose desk the viewer works."""
    desks = [desk for desk in holdings.desk_ids if works(holdings, desk)]
    return list(Shelter.objects.filter(desk_id__in=desks).select_related("desk__agency").order_by("pk"))


def desks_to_found(holdings: Holdings) -> list[Desk]:
    """The desks of the viewer that offer shelter and keep no places here yet."""
    desks = [desk for desk in agencies.desks_among(holdings.desk_ids) if manages(holdings, desk.pk)]
    known = set(Shelter.objects.filter(desk__in=desks).values_list("desk_id", flat=True))
    return [desk for desk in desks if desk.pk not in known and agencies.offers(desk, ServiceKind.SHELTER)]


def waiting_for_a_bed(desks: Collection[int], at: datetime) -> "QuerySet[Referral]":
    """Accepted referrals for shelter of whom nobody was taken in yet, nor found another place: what presses most first."""
    settled = (Stay.objects.values("referral_id"), Refusal.objects.values("referral_id"))
    return answering.waiting_at(ServiceKind.SHELTER, desks, at, settled=settled)


def is_settled(referral: "Referral") -> bool:
    """Whether somebody was taken in on a referral, or another place was found."""
    return Stay.objects.filter(referral=referral).exists() or Refusal.objects.filter(referral=referral).exists()


def waiting_of(case: Case, at: datetime) -> "Referral | None":
    """The referral on which the person of a case waits for a place."""
    rows = Stay.objects.values("referral_id"), Refusal.objects.values("referral_id")
    return answering.waiting_of_case(ServiceKind.SHELTER, case.pk, at, settled=rows)


def stay_begun(once: UUID | None) -> Stay | None:
    return Stay.objects.filter(once=once).first() if once is not None else None


def stays_now(person_id: int) -> Stay | None:
    """The stay of somebody that lasts."""
    return Stay.objects.filter(person_id=person_id, left_at__isnull=True).select_related(*OF_A_STAY).first()


def last_left_at(person_id: int) -> datetime | None:
    """When somebody left a shelter the last time."""
    rows = Stay.objects.filter(person_id=person_id, left_at__isnull=False).order_by("-left_at")
    return rows.values_list("left_at", flat=True).first()


def stay_of(case: Case) -> Stay | None:
    """The stay of a case: the one that lasts, else the last one."""
    rows = Stay.objects.filter(case=case).select_related(*OF_A_STAY)
    return rows.order_by("left_at", "-pk").filter(left_at__isnull=True).first() or rows.order_by("-pk").first()


def said_of_contacts(person_id: int, at: datetime) -> FollowUp:
    """Whether somebody may be asked later how they are, as they answered among the consents (C17)."""
    return FollowUp(answers.said(person_id, ConsentKind.C17, at))


def locked_stay(pk: int) -> Stay:
    """A stay, held until the act ends. The caller holds the person's file row and the case."""
    return Stay.objects.select_for_update(of=("self",)).select_related(*OF_A_STAY).get(pk=pk)


def clocks_of(stay: Stay) -> list[Clock]:
    """The clocks of a stay that run."""
    return rules.running(
        stay.admitted_at, has_key_worker=stay.key_worker_id is not None, health_offered=bool(stay.health),
        reviewed_at=stay.reviewed_at, alarm=stay.alarm, spans=law.spans(),
    )  # fmt: skip


def things_here(stay: Stay) -> bool:
    """Whether something that was signed in was not given back yet."""
    return Belonging.objects.filter(stay=stay, signed_out_at__isnull=True).exists()


def belonging_of(stay: Stay, reference: str) -> Belonging | None:
    return Belonging.objects.select_related("key").filter(stay=stay, reference=reference).first()


def kept_of(shelter: Shelter, reference: str) -> Belonging | None:
    """Something that lies in a house still."""
    rows = Belonging.objects.select_related("key", "stay__case__person", "stay__shelter__desk")
    return rows.filter(stay__shelter=shelter, reference=reference).first()


def visit_of(stay: Stay, reference: str) -> Visit | None:
    return Visit.objects.select_related("key").filter(stay=stay, reference=reference).first()


def outing_now(stay: Stay) -> Outing | None:
    """The outing of somebody who is out."""
    return Outing.objects.filter(stay=stay, back_at__isnull=True).first()


def incident_of(shelter: Shelter, reference: str) -> Incident | None:
    rows = Incident.objects.select_related("key", "shelter__desk__agency", "stay__case", "stay__person")
    return rows.filter(shelter=shelter, reference=reference).first()


def note_of(shelter: Shelter, reference: str) -> ShiftNote | None:
    return ShiftNote.objects.select_related("shelter", "stay__case").filter(shelter=shelter, reference=reference).first()


def stay_at(shelter: Shelter, case_reference: str) -> Stay | None:
    """Who stays in a house, by the number of their case."""
    rows = Stay.objects.filter(shelter=shelter, left_at__isnull=True, case__reference=case_reference)
    return rows.select_related(*OF_A_STAY).first()


def stopped_in(shelter: Shelter, place: str) -> Stay | None:
    """Who has a place and took their agreement back."""
    rows = Stay.objects.filter(shelter=shelter, left_at__isnull=True, stopped_at__isnull=False)
    held = {"occupancies__until__isnull": True, "occupancies__place__reference": place}
    return rows.filter(**held).select_related(*OF_A_STAY).first()


def staff_of(stay: Stay, at: datetime) -> list[User]:
    """Who works at the house and may open the file of somebody who stays."""
    return privacy.whom_nothing_keeps_from(stay.person, accounts.workers_of(stay.shelter.desk, at), at)


def sees_file(at: datetime) -> Exists:
    """A condition on stays with a `desk_id`: whether the house sees the file."""
    return holders.is_seen_by_its_desk(at)


def standing_on(person_ids: Collection[int], desk: Desk) -> list[Stay]:
    """The stays of these people at a desk's house: they stop with its access."""
    return list(Stay.objects.filter(person_id__in=person_ids, shelter__desk=desk, left_at__isnull=True))


def to_stop(at: datetime, *, cap: int = 500) -> list[Stay]:
    """Stays whose house does not see the file any more: the person took back what it stands on."""
    return list(_lasting().filter(~sees_file(at), stopped_at__isnull=True)[:cap])


def to_go_on(at: datetime, *, cap: int = 500) -> list[Stay]:
    """Stays that had stopped and whose house sees the file again."""
    return list(_lasting().filter(sees_file(at), stopped_at__isnull=False)[:cap])


def to_remind(at: datetime, *, cap: int = 500) -> list[Stay]:
    """Stays of which somebody is to be reminded."""
    rows = Stay.objects.filter(remind_at__lte=at).select_related(*OF_A_STAY)
    return list(rows.order_by("remind_at", "pk")[:cap])


def incidents_to_look_at(at: datetime, *, cap: int = 500) -> list[Incident]:
    """Incidents at which no supervisor has looked in time."""
    rows = Incident.objects.filter(look_due__lte=at).select_related("shelter__desk__agency", "stay__case", "stay__person")
    return list(rows.order_by("look_due", "pk")[:cap])


def _lasting() -> QuerySet[Stay]:
    rows = Stay.objects.filter(left_at__isnull=True).annotate(desk_id=F("shelter__desk_id"))
    return rows.select_related(*OF_A_STAY).order_by("pk")


def companions_of(stay: Stay) -> list[Companion]:
    """The children who are there with a parent."""
    return list(Companion.objects.filter(stay=stay, left_at__isnull=True).select_related("key").order_by("pk"))


def companions_at(stay: Stay, moment: datetime) -> bool:
    """Whether children were there with a parent at a moment."""
    return Companion.objects.filter(stay=stay, left_at=moment).exists()


def free_places(shelter: Shelter) -> list[Place]:
    """The places of a house that somebody can come to now."""
    taken = Occupancy.objects.filter(place__unit__section__shelter=shelter, until__isnull=True).values("place_id")
    rows = Place.objects.filter(unit__section__shelter=shelter, closed_because="").exclude(pk__in=taken)
    return list(rows.select_related(OF_A_PLACE).order_by("unit__section__name", "unit__name", "when", "number"))
