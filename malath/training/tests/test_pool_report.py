"""The report of the pool: what it says, to whom exactly, and what follows of nobody."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.figures.rules import Told
from malath.training import rules
from malath.training.actions import costs
from malath.training.actions.coverage import count_posts
from malath.training.actions.levels import lapse
from malath.training.actions.plans import note_own_plan
from malath.training.cost_rules import Spending
from malath.training.queries.plans import own_plans
from malath.training.queries.pool import PoolPage, Teller, pool_page
from malath.training.testing import MONDAY, TODAY, make_agreed, make_certified, make_course, make_half_day, make_officer
from malath.training.tests.conftest import Pool
from malath.training.words import BudgetLine, CourseKind, Level, Meaning, Measure, PaidFrom, WhyNot

DAY = timedelta(days=1)
LATER = MONDAY + 740 * DAY
HALL = Spending(BudgetLine.PLACE, "Ministry", PaidFrom.STATE, actual=Decimal(300), paid_on=TODAY)


def texts(page: PoolPage) -> dict[str, str]:
    return {one.measure.value: one.text for one in page.figures}


def test_every_measure_has_a_meaning() -> None:
    assert Meaning.values == Measure.values


@given(st.integers(0, 400), st.integers(0, 400))
def test_of_a_few_nobody_is_told_apart(number: int, more: int) -> None:
    told = Teller(exact=False).number(number)
    assert told.width == 4
    assert told.least <= number <= told.most
    near = (number // 5 * 5 + (number + 1) % 5, number // 5 * 5 + (number + 2) % 5)
    assert len({Teller(exact=False).percent(one, one + more // 5 * 5) for one in near}) == 1
    assert Teller(exact=True).number(number) == Told(number, number)


def test_it_says_whether_the_pool_lives_by_itself(pool: Pool) -> None:
    course, *_others = (make_course(host=pool.body, days=1, experts=experts) for experts in (False, False, True))
    for one in (course, *_others):
        make_half_day(one)
    costs.write_cost(course, HALL, by=pool.reem, at=MONDAY)
    costs.write_cost(course, replace(HALL, paid_from=PaidFrom.ABROAD, actual=Decimal(700)), by=pool.reem, at=MONDAY)
    make_agreed(CourseKind.STUDY_VISIT)
    make_course(host=pool.body, experts=True)
    found = texts(pool_page(MONDAY, exact=True))
    assert (found["trainers"], found["alone"], found["at_home"], found["depth"]) == ("1", "66", "30", "1")
    assert (found["sessions"], found["lost"], found["overdue"], found["covered"]) == ("3", "0", "–", "–")


def test_who_rests_is_lost_and_older_certificates_are_overdue(pool: Pool) -> None:
    make_officer(pool.body, level=Level.CO_TRAINER, at=LATER - 10 * DAY)
    make_certified(pool.layla, at=LATER - 400 * DAY)
    make_certified(pool.sami, at=LATER - 40 * DAY)
    lapse(pool.kamal, at=LATER)
    found = texts(pool_page(LATER, exact=True))
    assert (found["lost"], found["overdue"], found["trainers"]) == ("50", "50", "1")
    assert texts(pool_page(LATER + 366 * DAY, exact=True))["lost"] == "0"


def test_others_are_told_in_steps_and_nothing_of_small_units(pool: Pool) -> None:
    make_certified(pool.layla)
    for directorate, posts in (("Sahab", 40), ("Aqaba", 9)):
        count_posts(pool.body, directorate, posts, TODAY, "Staff list", by=pool.reem, at=MONDAY)
    page = pool_page(MONDAY, exact=False)
    assert ([one.directorate for one in page.units], page.hidden) == (["Sahab"], 1)
    assert (page.units[0].trained, page.units[0].percent) == (Told(0, 4), Told(0, 10))
    assert {share.active for _, shares in page.breakdowns for share in shares} == {"أقل من 5"}
    assert texts(page)["covered"] == "أقل من 11"
    exact = pool_page(MONDAY, exact=True)
    assert (texts(exact)["covered"], exact.hidden) == ("2", 0)


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.COMMITTEE])
def test_whoever_reads_figures_reads_the_report_and_opens_no_row(clock: object, pool: Pool, role: Role) -> None:
    client = signed_in(Client(), make_user(role, make_desk(make_agency(AgencyKind.MECHANISM))))
    shown = client.get(reverse("training:pool")).content.decode()
    assert "steps of five" in shown
    assert "fewer than" in shown
    assert reverse("training:pool") in client.get(reverse("training:list")).content.decode()
    assert client.get(reverse("training:coverage")).status_code == 403


def test_each_figure_opens_to_its_definition(reem: Client, huda: Client, pool: Pool) -> None:
    shown = reem.get(reverse("training:pool")).content.decode()
    assert shown.count('<details class="more">') == len(Measure)
    assert "carried by the country itself" in shown
    assert huda.get(reverse("training:pool")).status_code == 403


@pytest.mark.parametrize(
    ("stands", "plan", "on", "why_not"),
    [
        (True, "Plan of 2027", TODAY, []),
        (False, "", TODAY, []),
        (True, " ", TODAY, [WhyNot.PLAN_UNNAMED]),
        (False, "", TODAY + DAY, [WhyNot.KNOWN_AHEAD]),
    ],
)
def test_a_plan_has_a_name_and_a_day(stands: bool, plan: str, on: date, why_not: list[WhyNot]) -> None:
    assert rules.why_not_note_plan(stands=stands, plan=plan, on=on, today=TODAY) == why_not


def test_the_newest_answer_of_a_body_counts(reem: Client, huda: Client, pool: Pool) -> None:
    url = reverse("training:own_plans")
    assert "Not asked yet" in reem.get(url).content.decode()
    typed = {"agency": pool.body.reference, "stands": "yes", "plan": "", "on": "01/11/2026"}
    assert reem.post(url, typed).status_code == 422
    assert reem.post(url, {**typed, "plan": "Plan of 2027"}).status_code == 302
    assert "Plan of 2027" in reem.get(url).content.decode()
    assert texts(pool_page(MONDAY, exact=True))["planned"] == "100"
    note_own_plan(pool.body, stands=False, plan="x", on=TODAY, by=pool.reem, at=MONDAY)
    assert texts(pool_page(MONDAY, exact=True))["planned"] == "0"
    assert own_plans()[0].plan == ""
    assert huda.get(url).status_code == 403
