"""The clock of a plan: begun when a helping body takes a person on, kept by a desk that sees the file, a reminder for ever."""

from datetime import datetime

from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.queries import references
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.privacy.queries import holders
from malath.support import news, queries, rules
from malath.support.actions.base import begun, keep, record, refuse
from malath.support.models import Plan
from malath.support.words import WhyNot


@act
def begin(case_id: int, *, at: datetime, by: Actor = WORKER) -> Plan:
    """A helping body has taken the person on: the clock of the first plan begins with that. Errors: `CannotSupport` where it
    runs already, or no helping body sees the file."""
    privacy.lock(references.person_of(case_id))
    case = case_queries.locked(case_id)
    refuse([WhyNot.BEGUN] if queries.locked(case.pk) else [])
    desk, since = queries.planning_desk(case.person, at), queries.taken_on_at(case)
    refuse([] if desk is not None and case.closed_at is None else [WhyNot.NOT_TAKEN_ON])
    return begun(case, desk, since=since or at, by=by, at=at)


@act
def take_on(plan: Plan, *, at: datetime, by: Actor = WORKER) -> Plan:
    """A helping body sees the file again: its desk keeps the plan, and the clock runs. Errors: `CannotSupport`."""
    privacy.lock(plan.person_id)
    case, now = case_queries.locked(plan.case_id), _locked(plan)
    refuse([WhyNot.KEPT_ALREADY] if now.desk_id is not None else [])
    now.desk = queries.planning_desk(case.person, at)
    refuse([] if now.desk is not None else [WhyNot.NOBODY_SEES])
    keep(now, at=at)
    record(Did.PLAN_TAKEN_ON, case, by=by, at=at)
    return now


@act
def stop(plan: Plan, *, at: datetime, by: Actor = WORKER) -> Plan:
    """The desk that kept the plan does not see the file any more: another helping desk keeps it, or its clock stands still.
    What was written stays with who wrote it; the person loses nothing. Errors: `CannotSupport` where it still sees it."""
    privacy.lock(plan.person_id)
    case, now = case_queries.locked(plan.case_id), _locked(plan)
    refuse([WhyNot.STILL_SEEN] if now.desk is None or now.desk in holders.desks_seeing(case.person, at) else [])
    now.desk = queries.planning_desk(case.person, at)
    keep(now, at=at)
    news.settle_due(case, by=by, at=at)
    record(Did.PLAN_STOPPED, case, by=by, at=at)
    return now


@act
def remind(plan: Plan, *, at: datetime, by: Actor = WORKER) -> Plan:
    """A plan or its review is due soon, or late: its key workers are told, again each week. Errors: `CannotSupport`."""
    privacy.lock(plan.person_id)
    case, now = case_queries.locked(plan.case_id), _locked(plan)
    refuse(rules.why_not_remind(now.remind_at, at))
    late = now.next_due is not None and now.next_due <= at
    keep(now, at=at)
    news.tell_due(now, case, late=late, at=at)
    record(Did.PLAN_REMINDED, case, by=by, at=at, **({"late": "1"} if late else {}))
    return now


def _locked(plan: Plan) -> Plan:
    found = queries.locked(plan.case_id)
    assert found is not None  # noqa: S101  # a plan is never deleted
    return found
