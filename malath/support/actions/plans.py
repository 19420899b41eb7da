"""The protection plan: goals that the person chooses, actions for them, determinants, agreement and reviews."""

from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.words import DropReason
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.support import queries, rules
from malath.support.actions.base import locked, planned, record, refuse, settle_due, wrote
from malath.support.models import Factor, Goal, Plan, PlanReview, Step
from malath.support.queries import law
from malath.support.words import Doer, Domain, GoalState, Pull, ReviewCause, Sphere, StepState, WhyNot


@act
def propose_goal(
    case: Case,
    domain: Domain,
    words: str,
    *,
    refused: bool = False,
    raised: bool = False,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Goal:
    """A goal was talked over with the person, who chose or refused it. What was refused is not asked again in the same area,
    unless the person raises it. The same form twice is one goal. Errors: `CannotSupport`; of the case when it is closed."""
    case, plan = planned(case, desk=desk, by=by, at=at)
    mark = own_mark(once, by.reference, case.reference, domain, words)
    if (known := queries.written(Goal, mark)) is not None:
        record(Did.GOAL_WRITTEN, case, by=by, at=at, again="1")
        return known
    refuse(rules.why_not_goal(words, domain, refused=queries.refused_domains(plan), raised=raised))
    state = GoalState.REFUSED if refused else GoalState.CHOSEN
    goal = Goal(
        plan=plan, key=case.key, domain=domain, state=state, raised=raised, desk=desk, by=by.reference, at=at, once=mark
    )  # fmt: skip
    goal.seal(words=words)
    goal.save(force_insert=True)
    wrote(Did.GOAL_WRITTEN, case, desk, by=by, at=at, state=state.value)
    return goal


@act
def settle_goal(goal: Goal, result: GoalState, *, desk: Desk, by: Actor, at: datetime) -> Goal:
    """A goal is reached, or the person gives it up; what was open for it is dropped. Errors: `CannotSupport`; of the case."""
    case = locked(goal.plan.case)
    now = Goal.objects.get(pk=goal.pk)
    refuse(rules.why_not_settle_goal(GoalState(now.state), result))
    now.state, now.settled_at, now.settled_by = result, at, by.reference
    now.save(update_fields=["state", "settled_at", "settled_by"])
    for step in now.steps.filter(state=StepState.OPEN):
        _settle(step, case, StepState.DROPPED, by=by, at=at)
    wrote(Did.GOAL_SETTLED, case, desk, by=by, at=at, state=result.value)
    return now


@act
def add_step(
    goal: Goal,
    words: str,
    doer: Doer,
    due_on: date,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Step:
    """Somebody does something for a goal by a day. What our own desk does becomes a task of the case, which its key worker
    has and is reminded of. Errors: `CannotSupport`; of the case."""
    case = locked(goal.plan.case)
    mark = own_mark(once, by.reference, goal.reference, words)
    if (known := queries.written(Step, mark)) is not None:
        record(Did.PLAN_ACTION_ADDED, case, by=by, at=at, again="1")
        return known
    now = Goal.objects.get(pk=goal.pk)
    refuse(rules.why_not_step(words, due_on, clock.in_amman(at).date(), goal=GoalState(now.state)))
    task = ""
    if doer == Doer.OURS:
        member = case_queries.key_worker_of(case, desk, at)
        worker = member.user if member else None
        task = cases.set_task(case, words, due_on=due_on, desk=desk, worker=worker, by=by, at=at).reference
    step = Step(
        goal=now, key=case.key, doer=doer, due_on=due_on, task=task, desk=desk, by=by.reference, at=at, once=mark
    )  # fmt: skip
    step.seal(words=words)
    step.save(force_insert=True)
    wrote(Did.PLAN_ACTION_ADDED, case, desk, by=by, at=at, doer=doer.value)
    return step


@act
def settle_step(step: Step, result: StepState, *, desk: Desk, by: Actor, at: datetime) -> Step:
    """An action is done or dropped, and its task with it. Errors: `CannotSupport`; of the case."""
    case = locked(step.goal.plan.case)
    now = Step.objects.get(pk=step.pk)
    refuse(rules.why_not_settle_step(StepState(now.state)))
    _settle(now, case, result, by=by, at=at)
    wrote(Did.PLAN_ACTION_SETTLED, case, desk, by=by, at=at, state=result.value)
    return now


@act
def write_factor(
    case: Case, sphere: Sphere, pull: Pull, words: str, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Factor:
    """A determinant is written down: what makes the person vulnerable or protects them, and in which sphere. Errors:
    `CannotSupport`; of the case."""
    case, plan = planned(case, desk=desk, by=by, at=at)
    mark = own_mark(once, by.reference, case.reference, sphere, pull, words)
    if (known := queries.written(Factor, mark)) is not None:
        record(Did.FACTOR_WRITTEN, case, by=by, at=at, again="1")
        return known
    refuse([] if words.strip() else [WhyNot.WORDS_MISSING])
    factor = Factor(plan=plan, key=case.key, sphere=sphere, pull=pull, desk=desk, by=by.reference, at=at, once=mark)
    factor.seal(words=words)
    factor.save(force_insert=True)
    wrote(Did.FACTOR_WRITTEN, case, desk, by=by, at=at, sphere=sphere.value)
    return factor


@act
def strike_factor(factor: Factor, *, desk: Desk, by: Actor, at: datetime) -> Factor:
    """A determinant holds no longer: it is struck out, and stays as history. Errors: `CannotSupport`; of the case."""
    case = locked(factor.plan.case)
    now = Factor.objects.get(pk=factor.pk)
    refuse(rules.why_not_strike(struck=now.struck_at is not None, ours=now.desk_id == desk.pk))
    now.struck_at, now.struck_by = at, by.reference
    now.save(update_fields=["struck_at", "struck_by"])
    wrote(Did.FACTOR_STRUCK, case, desk, by=by, at=at)
    return now


@act
def agree_plan(case: Case, *, desk: Desk, by: Actor, at: datetime) -> Plan:
    """The person and the desk agree: each goal they chose has an action. The first look back is due in two weeks in a shelter,
    in a month outside. Errors: `CannotSupport`; of the case."""
    case, plan = planned(case, desk=desk, by=by, at=at)
    refuse(rules.why_not_agree(agreed=plan.agreed_at is not None, goals=queries.steps_of_goals(plan)))
    plan.agreed_at, plan.agreed_by = at, by.reference
    plan.review_at = rules.review_due(at, law.spans(), in_shelter=queries.is_in_shelter(plan, at))
    settle_due(plan, case, by=by, at=at)
    wrote(Did.PLAN_AGREED, case, desk, by=by, at=at)
    return plan


@act
def review_plan(
    case: Case, cause: ReviewCause, words: str, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> PlanReview:
    """The plan was looked at with the person; the next look is due anew. Errors: `CannotSupport`; of the case."""
    case, plan = planned(case, desk=desk, by=by, at=at)
    mark = own_mark(once, by.reference, case.reference, cause, words)
    if (known := queries.written(PlanReview, mark)) is not None:
        record(Did.PLAN_REVIEWED, case, by=by, at=at, again="1")
        return known
    refuse(rules.why_not_review(words, agreed=plan.agreed_at is not None))
    until = rules.review_due(at, law.spans(), in_shelter=queries.is_in_shelter(plan, at))
    review = _look(plan, case, cause, words, until, done=True, desk=desk, by=by, at=at, once=mark)
    settle_due(plan, case, by=by, at=at)
    wrote(Did.PLAN_REVIEWED, case, desk, by=by, at=at, cause=cause.value)
    return review


@act
def note_critical(case: Case, words: str, *, desk: Desk, by: Actor, at: datetime) -> PlanReview:
    """Something critical happened: the plan is looked at within a day, and its key workers are reminded. Errors:
    `CannotSupport`; of the case."""
    case, plan = planned(case, desk=desk, by=by, at=at)
    refuse(rules.why_not_review(words, agreed=plan.agreed_at is not None))
    assert plan.review_at is not None  # noqa: S101  # refused above
    until = min(plan.review_at, at + rules.AFTER_CRITICAL)
    event = _look(plan, case, ReviewCause.CRITICAL, words, until, done=False, desk=desk, by=by, at=at, once=None)
    settle_due(plan, case, by=by, at=at)
    wrote(Did.PLAN_CRITICAL, case, desk, by=by, at=at)
    return event


def _look(
    plan: Plan, case: Case, cause: ReviewCause, words: str, until: datetime, *, done: bool, desk: Desk, by: Actor,
    at: datetime, once: UUID | None,
) -> PlanReview:  # fmt: skip
    review = PlanReview(
        plan=plan, key=case.key, cause=cause, done=done, until=until, desk=desk, by=by.reference, at=at, once=once
    )  # fmt: skip
    review.seal(words=words)
    review.save(force_insert=True)
    plan.review_at = until
    return review


def _settle(step: Step, case: Case, result: StepState, *, by: Actor, at: datetime) -> None:
    step.state, step.settled_at, step.settled_by = result, at, by.reference
    step.save(update_fields=["state", "settled_at", "settled_by"])
    task = queries.open_task(case, step.task)
    if task is not None:
        cases.settle_task(task, because=DropReason.NOT_NEEDED if result == StepState.DROPPED else None, by=by, at=at)
