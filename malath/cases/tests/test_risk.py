"""The grid of dangers, the plan, the supervisor's look and the clocks."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.cases import actions as cases
from malath.cases import queries, rules
from malath.cases.actions import CannotChange, Score
from malath.cases.models import Case, RiskAssessment
from malath.cases.words import Risk, RiskKind, WhyNot
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy.testing import MONDAY

PLAN = "Her sister fetches her; the door code is changed."
MILD = [Score(RiskKind.ONLINE, 2, 2)]
GRAVE = [Score(RiskKind.EXPLOITER, 4, 5), Score(RiskKind.ONLINE, 1, 1)]
SCORES = st.builds(Score, st.sampled_from(RiskKind), st.integers(1, 5), st.integers(1, 5))


def assess(case: Case, people: Cast, scores: Sequence[Score] = GRAVE, plan: str = PLAN) -> RiskAssessment:
    return cases.assess_risk(case, scores, plan=plan, desk=people.station, by=people.basim, at=MONDAY)


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotChange) as error:
        act()
    return error.value.reasons


@pytest.mark.parametrize(
    ("likelihood", "harm", "level"),
    [
        (1, 1, Risk.LOW), (2, 3, Risk.LOW), (2, 4, Risk.MEDIUM), (3, 4, Risk.MEDIUM), (3, 5, Risk.HIGH), (4, 5, Risk.HIGH),
        (5, 5, Risk.CRITICAL),
    ],
)  # fmt: skip
def test_the_level_is_that_of_the_product(likelihood: int, harm: int, level: Risk) -> None:
    assert rules.level_of([Score(RiskKind.FAMILY, likelihood, harm)]) == level


@given(st.lists(SCORES, min_size=1, max_size=9), SCORES)
def test_one_more_danger_never_lowers_the_level(scores: list[Score], more: Score) -> None:
    order = list(Risk)
    assert order.index(rules.level_of([*scores, more])) >= order.index(rules.level_of(scores))


def test_nothing_judged_is_not_low() -> None:
    assert rules.level_of([]) == Risk.NOT_ASSESSED


def test_it_sets_the_level_and_keeps_the_one_before(case: Case, people: Cast) -> None:
    assess(case, people, MILD)
    assert Case.objects.get(pk=case.pk).risk == Risk.LOW
    assess(case, people)
    assert Case.objects.get(pk=case.pk).risk == Risk.HIGH
    assert [row.superseded_at for row in RiskAssessment.objects.order_by("pk")] == [MONDAY, None]


def test_a_grave_danger_needs_a_plan_that_is_sealed(case: Case, people: Cast) -> None:
    assert refused(lambda: assess(case, people, plan=" ")) == [WhyNot.PLAN_MISSING]
    assert refused(lambda: assess(case, people, [])) == [WhyNot.NOTHING_SCORED]
    row = assess(case, people)
    assert row.opened("plan") == PLAN
    assert b"sister" not in bytes(row.plan)


def test_a_supervisor_who_is_another_person_looks_at_it(case: Case, people: Cast) -> None:
    row = assess(case, people)
    assert Item.objects.filter(user=people.huda, kind=ItemKind.RISK_TO_LOOK_AT, seen_at__isnull=True).count() == 1
    assert refused(lambda: cases.look_at_risk(row, by=people.basim, at=MONDAY)) == [WhyNot.OWN_ASSESSMENT]
    looked = cases.look_at_risk(row, by=people.huda, at=MONDAY)
    assert (looked.looked_by, looked.looked_at) == (people.huda.reference, MONDAY)
    assert not Item.objects.filter(kind=ItemKind.RISK_TO_LOOK_AT, seen_at__isnull=True).exists()
    assert refused(lambda: cases.look_at_risk(row, by=people.huda, at=MONDAY)) == [WhyNot.LOOKED_AT]


@pytest.mark.parametrize(
    ("scores", "after"),
    [(MILD, 90), ([Score(RiskKind.GROUP, 3, 4)], 30), (GRAVE, 7), ([Score(RiskKind.SELF_HARM, 5, 5)], 1)],
)
def test_it_is_judged_anew_in_time_and_nobody_is_told_twice(case: Case, people: Cast, scores: list[Score], after: int) -> None:
    row = assess(case, people, scores)
    due = MONDAY + timedelta(days=after)
    holdings = accounts.holdings(people.basim, due)
    assert queries.assessments_to_tell(due - timedelta(minutes=1)) == []
    assert queries.reviews_due(holdings, due - timedelta(minutes=1)) == ()
    assert queries.assessments_to_tell(due) == [row]
    assert [line.case_reference for line in queries.reviews_due(holdings, due)] == [case.reference]
    cases.remind_of_risk(row, at=due)
    assert queries.assessments_to_tell(due) == []
    assert refused(lambda: cases.remind_of_risk(row, at=due)) == [WhyNot.NO_ASSESSMENT]
    assert Case.objects.get(pk=case.pk).risk == row.level


def test_what_the_grid_says_is_not_changed_beside_it(client: Client, case: Case, people: Cast) -> None:
    assess(case, people)
    case.refresh_from_db()
    url = f"/cases/{case.reference}/facts/"
    signed_in(client, people.basim)
    assert 'name="risk"' not in client.get(url).content.decode()
    assert client.post(url, {"version": case.version, "governorate": "IR"}).status_code == 302
    assert refused(
        lambda: cases.change_facts(
            case, governorate="IR", risk=Risk.LOW, version=case.version + 1, desk=people.station, by=people.basim, at=MONDAY
        )
    ) == [WhyNot.ASSESSED]


def test_the_page(client: Client, case: Case, people: Cast, clock: Clock) -> None:
    url = f"/cases/{case.reference}/risk/"
    signed_in(client, people.basim)
    assert client.post(url, {"exploiter_likelihood": "5", "plan": ""}).status_code == 422
    grid = {"exploiter_likelihood": "5", "exploiter_harm": "5"}
    assert client.post(url, grid | {"plan": ""}).status_code == 422
    assert client.post(url, grid | {"plan": PLAN}).status_code == 302
    page = client.get(url).content.decode()
    assert PLAN in page
    assert "Waits for a supervisor" in page
    assert client.post(f"{url}look/").status_code == 403
    other = make_user(Role.POLICE, people.station)
    clock.forward(days=2)
    assert "A danger in a case" in signed_in(client, other).get("/").content.decode()
    signed_in(client, people.huda)
    assert client.post(f"{url}look/").status_code == 302
    assert client.post(f"{url}look/").status_code == 409
