"""The desk is told that a record from a phone needs somebody: no name, no place."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.offline.models import Packet


def tell_held(packet: Packet, *, urgent: bool, at: datetime) -> None:
    link = reverse("offline:record", args=[packet.reference])
    pressing = Pressing.EMERGENCY if urgent else Pressing.URGENT
    for to in _who(packet.desk, at):
        inbox.leave(to=to, kind=ItemKind.PHONE_RECORD_HELD, subject=packet.reference, link=link, at=at, pressing=pressing)


def settle(packet: Packet, *, by: Actor, at: datetime) -> None:
    inbox.settle(packet.reference, [ItemKind.PHONE_RECORD_HELD], by=by, at=at)


def _who(desk: Desk, at: datetime) -> Sequence[Desk | User]:
    """The desk; the supervisors of its body where it was closed meanwhile."""
    return [desk] if desk.ended_at is None else accounts.holders_of(Role.SUPERVISOR, at, agency_id=desk.agency_id)
