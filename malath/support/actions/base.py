"""What the acts of support share: how they refuse, lock, keep their clock and leave their trace.

Lock order: the person's file row → the case → its plan → the audit head.
"""

from datetime import datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.actions.common import touch, writable
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.privacy import actions as privacy
from malath.support import news, queries, rules
from malath.support.models import Plan
from malath.support.queries import law
from malath.support.words import WhyNot


class CannotSupport(Exception):
    """Something about the support of a person is not done as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotSupport(reasons)


def locked(case: Case) -> Case:
    """The case, locked, to be written into."""
    privacy.lock(case.person_id)
    case = case_queries.locked(case.pk)
    writable(case)
    return case


def planned(case: Case, *, desk: Desk, by: Actor, at: datetime) -> tuple[Case, Plan]:
    """The case and its plan, locked. Where its clock was not begun, it begins: a helping desk has begun to plan."""
    case = locked(case)
    plan = queries.locked(case.pk) or begun(case, desk, since=at, by=by, at=at)
    if plan.desk_id is None:
        plan.desk = desk
        keep(plan, at=at)
    return case, plan


def begun(case: Case, desk: Desk | None, *, since: datetime, by: Actor, at: datetime) -> Plan:
    """The clock of a first plan begins. Called inside an act that holds the case."""
    due = rules.plan_due(since, law.spans(), is_child=case.person.is_child)
    plan = Plan(case=case, person=case.person, desk=desk, since=since, due_at=due)
    keep(plan, at=at)
    record(Did.PLAN_BEGUN, case, by=by, at=at)
    return plan


def keep(plan: Plan, *, at: datetime) -> None:
    """Save a plan with what is due next, and when somebody is reminded of it: nobody, while no helping body sees the file."""
    plan.next_due = (plan.review_at if plan.agreed_at else plan.due_at) if plan.desk_id is not None else None
    plan.remind_at = rules.next_reminder(plan.next_due, at)
    plan.save()


def wrote(event: Did, case: Case, desk: Desk, *, by: Actor, at: datetime, **facts: str) -> None:
    """Somebody of a desk wrote: the file moves up in the lists, and the trail tells it."""
    touch(case, desk, at)
    record(event, case, by=by, at=at, **facts)


def record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)


def settle_due(plan: Plan, case: Case, *, by: Actor, at: datetime) -> None:
    """What was due is done."""
    keep(plan, at=at)
    news.settle_due(case, by=by, at=at)
