"""What a desk is told of a contact: that one waits, and how soon. Nothing of what was said, nor by which way."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.foundation.actor import Actor
from malath.helpline.queries import is_heard
from malath.helpline.words import Triage
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing

if TYPE_CHECKING:
    from malath.helpline.models import Contact

KINDS = (ItemKind.CONTACT_ARRIVED, ItemKind.CONTACT_MORE, ItemKind.CONTACT_UNSEEN)


def tell_desk(contact: "Contact", kind: ItemKind = ItemKind.CONTACT_ARRIVED, *, at: datetime) -> bool:
    """The desk is told. Whether somebody hears it soon enough: what does not wait needs somebody who is there now."""
    now = contact.triage != Triage.NORMAL
    inbox.leave(
        to=contact.desk, kind=kind, subject=contact.reference, link=_link(contact), at=at, pressing=_pressing(contact),
    )  # fmt: skip
    return is_heard(contact.desk, at, now=now)


def tell_above(contact: "Contact", *, at: datetime) -> int:
    """Supervisors of the body are told, and where it has none the focal points of the mechanism, who phone the desk.
    How many."""
    above, link = accounts.holders_of(Role.SUPERVISOR, at, agency_id=contact.desk.agency_id), _link(contact)
    if not above:
        above, link = accounts.holders_of(Role.FOCAL_POINT, at), ""
    for one in above:
        inbox.leave(
            to=one, kind=ItemKind.CONTACT_UNSEEN, subject=contact.reference, link=link, at=at, pressing=_pressing(contact),
        )  # fmt: skip
    return len(above)


def settle(contact: "Contact", *, by: Actor, at: datetime) -> None:
    inbox.settle(contact.reference, KINDS, by=by, at=at)


def _pressing(contact: "Contact") -> Pressing:
    return Pressing.NORMAL if contact.triage == Triage.NORMAL else Pressing.URGENT


def _link(contact: "Contact") -> str:
    return reverse("helpline:contact", args=[contact.reference])
