"""The rules of support: pure, whatever day it is."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.words import AgencyKind
from malath.support import rules
from malath.support.rules import DAY, Spans
from malath.support.words import Domain, GoalState, StepState, WhyNot

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # given its zone
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 2)


def test_a_first_plan_is_due_in_a_week_and_of_a_child_in_three_days() -> None:
    assert rules.plan_due(NOON, Spans(), is_child=False) == NOON + 7 * DAY
    assert rules.plan_due(NOON, Spans(), is_child=True) == NOON + 3 * DAY


def test_reviews_come_sooner_in_a_shelter() -> None:
    assert rules.review_due(NOON, Spans(), in_shelter=True) == NOON + 14 * DAY
    assert rules.review_due(NOON, Spans(), in_shelter=False) == NOON + 30 * DAY


def test_the_settings_stand_in_the_place_of_the_file_of_deadlines() -> None:
    file = {code: {"amount": 5} for code in rules.CODES.values()}
    assert rules.spans_in(file, {"plan": 9}) == Spans(9, 5, 5, 5, 5)


@given(due=MOMENTS, moment=MOMENTS)
def test_a_reminder_always_lies_ahead_and_never_more_than_a_week_after_the_last(due: datetime, moment: datetime) -> None:
    found = rules.next_reminder(due, moment)
    assert found is not None
    assert found > moment
    assert found - moment <= 7 * DAY or found == due - DAY


def test_nobody_is_reminded_of_what_is_not_due() -> None:
    assert rules.next_reminder(None, NOON) is None
    assert rules.why_not_remind(NOON + timedelta(minutes=1), NOON) == [WhyNot.NOT_DUE]
    assert rules.why_not_remind(NOON, NOON) == []


def test_the_unit_the_police_and_a_prosecutor_plan_nothing() -> None:
    without = {AgencyKind.CTU, AgencyKind.POLICE, AgencyKind.PROSECUTION, AgencyKind.LABOUR, AgencyKind.MECHANISM}
    assert not any(map(rules.plans, without))


@given(domain=st.sampled_from(Domain), refused=st.sets(st.sampled_from(Domain)), raised=st.booleans())
def test_what_was_refused_is_asked_again_only_if_the_person_raises_it(
    domain: Domain, refused: set[Domain], raised: bool
) -> None:
    reasons = rules.why_not_goal("She wants to learn.", domain, refused=refused, raised=raised)
    assert (WhyNot.NOT_ASKED_AGAIN in reasons) == (domain in refused and not raised)


def test_a_goal_needs_words_and_is_settled_once_with_a_result() -> None:
    assert rules.why_not_goal("  ", Domain.LEGAL, refused=(), raised=False) == [WhyNot.WORDS_MISSING]
    assert rules.why_not_settle_goal(GoalState.REFUSED, GoalState.REACHED) == [WhyNot.GOAL_SETTLED]
    assert rules.why_not_settle_goal(GoalState.CHOSEN, GoalState.REFUSED) == [WhyNot.NOT_A_RESULT]
    assert rules.why_not_settle_goal(GoalState.CHOSEN, GoalState.GIVEN_UP) == []


def test_an_action_needs_words_a_day_to_come_and_a_goal_that_stands() -> None:
    past = TODAY - DAY
    reasons = rules.why_not_step("", past, TODAY, goal=GoalState.REACHED)
    assert reasons == [WhyNot.GOAL_SETTLED, WhyNot.WORDS_MISSING, WhyNot.DAY_PAST]
    assert rules.why_not_step("Ring the school.", TODAY, TODAY, goal=GoalState.CHOSEN) == []
    assert rules.why_not_settle_step(StepState.DONE) == [WhyNot.STEP_SETTLED]


def test_a_plan_is_agreed_once_with_an_action_for_each_goal() -> None:
    assert rules.why_not_agree(agreed=True, goals=[1]) == [WhyNot.AGREED]
    assert rules.why_not_agree(agreed=False, goals=[]) == [WhyNot.NO_GOAL]
    assert rules.why_not_agree(agreed=False, goals=[2, 0]) == [WhyNot.NO_ACTION]
    assert rules.why_not_agree(agreed=False, goals=[2, 1]) == []


def test_only_an_agreed_plan_is_reviewed_and_in_words() -> None:
    assert rules.why_not_review("", agreed=False) == [WhyNot.NOT_AGREED, WhyNot.WORDS_MISSING]
    assert rules.why_not_strike(struck=True, ours=False) == [WhyNot.STRUCK, WhyNot.NOT_OURS]
