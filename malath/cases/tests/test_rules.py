"""The rules of a case, tried over all they can be asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.agencies.words import AgencyKind
from malath.cases import rules
from malath.cases.rules import Attempt, Closing
from malath.cases.words import CaseStatus, ClosingReason, Feedback, ReopenReason, SideState, WhyNot
from malath.people.words import ALARMING, Tried

STATUSES, BODIES, ROLES = st.sampled_from(CaseStatus), st.sampled_from(AgencyKind), st.sampled_from(Role)
DAY = date(2026, 11, 2)


@given(STATUSES, STATUSES)
def test_no_score_and_no_lateness_decides_what_a_person_has_to_decide(now: CaseStatus, new: CaseStatus) -> None:
    if new in {*rules.DECIDED, CaseStatus.POTENTIAL}:
        assert rules.why_not_set_status(now, new, by_staff=False)


@given(STATUSES, STATUSES, BODIES, ROLES)
def test_a_formal_decision_is_the_units_or_the_prosecutors_and_has_its_reason(
    now: CaseStatus, new: CaseStatus, body: AgencyKind, role: Role
) -> None:
    if rules.why_not_decide(now, new, body=body, roles=[role], because="It was said so.") == [] and new in rules.DECIDED:
        assert body in {AgencyKind.CTU, AgencyKind.PROSECUTION}
        assert role in {Role.CTU_IDENT, Role.PROSECUTOR}
        assert rules.why_not_decide(now, new, body=body, roles=[role], because=" ") == [WhyNot.DECISION_REASON]


@given(STATUSES, BODIES, ROLES)
def test_what_is_offered_may_be_decided_and_nothing_else(now: CaseStatus, body: AgencyKind, role: Role) -> None:
    offered = rules.statuses_to_decide(now, body=body, roles=[role])
    for new in CaseStatus:
        reasons = rules.why_not_decide(now, new, body=body, roles=[role], because="Why it is so.")
        assert (reasons == []) == (new in offered)


def test_sending_accepting_and_closing_are_acts_not_choices() -> None:
    for new in (CaseStatus.REFERRED, CaseStatus.ACCEPTED, CaseStatus.CLOSED):
        reasons = rules.why_not_decide(
            CaseStatus.DRAFT, new, body=AgencyKind.ASSOCIATION, roles=[Role.CASE_MANAGER], because=""
        )
        assert reasons == [WhyNot.SET_BY_ACT]


@pytest.mark.parametrize("body", sorted(AgencyKind))
def test_every_kind_of_body_is_named_in_the_words_of_the_standard(body: AgencyKind) -> None:
    assert rules.deciding_body(body)


@given(STATUSES, st.sampled_from(SideState), st.sampled_from(SideState))
def test_nothing_is_put_beside_the_way_without_a_reason(now: CaseStatus, aside: SideState, new: SideState) -> None:
    reasons = rules.why_not_set_aside(
        now, aside, new, roles=list(Role), because=" ", lost=True, taken_over=True, other_named=True
    )
    assert reasons


@pytest.mark.parametrize(
    ("new", "missing", "reason"),
    [
        (SideState.LOST, "lost", WhyNot.STILL_REACHED),
        (SideState.TRANSFERRED, "taken_over", WhyNot.NOBODY_TOOK_OVER),
        (SideState.DUPLICATE, "other_named", WhyNot.OTHER_CASE_MISSING),
    ],
)
def test_what_has_to_be_so_first(new: SideState, missing: str, reason: WhyNot) -> None:
    met = {"lost": True, "taken_over": True, "other_named": True}
    roles = [Role.SUPERVISOR]
    assert rules.why_not_set_aside(CaseStatus.ACCEPTED, "", new, roles=roles, because="So.", **met) == []
    met[missing] = False
    assert rules.why_not_set_aside(CaseStatus.ACCEPTED, "", new, roles=roles, because="So.", **met) == [reason]


@pytest.mark.parametrize("new", [SideState.WITHDRAWN, SideState.REOPENED])
def test_a_withdrawal_and_a_reopening_are_written_by_what_causes_them(new: SideState) -> None:
    reasons = rules.why_not_set_aside(CaseStatus.ACCEPTED, "", new, roles=list(Role), because="So.")
    assert reasons == [WhyNot.SET_BY_ACT]


def tries(*days: int, result: Tried = Tried.NO_ANSWER, as_agreed: bool = True) -> list[Attempt]:
    return [Attempt(DAY + timedelta(days=day), result, as_agreed) for day in days]


@pytest.mark.parametrize(
    ("attempts", "lost"),
    [
        ([], False),
        (tries(0, 1, 2), False),
        (tries(0, 30), False),
        (tries(0, 0, 30), False),
        (tries(0, 15, 29), False),
        (tries(0, 15, 30), True),
        ([*tries(0, 15, 30), *tries(31, result=Tried.REACHED)], False),
        ([*tries(5, result=Tried.REACHED), *tries(6, 20, 36)], True),
        ([*tries(5, result=Tried.REACHED), *tries(0, 20, 34)], False),
    ],
)
def test_contact_is_lost_after_three_tries_on_three_days_over_thirty(attempts: list[Attempt], lost: bool) -> None:
    assert rules.is_lost(attempts, DAY + timedelta(days=40)) is lost


@given(st.lists(st.integers(0, 60), max_size=8))
def test_who_was_reached_last_is_not_lost(days: list[int]) -> None:
    assert not rules.is_lost([*tries(*days), *tries(61, result=Tried.REACHED)], DAY + timedelta(days=400))


def test_a_try_at_another_hour_than_agreed_counts_for_nothing() -> None:
    later = DAY + timedelta(days=400)
    assert not rules.is_lost([*tries(0, 30), *tries(15, as_agreed=False)], later)
    assert rules.is_lost([*tries(0, 15, 30), *tries(20, as_agreed=False)], later)


@pytest.mark.parametrize("wrong", sorted(ALARMING))
def test_after_a_try_that_went_wrong_thirty_days_of_silence_stand_for_further_ones(wrong: Tried) -> None:
    made = tries(0, result=wrong)
    assert not rules.is_lost(made, DAY + timedelta(days=29))
    assert rules.is_lost(made, DAY + timedelta(days=30))


READY = Closing(ClosingReason.PLAN_COMPLETED, "What was done.", Feedback.ASKED)
SETTLED = {
    "asked_already": False, "is_key_worker": True, "open_tasks": False, "open_bookings": False, "handing_over": False,
    "lost": False, "taken_over": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"asked_already": True}, WhyNot.ASKED_ALREADY),
        ({"is_key_worker": False}, WhyNot.NOT_KEY_WORKER),
        ({"open_tasks": True}, WhyNot.OPEN_TASKS),
        ({"open_bookings": True}, WhyNot.OPEN_BOOKINGS),
        ({"handing_over": True}, WhyNot.HANDING_OVER),
    ],
)
def test_what_is_open_is_settled_before_closing_is_asked_for(change: dict[str, bool], reason: WhyNot) -> None:
    assert rules.why_not_ask_to_close(CaseStatus.FOLLOW_UP, READY, **SETTLED) == []
    assert rules.why_not_ask_to_close(CaseStatus.FOLLOW_UP, READY, **(SETTLED | change)) == [reason]


@pytest.mark.parametrize(
    ("closing", "reason"),
    [
        (Closing(ClosingReason.LOST_CONTACT, "Tried.", Feedback.NOT_SAFE), WhyNot.STILL_REACHED),
        (Closing(ClosingReason.TRANSFERRED, "Given on.", Feedback.ASKED), WhyNot.NOBODY_TOOK_OVER),
        (Closing(ClosingReason.DIED, " ", Feedback.NOT_ASKED), WhyNot.SUMMARY_MISSING),
        (Closing(ClosingReason.DIED, "Died in hospital.", ""), WhyNot.FEEDBACK_MISSING),
    ],
)
def test_what_a_closing_has_to_say(closing: Closing, reason: WhyNot) -> None:
    assert rules.why_not_ask_to_close(CaseStatus.FOLLOW_UP, closing, **SETTLED) == [reason]


def test_nobody_approves_what_they_asked_for() -> None:
    now = CaseStatus.FOLLOW_UP
    assert rules.why_not_approve(now, asked=True, own=False, open_tasks=False) == []
    assert rules.why_not_approve(now, asked=True, own=True, open_tasks=False) == [WhyNot.OWN_REQUEST]
    assert rules.why_not_approve(now, asked=False, own=False, open_tasks=False) == [WhyNot.NOT_ASKED_TO_CLOSE]
    assert rules.why_not_approve(CaseStatus.CLOSED, asked=True, own=False, open_tasks=False) == [WhyNot.CASE_CLOSED]


def reopened(
    now: CaseStatus = CaseStatus.CLOSED,
    *,
    reason: ReopenReason | None = ReopenReason.CAME_BACK,
    because: str = "Came back.",
    stands: bool = True,
    has_open_case: bool = False,
) -> list[WhyNot]:
    return rules.why_not_reopen(now, reason=reason, because=because, stands=stands, has_open_case=has_open_case)


def test_a_case_is_opened_again_for_a_reason_and_on_something_that_holds() -> None:
    assert reopened() == []
    assert reopened(reason=None) == reopened(because="") == [WhyNot.REOPEN_REASON]
    assert reopened(stands=False) == [WhyNot.NOTHING_HOLDS]
    assert reopened(has_open_case=True) == [WhyNot.HAS_OPEN_CASE]
    assert reopened(CaseStatus.FOLLOW_UP) == [WhyNot.NOT_CLOSED]
