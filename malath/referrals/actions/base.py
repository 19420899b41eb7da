"""What the acts of a referral share: why they refuse, their locks, and how each is written down.

Lock order: the person's file → the case → the referral → the audit head.
"""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.coordination import actions as coordination
from malath.foundation.actor import Actor
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.models import Basis
from malath.privacy.rules import Standing
from malath.referrals import queries, rules
from malath.referrals.models import Referral
from malath.referrals.queries.counted import counted
from malath.referrals.words import Escalation, Reason, Status, WhyNotClose


class CannotDo(Exception):
    """An act on a referral is refused, for reasons that the page can show."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotSend(CannotDo):
    """The draft cannot be sent."""


class CannotAcknowledge(CannotDo):
    """The referral cannot be acknowledged."""


class CannotAccept(CannotDo):
    """The referral cannot be accepted."""


class CannotDecline(CannotDo):
    """The referral cannot be declined."""


class CannotWithdraw(CannotDo):
    """The sender cannot withdraw the referral."""


class CannotHandOver(CannotDo):
    """The key worker does not change."""


class CannotComplete(CannotDo):
    """No outcome can be recorded."""


class CannotCloseCase(CannotDo):
    """The case does not close while somebody waits for an answer, or works on one."""


class CannotClose(Exception):
    """The desk does not close, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNotClose]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class Stale(Exception):
    """Somebody else changed the draft meanwhile; nothing was written."""


def draft_to_change(referral: Referral, version: int) -> Referral:
    referral = queries.locked(referral.pk)
    if referral.status != Status.DRAFT:
        raise CannotSend([Reason.NOT_A_DRAFT])
    if referral.version != version:
        raise Stale
    return referral


def locked(referral: Referral) -> Referral:
    privacy.lock(referral.person_id)
    case_queries.locked_status(referral.case_id)
    found = queries.locked(referral.pk)
    found.was = counted(found)
    return found


def basis_for(referral: Referral, standing: Standing, *, by: Actor, at: datetime) -> Basis:
    grant = standing.grants[0]
    if grant.basis_id is not None:
        return privacy_queries.basis_by_id(grant.basis_id)
    return privacy.rest_on(referral.person, grant.consents, by=by, at=at)


def first_read(referral: Referral, by: Actor, at: datetime) -> tuple[str, datetime]:
    if referral.acknowledged_at is not None and referral.acknowledged_by is not None:
        return referral.acknowledged_by, referral.acknowledged_at
    return by.reference, at


def set_escalation(referral: Referral, step: Escalation) -> None:
    if referral.sent_at is None or referral.acknowledge_due is None or referral.answer_due is None:
        return
    spans = rules.Clocks(referral.acknowledge_due, referral.answer_due)
    following = rules.next_escalation(Status(referral.status), step, referral.sent_at, spans)
    referral.clock_step = step
    referral.escalate_at = following[0] if following and referral.held_at is None else None


def save(referral: Referral, at: datetime) -> None:
    referral.touched_at = at
    referral.version += 1
    referral.save()
    coordination.count(referral.was, counted(referral))
    referral.was = counted(referral)
    privacy.touch(referral.person_id, at=at)


def record(event: Did, referral: Referral, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=referral.reference, file=referral.person.reference, by=by, at=at, facts=facts)
