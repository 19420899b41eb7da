"""Plans, money and counts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.words import Currency
from malath.awareness import rules
from malath.awareness.rules import Counts
from malath.awareness.testing import CLASS, FIRST, LAST, MONDAY, make_plan
from malath.awareness.words import Ages, Audience, CampaignState, Gender, WhyNot
from malath.figures.rules import exactly, tell

W, S = WhyNot, CampaignState
TODAY = MONDAY.date()
DAY = timedelta(days=1)


def why_not_count(counts: Counts, on: date = TODAY) -> list[WhyNot]:
    return rules.why_not_count(counts, facilitators=["ctu"], on=on, today=TODAY)


def test_a_plan_says_to_whom_how_and_in_which_languages() -> None:
    empty = replace(make_plan(), audiences=frozenset(), channels=frozenset(), languages=frozenset(), ends_on=FIRST - DAY)
    assert rules.why_not_plan(empty) == [W.NO_AUDIENCE, W.NO_CHANNEL, W.NO_LANGUAGE, W.ENDS_BEFORE]
    assert rules.why_not_plan(make_plan()) == []


def test_a_plan_leads_to_nobody() -> None:
    assert rules.why_not_plan(make_plan(objective="Ask her on ٠٧٩٠٠٠٠٠١٢")) == [W.NAMES_SOMEBODY]


@given(st.sampled_from(S), st.sampled_from(S), st.sampled_from(["", "No money."]), st.integers(0, 2))
def test_a_campaign_goes_one_way_and_ends_when_nothing_waits(
    state: CampaignState, to: CampaignState, because: str, waiting: int
) -> None:
    found = rules.why_not_move(state, to, because=because, waiting=waiting)
    assert (W.NOT_THAT_WAY in found) == (to not in rules.NEXT[state])
    assert (W.BECAUSE_MISSING in found) == (to == S.CALLED_OFF and not because)
    assert (W.SESSIONS_WAIT in found) == (to in {S.ENDED, S.CALLED_OFF} and waiting > 0)


@pytest.mark.parametrize(
    ("amount", "currency", "fine"),
    [("0.001", "JOD", True), ("0.0001", "JOD", False), ("1.50", "USD", True), ("1.505", "USD", False), ("100", "EUR", True)],
)
def test_money_is_as_fine_as_its_coins(amount: str, currency: str, fine: bool) -> None:
    found = rules.why_not_write_money(
        state=S.RUNNING, amount=Decimal(amount), currency=Currency(currency), spent_on=TODAY, today=TODAY, what="Cards"
    )
    assert found == ([] if fine else [W.TOO_FINE])


def test_bills_come_late_and_budgets_do_not() -> None:
    money = {"amount": Decimal(1), "currency": Currency.JOD, "today": TODAY, "what": "Cards"}
    assert rules.why_not_write_money(state=S.ENDED, spent_on=TODAY, **money) == []  # type: ignore[arg-type]
    assert rules.why_not_write_money(state=S.ENDED, spent_on=None, **money) == [W.IS_OVER]  # type: ignore[arg-type]
    assert rules.why_not_write_money(state=S.RUNNING, spent_on=TODAY + DAY, **money) == [W.DAY_AHEAD]  # type: ignore[arg-type]


def test_a_session_is_of_its_campaign() -> None:
    why_not = rules.why_not_plan_session
    assert why_not(S.RUNNING, Audience.TEACHERS, ["students"], LAST + DAY, FIRST, LAST) == [W.OTHER_AUDIENCE, W.OUTSIDE]
    assert why_not(S.ENDED, Audience.STUDENTS, ["students"], LAST, FIRST, LAST) == [W.IS_OVER]


def test_the_counts_of_a_class_add_up() -> None:
    assert why_not_count(CLASS) == []
    assert why_not_count(replace(CLASS, came=61)) == [W.SUM_DIFFERS]
    assert why_not_count(replace(CLASS, disclosures=63)) == [W.TOO_MANY]
    assert why_not_count(CLASS, TODAY + DAY) == [W.DAY_AHEAD]
    assert why_not_count(Counts(0)) == [W.NOBODY_CAME]


@given(st.integers(-3, 40), st.integers(-3, 40), st.integers(-3, 40), st.integers(-2, 5))
def test_no_count_is_below_nothing_and_each_way_counts_the_same_people(girls: int, boys: int, teens: int, told: int) -> None:
    counts = Counts(girls + boys, {Gender.FEMALE: girls, Gender.MALE: boys}, {Ages.TEENS: teens}, disclosures=told)
    found = why_not_count(counts)
    assert (W.NEGATIVE in found) == (min(girls, boys, teens, told, girls + boys) < 0)
    assert (W.SUM_DIFFERS in found) == (teens != girls + boys)


def test_a_session_is_held_by_somebody() -> None:
    assert rules.why_not_count(CLASS, facilitators=[], on=TODAY, today=TODAY) == [W.NO_FACILITATOR]


def test_the_cost_of_one_is_told_no_more_exactly_than_who_came() -> None:
    assert rules.cost_of_one(Decimal(310), exactly(62)) == (Decimal("5.000"), Decimal("5.000"))
    assert rules.cost_of_one(Decimal(310), tell(62)) == (Decimal("4.844"), Decimal("5.167"))
    assert rules.cost_of_one(Decimal(310), tell(3)) is None


@given(st.lists(st.tuples(st.sampled_from(["JOD", "USD"]), st.decimals(0, 1000, places=3)), max_size=6))
def test_currencies_are_never_added_to_each_other(lines: list[tuple[str, Decimal]]) -> None:
    found = rules.sums(lines)
    assert all(found[one] == sum(amount for currency, amount in lines if currency == one) for one in found)
