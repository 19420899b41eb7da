"""The acts of a referral: one function each, from draft to outcome.

Lock order: the person's file → the case → the referral → the audit head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies import actions as directory
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.words import ServiceKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case, Closure
from malath.cases.rules import Closing
from malath.cases.words import CaseStatus
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances
from malath.privacy.models import Basis
from malath.privacy.rules import Standing
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Level, Purpose
from malath.referrals import news, queries, rules
from malath.referrals.models import Referral
from malath.referrals.words import Alternative, DeclineReason, Escalation, Outcome, Reason, Status, Urgency, WhyNotClose


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


@dataclass(frozen=True)
class Given:
    """One answer of the person to one question, asked while a referral is prepared; C3 names the body."""

    kind: ConsentKind
    answer: Answer
    body: Agency | None = None


@act
def draft(
    case: Case, *, type: ServiceKind, urgency: Urgency, desk: Desk, by: User, at: datetime, once: UUID | None = None
) -> Referral:
    """Begin a referral from a desk. Nobody else sees a draft. The same form twice is one draft."""
    once = own_mark(once, by.reference, case.reference, type, urgency)
    if (begun := queries.draft_begun(once, by)) is not None:
        _record(Did.REFERRAL_DRAFTED, begun, by=by, at=at, again="1")
        return begun
    referral = Referral.objects.create(
        case=case, person=case.person, key=case.key, type=type, urgency=urgency, sending_desk=desk, drafted_by=by,
        drafted_at=at, touched_at=at, once=once,
    )  # fmt: skip
    _record(Did.REFERRAL_DRAFTED, referral, by=by, at=at)
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
    referral = _draft(referral, version)
    referral.type, referral.urgency = type or referral.type, urgency or referral.urgency
    referral.receiving_desk = receiving_desk or referral.receiving_desk
    if reason is not None:
        referral.seal(reason=reason)
    referral.version, referral.touched_at = version + 1, at
    referral.save()
    _record(Did.REFERRAL_CHANGED, referral, by=by, at=at)
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
    referral = _draft(referral, version)
    for one in given:
        privacy.record_consent(
            referral.person, kind=one.kind, answer=one.answer, circumstances=circumstances,
            wording=wording(one.kind, one.body).proof, desk=referral.sending_desk, by=by, at=at, body=one.body,
        )  # fmt: skip
    referral.receiving_desk, referral.version, referral.touched_at = desk, version + 1, at
    referral.save()
    asked = " ".join(one.kind for one in given)
    _record(Did.REFERRAL_CHANGED, referral, by=by, at=at, desk=desk.reference, asked=asked)
    return referral


@act
def discard(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Throw a draft away. Errors: `CannotSend` when it was sent already."""
    referral = queries.locked(referral.pk)
    if referral.status != Status.DRAFT:
        raise CannotSend([Reason.NOT_A_DRAFT])
    _record(Did.REFERRAL_DISCARDED, referral, by=by, at=at)
    referral.delete()


