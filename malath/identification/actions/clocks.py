"""The clocks of identification: begun by a suspicion, given to who decides, taken back with their access, and a reminder for
ever. No clock makes a decision."""

from datetime import datetime

from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.queries import references
from malath.cases.words import CaseStatus
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.identification import news, queries, rules
from malath.identification.actions.base import begun, give_to_who_decides, keep, record, refuse
from malath.identification.models import Process
from malath.identification.words import Stage, WhyNot
from malath.privacy import actions as privacy
from malath.privacy.queries import holders


@act
def begin(case_id: int, *, taken_on: bool = False, at: datetime, by: Actor = WORKER) -> Process:
    """The clocks of a case begin: of a potential victim, or of one whose referral for identification was taken on. Errors:
    `CannotIdentify` where they run already, or nobody suspects anything."""
    person = references.person_of(case_id)
    privacy.lock(person)
    case = case_queries.locked(case_id)
    refuse([WhyNot.BEGUN] if queries.locked(case.pk) else [])
    is_potential = taken_on or case.status == CaseStatus.POTENTIAL
    refuse([] if is_potential and case.closed_at is None else [WhyNot.NOT_A_POTENTIAL_VICTIM])
    return begun(case, by=by, at=at)


@act
def give(process: Process, *, at: datetime, by: Actor = WORKER) -> Process:
    """A body that decides has the file now: the clock of the decision begins, and its desk is told. Errors:
    `CannotIdentify`."""
    privacy.lock(process.person_id)
    case, now = case_queries.locked(process.case_id), _locked(process)
    refuse([WhyNot.NOT_GIVEN] if now.desk_id is not None else [])
    give_to_who_decides(now, case, at=at)
    refuse([] if now.desk_id is not None else [WhyNot.NOT_GIVEN])
    keep(now, at=at)
    record(Did.IDENTIFICATION_GIVEN, case, by=by, at=at)
    return now


@act
def stop(process: Process, *, at: datetime, by: Actor = WORKER) -> Process:
    """The body that decides does not see the file any more: its clock ends, and a proposal of it lapses. What it wrote stays
    its own; the person loses nothing. Errors: `CannotIdentify` where it still sees it."""
    privacy.lock(process.person_id)
    case, now = case_queries.locked(process.case_id), _locked(process)
    desk = now.desk
    refuse([WhyNot.STILL_SEEN] if desk is None or desk in holders.desks_seeing(case.person, at) else [])
    proposal = queries.waiting_proposal(case)
    if proposal is not None:
        proposal.sent_back_at, proposal.sent_back_by = at, by.reference
        proposal.save(update_fields=["sent_back_at", "sent_back_by"])
    now.stage = Stage.WAITING if now.stage == Stage.PROPOSED else now.stage
    give_to_who_decides(now, case, at=at)
    keep(now, at=at)
    news.settle_all(case, by=by, at=at)
    record(Did.IDENTIFICATION_STOPPED, case, by=by, at=at)
    return now


@act
def remind(process: Process, *, at: datetime, by: Actor = WORKER) -> Process:
    """Something is due soon, or late: desk and key workers are told, again each week, for ever. Lateness is never a no.
    Errors: `CannotIdentify`."""
    privacy.lock(process.person_id)
    case, now = case_queries.locked(process.case_id), _locked(process)
    refuse(rules.why_not_remind(now.remind_at, at))
    late = now.next_due is not None and now.next_due <= at
    keep(now, at=at)
    news.tell_due(now, case, late=late, at=at)
    record(Did.IDENTIFICATION_REMINDED, case, by=by, at=at, **({"late": "1"} if late else {}))
    return now


def _locked(process: Process) -> Process:
    found = queries.locked(process.case_id)
    assert found is not None  # noqa: S101  # a process is never deleted
    return found
