"""From what was sent to its end: answers, outcome, escalation, and what stops by itself.

Lock order: the person's file → the case → the referral → the audit head.
"""

from datetime import datetime

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies import actions as directory
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.words import CaseStatus
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.rules import Standing
from malath.privacy.words import Purpose
from malath.referrals import news, queries, rules
from malath.referrals.actions.base import (
    CannotAccept,
    CannotAcknowledge,
    CannotClose,
    CannotComplete,
    CannotDecline,
    CannotDo,
    CannotHandOver,
    CannotWithdraw,
    first_read,
    locked,
    record,
    save,
    set_escalation,
)
from malath.referrals.models import Referral
from malath.referrals.words import Alternative, AnsweredHow, DeclineReason, Escalation, Outcome, Status


@act
def acknowledge(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """The receiving desk has read it. The first clock stops; the second runs on and escalates by itself."""
    referral = locked(referral)
    reasons = rules.why_not_acknowledge(status=Status(referral.status), stands=queries.stands(referral, at))
    if reasons:
        raise CannotAcknowledge(reasons)
    referral.status, referral.acknowledged_by, referral.acknowledged_at = Status.ACKNOWLEDGED, by.reference, at
    set_escalation(referral, Escalation.NONE)
    save(referral, at)
    record(Did.REFERRAL_ACKNOWLEDGED, referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_ACKNOWLEDGED, at=at)
    return referral


@act
def accept(
    referral: Referral,
    *,
    by: Actor,
    at: datetime,
    key_worker: User | None,
    note: str = "",
    how: AnsweredHow = AnsweredHow.DESK,
) -> Referral:
    """The desk takes the person on and names a key worker. It may now see what the person agreed to, for this purpose;
    the sender learns that it was accepted, and no more. Where a supervisor has not confirmed in time that the sender goes
    on without consent, it sees the minimum facts until they do. Refused when the ground ended, when it was answered already,
    when the key worker is elsewhere or may not open the file. A body without an account has no key worker (`how`): nothing
    is opened to it."""
    referral = locked(referral)
    desk = referral.receiving_desk
    held = accounts.holdings(key_worker, at) if key_worker else None
    standing = queries.standing_to_accept(referral, at) if queries.stands(referral, at) else Standing()
    reasons = rules.why_not_accept(
        status=Status(referral.status),
        standing=standing,
        key_worker_at_desk=held.works_at(desk.pk) if held and desk else how != AnsweredHow.DESK,
        conflict=held is not None and privacy_queries.is_kept_out(held, referral.person),
    )
    if reasons or desk is None:
        raise CannotAccept(reasons)
    referral.status, referral.answered_by, referral.answered_at = Status.ACCEPTED, by.reference, at
    referral.acknowledged_by, referral.acknowledged_at = first_read(referral, by, at)
    referral.key_worker, referral.escalate_at, referral.answered_how = key_worker, None, how
    referral.seal(answer_note=note)
    save(referral, at)
    if key_worker is not None:
        _open(referral, standing, desk, key_worker, by=by, at=at)
        cases.name_key_worker(referral.case, key_worker, desk=desk, by=by, at=at)
    cases.move_on(referral.case, CaseStatus.ACCEPTED, by=by, at=at)
    facts = {"key_worker": key_worker.reference} if key_worker else {"how": how.value}
    record(Did.REFERRAL_ACCEPTED, referral, by=by, at=at, **facts)
    news.settle(referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_ANSWERED, at=at)
    return referral


@act
def decline(
    referral: Referral,
    *,
    because: DeclineReason,
    alternative: Alternative,
    by: Actor,
    at: datetime,
    note: str = "",
    alternative_desk: Desk | None = None,
    how: AnsweredHow = AnsweredHow.DESK,
) -> Referral:
    """The desk cannot take the person on: says why and what instead, if it can with another desk by name. The sender is
    told at once."""
    referral = locked(referral)
    reasons = rules.why_not_decline(status=Status(referral.status))
    if reasons:
        raise CannotDecline(reasons)
    referral.status, referral.answered_by, referral.answered_at = Status.DECLINED, by.reference, at
    referral.acknowledged_by, referral.acknowledged_at = first_read(referral, by, at)
    referral.decline_reason, referral.alternative, referral.escalate_at = because, alternative, None
    referral.ended_at, referral.alternative_desk, referral.answered_how = at, alternative_desk, how
    referral.seal(answer_note=note)
    save(referral, at)
    record(Did.REFERRAL_DECLINED, referral, by=by, at=at, because=because.value, alternative=alternative.value)
    news.settle(referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_ANSWERED, at=at)
    return referral


@act
def withdraw(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """The sender takes back a referral that waits."""
    referral = locked(referral)
    reasons = rules.why_not_withdraw(status=Status(referral.status))
    if reasons:
        raise CannotWithdraw(reasons)
    referral.status, referral.ended_at, referral.escalate_at = Status.WITHDRAWN, at, None
    save(referral, at)
    record(Did.REFERRAL_WITHDRAWN, referral, by=by, at=at)
    news.settle(referral, by=by, at=at)
    news.tell_of_withdrawal(referral, at=at)
    return referral


@act
def complete(referral: Referral, *, outcome: Outcome, by: Actor, at: datetime) -> Referral:
    """Record what came of it: a code, the only thing the sender learns."""
    referral = locked(referral)
    reasons = rules.why_not_complete(status=Status(referral.status), stands=queries.stands(referral, at))
    if reasons:
        raise CannotComplete(reasons)
    referral.status, referral.ended_at = Status.COMPLETED, at
    referral.outcome, referral.outcome_by, referral.outcome_at = outcome, by.reference, at
    save(referral, at)
    record(Did.REFERRAL_COMPLETED, referral, by=by, at=at, outcome=outcome.value)
    news.tell_sender(referral, ItemKind.REFERRAL_OUTCOME, at=at)
    return referral


@act
def hand_over(referral: Referral, *, to: User, by: Actor, at: datetime) -> Referral:
    """Another worker of the desk looks after the person from now on: an illness does not lock a file. What was open to
    the key worker alone is open to the new one, on the same ground, and closed to the one before. Errors: `CannotHandOver`."""
    referral = locked(referral)
    desk, before, held = referral.receiving_desk, referral.key_worker, accounts.holdings(to, at)
    reasons = rules.why_not_hand_over(
        status=Status(referral.status),
        stands=queries.stands(referral, at),
        is_key_worker=before == to,
        at_desk=desk is not None and held.works_at(desk.pk),
        conflict=privacy_queries.is_kept_out(held, referral.person),
    )
    if reasons or desk is None or before is None:
        raise CannotHandOver(reasons)
    referral.key_worker = to
    save(referral, at)
    purpose = Purpose(referral.type)
    privacy.hand_over(referral.person, desk=desk, purpose=purpose, before=before, to=to, by=by, at=at)
    cases.name_key_worker(referral.case, to, desk=desk, by=by, at=at)
    record(Did.REFERRAL_HANDED_OVER, referral, by=by, at=at, key_worker=to.reference)
    news.tell_of_hand_over(referral, before, to, at=at)
    return referral


@act
def escalate(referral: Referral, *, at: datetime, by: Actor = WORKER) -> Referral:
    """Nobody answered in time: the next one up who may know of it is told, once, and the sender sees "unanswered". Where
    nobody is left to tell, the receiving desk itself is told."""
    referral = locked(referral)
    reasons = rules.why_not_escalate(
        status=Status(referral.status), escalate_at=referral.escalate_at, at=at, stands=queries.stands(referral, at)
    )
    if reasons:
        raise CannotDo(reasons)
    step = news.tell_of_silence(referral, Escalation(referral.clock_step + 1), at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_UNANSWERED, at=at)
    if step >= referral.escalated:
        referral.escalated, referral.escalated_at = step, at
    set_escalation(referral, step)
    save(referral, at)
    record(Did.REFERRAL_ESCALATED, referral, by=by, at=at, step=str(int(step)))
    return referral


@act
def close_desk(desk: Desk, *, by: Actor, at: datetime) -> Desk:
    """A desk closes for good: nobody may be left waiting there, and somebody must see to its files. The supervisors of the
    body are told that these are theirs now. Errors: `CannotClose`; of the directory when it is closed already."""
    desk = agencies.locked_desk(desk.pk)
    if reasons := queries.why_not_close(desk, at):
        raise CannotClose(reasons)
    closed = directory.end_desk(desk, by=by, at=at)
    audit.record(Did.DESK_CLOSED, subject=closed.reference, by=by, at=at)
    news.tell_of_closing(closed, at=at)
    return closed


@act
def stop(referral: Referral, *, at: datetime, by: Actor = WORKER) -> Referral:
    """Write down that a referral stopped because its ground ended, and tell its sender: somebody may still wait for help.
    Pages show it from the first moment; whoever was sent it was told when the ground ended."""
    referral = locked(referral)
    reasons = rules.why_not_stop(status=Status(referral.status), stands=queries.stands(referral, at))
    if reasons:
        raise CannotDo(reasons)
    referral.status, referral.ended_at, referral.escalate_at = Status.STOPPED, at, None
    save(referral, at)
    record(Did.REFERRAL_STOPPED, referral, by=by, at=at)
    news.settle(referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_STOPPED, at=at)
    return referral


def _open(referral: Referral, standing: Standing, desk: Desk, key_worker: User, *, by: Actor, at: datetime) -> None:
    """What the person agreed to is open to the desk from now on, and has left."""
    purpose, person = Purpose(referral.type), referral.person
    privacy.open_for(person, standing.grants, desk=desk, purpose=purpose, by=by, at=at, key_worker=key_worker)
    privacy.record_left(person, how="access", level=standing.level, reference=referral.reference, to=desk, by=by, at=at)
