"""Reads of support that acts, gates and the worker ask for."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import Count, QuerySet

from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.cases import queries as cases
from malath.cases.models import Case, Task
from malath.cases.queries import references
from malath.cases.words import TaskState
from malath.foundation.asking import ask
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
from malath.referrals.queries import answering
from malath.support import rules
from malath.support.models import (
    Complaint,
    Conference,
    Factor,
    FeedbackRow,
    FundRequest,
    Goal,
    Plan,
    PlanReview,
    ServiceGiven,
    Step,
    UrgentCare,
)
from malath.support.queries.pages import DueLine
from malath.support.words import Domain, GoalState

if TYPE_CHECKING:
    from malath.people.models import Person

Written = TypeVar(
    "Written", Goal, Step, Factor, PlanReview, ServiceGiven, FundRequest, Conference, Complaint, FeedbackRow, UrgentCare
)


def locked(case_id: int) -> Plan | None:
    """The plan of a case, locked until the act ends. The caller holds the person's file row and the case."""
    rows = Plan.objects.select_for_update(of=("self",)).filter(case_id=case_id)
    return rows.select_related("desk__agency").first()


def plan_of(case: Case) -> Plan | None:
    return Plan.objects.filter(case=case).select_related("desk__agency").first()


def written(kind: type[Written], once: UUID | None) -> Written | None:
    """What the same form has written before."""
    return kind.objects.filter(once=once).first() if once is not None else None


def refused_domains(plan: Plan) -> set[Domain]:
    """In which areas the person refused a goal, and has chosen none since."""
    rows = plan.goals.order_by("pk").values_list("domain", "state")
    last = dict(rows)
    return {Domain(domain) for domain, state in last.items() if state == GoalState.REFUSED}


def steps_of_goals(plan: Plan) -> list[int]:
    """How many actions each chosen goal has."""
    rows = plan.goals.filter(state=GoalState.CHOSEN).annotate(count=Count("steps"))
    return list(rows.values_list("count", flat=True))


def is_in_shelter(plan: Plan, at: datetime) -> bool:
    """Whether a shelter sees the file: the plan is then looked at sooner."""
    return Plan.objects.filter(holders.is_seen_by_a_body([AgencyKind.SHELTER], at), pk=plan.pk).exists()


def open_task(case: Case, reference: str) -> Task | None:
    """The task that an action of ours became, as long as it is to be done."""
    task = cases.task_by_reference(case, reference) if reference else None
    return task if task is not None and task.state == TaskState.OPEN else None


def planning_desk(person: "Person", at: datetime) -> Desk | None:
    """The desk of a helping body that has seen the file longest, of those that see who the person is."""
    seeing = holders.desks_seeing(person, at)
    return next((desk for desk in seeing if desk.agency.kind in rules.KEEPING_BODIES), None)


def taken_on_at(case: Case) -> datetime | None:
    """When a helping body took the person on."""
    return answering.first_taken_on(case.pk, rules.TAKING_ON)


def helps(desk: Desk) -> bool:
    """Whether a desk is one of a body that plans with people."""
    return rules.plans(AgencyKind(desk.agency.kind))


def to_begin(at: datetime, since: datetime | None = None) -> list[int]:
    """Keys of the cases that were taken on, `since` a moment or ever, whose plan has no clock yet, and whose file a helping
    body sees still."""
    begun = Plan.objects.values_list("case_id", flat=True)
    found = {pk for kind in rules.TAKING_ON for pk in answering.cases_taken_on(kind, since=since, without=begun)}
    seen = holders.is_seen_by_a_body(sorted(rules.KEEPING_BODIES), at)
    return references.those_where(seen, found)


def to_take_on(at: datetime, *, cap: int = 500) -> list[Plan]:
    """Plans that no desk keeps, of which a helping body sees the file by now."""
    seen = holders.is_seen_by_a_body(sorted(rules.KEEPING_BODIES), at)
    return list(Plan.objects.filter(seen, desk__isnull=True, case__closed_at__isnull=True).order_by("pk")[:cap])


def to_stop(at: datetime, *, cap: int = 500) -> list[Plan]:
    """Plans whose desk does not see the file any more: the person withdrew, or the purpose ended."""
    rows = Plan.objects.filter(~holders.is_seen_by_its_desk(at), desk__isnull=False, case__closed_at__isnull=True)
    return list(rows.order_by("pk")[:cap])


def standing_on(person_ids: Collection[int], desk: Desk) -> list[Plan]:
    """Which plans of these people a desk keeps: it ends with the desk's access."""
    return list(Plan.objects.filter(person_id__in=person_ids, desk=desk))


def to_remind(at: datetime, *, cap: int = 500) -> list[Plan]:
    """Plans of which somebody is to be reminded."""
    rows = Plan.objects.filter(remind_at__lte=at, case__closed_at__isnull=True)
    return list(rows.order_by("remind_at", "pk")[:cap])


def due_soon(holdings: Holdings, at: datetime, *, cap: int = 6) -> tuple[DueLine, ...]:
    """Plans that this viewer's desks keep and that are due within days or late, the soonest first. Two statements."""
    rows = ask(_due_soon, tuple(sorted(holdings.desk_ids)), at + 3 * rules.DAY, shape=(cap,))
    seen = privacy.sights(holdings, [person for _case, _reference, person, _due, _agreed in rows], at)
    return tuple(
        DueLine(case, reference, due, due <= at, agreed is None)
        for case, reference, person, due, agreed in rows
        if person in seen
    )


def _due_soon(desks: tuple[int, ...], until: datetime, cap: int) -> QuerySet[Plan, tuple[Any, ...]]:
    rows = Plan.objects.filter(desk_id__in=desks, next_due__lte=until, case__closed_at__isnull=True)
    columns = ("case__reference", "person__reference", "person_id", "next_due", "agreed_at")
    return rows.order_by("next_due", "pk").values_list(*columns)[:cap]


def goal_by_reference(case: Case, reference: str) -> Goal | None:
    return (
        Goal.objects.select_related("plan__case__person", "key", "desk__agency")
        .filter(plan__case=case, reference=reference)
        .first()
    )


def step_by_reference(case: Case, reference: str) -> Step | None:
    rows = Step.objects.select_related("goal__plan__case__person", "key")
    return rows.filter(goal__plan__case=case, reference=reference).first()


def factor_by_reference(case: Case, reference: str) -> Factor | None:
    return Factor.objects.select_related("plan__case__person", "key").filter(plan__case=case, reference=reference).first()
