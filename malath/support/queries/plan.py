"""The protection plan of one case as its viewer may see it. A fixed number of statements, whatever stands there."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q

from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.cases.words import TaskState
from malath.foundation import clock
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.support import rules
from malath.support.models import Factor, Goal, Plan, PlanReview, Step
from malath.support.queries import law, plan_of
from malath.support.queries.pages import Brief, FactorLine, GoalLine, PlanPage, ReviewLine, StepLine
from malath.support.words import Doer, Domain, GoalState, Pull, ReviewCause, Sphere, StepState

STATE_OF_TASK = {TaskState.OPEN: StepState.OPEN, TaskState.DONE: StepState.DONE, TaskState.DROPPED: StepState.DROPPED}


class Viewer:
    """Who looks, and what of the file that lets through."""

    def __init__(self, sight: Sight, holdings: Holdings, desk: Desk | None) -> None:
        self.sight, self.holdings, self.desk = sight, holdings, desk

    def reads(self, desk_id: int, section: Section = Section.IDENTITY) -> bool:
        return self.sight.sees_writing_of(desk_id, section)

    def body(self, desk: Desk) -> str:
        return self.agency(desk.agency)

    def agency(self, body: Agency) -> str:
        """A body by name, where it may be named: a shelter is a place."""
        return body.name if privacy.may_name(self.sight, self.holdings, body) else ""


def brief(case: Case, sight: Sight, body: AgencyKind) -> Brief | None:
    """What the case page says of the plan, to who helps and sees who the person is. One statement."""
    if not (sight.sees(Section.IDENTITY) and (rules.plans(body) or sight.in_emergency)):
        return None
    chosen, reached = (Count("goals", filter=Q(goals__state=state)) for state in (GoalState.CHOSEN, GoalState.REACHED))
    rows = Plan.objects.filter(case=case).annotate(chosen=chosen, reached=reached)
    found = rows.values_list("agreed_at", "next_due", "chosen", "reached").first()
    return Brief(True, *found) if found else Brief(begun=False, agreed_at=None, due=None, chosen=0, reached=0)


def plan_page(case: Case, sight: Sight, holdings: Holdings, desk: Desk | None, at: datetime) -> PlanPage:
    """The page of one plan. `desk`: as which the viewer works on it, None for who only looks."""
    plan, viewer, today = plan_of(case), Viewer(sight, holdings, desk), clock.in_amman(at).date()
    goals = _goals(case, viewer, _tasks(case, viewer, at), today)
    why_not = rules.why_not_agree(
        agreed=plan is not None and plan.agreed_at is not None, goals=[len(line.steps) for line in goals if line.stands]
    )
    spans = law.spans()
    return PlanPage(
        reference=case.reference,
        is_child=case.person.is_child,
        is_closed=case.closed_at is not None,
        begun=plan is not None,
        agreed_at=plan.agreed_at if plan else None,
        due=plan.next_due if plan else None,
        kept_by=viewer.body(plan.desk) if plan and plan.desk else "",
        goals=goals,
        factors=_factors(case, viewer) if sight.sees(Section.STORY) else None,
        reviews=_reviews(case, viewer),
        why_not_agree=tuple(str(one.label) for one in why_not),
        may_work=desk is not None and case.closed_at is None,
        days=(spans.plan_child if case.person.is_child else spans.plan, spans.review_in_shelter, spans.review_outside),
    )


def goal_line(case: Case, goal: Goal, sight: Sight, holdings: Holdings, desk: Desk, at: datetime) -> GoalLine:
    """One goal, as who works on it sees it."""
    viewer, steps = Viewer(sight, holdings, desk), Step.objects.filter(goal=goal, key__erased_at__isnull=True)
    rows = list(steps.select_related("key").order_by("due_on", "pk"))
    return _goal(goal, rows, viewer, _tasks(case, viewer, at), clock.in_amman(at).date())


def _tasks(case: Case, viewer: Viewer, at: datetime) -> dict[str, TaskState]:
    """What became of the tasks that actions of ours became, as far as the viewer sees them."""
    return {line.reference: line.state for line in cases.tasks_of(case, viewer.sight, viewer.holdings, at)}


def _goals(case: Case, viewer: Viewer, tasks: dict[str, TaskState], today: date) -> tuple[GoalLine, ...]:
    steps: dict[int, list[Step]] = {}
    rows = (
        Step.objects.filter(goal__plan__case=case, key__erased_at__isnull=True).select_related("key").order_by("due_on", "pk")
    )
    for step in rows:
        steps.setdefault(step.goal_id, []).append(step)
    goals = Goal.objects.filter(plan__case=case, key__erased_at__isnull=True).select_related("key", "desk__agency")
    return tuple(_goal(goal, steps.get(goal.pk, []), viewer, tasks, today) for goal in goals.order_by("pk"))


def _goal(goal: Goal, steps: Iterable[Step], viewer: Viewer, tasks: dict[str, TaskState], today: date) -> GoalLine:
    return GoalLine(
        reference=goal.reference,
        domain=Domain(goal.domain),
        words=goal.opened("words") if viewer.reads(goal.desk_id) else "",
        state=GoalState(goal.state),
        raised=goal.raised,
        body=viewer.body(goal.desk),
        at=goal.at,
        steps=tuple(_step(step, viewer, tasks, today) for step in steps),
    )


def _step(step: Step, viewer: Viewer, tasks: dict[str, TaskState], today: date) -> StepLine:
    state = STATE_OF_TASK[tasks[step.task]] if step.task in tasks else StepState(step.state)
    words = step.opened("words") if viewer.reads(step.desk_id) else ""
    return StepLine(
        step.reference, words, Doer(step.doer), step.due_on, state, state == StepState.OPEN and step.due_on < today
    )  # fmt: skip


def _factors(case: Case, viewer: Viewer) -> tuple[tuple[Sphere, tuple[FactorLine, ...]], ...]:
    rows = Factor.objects.filter(plan__case=case, key__erased_at__isnull=True).select_related("key").order_by("pk")
    seen = [row for row in rows if viewer.reads(row.desk_id, Section.STORY)]
    return tuple((one, tuple(_factor(row, viewer) for row in seen if row.sphere == one)) for one in Sphere)


def _factor(row: Factor, viewer: Viewer) -> FactorLine:
    ours = viewer.desk is not None and viewer.desk.pk == row.desk_id
    return FactorLine(row.reference, Pull(row.pull), row.opened("words"), row.at, row.struck_at, ours)


def _reviews(case: Case, viewer: Viewer) -> tuple[ReviewLine, ...]:
    rows = PlanReview.objects.filter(plan__case=case, key__erased_at__isnull=True).select_related("key", "desk__agency")
    return tuple(
        ReviewLine(
            ReviewCause(row.cause), row.opened("words") if viewer.reads(row.desk_id) else "", row.done, row.at, row.until,
            viewer.body(row.desk),
        )
        for row in rows.order_by("-pk")[:20]
    )  # fmt: skip
