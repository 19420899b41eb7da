"""Shelters and stays for tests and demo data, made by the real acts."""

from datetime import datetime, timedelta
from typing import Any

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind
from malath.referrals.models import Referral
from malath.shelter import actions
from malath.shelter.actions import Admission, Brought, Child, Coming, Leaving
from malath.shelter.models import Belonging, Exit, Incident, Place, Refusal, Shelter, ShelterSection, Stay
from malath.shelter.words import (
    Destination,
    Elsewhere,
    Entitled,
    FollowUp,
    IncidentKind,
    Left,
    Looked,
    Ready,
    Refused,
    RightsTold,
    Takes,
    Thing,
    When,
)

AFTER = MONDAY + timedelta(hours=1)
"""When the shelter has accepted the referral."""
ADDRESS = (
    "14 Olive Road, behind the old mill. 14 شارع الزيتون، خلف الطاحونة القديمة. On the map 31.9541, 35.9168. House: 06 555 0177"
)
"""In both scripts, with what a map and a telephone know of it: `tests.journeys.searched` looks for each of them."""


def make_shelter(desk: Desk, by: User, *, at: datetime = MONDAY, address: str = ADDRESS) -> Shelter:
    shelter = actions.found(desk, by=by, at=at)
    return actions.write_address(shelter, address, by=by, at=at) if address else shelter


def make_section(
    shelter: Shelter, by: User, takes: Takes = Takes.WOMEN, name: str = "A", places: int = 2, *, at: datetime = MONDAY
) -> ShelterSection:
    """A section with one room and its places for the night."""
    section = actions.add_section(shelter, takes, name, by=by, at=at)
    actions.add_unit(section, "1", places, by=by, at=at)
    return section


def places_in(section: ShelterSection, when: When = When.NIGHT) -> list[Place]:
    return list(Place.objects.filter(unit__section=section, when=when).order_by("unit", "number"))


def make_coming(at: datetime = AFTER, **how: Any) -> Coming:
    wanted: dict[str, Any] = {"entitled": Entitled.POTENTIAL, "voluntary": True, "rights_told": True, "came_at": at}
    return Coming(**(wanted | how))


def make_admission(
    place: Place, at: datetime = AFTER, *, care: str = "", children: tuple[Child, ...] = (), **how: Any
) -> Admission:
    how = {"born": tuple(child.born for child in children)} | how
    return Admission(place, make_coming(at, **how), "ar", RightsTold.SPOKEN, care, children)


def make_stay(referral: Referral, place: Place, by: User, at: datetime = AFTER, **how: Any) -> Stay:
    """Somebody is taken in whose referral the shelter has accepted."""
    return actions.admit(referral, make_admission(place, at, **how), by=by, at=at)


def make_refusal(
    referral: Referral,
    by: User,
    at: datetime = AFTER,
    *,
    reason: Refused = Refused.NO_BED,
    words: str = "The other house has room.",
) -> Refusal:
    return actions.turn_away(referral, reason, Elsewhere.SHELTER, words, by=by, at=at)


def make_brought(kind: Thing = Thing.PASSPORT, **how: Any) -> Brought:
    agreed: dict[str, Any] = {"kind": kind, "held": True, "asked": True, "both_signed": True}
    return Brought(**(agreed | how))


def make_belonging(stay: Stay, by: User, at: datetime = AFTER, *, what: str = "A blue passport", **how: Any) -> Belonging:
    return actions.sign_in(stay, make_brought(**how), what, by=by, at=at)


def make_leaving(at: datetime, how: Left = Left.PLANNED, **more: Any) -> Leaving:
    """Everything that a planned exit needs."""
    ready: dict[str, Any] = {
        "looked": Looked.SAFE, "medicine": Ready.YES, "transport": Ready.YES, "follow_up": FollowUp.YES, "elsewhere": True,
    }  # fmt: skip
    return Leaving(how, at, **(ready | more))


def make_exit(
    stay: Stay,
    by: User,
    at: datetime,
    how: Left = Left.PLANNED,
    *,
    where: str = "",
    plan: str = "",
    supervises: bool = False,
    **more: Any,
) -> Exit:
    """A planned exit, before which they agreed to be contacted afterwards."""
    if how == Left.PLANNED and not stay.person.is_child:
        make_consent(stay.person, ConsentKind.C17, desk=stay.shelter.desk, by=by, at=at)
    leaving = make_leaving(at, how, has_plan=bool(plan), **more)
    return actions.leave(stay, leaving, Destination.OWN, where=where, plan=plan, supervises=supervises, by=by, at=at)


def make_incident(
    shelter: Shelter,
    by: User,
    kind: IncidentKind = IncidentKind.VIOLENCE,
    *,
    stay: Stay | None = None,
    words: str = "Two men asked for her at the gate.",
    at: datetime = AFTER,
) -> Incident:
    return actions.record_incident(shelter, kind, words, at, stay=stay, by=by, at=at)
