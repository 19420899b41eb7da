"""The pages of support: who sees what, who may do what, and that every button has one address."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_desk
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.foundation.testing import Clock
from malath.privacy import actions as privacy
from malath.privacy.queries.answers import standing_row
from malath.privacy.testing import make_block
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral
from malath.support.models import Factor, Goal, Plan, PlanReview, Step
from malath.support.testing import AFTER, make_factor, make_goal, make_plan, make_step
from malath.support.tests.conftest import House
from malath.support.words import GoalState

NOWHERE = "ZZZZ-ZZZZ-ZZZZ"


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


def at(name: str, case: Case, *rest: str) -> str:
    return reverse(f"support:{name}", args=[case.reference, *rest])


def post(user: User, name: str, case: Case, *rest: str, **typed: str) -> int:
    return signed_in(Client(), user).post(at(name, case, *rest), typed).status_code


def seen(user: User, case: Case, name: str = "plan") -> str:
    return signed_in(Client(), user).get(at(name, case)).content.decode()


def test_a_plan_is_made_from_the_first_goal_to_a_review(case: Case, house: House) -> None:
    once = {"once": str(uuid4())}
    assert post(house.nour, "propose_goal", case, domain="legal", words="A lawyer.", said="chosen", **once) == 302
    goal = Goal.objects.get()
    typed = {"words": "Book a talk.", "doer": "ours", "due_on": "9/11/2026"}
    assert post(house.nour, "goal", case, goal.reference, **typed, **once) == 302
    assert post(house.nour, "agree_plan", case) == 302
    assert post(house.nour, "review_plan", case, cause="planned", words="It goes well.", **once) == 302
    assert post(house.nour, "note_critical", case, happened="A threat.") == 302
    assert post(house.nour, "settle_step", case, Step.objects.get().reference, result="done") == 302
    assert post(house.nour, "settle_goal", case, goal.reference, result="reached") == 302
    page = seen(house.nour, case)
    assert all(text in page for text in ("A lawyer.", "It goes well.", "A threat."))
    assert PlanReview.objects.count() == 2


def test_a_determinant_is_written_and_struck_out(case: Case, house: House) -> None:
    typed = {"once": str(uuid4()), "sphere": "community", "pull": "protective", "words": "The women of the church."}
    assert post(house.nour, "write_factor", case, **typed) == 302
    assert "The women of the church." in seen(house.nour, case)
    assert post(house.nour, "strike_factor", case, Factor.objects.get().reference) == 302


def test_what_was_typed_stays_and_the_page_says_what_is_missing(case: Case, house: House, at_desk: Client) -> None:
    make_goal(case, house.desk, house.nour, refused=True)
    typed = {"once": str(uuid4()), "domain": "documents", "words": "what I typed", "said": "chosen"}
    answer = at_desk.post(at("propose_goal", case), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "what I typed" in page
    assert "It is not asked again" in page


def test_a_plan_without_actions_says_why_it_is_not_agreed(case: Case, house: House) -> None:
    make_goal(case, house.desk, house.nour)
    page = seen(house.nour, case)
    assert "A goal has no action yet" in page
    assert at("agree_plan", case) not in page
    assert post(house.nour, "agree_plan", case) == 302
    assert Plan.objects.get().agreed_at is None


def test_the_unit_knows_the_file_and_reads_nothing_of_the_plan(case: Case, house: House) -> None:
    make_goal(case, house.desk, house.nour)
    make_accepted_referral(house.nour, house.desk, house.yusuf, house.unit, case=case, type=ServiceKind.IDENTIFICATION)
    goal = Goal.objects.get().reference
    assert signed_in(Client(), house.yusuf).get(at("plan", case)).status_code == 403
    for name in ("propose_goal", "write_factor", "agree_plan", "review_plan", "note_critical"):
        assert post(house.yusuf, name, case) == 403
    assert post(house.yusuf, "settle_goal", case, goal) == 403


def test_a_shelter_works_on_the_plan_and_reads_no_assessment(case: Case, house: House) -> None:
    make_goal(case, house.desk, house.nour)
    make_factor(case, house.desk, house.nour)
    make_accepted_referral(house.nour, house.desk, house.amal, house.shelter, case=case, type=ServiceKind.SHELTER)
    page = seen(house.amal, case)
    assert "She wants her passport" in page
    assert "owes the broker" not in page
    typed = {"once": str(uuid4()), "domain": "education", "words": "To learn to sew.", "said": "chosen"}
    assert post(house.amal, "propose_goal", case, **typed) == 302
    assert post(house.amal, "write_factor", case) == 403
    assert post(house.amal, "strike_factor", case, Factor.objects.get().reference) == 403


def test_a_stranger_and_a_blocked_worker_get_what_a_case_that_never_was_gets(case: Case, house: House) -> None:
    goal = make_goal(case, house.desk, house.nour)
    make_block(case.person, user=house.rana)
    for user in (make_user(Role.CASE_MANAGER, make_desk()), house.rana):
        client = signed_in(Client(), user)
        for name in ("plan", "propose_goal", "write_factor", "review_plan"):
            assert client.get(at(name, case)).status_code == 404
        assert client.get(at("goal", case, goal.reference)).status_code == 404


def test_a_goal_is_not_reached_through_another_case(case: Case, house: House) -> None:
    assert signed_in(Client(), house.nour).get(at("goal", case, NOWHERE)).status_code == 404
    assert post(house.nour, "settle_step", case, NOWHERE, result="done") == 404
    assert post(house.nour, "strike_factor", case, NOWHERE) == 404


def test_acts_need_post(case: Case, house: House, at_desk: Client) -> None:
    goal = make_goal(case, house.desk, house.nour)
    for name, rest in (("agree_plan", ()), ("settle_goal", (goal.reference,))):
        assert at_desk.get(at(name, case, *rest)).status_code == 405


def test_an_answer_has_to_be_chosen(case: Case, house: House) -> None:
    goal = make_goal(case, house.desk, house.nour)
    assert post(house.nour, "settle_goal", case, goal.reference, result="chosen") == 302
    goal.refresh_from_db()
    assert goal.state == GoalState.CHOSEN


def test_the_page_takes_as_many_statements_for_one_goal_as_for_many(case: Case, house: House, at_desk: Client) -> None:
    make_plan(case, house.desk, house.nour)
    make_factor(case, house.desk, house.nour)
    at_desk.get(at("plan", case))
    with CaptureQueriesContext(connection) as few:
        at_desk.get(at("plan", case))
    for number in range(4):
        make_step(make_goal(case, house.desk, house.nour, words=f"Wish {number}"), house.desk, house.nour)
        make_factor(case, house.desk, house.nour, words=f"Factor {number}")
    with CaptureQueriesContext(connection) as many:
        at_desk.get(at("plan", case))
    assert len(many) == len(few)


def test_the_case_page_leads_to_the_plan_for_who_sees_it(case: Case, house: House) -> None:
    make_plan(case, house.desk, house.nour)
    page = signed_in(Client(), house.nour).get(reverse("workday:case", args=[case.reference])).content.decode()
    assert at("plan", case) in page
    make_accepted_referral(house.nour, house.desk, house.yusuf, house.unit, case=case, type=ServiceKind.IDENTIFICATION)
    page = signed_in(Client(), house.yusuf).get(reverse("workday:case", args=[case.reference])).content.decode()
    assert at("plan", case) not in page


def test_with_a_withdrawal_the_plan_is_closed_to_who_had_it(case: Case, house: House) -> None:
    make_accepted_referral(house.nour, house.desk, house.amal, house.shelter, case=case, type=ServiceKind.SHELTER)
    assert signed_in(Client(), house.amal).get(at("plan", case)).status_code == 200
    agreed = standing_row(case.person_id, ConsentKind.C3, house.shelter.agency)
    assert agreed
    privacy.withdraw(agreed, case.person, by=house.nour, at=AFTER)
    assert signed_in(Client(), house.amal).get(at("plan", case)).status_code in {403, 404}
