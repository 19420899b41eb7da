"""What the sender is told of a link: that it was opened, that it was locked. Never more."""

from datetime import datetime

from django.urls import reverse

from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.referrals.models import Referral


def tell_sender(referral: Referral, kind: ItemKind, *, at: datetime) -> None:
    link = reverse("outside:referral", args=[referral.reference])
    inbox.leave(to=referral.sending_desk, kind=kind, subject=referral.reference, link=link, at=at)
