"""Which act tells whom. Kinds and references only: never a name, never a place, never what it is about."""

from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.privacy import queries as privacy
from malath.referrals.models import Referral
from malath.referrals.words import Escalation, Urgency


def tell_receiver(referral: Referral, *, at: datetime) -> None:
    _tell(referral, referral.receiving_desk, ItemKind.REFERRAL_ARRIVED, at)


def tell_receiving(referral: Referral, kind: ItemKind, *, at: datetime) -> None:
    _tell(referral, referral.receiving_desk, kind, at)


def tell_other_side(referral: Referral, desk: Desk, kind: ItemKind, *, at: datetime) -> None:
    """Tell the desk across from this one."""
    _tell(referral, referral.receiving_desk if desk.pk == referral.sending_desk_id else referral.sending_desk, kind, at)


def settle_questions(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Nothing is asked any more."""
    inbox.settle(referral.reference, (ItemKind.REFERRAL_ASKED,), by=by, at=at)


def tell_sender(referral: Referral, kind: ItemKind, *, at: datetime) -> None:
    _tell(referral, referral.sending_desk, kind, at)


def tell_of_withdrawal(referral: Referral, *, at: datetime) -> None:
    _tell(referral, referral.receiving_desk, ItemKind.REFERRAL_WITHDRAWN, at)


def tell_of_silence(referral: Referral, step: Escalation, *, at: datetime) -> Escalation:
    """Tell those of this step who may know of the person, else the step above, else the receiving desk itself. Returns
    how far it went."""
    people = _reached(referral, step, at)
    if not people and step == Escalation.SUPERVISOR:
        return tell_of_silence(referral, Escalation.FOCAL_POINT, at=at)
    for user in people:
        _leave(referral, user, ItemKind.REFERRAL_UNANSWERED, at)
    if not people:
        _tell(referral, referral.receiving_desk, ItemKind.REFERRAL_UNANSWERED, at)
    return step


def tell_of_closing(desk: Desk, *, at: datetime) -> None:
    """A desk has closed: the supervisors who remain see to what is open to it."""
    for user in accounts.supervisors_beside(desk, at):
        inbox.leave(to=user, kind=ItemKind.DESK_CLOSED, subject=desk.reference, link=reverse("cases:list"), at=at)


def tell_of_hand_over(referral: Referral, before: User, to: User, *, at: datetime) -> None:
    """Both know: who looks after the person now, and who does no longer. So that nobody takes a file in silence, the
    supervisors of the body know too."""
    receiving = referral.receiving_desk
    above = accounts.holders_of(Role.SUPERVISOR, at, agency_id=receiving.agency_id) if receiving else []
    for user in {one.pk: one for one in (before, to, *above)}.values():
        inbox.leave(to=user, kind=ItemKind.REFERRAL_HANDED_OVER, subject=referral.reference, link=_link(referral), at=at)


def settle(referral: Referral, *, by: Actor, at: datetime) -> None:
    """It was answered or ended: that it waits is no news any more."""
    inbox.settle(
        referral.reference, (ItemKind.REFERRAL_ARRIVED, ItemKind.REFERRAL_UNANSWERED, ItemKind.REFERRAL_ASKED), by=by, at=at
    )


def _reached(referral: Referral, step: Escalation, at: datetime) -> list[User]:
    """The supervisors of the receiving body, or the focal points: those whom nothing keeps from this file."""
    receiving = referral.receiving_desk
    people = (
        accounts.holders_of(Role.FOCAL_POINT, at)
        if step == Escalation.FOCAL_POINT or receiving is None
        else accounts.holders_of(Role.SUPERVISOR, at, agency_id=receiving.agency_id)
    )
    return privacy.whom_nothing_keeps_from(referral.person, people, at)


def _tell(referral: Referral, desk: Desk | None, kind: ItemKind, at: datetime) -> None:
    """Tell a desk; when it has closed, the supervisors who see to what it began. A body without an account reads nothing
    here."""
    if desk is None or not desk.agency.has_accounts:
        return
    for holder in (desk,) if desk.ended_at is None else accounts.supervisors_beside(desk, at):
        _leave(referral, holder, kind, at)


def _leave(referral: Referral, holder: Desk | User, kind: ItemKind, at: datetime) -> None:
    """Who is told again that nobody answered has one line, the newest."""
    inbox.leave(
        to=holder,
        kind=kind,
        subject=referral.reference,
        link=_link(referral),
        at=at,
        pressing=_pressing(Urgency(referral.urgency), kind),
        instead_of=(kind,) if kind == ItemKind.REFERRAL_UNANSWERED else (),
    )


def _pressing(urgency: Urgency, kind: ItemKind) -> Pressing:
    """What waits for an answer presses as the referral does; what got none in time presses in any case."""
    if kind not in {ItemKind.REFERRAL_ARRIVED, ItemKind.REFERRAL_UNANSWERED}:
        return Pressing.NORMAL
    if urgency == Urgency.EMERGENCY:
        return Pressing.EMERGENCY
    late = kind == ItemKind.REFERRAL_UNANSWERED
    return Pressing.URGENT if late or urgency == Urgency.URGENT else Pressing.NORMAL


def _link(referral: Referral) -> str:
    return reverse("referrals:detail", args=[referral.reference])
