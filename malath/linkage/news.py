"""Who is told of a question between bodies. Kinds and references only; the subject is the file of the one who is told: who is
kept from it sees no item."""

from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.linkage.models import Telling
from malath.people import queries as people
from malath.privacy import queries as privacy
from malath.privacy.queries import bodies


def tell_holder(telling: Telling, *, at: datetime) -> Desk | None:
    """The supervisors of the body whom nothing keeps from either file; where there is none, the desk that has seen the file
    longest, which is returned."""
    person = people.person_by_id(telling.person_id)
    above = [
        user for user in accounts.holders_of(Role.SUPERVISOR, at, agency_id=telling.body_id) if _may_know(user, telling, at)
    ]
    desk = None if above else bodies.desk_holding(telling.person_id, telling.body_id, at)
    link = reverse("linkage:told", args=[telling.reference])
    holders: list[Desk | User] = [*above, *([desk] if desk else [])]
    for holder in holders:
        inbox.leave(to=holder, kind=ItemKind.KNOWN_ASKED, subject=person.reference, link=link, at=at)
    return desk


def _may_know(user: User, telling: Telling, at: datetime) -> bool:
    held = accounts.holdings(user, at)
    both = (telling.person_id, telling.inquiry.person_id)
    return not any(privacy.is_kept_out(held, people.person_by_id(pk)) for pk in both)


def tell_asker(telling: Telling, *, at: datetime) -> None:
    asked = telling.inquiry
    link = reverse("linkage:elsewhere", args=[asked.person.reference])
    inbox.leave(to=asked.desk, kind=ItemKind.KNOWN_ANSWERED, subject=asked.person.reference, link=link, at=at)


def settle(telling: Telling, *, by: Actor, at: datetime) -> None:
    """Somebody of the body has decided."""
    others = Telling.objects.filter(person=telling.person_id, body=telling.body_id, reply="").exclude(pk=telling.pk)
    if not others.exists():
        inbox.settle(telling.person.reference, (ItemKind.KNOWN_ASKED,), by=by, at=at)
