"""The protection plan: the person chooses, what they refuse stays refused, its clock reminds and decides nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from malath.accounts.queries import holdings
from malath.agencies.words import ServiceKind
from malath.audit.models import Event
from malath.cases import actions as cases
from malath.cases.models import Case, Task
from malath.cases.testing import make_case, make_child_case
from malath.cases.words import TaskState
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy.queries import sight_of
from malath.privacy.queries.answers import standing_row
from malath.privacy.testing import MONDAY
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral
from malath.support import actions, queries
from malath.support.actions import CannotSupport
from malath.support.models import Goal, Plan
from malath.support.queries.pages import PlanPage
from malath.support.queries.plan import plan_page
from malath.support.testing import AFTER, make_factor, make_goal, make_plan, make_step
from malath.support.tests.conftest import House
from malath.support.words import Doer, Domain, GoalState, ReviewCause, StepState, WhyNot

DAY = timedelta(days=1)


def seen(case: Case, house: House) -> PlanPage:
    held = holdings(house.nour, AFTER)
    found = sight_of(held, case.person.reference, AFTER)
    assert found
    return plan_page(case, found[1], held, house.desk, AFTER)


def why_not(call: object) -> list[WhyNot]:
    with pytest.raises(CannotSupport) as refused:
        call()  # type: ignore[operator]  # an act
    return refused.value.reasons


def test_a_goal_in_the_persons_words_begins_the_clock(case: Case, house: House) -> None:
    make_goal(case, house.desk, house.nour)
    plan = Plan.objects.get()
    assert (plan.desk, plan.due_at, plan.next_due) == (house.desk, AFTER + 7 * DAY, AFTER + 7 * DAY)
    assert seen(case, house).chosen[0].words.startswith("She wants her passport")
    assert Event.objects.filter(name="goal.written", subject=case.reference).exists()


def test_of_a_child_it_is_due_in_three_days(house: House) -> None:
    make_goal(make_child_case(house.desk, house.nour), house.desk, house.nour)
    assert Plan.objects.get().due_at == AFTER + 3 * DAY


def test_the_same_form_twice_is_one_goal(case: Case, house: House) -> None:
    once = uuid4()
    for _time in range(2):
        actions.propose_goal(case, Domain.LEGAL, "A lawyer.", **house.nour_at(once=once))
    assert Goal.objects.count() == 1


def test_a_refused_goal_stays_refused_until_the_person_raises_it(case: Case, house: House) -> None:
    make_goal(case, house.desk, house.nour, Domain.TRAVEL, refused=True)
    assert why_not(lambda: make_goal(case, house.desk, house.nour, Domain.TRAVEL)) == [WhyNot.NOT_ASKED_AGAIN]
    make_goal(case, house.desk, house.nour, Domain.TRAVEL, raised=True)
    make_goal(case, house.desk, house.nour, Domain.TRAVEL, words="With her child.")
    assert [line.state for line in seen(case, house).others] == [GoalState.REFUSED]


def test_an_action_of_ours_is_a_task_and_ends_with_it(case: Case, house: House) -> None:
    step = make_step(make_goal(case, house.desk, house.nour), house.desk, house.nour)
    task = Task.objects.get(reference=step.task)
    assert (task.worker, task.due_on) == (house.nour, step.due_on)
    actions.settle_step(step, StepState.DONE, **house.nour_at())
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    assert why_not(lambda: actions.settle_step(step, StepState.DONE, **house.nour_at())) == [WhyNot.STEP_SETTLED]


def test_what_was_done_in_the_list_of_tasks_is_done_in_the_plan(case: Case, house: House) -> None:
    step = make_step(make_goal(case, house.desk, house.nour), house.desk, house.nour)
    cases.settle_task(Task.objects.get(reference=step.task), by=house.nour, at=AFTER)
    assert seen(case, house).chosen[0].steps[0].state == StepState.DONE


def test_with_a_goal_what_was_open_for_it_is_dropped(case: Case, house: House) -> None:
    goal = make_goal(case, house.desk, house.nour)
    make_step(goal, house.desk, house.nour, Doer.PERSON)
    make_step(goal, house.desk, house.nour, words="Write to the ministry.")
    actions.settle_goal(goal, GoalState.GIVEN_UP, **house.nour_at())
    assert {step.state for step in seen(case, house).others[0].steps} == {StepState.DROPPED}
    assert Task.objects.get().state == TaskState.DROPPED
    assert why_not(lambda: make_step(goal, house.desk, house.nour)) == [WhyNot.GOAL_SETTLED]


def test_a_plan_is_agreed_when_each_goal_has_an_action(case: Case, house: House) -> None:
    goal = make_goal(case, house.desk, house.nour)
    assert why_not(lambda: actions.agree_plan(case, **house.nour_at())) == [WhyNot.NO_ACTION]
    make_step(goal, house.desk, house.nour, Doer.OTHER)
    plan = actions.agree_plan(case, **house.nour_at())
    assert plan.review_at == plan.next_due == AFTER + 30 * DAY
    assert why_not(lambda: actions.agree_plan(case, **house.nour_at())) == [WhyNot.AGREED]


def test_it_is_looked_at_again_and_within_a_day_after_something_critical(case: Case, house: House) -> None:
    assert why_not(
        lambda: actions.review_plan(case, ReviewCause.PLANNED, "All is well.", **house.nour_at())
    ) == [WhyNot.NOT_AGREED]  # fmt: skip
    make_plan(case, house.desk, house.nour)
    actions.note_critical(case, "He waited outside the clinic.", **house.nour_at())
    assert Plan.objects.get().next_due == AFTER + DAY
    later = AFTER + 2 * DAY
    actions.review_plan(case, ReviewCause.CRITICAL, "She moved to her aunt.", **house.nour_at(later))
    assert Plan.objects.get().next_due == later + 30 * DAY
    assert [line.done for line in seen(case, house).reviews] == [True, False]


def test_in_a_shelter_it_is_looked_at_every_two_weeks(case: Case, house: House) -> None:
    make_accepted_referral(house.nour, house.desk, house.amal, house.shelter, case=case)
    assert make_plan(case, house.desk, house.nour).review_at == AFTER + 14 * DAY


def test_a_determinant_is_struck_out_by_who_wrote_it_and_stays(case: Case, house: House) -> None:
    factor = make_factor(case, house.desk, house.nour)
    assert why_not(
        lambda: actions.strike_factor(factor, desk=house.shelter, by=house.amal, at=AFTER)
    ) == [WhyNot.NOT_OURS]  # fmt: skip
    actions.strike_factor(factor, **house.nour_at())
    factors = seen(case, house).factors
    assert factors
    assert [line.struck_at for _sphere, lines in factors for line in lines] == [AFTER]


def test_the_clock_begins_when_a_helping_body_takes_the_person_on(house: House) -> None:
    case = make_case(house.unit, house.yusuf)
    assert why_not(lambda: actions.begin(case.pk, at=AFTER)) == [WhyNot.NOT_TAKEN_ON]
    referral = make_accepted_referral(house.yusuf, house.unit, house.nour, house.desk, case=case, type=ServiceKind.PROTECTION)
    assert queries.to_begin(AFTER) == queries.to_begin(AFTER, MONDAY) == [case.pk]
    plan = actions.begin(case.pk, at=AFTER)
    assert (plan.desk, plan.since) == (house.desk, referral.answered_at)
    assert queries.to_begin(AFTER) == []
    assert why_not(lambda: actions.begin(case.pk, at=AFTER)) == [WhyNot.BEGUN]


def test_key_workers_are_reminded_without_a_name_and_again_each_week(case: Case, house: House) -> None:
    make_goal(case, house.desk, house.nour)
    at = AFTER + 6 * DAY
    assert queries.to_remind(at - timedelta(minutes=1)) == []
    plan = actions.remind(queries.to_remind(at)[0], at=at)
    assert why_not(lambda: actions.remind(plan, at=at)) == [WhyNot.NOT_DUE]
    actions.remind(plan, at=AFTER + 7 * DAY)
    actions.remind(plan, at=AFTER + 14 * DAY)
    waiting = Item.objects.filter(kind__in=[ItemKind.PLAN_DUE, ItemKind.PLAN_LATE], seen_at__isnull=True)
    assert [(item.kind, item.user) for item in waiting] == [(ItemKind.PLAN_LATE, house.nour)]
    make_step(Goal.objects.get(), house.desk, house.nour, at=AFTER + 14 * DAY)
    actions.agree_plan(case, **house.nour_at(AFTER + 15 * DAY))
    assert not waiting.all().exists()


def test_no_clock_begins_for_somebody_whom_no_helping_body_sees_any_more(house: House) -> None:
    case = make_case(house.unit, house.yusuf)
    make_accepted_referral(house.yusuf, house.unit, house.nour, house.desk, case=case, type=ServiceKind.PROTECTION)
    agreed = standing_row(case.person_id, ConsentKind.C3, house.desk.agency)
    assert agreed
    privacy.withdraw(agreed, case.person, by=house.yusuf, at=AFTER)
    assert queries.to_begin(AFTER + DAY) == []
    assert why_not(lambda: actions.begin(case.pk, at=AFTER + DAY)) == [WhyNot.NOT_TAKEN_ON]


def test_with_a_withdrawal_the_desk_keeps_the_plan_no_more_and_the_clock_stands(house: House) -> None:
    case = make_case(house.unit, house.yusuf)
    make_accepted_referral(house.yusuf, house.unit, house.nour, house.desk, case=case, type=ServiceKind.PROTECTION)
    plan = actions.begin(case.pk, at=AFTER)
    assert why_not(lambda: actions.stop(plan, at=AFTER)) == [WhyNot.STILL_SEEN]
    assert queries.standing_on([case.person_id], house.desk) == [plan]
    agreed = standing_row(case.person_id, ConsentKind.C3, house.desk.agency)
    assert agreed
    privacy.withdraw(agreed, case.person, by=house.yusuf, at=AFTER + DAY)
    at = AFTER + DAY
    assert queries.to_stop(at) == [plan]
    now = actions.stop(plan, at=at)
    assert (now.desk, now.next_due, now.remind_at) == (None, None, None)
    assert queries.to_stop(at) == queries.to_take_on(at) == queries.to_remind(at + 30 * DAY) == []
    assert why_not(lambda: actions.take_on(now, at=at)) == [WhyNot.NOBODY_SEES]


def test_nothing_is_left_of_an_act_whose_trace_fails(case: Case, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise OSError

    monkeypatch.setattr("malath.support.actions.base.audit.record", fail)
    with pytest.raises(OSError):  # noqa: PT011  # raised above
        make_goal(case, house.desk, house.nour)
    assert not Plan.objects.exists()
