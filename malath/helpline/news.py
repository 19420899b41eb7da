"""What a desk is told of a concern: that one waits, and how soon it wants to be looked at. Nothing of what was said."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.foundation.actor import Actor
from malath.helpline import queries
from malath.helpline.models import Concern
from malath.helpline.words import HowSoon
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing

KINDS = (ItemKind.CONCERN_ARRIVED, ItemKind.CONCERN_UNSEEN)


def tell_desk(concern: Concern, *, at: datetime) -> bool:
    """The desk is told. Whether somebody there hears it soon enough: what is urgent needs somebody who is there now."""
    urgent = concern.how_soon == HowSoon.URGENT
    inbox.leave(
        to=concern.desk, kind=ItemKind.CONCERN_ARRIVED, subject=concern.reference, link=_link(concern), at=at,
        pressing=Pressing.URGENT if urgent else Pressing.NORMAL,
    )  # fmt: skip
    return queries.is_heard(concern.desk, at, now=urgent)


def tell_above(concern: Concern, *, at: datetime) -> int:
    """Supervisors of the body are told, and where it has none the focal points of the mechanism, who phone the desk. How
    many."""
    above = accounts.holders_of(Role.SUPERVISOR, at, agency_id=concern.desk.agency_id)
    _tell(concern, above, _link(concern), at)
    if not above:
        above = accounts.holders_of(Role.FOCAL_POINT, at)
        _tell(concern, above, "", at)
    return len(above)


def settle(concern: Concern, *, by: Actor, at: datetime) -> None:
    inbox.settle(concern.reference, KINDS, by=by, at=at)


def _tell(concern: Concern, people: Sequence[User], link: str, at: datetime) -> None:
    urgent = concern.how_soon == HowSoon.URGENT
    for one in people:
        inbox.leave(
            to=one, kind=ItemKind.CONCERN_UNSEEN, subject=concern.reference, link=link, at=at,
            pressing=Pressing.URGENT if urgent else Pressing.NORMAL,
        )  # fmt: skip


def _link(concern: Concern) -> str:
    return reverse("helpline:concern", args=[concern.reference])
