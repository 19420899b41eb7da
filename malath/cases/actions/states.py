"""Statuses and what stands beside the way: each is somebody's decision, kept with its history."""

from collections.abc import Collection
from datetime import datetime

from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries, rules
from malath.cases.actions.bookings import call_off
from malath.cases.actions.common import CannotChange, refuse
from malath.cases.models import Case, StatusChange, StatusReason
from malath.cases.words import CaseStatus, DecidedBy, SideState, WhyNot
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.clock import in_amman
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries


@act
def set_status(
    case: Case,
    status: CaseStatus,
    *,
    by: Actor,
    at: datetime,
    decided_by: DecidedBy | None = None,
    desk: Desk | None = None,
    because: str = "",
) -> Case:
    """Set the status somebody decided: it takes the case back on its way. Errors: `CannotChange` when it cannot follow the
    one before, or when a person has to decide it and none does."""
    case = queries.locked(case.pk)
    refuse(rules.why_not_set_status(CaseStatus(case.status), status, by_staff=by.kind == "staff"))
    return _set(case, status, decided_by=decided_by, desk=desk, because=because, by=by, at=at)


@act
def decide(
    case: Case, status: CaseStatus, *, because: str = "", desk: Desk, roles: Collection[Role], by: Actor, at: datetime
) -> Case:
    """Somebody at a desk, in these roles, decides a status; what kind of body decided is kept. Nothing the person receives
    depends on it. Errors: `CannotChange` for who may not decide it, and for a formal decision without its reason."""
    case = queries.locked(case.pk)
    body = AgencyKind(desk.agency.kind)
    refuse(rules.why_not_decide(CaseStatus(case.status), status, body=body, roles=roles, because=because))
    return _set(case, status, decided_by=rules.deciding_body(body), desk=desk, because=because, by=by, at=at)


@act
def set_aside(
    case: Case,
    aside: SideState,
    *,
    because: str,
    desk: Desk,
    roles: Collection[Role],
    by: Actor,
    at: datetime,
    other: Case | None = None,
) -> Case:
    """Say what stands beside the way of a case. Its status stays, and every service goes on. Errors: `CannotChange`; contact
    is not lost before it was tried as often as it must be."""
    case = queries.locked(case.pk)
    reasons = rules.why_not_set_aside(
        CaseStatus(case.status),
        case.aside,
        aside,
        roles=roles,
        because=because,
        lost=aside == SideState.LOST and rules.is_lost(queries.attempts_of(case), in_amman(at).date()),
        taken_over=aside == SideState.TRANSFERRED and privacy_queries.another_body_sees(case.person, desk.agency, at),
        other_named=other is not None and other.pk != case.pk,
    )
    refuse(reasons)
    _put(case, aside, desk=desk, because=because, other=other if aside == SideState.DUPLICATE else None, by=by, at=at)
    return case


@act
def come_back(case: Case, *, desk: Desk, by: Actor, at: datetime) -> Case:
    """What stood beside the way is over: the case goes on where it was. Errors: `CannotChange`."""
    case = queries.locked(case.pk)
    refuse(rules.why_not_come_back(CaseStatus(case.status), case.aside))
    _put(case, "", desk=desk, by=by, at=at)
    return case


@act
def note_withdrawal(case: Case, *, at: datetime, by: Actor = WORKER) -> Case:
    """The person has taken back that a record is kept: write it down. Pages are closed from the first moment, because the
    ground ended; nothing else changes. Errors: `CannotChange` when it is known already, or the agreement stands again."""
    case = queries.locked(case.pk)
    if CaseStatus(case.status) == CaseStatus.CLOSED or case.aside == SideState.WITHDRAWN:
        raise CannotChange([WhyNot.SAME_STATE])
    if not privacy_queries.has_withdrawn_record(case.person_id):
        raise CannotChange([WhyNot.CONSENT_STANDS])
    _put(case, SideState.WITHDRAWN, by=by, at=at)
    call_off(case, by=by, at=at)
    return case


def move_on(case: Case, status: CaseStatus, *, by: Actor, at: datetime) -> None:
    """Take the case to `status` if it may go there; where it stands further already, it stays. Called inside an act that
    has locked the case and read it since."""
    if not rules.why_not_set_status(CaseStatus(case.status), status):
        set_status(case, status, by=by, at=at)


def _set(
    case: Case, status: CaseStatus, *, decided_by: DecidedBy | None, desk: Desk | None, because: str, by: Actor, at: datetime
) -> Case:
    case.status, case.aside = status, ""
    case.closed_at = at if status == CaseStatus.CLOSED else None
    case.save(update_fields=["status", "aside", "closed_at"])
    keep_change(case, decided_by=decided_by, desk=desk, because=because, by=by, at=at)
    return case


def _put(
    case: Case,
    aside: SideState | str,
    *,
    by: Actor,
    at: datetime,
    desk: Desk | None = None,
    because: str = "",
    other: Case | None = None,
) -> None:
    case.aside = aside
    case.save(update_fields=["aside"])
    keep_change(case, desk=desk, because=because, other=other, by=by, at=at)


def keep_change(
    case: Case,
    *,
    by: Actor,
    at: datetime,
    decided_by: DecidedBy | None = None,
    desk: Desk | None = None,
    because: str = "",
    other: Case | None = None,
) -> None:
    """Keep the history; the trail says codes only. Called inside an act that has set status or side state."""
    change = StatusChange.objects.create(
        case=case, status=case.status, aside=case.aside, other=other, decided_by=decided_by or "", desk=desk, by=by.reference,
        at=at,
    )  # fmt: skip
    if because.strip():
        reason = StatusReason(change=change, key=case.key)
        reason.seal(text=because)
        reason.save(force_insert=True)
    privacy.touch(case.person_id, at=at, status_only=True)
    facts = {"status": case.status, **({"aside": case.aside} if case.aside else {})}
    audit.record(Did.CASE_STATUS_SET, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
