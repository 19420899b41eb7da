"""What a course costs, who pays, and how much of it the country carries itself."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.words import Currency
from malath.foundation.actor import WORKER
from malath.foundation.acts import unguarded
from malath.training import cost_rules as rules
from malath.training.actions import costs as acts
from malath.training.actions import courses as course_acts
from malath.training.actions.base import CannotTrain
from malath.training.cost_rules import Spending
from malath.training.models import Cost, Course
from malath.training.queries import costs
from malath.training.testing import MONDAY, TODAY, make_course
from malath.training.tests.conftest import Pool, account
from malath.training.words import BudgetLine, PaidFrom, Part, WhyNot

W = WhyNot
DAY = timedelta(days=1)
HALL = Spending(BudgetLine.PLACE, "Ministry of Labour", PaidFrom.STATE, estimate=Decimal("450.500"))
FEES = Spending(BudgetLine.FEES, "A donor", PaidFrom.ABROAD, Currency.USD, Decimal("0.709"), Decimal(1000))
TYPED = {
    "once": "7f0c1c5e-5f0e-4d0b-9b0a-0d6a52f2f6a1", "line": "place", "funder": "Ministry of Labour", "paid_from": "state",
    "currency": "JOD",
}  # fmt: skip


def paid(spending: Spending) -> Spending:
    return replace(spending, actual=Decimal(1000), paid_on=TODAY)


@pytest.mark.parametrize(
    ("spending", "why_not"),
    [
        (HALL, []),
        (paid(FEES), []),
        (replace(HALL, estimate=None), [W.NO_AMOUNT]),
        (replace(HALL, estimate=Decimal(0)), [W.NOTHING_COSTS]),
        (replace(HALL, estimate=Decimal("1.0005")), [W.AMOUNT_TOO_FINE]),
        (replace(FEES, estimate=Decimal("1.005")), [W.AMOUNT_TOO_FINE]),
        (replace(HALL, funder=" "), [W.NO_FUNDER]),
        (replace(HALL, funder="079 000 0012"), [W.FUNDER_IS_SOMEBODY]),
        (replace(HALL, rate=Decimal(2)), [W.RATE_MISSING]),
        (replace(FEES, rate=Decimal(1)), [W.RATE_MISSING]),
        (replace(HALL, actual=Decimal(1)), [W.PAID_WHEN]),
        (replace(HALL, paid_on=TODAY), [W.PAID_WHEN]),
        (replace(HALL, actual=Decimal(1), paid_on=TODAY + DAY), [W.PAID_AHEAD]),
    ],
)
def test_a_line_says_who_pays_what_and_when(spending: Spending, why_not: list[WhyNot]) -> None:
    assert rules.why_not_write_cost(spending, TODAY, called_off=False, trains_here=False) == why_not


def test_of_a_course_called_off_only_what_was_paid_all_the_same_is_written() -> None:
    assert rules.why_not_write_cost(HALL, TODAY, called_off=True, trains_here=False) == [W.CALLED_OFF]
    assert rules.why_not_write_cost(paid(HALL), TODAY, called_off=True, trains_here=False) == []


def test_no_trainer_writes_their_own_fee() -> None:
    assert rules.why_not_write_cost(FEES, TODAY, called_off=False, trains_here=True) == [W.OWN_FEE]
    assert rules.why_not_write_cost(HALL, TODAY, called_off=False, trains_here=True) == []
    assert settles(before=FEES, trains_here=True) == [W.OWN_FEE]


def settles(
    actual: str = "400", on: date = TODAY, *, before: Spending = HALL, struck: bool = False, trains_here: bool = False
) -> list[WhyNot]:
    return rules.why_not_settle(before, Decimal(actual), on, TODAY, struck=struck, trains_here=trains_here)


def test_what_was_paid_is_written_once_and_never_ahead() -> None:
    assert (settles(), settles("0")) == ([], [])
    assert settles("1.0001") == [W.AMOUNT_TOO_FINE]
    assert settles(on=TODAY + DAY) == [W.PAID_AHEAD]
    assert settles(before=paid(HALL)) == [W.SETTLED_COST]
    assert settles(struck=True) == [W.STRUCK_COST]


AMOUNTS = st.lists(st.tuples(st.sampled_from(PaidFrom), st.decimals(0, 10**6, places=3)), max_size=6)


@given(AMOUNTS)
def test_what_the_country_carries_is_between_nothing_and_all(amounts: list[tuple[PaidFrom, Decimal]]) -> None:
    paid = rules.sums(amounts)
    share = rules.carried_at_home(paid)
    assert sum(paid.values()) == sum((one for _, one in amounts), Decimal(0))
    assert (share is None) == (sum(paid.values()) == 0)
    assert share is None or 0 <= share <= 100
    assert share is None or paid[PaidFrom.ABROAD] > 0 or share == 100


@pytest.fixture
def held(pool: Pool) -> Course:
    return make_course(host=pool.body)


def test_the_page_adds_up_in_dinars_what_counts(pool: Pool, held: Course) -> None:
    hall = acts.write_cost(held, HALL, by=pool.reem, at=MONDAY)
    acts.write_cost(held, paid(FEES), by=pool.reem, at=MONDAY)
    wrong = acts.write_cost(held, replace(HALL, funder="Nobody"), by=pool.reem, at=MONDAY)
    acts.strike_cost(wrong, by=pool.reem, at=MONDAY)
    acts.settle_cost(hall, Decimal("500.250"), TODAY, by=pool.reem, at=MONDAY)
    page = costs.cost_page(held, TODAY)
    assert (page.estimate.split()[0], page.actual.split()[0], page.open) == ("1,159.500", "1,209.250", 0)
    assert page.at_home == Decimal("41.4")
    assert [(one.over, one.struck) for one in page.rows] == [(False, False), (True, False), (False, True)]
    assert costs.paid_in(Course.objects.filter(pk=held.pk))[PaidFrom.ABROAD] == Decimal(709)


def test_the_same_form_twice_is_one_line_and_another_is_another(pool: Pool, held: Course) -> None:
    once = UUID(int=1)
    first = acts.write_cost(held, HALL, by=pool.reem, at=MONDAY, once=once)
    assert acts.write_cost(held, HALL, by=pool.reem, at=MONDAY, once=once) == first
    acts.write_cost(held, replace(HALL, estimate=Decimal(3)), by=pool.reem, at=MONDAY, once=once)
    assert Cost.objects.count() == 2


def test_acts_refuse_what_the_rules_refuse_and_leave_nothing(pool: Pool, held: Course) -> None:
    course_acts.name_trainer(held, pool.kamal, Part.LEAD, by=WORKER, at=MONDAY)
    with pytest.raises(CannotTrain) as caught:
        acts.write_cost(held, FEES, by=account(pool.kamal), at=MONDAY)
    assert (caught.value.reasons, Cost.objects.count()) == ([W.OWN_FEE], 0)
    cost = acts.write_cost(held, paid(FEES), by=pool.reem, at=MONDAY)
    with pytest.raises(CannotTrain):
        acts.settle_cost(cost, Decimal(1), TODAY, by=pool.reem, at=MONDAY)
    acts.strike_cost(cost, by=pool.reem, at=MONDAY)
    with pytest.raises(CannotTrain):
        acts.strike_cost(cost, by=pool.reem, at=MONDAY)


@pytest.mark.parametrize("wrong", [{"rate": 0}, {"rate": 2}, {"estimate": None}, {"paid_on": TODAY}])
def test_the_database_keeps_no_impossible_line(held: Course, wrong: dict[str, object]) -> None:
    fine = {**vars(HALL), "by": "x", "at": MONDAY, "course": held}
    with pytest.raises(IntegrityError), unguarded(), transaction.atomic():
        Cost.objects.bulk_create([Cost(**{**fine, **wrong})])


def test_the_page_keeps_a_line_and_what_was_typed(reem: Client, huda: Client, pool: Pool, held: Course) -> None:
    url = reverse("training:cost", args=[held.reference])
    wrong = reem.post(url, {**TYPED, "estimate": "١٬٠٠٠٫٥٠٠", "paid_on": "01/11/2026"})
    assert wrong.status_code == 422
    assert "and a day an amount" in wrong.content.decode()
    assert 'value="Ministry of Labour"' in wrong.content.decode()
    assert reem.post(url, {**TYPED, "estimate": "1.0005"}).status_code == 422
    assert reem.post(url, {**TYPED, "estimate": "١٬٠٠٠٫٥٠٠"}).status_code == 302
    assert "1,000.500" in reem.get(url).content.decode()
    line = reverse("training:settle_cost", args=[Cost.objects.get().reference])
    assert reem.post(line, {"actual": "900", "paid_on": "03/11/2026"}).status_code == 422
    assert reem.post(line, {"actual": "900", "paid_on": "01/11/2026"}).status_code == 302
    assert reem.post(reverse("training:strike_cost", args=[Cost.objects.get().reference])).status_code == 302
    assert "Struck" in reem.get(line).content.decode()
    assert (huda.get(url).status_code, huda.get(line).status_code) == (403, 403)
