"""Referrals in every state for tests and demo data, made by the real acts."""

from datetime import datetime, timedelta

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.privacy.testing import MONDAY, make_agreement
from malath.privacy.words import ConsentKind
from malath.referrals import actions
from malath.referrals.models import Referral
from malath.referrals.words import Alternative, DeclineReason, Outcome, Urgency

REASON = "Her papers were taken from her and she was not paid for seven months."
MINUTES = timedelta(minutes=10)


def make_draft(
    sender: User,
    sending: Desk,
    receiving: Desk | None = None,
    at: datetime = MONDAY,
    *,
    case: Case | None = None,
    type: ServiceKind = ServiceKind.SHELTER,
    urgency: Urgency = Urgency.NORMAL,
    reason: str = REASON,
) -> Referral:
    """A draft with its desk and reason, about a new person unless a case is given. Nobody has agreed yet."""
    case = case or make_case(sending, sender, at)
    draft = actions.draft(case, type=type, urgency=urgency, desk=sending, by=sender, at=at)
    return actions.change(draft, version=draft.version, receiving_desk=receiving, reason=reason, by=sender, at=at)


def make_sent_referral(
    sender: User,
    sending: Desk,
    receiving: Desk,
    at: datetime = MONDAY,
    *,
    case: Case | None = None,
    type: ServiceKind = ServiceKind.SHELTER,
    urgency: Urgency = Urgency.NORMAL,
    reason: str = REASON,
    agreed: bool = True,
) -> Referral:
    """A referral that waits; the person agreed to that body first, and to a shelter where it is for one.

    `agreed=False` when the case stands on a ground without consent, or the answers were recorded before.
    """
    draft = make_draft(sender, sending, receiving, at, case=case, type=type, urgency=urgency, reason=reason)
    if agreed:
        also = [ConsentKind.C8] if type == ServiceKind.SHELTER else []
        make_agreement(draft.person, receiving.agency, desk=sending, by=sender, at=at, also=also)
    return actions.send(draft, by=sender, at=at)


def make_acknowledged_referral(
    sender: User, sending: Desk, receiver: User, receiving: Desk, at: datetime = MONDAY, **more: object
) -> Referral:
    """Sent at `at`, read ten minutes later."""
    sent = make_sent_referral(sender, sending, receiving, at, **more)  # type: ignore[arg-type]  # the same keywords
    return actions.acknowledge(sent, by=receiver, at=at + MINUTES)


def make_accepted_referral(
    sender: User, sending: Desk, receiver: User, receiving: Desk, at: datetime = MONDAY, **more: object
) -> Referral:
    """Accepted twenty minutes after the sending; the one who accepts is the key worker."""
    read = make_acknowledged_referral(sender, sending, receiver, receiving, at, **more)
    return actions.accept(read, by=receiver, at=at + 2 * MINUTES, key_worker=receiver)


def make_declined_referral(
    sender: User, sending: Desk, receiver: User, receiving: Desk, at: datetime = MONDAY, **more: object
) -> Referral:
    """Declined for want of a place, with help to find another."""
    read = make_acknowledged_referral(sender, sending, receiver, receiving, at, **more)
    return actions.decline(
        read, because=DeclineReason.NO_PLACE, alternative=Alternative.TOGETHER, by=receiver, at=at + 2 * MINUTES
    )


def make_completed_referral(
    sender: User, sending: Desk, receiver: User, receiving: Desk, at: datetime = MONDAY, **more: object
) -> Referral:
    """Accepted and brought to an outcome on the same day."""
    accepted = make_accepted_referral(sender, sending, receiver, receiving, at, **more)
    return actions.complete(accepted, outcome=Outcome.SERVICE_GIVEN, by=receiver, at=at + 6 * MINUTES)
