"""Whom the acts of a shelter tell. References only: never a name, never a place, never which house. The subject is the file:
who is kept from it is not shown the item either."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.privacy.queries import holders
from malath.shelter.models import Refusal, Stay


def tell_admitted(stay: Stay, *, by: Actor, at: datetime) -> None:
    _tell_workers(stay.case, stay.shelter.desk, by=by, at=at)


def tell_turned_away(refusal: Refusal, *, by: Actor, at: datetime) -> None:
    _tell_workers(refusal.case, refusal.desk, by=by, at=at)


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