@act
def send(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Send a draft: from here two clocks run and the receiving desk is told. It stands on what the person agreed to."""
    referral = _locked(referral)
    if referral.receiving_desk is not None:
        referral.receiving_desk = agencies.locked_desk(referral.receiving_desk.pk)
    standing = queries.standing_of(referral, at)
    reasons = queries.why_not_send(referral, standing, at)
    if reasons:
        raise CannotSend(reasons)
    desk = referral.receiving_desk
    assert desk is not None  # noqa: S101  # the rule before says so
    spans = queries.clocks_of(referral, desk, at)
    referral.basis = _basis(referral, standing, by=by, at=at)
    referral.status, referral.sent_by, referral.sent_at = Status.SENT, by.reference, at
    referral.acknowledge_due, referral.answer_due = spans.acknowledge_due, spans.answer_due
    _set_escalation(referral, Escalation.NONE)
    _save(referral, at)
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
    _record(Did.REFERRAL_SENT, referral, by=by, at=at, type=referral.type, urgency=referral.urgency)
    news.tell_receiver(referral, at=at)
    return referral


@act
def acknowledge(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """The receiving desk has read it. The first clock stops; the second runs on and escalates by itself."""
    referral = _locked(referral)
    reasons = rules.why_not_acknowledge(status=Status(referral.status), stands=queries.stands(referral, at))
    if reasons:
        raise CannotAcknowledge(reasons)
    referral.status, referral.acknowledged_by, referral.acknowledged_at = Status.ACKNOWLEDGED, by.reference, at
    _set_escalation(referral, Escalation.NONE)
    _save(referral, at)
    _record(Did.REFERRAL_ACKNOWLEDGED, referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_ACKNOWLEDGED, at=at)
    return referral


@act
def accept(referral: Referral, *, by: Actor, at: datetime, key_worker: User, note: str = "") -> Referral:
    """The desk takes the person on and names a key worker. It may now see what the person agreed to, for this purpose;
    the sender learns that it was accepted, and no more. Where a supervisor has not confirmed in time that the sender goes
    on without consent, it sees the minimum facts until they do. Refused when the ground ended, when it was answered already,
    when the key worker is elsewhere or may not open the file."""
    referral = _locked(referral)
    desk = referral.receiving_desk
    standing = queries.standing_to_accept(referral, at) if queries.stands(referral, at) else Standing()
    held = accounts.holdings(key_worker, at)
    reasons = rules.why_not_accept(
        status=Status(referral.status),
        standing=standing,
        key_worker_at_desk=desk is not None and held.works_at(desk.pk),
        conflict=privacy_queries.is_kept_out(held, referral.person),
    )
    if reasons or desk is None:
        raise CannotAccept(reasons)
    referral.status, referral.answered_by, referral.answered_at = Status.ACCEPTED, by.reference, at
    referral.acknowledged_by, referral.acknowledged_at = _first_read(referral, by, at)
    referral.key_worker, referral.escalate_at = key_worker, None
    referral.seal(answer_note=note)
    _save(referral, at)
    privacy.open_for(
        referral.person, standing.grants, desk=desk, purpose=Purpose(referral.type), by=by, at=at, key_worker=key_worker
    )
    privacy.record_left(
        referral.person, how="access", level=standing.level, reference=referral.reference, to=desk, by=by, at=at
    )
    cases.move_on(referral.case, CaseStatus.ACCEPTED, by=by, at=at)
    cases.name_key_worker(referral.case, key_worker, desk=desk, by=by, at=at)
    _record(Did.REFERRAL_ACCEPTED, referral, by=by, at=at, key_worker=key_worker.reference)
    news.settle(referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_ANSWERED, at=at)
    return referral


@act
def decline(
    referral: Referral, *, because: DeclineReason, alternative: Alternative, by: Actor, at: datetime, note: str = ""
) -> Referral:
    """The desk cannot take the person on: says why and what instead. The sender is told at once."""
    referral = _locked(referral)
    reasons = rules.why_not_decline(status=Status(referral.status))
    if reasons:
        raise CannotDecline(reasons)
    referral.status, referral.answered_by, referral.answered_at = Status.DECLINED, by.reference, at
    referral.acknowledged_by, referral.acknowledged_at = _first_read(referral, by, at)
    referral.decline_reason, referral.alternative, referral.escalate_at = because, alternative, None
    referral.ended_at = at
    referral.seal(answer_note=note)
    _save(referral, at)
    _record(Did.REFERRAL_DECLINED, referral, by=by, at=at, because=because.value, alternative=alternative.value)
    news.settle(referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_ANSWERED, at=at)
    return referral


@act
def withdraw(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """The sender takes back a referral that waits."""
    referral = _locked(referral)
    reasons = rules.why_not_withdraw(status=Status(referral.status))
    if reasons:
        raise CannotWithdraw(reasons)
    referral.status, referral.ended_at, referral.escalate_at = Status.WITHDRAWN, at, None
    _save(referral, at)
    _record(Did.REFERRAL_WITHDRAWN, referral, by=by, at=at)
    news.settle(referral, by=by, at=at)
    news.tell_of_withdrawal(referral, at=at)
    return referral


@act
def complete(referral: Referral, *, outcome: Outcome, by: Actor, at: datetime) -> Referral:
    """Record what came of it: a code, the only thing the sender learns."""
    referral = _locked(referral)
    reasons = rules.why_not_complete(status=Status(referral.status), stands=queries.stands(referral, at))
    if reasons:
        raise CannotComplete(reasons)
    referral.status, referral.ended_at = Status.COMPLETED, at
    referral.outcome, referral.outcome_by, referral.outcome_at = outcome, by.reference, at
    _save(referral, at)
    _record(Did.REFERRAL_COMPLETED, referral, by=by, at=at, outcome=outcome.value)
    news.tell_sender(referral, ItemKind.REFERRAL_OUTCOME, at=at)
    return referral


@act
def hand_over(referral: Referral, *, to: User, by: Actor, at: datetime) -> Referral:
    """Another worker of the desk looks after the person from now on: an illness does not lock a file. What was open to
    the key worker alone is open to the new one, on the same ground, and closed to the one before. Errors: `CannotHandOver`."""
    referral = _locked(referral)
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
    _save(referral, at)
    purpose = Purpose(referral.type)
    privacy.hand_over(referral.person, desk=desk, purpose=purpose, before=before, to=to, by=by, at=at)
    cases.name_key_worker(referral.case, to, desk=desk, by=by, at=at)
    _record(Did.REFERRAL_HANDED_OVER, referral, by=by, at=at, key_worker=to.reference)
    news.tell_of_hand_over(referral, before, to, at=at)
    return referral


@act
def escalate(referral: Referral, *, at: datetime, by: Actor = WORKER) -> Referral:
    """Nobody answered in time: the next one up who may know of it is told, once, and the sender sees "unanswered". Where
    nobody is left to tell, the receiving desk itself is told."""
    referral = _locked(referral)
    reasons = rules.why_not_escalate(
        status=Status(referral.status), escalate_at=referral.escalate_at, at=at, stands=queries.stands(referral, at)
    )
    if reasons:
        raise CannotDo(reasons)
    step = news.tell_of_silence(referral, Escalation(referral.clock_step + 1), at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_UNANSWERED, at=at)
    if step >= referral.escalated:
        referral.escalated, referral.escalated_at = step, at
    _set_escalation(referral, step)
    _save(referral, at)
    _record(Did.REFERRAL_ESCALATED, referral, by=by, at=at, step=str(int(step)))
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
def ask_to_close_case(case: Case, closing: Closing, *, desk: Desk, by: Actor, at: datetime) -> Closure:
    """The key worker asks for the closing of a case: no referral of it may be under way. Errors: `CannotCloseCase`; those of
    the case."""
    _refuse_under_way(case, by=by, at=at)
    return cases.ask_to_close(case, closing, desk=desk, by=by, at=at)


@act
def close_case(case: Case, *, by: Actor, at: datetime) -> Case:
    """A supervisor approves the closing: looked at once more, under the lock of the file. Errors: as asking for it."""
    _refuse_under_way(case, by=by, at=at)
    return cases.close(case, by=by, at=at)


@act
def stop(referral: Referral, *, at: datetime, by: Actor = WORKER) -> Referral:
    """Write down that a referral stopped because its ground ended, and tell its sender: somebody may still wait for help.
    Pages show it from the first moment; whoever was sent it was told when the ground ended."""
    referral = _locked(referral)
    reasons = rules.why_not_stop(status=Status(referral.status), stands=queries.stands(referral, at))
    if reasons:
        raise CannotDo(reasons)
    referral.status, referral.ended_at, referral.escalate_at = Status.STOPPED, at, None
    _save(referral, at)
    _record(Did.REFERRAL_STOPPED, referral, by=by, at=at)
    news.settle(referral, by=by, at=at)
    news.tell_sender(referral, ItemKind.REFERRAL_STOPPED, at=at)
    return referral


def _refuse_under_way(case: Case, *, by: Actor, at: datetime) -> None:
    """That none is under way was looked at under the lock, and is kept in the trail."""
    privacy.lock(case.person_id)
    case_queries.locked_status(case.pk)
    if queries.are_under_way(case.pk):
        raise CannotCloseCase([Reason.UNDER_WAY])
    audit.record(Did.REFERRALS_SETTLED, subject=case.reference, file=case.person.reference, by=by, at=at)


def _draft(referral: Referral, version: int) -> Referral:
    referral = queries.locked(referral.pk)
    if referral.status != Status.DRAFT:
        raise CannotSend([Reason.NOT_A_DRAFT])
    if referral.version != version:
        raise Stale
    return referral


def _locked(referral: Referral) -> Referral:
    privacy.lock(referral.person_id)
    case_queries.locked_status(referral.case_id)
    return queries.locked(referral.pk)


def _basis(referral: Referral, standing: Standing, *, by: Actor, at: datetime) -> Basis:
    grant = standing.grants[0]
    if grant.basis_id is not None:
        return privacy_queries.basis_by_id(grant.basis_id)
    return privacy.rest_on(referral.person, grant.consents, by=by, at=at)


def _first_read(referral: Referral, by: Actor, at: datetime) -> tuple[str, datetime]:
    if referral.acknowledged_at is not None and referral.acknowledged_by is not None:
        return referral.acknowledged_by, referral.acknowledged_at
    return by.reference, at


def _set_escalation(referral: Referral, step: Escalation) -> None:
    if referral.sent_at is None or referral.acknowledge_due is None or referral.answer_due is None:
        return
    spans = rules.Clocks(referral.acknowledge_due, referral.answer_due)
    following = rules.next_escalation(Status(referral.status), step, referral.sent_at, spans)
    referral.clock_step = step
    referral.escalate_at = following[0] if following else None


def _save(referral: Referral, at: datetime) -> None:
    referral.touched_at = at
    referral.version += 1
    referral.save()
    privacy.touch(referral.person_id, at=at)


def _record(event: Did, referral: Referral, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=referral.reference, file=referral.person.reference, by=by, at=at, facts=facts)
