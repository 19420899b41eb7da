"""What a desk is told: that somebody waits for it, and nothing else."""

from datetime import datetime

from django.urls import reverse

from malath.agencies.models import Desk
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing


def tell_desk(desk: Desk, *, at: datetime) -> None:
    """In the place of a nudge that nobody has looked at yet."""
    inbox.leave(
        to=desk, kind=ItemKind.DESK_NUDGED, subject=desk.reference, link=reverse("referrals:list"), at=at,
        pressing=Pressing.URGENT, instead_of=(ItemKind.DESK_NUDGED,),
    )  # fmt: skip
