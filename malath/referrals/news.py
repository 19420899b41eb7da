"""Which act tells whom. Kinds and references only: never a name, never a place, never what it is about."""

from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.referrals.models import Referral
from malath.referrals.words import Escalation


def tell_receiver(referral: Referral, *, at: datetime) -> None:
    _tell(referral, referral.receiving_desk, ItemKind.REFERRAL_ARRIVED, at)


def tell_sender(referral: Referral, kind: ItemKind, *, at: datetime) -> None:
    _tell(referral, referral.sending_desk, kind, at)


def tell_of_withdrawal(referral: Referral, *, at: datetime) -> None:
    _tell(referral, referral.receiving_desk, ItemKind.REFERRAL_WITHDRAWN, at)


def tell_of_silence(referral: Referral, step: Escalation, *, at: datetime) -> int:
    """Tell the supervisors of the receiving body, or the focal points. Returns how many were told."""
    receiving = referral.receiving_desk
    if receiving is None:
        return 0
    people = (
        accounts.holders_of(Role.SUPERVISOR, at, agency_id=receiving.agency_id)
        if step == Escalation.SUPERVISOR
        else accounts.holders_of(Role.FOCAL_POINT, at)
    )
    for user in people:
        inbox.leave(to=user, kind=ItemKind.REFERRAL_UNANSWERED, subject=referral.reference, link=_link(referral), at=at)
    return len(people)


def settle(referral: Referral, *, by: Actor, at: datetime) -> None:
    """It was answered or ended: that it waits is no news any more."""
    inbox.settle(referral.reference, (ItemKind.REFERRAL_ARRIVED, ItemKind.REFERRAL_UNANSWERED), by=by, at=at)


def _tell(referral: Referral, desk: Desk | None, kind: ItemKind, at: datetime) -> None:
    if desk is not None:
        inbox.leave(to=desk, kind=kind, subject=referral.reference, link=_link(referral), at=at)


def _link(referral: Referral) -> str:
    return reverse("referrals:detail", args=[referral.reference])
