"""Whom the acts of a shelter tell. References only: never a name, never a place, never which house. The subject is the file:
who is kept from it is not shown the item either."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
from malath.shelter.models import Incident, Refusal, Stay
from malath.shelter.words import IncidentKind


def tell_admitted(stay: Stay, *, by: Actor, at: datetime) -> None:
    _tell_workers(stay.case, stay.shelter.desk, by=by, at=at)


def tell_turned_away(refusal: Refusal, *, by: Actor, at: datetime) -> None:
    _tell_workers(refusal.case, refusal.desk, by=by, at=at)


def tell_left(stay: Stay, *, by: Actor, at: datetime) -> None:
    _tell_workers(stay.case, stay.shelter.desk, by=by, at=at)


def tell_due(stay: Stay, *, at: datetime) -> None:
    """The key worker of the house, else its desk. One reminder stands in the place of another."""
    to = stay.key_worker or stay.shelter.desk
    person = stay.person.reference
    inbox.leave(to=to, kind=ItemKind.STAY_DUE, subject=person, link=_link(stay.case), at=at, instead_of=(ItemKind.STAY_DUE,))


def settle_due(stay: Stay, *, by: Actor, at: datetime) -> None:
    """Nothing is due any more."""
    if stay.next_due is None or stay.next_due > at:
        inbox.settle(stay.person.reference, (ItemKind.STAY_DUE,), by=by, at=at)


def tell_stopped(stay: Stay, *, at: datetime) -> None:
    """The house does not see the file any more: it is told by the house's own number, not by the person's."""
    shelter = stay.shelter
    link = reverse("shelter:rooms", args=[shelter.reference])
    inbox.leave(
        to=shelter.desk, kind=ItemKind.STAY_STOPPED, subject=shelter.reference, link=link, at=at, pressing=Pressing.URGENT
    )  # fmt: skip


def tell_incident(incident: Incident, *, by: str, at: datetime, desk_too: bool = False) -> None:
    """The supervisors of the body whom nothing keeps from the file, and the desk where there is none, or nobody looked in
    time."""
    desk, stay = incident.shelter.desk, incident.stay
    told: list[Desk | User] = [user for user in _supervisors(desk, stay, at) if user.reference != by]
    child = stay is not None and stay.person.is_child and incident.kind == IncidentKind.MISSING
    pressing = Pressing.EMERGENCY if child else Pressing.URGENT
    link = reverse("shelter:incidents", args=[incident.shelter.reference])
    for one in [*told, *([desk] if desk_too or not told else [])]:
        inbox.leave(
            to=one, kind=ItemKind.INCIDENT, subject=_about(incident), link=link, at=at, pressing=pressing,
            instead_of=(ItemKind.INCIDENT,),
        )  # fmt: skip


def settle_incident(incident: Incident, *, by: Actor, at: datetime) -> None:
    inbox.settle(_about(incident), (ItemKind.INCIDENT,), by=by, at=at)


def tell_child_gone(stay: Stay, *, by: Actor, at: datetime) -> None:
    """A child left without a plan: the supervisors of the body, and the key workers elsewhere, at once."""
    supervisors = _supervisors(stay.shelter.desk, stay, at)
    elsewhere = [member.user for member in cases.key_workers_of(stay.case, at)]
    told: list[Desk | User] = [user for user in {*supervisors, *elsewhere} if user.reference != by.reference]
    for one in told or [stay.shelter.desk]:
        inbox.leave(
            to=one, kind=ItemKind.INCIDENT, subject=stay.person.reference, link=_link(stay.case), at=at,
            pressing=Pressing.EMERGENCY,
        )  # fmt: skip


def _supervisors(desk: Desk, stay: Stay | None, at: datetime) -> list[User]:
    """The supervisors of the body that runs a house, save whom something keeps from the file."""
    above = accounts.holders_of(Role.SUPERVISOR, at, agency_id=desk.agency_id)
    return privacy.whom_nothing_keeps_from(stay.person, above, at) if stay is not None else above


def _about(incident: Incident) -> str:
    return incident.stay.person.reference if incident.stay is not None else incident.shelter.reference


def _tell_workers(case: Case, but: Desk, *, by: Actor, at: datetime) -> None:
    """The key workers at other desks that see the file: that something changed, not what and not where."""
    seeing = {desk.pk for desk in holders.desks_seeing(case.person, at) if desk.pk != but.pk}
    workers = [member.user for member in cases.key_workers_of(case, at) if member.desk_id in seeing]
    _tell([user for user in workers if user.reference != by.reference], ItemKind.STAY_CHANGED, case, at)


def _tell(told: Iterable[Desk | User], kind: ItemKind, case: Case, at: datetime) -> None:
    for one in told:
        inbox.leave(to=one, kind=kind, subject=case.person.reference, link=_link(case), at=at)


def _link(case: Case) -> str:
    return reverse("shelter:file", args=[case.reference])
