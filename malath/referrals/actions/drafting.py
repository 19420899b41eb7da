"""From a draft to what is sent, for one person or for several of a situation, each by itself.

Lock order: the person's file → the case → the referral → the audit head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from malath.accounts.models import User
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.words import ServiceKind
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.people.earlier import Earlier, as_fact, moment_of
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Level
from malath.referrals import meantime_rules, news, queries
from malath.referrals.actions.base import (
    CannotDo,
    CannotSend,
    basis_for,
    draft_to_change,
    locked,
    record,
    save,
    set_escalation,
)
from malath.referrals.models import Referral
from malath.referrals.words import LIVES, Escalation, Reason, Status, Urgency


@dataclass(frozen=True)
class Given:
    """One answer of the person to one question, asked while a referral is prepared; C3 names the body."""

    kind: ConsentKind
    answer: Answer
    body: Agency | None = None


@act
def draft(
    case: Case, *, type: ServiceKind, urgency: Urgency, desk: Desk, by: User, at: datetime, once: UUID | None = None,
    earlier: Earlier | None = None,
) -> Referral:  # fmt: skip
    """Begin a referral from a desk. Nobody else sees a draft. The same form twice is one draft. `earlier`: when it was written
    on a phone, if not now. Errors: `NotThen`."""
    once = own_mark(once, by.reference, case.reference, type, urgency)
    if (begun := queries.draft_begun(once, by)) is not None:
        record(Did.REFERRAL_DRAFTED, begun, by=by, at=at, again="1")
        return begun
    referral = Referral.objects.create(
        case=case, person=case.person, key=case.key, type=type, urgency=urgency, sending_desk=desk, drafted_by=by,
        drafted_at=moment_of(earlier, typed_at=at, began=None), touched_at=at, once=once,
    )  # fmt: skip
    record(Did.REFERRAL_DRAFTED, referral, by=by, at=at, **as_fact(earlier))
    return referral


@act
def change(
    referral: Referral,
    *,
    version: int,
    by: Actor,
    at: datetime,
    type: ServiceKind | None = None,
    urgency: Urgency | None = None,
    receiving_desk: Desk | None = None,
    reason: str | None = None,
) -> Referral:
    """Change a draft, step by step. Errors: `Stale` when somebody changed it first; `CannotSend` when it was sent."""
    referral = draft_to_change(referral, version)
    referral.type, referral.urgency = type or referral.type, urgency or referral.urgency
    referral.receiving_desk = receiving_desk or referral.receiving_desk
    if reason is not None:
        referral.seal(reason=reason)
    referral.version, referral.touched_at = version + 1, at
    referral.save()
    record(Did.REFERRAL_CHANGED, referral, by=by, at=at)
    return referral


@act
def choose_desk(
    referral: Referral,
    *,
    desk: Desk,
    given: Sequence[Given],
    circumstances: Circumstances,
    version: int,
    by: Actor,
    at: datetime,
) -> Referral:
    """Name the receiving desk, and record what the person answered about it: one consent per question, nothing bundled.
    Errors: as `change`."""
    privacy.lock(referral.person_id)
    referral = draft_to_change(referral, version)
    for one in given:
        privacy.record_consent(
            referral.person, kind=one.kind, answer=one.answer, circumstances=circumstances,
            wording=wording(one.kind, one.body).proof, desk=referral.sending_desk, by=by, at=at, body=one.body,
        )  # fmt: skip
    referral.receiving_desk, referral.version, referral.touched_at = desk, version + 1, at
    referral.save()
    asked = " ".join(one.kind for one in given)
    record(Did.REFERRAL_CHANGED, referral, by=by, at=at, desk=desk.reference, asked=asked)
    return referral


@act
def discard(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Throw a draft away. Errors: `CannotSend` when it was sent already."""
    referral = queries.locked(referral.pk)
    if referral.status != Status.DRAFT:
        raise CannotSend([Reason.NOT_A_DRAFT])
    record(Did.REFERRAL_DISCARDED, referral, by=by, at=at)
    referral.delete()


@act
def send(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Send a draft: from here two clocks run and the receiving desk is told. It stands on what the person agreed to."""
    referral = locked(referral)
    if referral.receiving_desk is not None:
        referral.receiving_desk = agencies.locked_desk(referral.receiving_desk.pk)
    standing = queries.standing_of(referral, at)
    reasons = queries.why_not_send(referral, standing, at)
    if reasons:
        raise CannotSend(reasons)
    desk = referral.receiving_desk
    assert desk is not None  # noqa: S101  # the rule before says so
    spans = queries.clocks_of(referral, desk, at)
    referral.basis = basis_for(referral, standing, by=by, at=at)
    referral.status, referral.sent_by, referral.sent_at = Status.SENT, by.reference, at
    referral.acknowledge_due, referral.answer_due = spans.acknowledge_due, spans.answer_due
    set_escalation(referral, Escalation.NONE)
    save(referral, at)
    privacy.record_left(
        referral.person,
        how="referral",
        level=Level.L2,
        reference=referral.reference,
        to=desk,
        basis=referral.basis,
        by=by,
        at=at,
    )
    cases.move_on(referral.case, CaseStatus.REFERRED, by=by, at=at)
    record(Did.REFERRAL_SENT, referral, by=by, at=at, type=referral.type, urgency=referral.urgency)
    news.tell_receiver(referral, at=at)
    return referral


@act
def refer(
    case: Case, *, type: ServiceKind, urgency: Urgency, to: Desk, reason: str, desk: Desk, by: User, at: datetime,
    once: UUID | None = None,
) -> Referral:  # fmt: skip
    """From nothing to sent in one go: all or nothing, so that no half-made draft stays behind. The same twice is one referral.
    Errors: `CannotSend`."""
    new = draft(case, type=type, urgency=urgency, desk=desk, by=by, at=at, once=once)
    record(Did.REFERRAL_AT_ONCE, new, by=by, at=at)
    if new.status != Status.DRAFT:
        return new
    return send(change(new, version=new.version, receiving_desk=to, reason=reason, by=by, at=at), by=by, at=at)


@act
def draft_again(referral: Referral, *, by: User, at: datetime) -> Referral:
    """Nobody helped: another desk is asked, with what was typed before. Where the declining desk named one that can be
    asked, it stands there already. Pressed twice it is one draft. Errors: `CannotDo`."""
    old = locked(referral)
    closed = case_queries.locked_status(old.case_id) == CaseStatus.CLOSED
    status = Status.STOPPED if not queries.stands(old, at) and old.status in LIVES else Status(old.status)
    if reasons := meantime_rules.why_not_again(status=status, case_closed=closed):
        raise CannotDo(reasons)
    kind, urgency = ServiceKind(old.type), Urgency(old.urgency)
    new = draft(old.case, type=kind, urgency=urgency, desk=old.sending_desk, by=by, at=at, once=old.uuid)
    record(Did.REFERRAL_DRAFTED_AGAIN, new, by=by, at=at, before=old.reference)
    if new.status != Status.DRAFT or new.version > 1:
        return new
    other = next(iter(agencies.desks_among([old.alternative_desk_id])), None) if old.alternative_desk_id else None
    desk = other if other and queries.may_be_asked(other, new) and other.ended_at is None else None
    return change(new, version=new.version, receiving_desk=desk, reason=old.opened("reason"), by=by, at=at)
