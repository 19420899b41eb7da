"""Claims: claimed, awarded and paid apart; a dinar has three decimals."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.cases.models import Case, Task
from malath.foundation.testing import Clock
from malath.justice import actions, rules
from malath.justice.actions import Claimed
from malath.justice.claim_forms import Dinars
from malath.justice.models import Claim, ClaimStep, Proceeding
from malath.justice.rules import Sums
from malath.justice.testing import AFTER, TODAY, make_claim, make_moved
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import as_, refused
from malath.justice.words import ClaimKind, State, Step, WhyNot

WAGES: dict[str, Any] = {"kind": ClaimKind.WAGES, "on": TODAY, "today": TODAY, "before": []}
AMOUNTS = st.decimals(min_value="0.001", max_value="9999999", places=3)
STEPS = st.lists(st.tuples(st.sampled_from([Step.CLAIMED, Step.AWARDED, Step.PAID]), AMOUNTS), max_size=8)


@given(STEPS)
def test_what_was_awarded_is_never_counted_as_paid(steps: list[tuple[Step, Decimal | None]]) -> None:
    without = [one for one in steps if one[0] != Step.AWARDED]
    assert rules.sums(steps).paid == rules.sums(without).paid == sum(a or 0 for step, a in steps if step == Step.PAID)
    assert rules.sums(steps).owed >= 0


@given(st.decimals(min_value="0.001", max_value="9999999", places=4))
def test_a_fourth_decimal_is_refused_and_three_are_not(amount: Decimal) -> None:
    reasons = rules.why_not_step(Step.CLAIMED, amount, **WAGES)
    assert (reasons == [WhyNot.FOURTH_DECIMAL]) == (amount != amount.quantize(Decimal("0.001")))


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity")])
def test_an_amount_is_above_zero(amount: Decimal | None) -> None:
    assert rules.why_not_step(Step.AWARDED, amount, **WAGES) == [WhyNot.AMOUNT_MISSING]


def test_a_passport_has_no_amount_and_is_owed_until_it_is_back() -> None:
    passport = WAGES | {"kind": ClaimKind.PASSPORT}
    assert rules.why_not_step(Step.CLAIMED, Decimal(5), **passport) == [WhyNot.NO_AMOUNT]
    assert rules.why_not_step(Step.PAID, None, **passport) == []
    ordered: list[tuple[Step, Decimal | None]] = [(Step.CLAIMED, None), (Step.AWARDED, None)]
    assert rules.why_not_enforce(ordered, kind=ClaimKind.PASSPORT) == []
    assert rules.why_not_enforce([*ordered, (Step.PAID, None)], kind=ClaimKind.PASSPORT) == [WhyNot.NOTHING_AWARDED]


def test_no_more_is_paid_than_was_awarded_and_nothing_tomorrow() -> None:
    before = [(Step.AWARDED, Decimal(6000)), (Step.PAID, Decimal(5000))]
    assert rules.why_not_step(Step.PAID, Decimal(1001), **WAGES | {"before": before}) == [WhyNot.PAID_OVER]
    assert rules.why_not_step(Step.PAID, Decimal(1000), **WAGES | {"before": before}) == []
    assert rules.why_not_step(Step.PAID, Decimal(1), **WAGES | {"on": TODAY + timedelta(days=1)}) == [WhyNot.AHEAD]
    assert rules.why_not_step(Step.PAID, Decimal(20_000_000), **WAGES) == [WhyNot.TOO_MUCH]
    assert rules.why_not_step(Step.PAID, Decimal(1), **WAGES | {"before": [(Step.REFUSED, None)]}) == [WhyNot.CLAIM_OVER]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1,250.500", "1250.500"), ("١٢٥٠٫٥٠٠", "1250.500"), ("٦٬٠٠٠", "6000"), ("480", "480"), (" 120.5 ", "120.5")],
)
def test_amounts_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert Dinars().clean(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["120,500", "a lot", "1.2.3", "--5"])
def test_what_may_mean_two_amounts_is_not_guessed(typed: str) -> None:
    with pytest.raises(ValidationError):
        Dinars().clean(typed)


def test_awarded_six_thousand_is_paid_nothing_and_outlives_an_amnesty(case: Case, house: House, matter: Proceeding) -> None:
    claim, how = make_claim(case, house.desk, house.nour), as_(house.desk, house.nour)
    actions.add_step(claim, Step.AWARDED, Decimal(6000), on=TODAY, **how)
    make_moved(matter, case, house.unit, State.AMNESTY, by=house.yusuf)
    steps = [(Step(row.step), row.amount) for row in ClaimStep.objects.order_by("pk")]
    assert rules.sums(steps) == Sums(Decimal(9000), Decimal(6000), Decimal(0))
    actions.enforce(claim, due_on=TODAY + timedelta(days=7), **how)
    assert "awarded and is not paid" in Task.objects.get().opened("title")
    actions.add_step(claim, Step.PAID, Decimal("250.500"), on=TODAY, **how)
    assert ClaimStep.objects.count() == 3


def test_wages_and_a_passport_are_claims_of_their_own(case: Case, house: House) -> None:
    for kind in (ClaimKind.WAGES, ClaimKind.PASSPORT):
        make_claim(case, house.desk, house.nour, kind)
    assert Claim.objects.count() == 2
    passport = Claim.objects.get(kind=ClaimKind.PASSPORT)
    assert refused(lambda: actions.enforce(passport, due_on=TODAY, **as_(house.desk, house.nour))) == [WhyNot.NOTHING_AWARDED]


def test_the_same_form_twice_is_one_claim(case: Case, house: House) -> None:
    once, what = uuid4(), Claimed(ClaimKind.FUND, TODAY, Decimal(480))
    first, second = (actions.claim(case, what, once=once, **as_(house.desk, house.nour)) for _ in range(2))
    assert first == second
    assert Claim.objects.count() == ClaimStep.objects.count() == 1


def test_a_claim_goes_its_way_on_pages_and_police_see_none_of_it(case: Case, house: House, clock: Clock) -> None:
    clock.at = AFTER
    client, where = signed_in(Client(), house.nour), reverse("justice:claim", args=[case.reference])
    typed = {"once": str(uuid4()), "kind": "wages", "on": "02/11/2026", "against": "Thread & Sons", "words": "Seven months."}
    wrong = client.post(where, typed | {"amount": "120.5005"})
    assert wrong.status_code == 422
    assert "120.5005" in wrong.content.decode()
    assert client.post(where, typed | {"amount": "9,000.000"}).status_code == 302
    step = reverse("justice:claim_step", args=[case.reference, Claim.objects.get().reference])
    assert client.post(step, {"step": "awarded", "amount": "6000", "on": "02/11/2026"}).status_code == 302
    task = reverse("justice:enforce", args=[case.reference, Claim.objects.get().reference])
    assert client.post(task, {"due_on": "09/11/2026"}).status_code == 302
    seen = {who: _file(getattr(house, who), case) for who in ("nour", "layla", "amal", "hadi", "yusuf")}
    assert all("6,000.000" in seen[who] and "Awarded and not paid" in seen[who] for who in ("nour", "layla", "amal", "hadi"))
    assert [who for who in seen if "Seven months." in seen[who]] == ["nour"]
    assert "6,000" not in seen["yusuf"]
    assert signed_in(Client(), house.yusuf).get(where).status_code == 403


def _file(user: object, case: Case) -> str:
    client = signed_in(Client(), user)  # type: ignore[arg-type]  # a member of staff
    return client.get(reverse("justice:file", args=[case.reference])).content.decode()
