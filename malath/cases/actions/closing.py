"""Closing a case, and opening it again."""

from datetime import datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import news, queries, rules
from malath.cases.actions.common import CannotChange, refuse, touch
from malath.cases.actions.files import Ground, state_ground
from malath.cases.actions.states import keep_change, set_status
from malath.cases.models import Case, Closure, Reopening
from malath.cases.rules import Closing
from malath.cases.words import CaseStatus, ReopenReason, SideState, Verdict, WhyNot
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.privacy.queries import reopening


@act
def ask_to_close(case: Case, closing: Closing, *, desk: Desk, by: Actor, at: datetime) -> Closure:
    """The key worker asks for the closing, with a summary; a supervisor of the body who is another person decides. Errors:
    `CannotChange` with everything that is settled or handed on first."""
    privacy.lock(case.person_id)
    case = queries.locked(case.pk)
    refuse(queries.why_not_ask_to_close(case, closing, desk=desk, by=by, at=at))
    closure = Closure(
        case=case, key=case.key, reason=closing.reason, feedback=closing.feedback, desk=desk, asked_by=by.reference, asked_at=at
    )
    closure.seal(summary=closing.summary, beside=closing.beside)
    closure.save(force_insert=True)
    touch(case, desk, at)
    _record(Did.CASE_CLOSING_ASKED, case, by=by, at=at, reason=closing.reason.value)
    news.tell_of_closing_asked(closure, by=by, at=at)
    return closure


@act
def close(case: Case, *, by: Actor, at: datetime) -> Case:
    """A supervisor approves: the case closes, what its ground opened ends, and every desk keeps number and status. Errors:
    `CannotChange`; nobody approves what they asked for."""
    privacy.lock(case.person_id)
    case = queries.locked(case.pk)
    closure = queries.closure_waiting(case)
    reasons = rules.why_not_approve(
        CaseStatus(case.status),
        asked=closure is not None,
        own=closure is not None and closure.asked_by == by.reference,
        open_tasks=queries.has_open_tasks(case),
    )
    if reasons or closure is None:
        raise CannotChange(reasons or [WhyNot.NOT_ASKED_TO_CLOSE])
    closure.verdict, closure.decided_by, closure.decided_at = Verdict.APPROVED, by.reference, at
    closure.save(update_fields=["verdict", "decided_by", "decided_at"])
    case = set_status(case, CaseStatus.CLOSED, desk=closure.desk, by=by, at=at)
    _record(Did.CASE_CLOSED, case, by=by, at=at, reason=closure.reason)
    news.tell_of_verdict(closure, by=by, at=at)
    privacy.close_file(case.person, by=by, at=at)
    return case


@act
def refuse_closing(case: Case, *, because: str, by: Actor, at: datetime) -> Closure:
    """A supervisor does not approve, and says why: the case stays open. Errors: `CannotChange`."""
    case = queries.locked(case.pk)
    closure = queries.closure_waiting(case)
    if closure is None:
        raise CannotChange([WhyNot.NOT_ASKED_TO_CLOSE])
    refuse([] if because.strip() else [WhyNot.DECISION_REASON])
    closure.verdict, closure.decided_by, closure.decided_at = Verdict.REFUSED, by.reference, at
    closure.seal(because=because)
    closure.save(update_fields=["verdict", "decided_by", "decided_at", "because"])
    touch(case, closure.desk, at)
    _record(Did.CASE_CLOSING_REFUSED, case, by=by, at=at)
    news.tell_of_verdict(closure, by=by, at=at)
    return closure


@act
def reopen(
    case: Case, *, reason: ReopenReason | None, because: str, desk: Desk, by: Actor, at: datetime, ground: Ground | None = None
) -> Case:
    """A closed case goes on under its old number, at the desk that opens it, on what the person's agreement or another
    ground carries now; nobody else sees more than before. Errors: `CannotChange`."""
    privacy.lock(case.person_id)
    case = queries.locked(case.pk)
    agreed = reopening.reopens(case.person, desk, at)
    reasons = rules.why_not_reopen(
        CaseStatus(case.status),
        reason=reason,
        because=because,
        stands=agreed or ground is not None,
        has_open_case=queries.open_case_of(case.person_id) is not None,
    )
    if reasons or reason is None:
        raise CannotChange(reasons)
    case.status, case.aside, case.closed_at = queries.status_before_closing(case), SideState.REOPENED, None
    case.save(update_fields=["status", "aside", "closed_at"])
    row = Reopening(case=case, key=case.key, reason=reason, desk=desk, by=by.reference, at=at)
    row.seal(because=because)
    row.save(force_insert=True)
    if ground is not None:
        state_ground(case.person, ground, desk=desk, by=by, at=at)
    _open_file_again(case, desk, by=by, at=at)
    keep_change(case, desk=desk, by=by, at=at)
    _record(Did.CASE_REOPENED, case, by=by, at=at, reason=reason.value)
    return case


def _open_file_again(case: Case, desk: Desk, *, by: Actor, at: datetime) -> None:
    try:
        privacy.reopen_file(case.person, desk=desk, by=by, at=at)
    except privacy.CannotReopen:
        raise CannotChange([WhyNot.NO_GROUND]) from None


def _record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
