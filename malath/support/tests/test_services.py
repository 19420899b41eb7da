"""Services given: a row is something received, an amount is never rounded, a mistake stays as history."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.agencies.words import Currency, ServiceKind
from malath.cases.models import Case
from malath.foundation.testing import Clock
from malath.referrals.testing import make_accepted_referral
from malath.support import actions, rules
from malath.support.actions import CannotSupport, Given
from malath.support.models import ServiceGiven
from malath.support.queries.services import money
from malath.support.rules import Received
from malath.support.testing import AFTER, make_service
from malath.support.tests.conftest import House
from malath.support.words import GivenKind, Unit, WhyNot
from malath.ui.fields import Amount

TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
LESSON = {"kind": "vocational", "on": "2/11/2026", "units": "3", "unit": "session", "provider": "The sewing school"}
PAID = {"cost": "٤٨٠٫٥٠٠", "currency": "JOD", "funder": "fund", "satisfaction": "good"}


def page(client: Client, case: Case) -> str:
    return client.get(reverse("support:services", args=[case.reference])).content.decode()


def typed(**more: str) -> dict[str, str]:
    return {"once": str(uuid4()), **LESSON, **PAID, **more}


@given(amount=st.decimals(0, 1_000_000, places=3), currency=st.sampled_from(Currency))
def test_only_the_dinar_has_three_decimals(amount: Decimal, currency: Currency) -> None:
    whole = amount == amount.quantize(Decimal("0.01"))
    assert (WhyNot.DECIMALS in rules.why_not_amount(amount, currency)) == (currency != Currency.JOD and not whole)


@given(amount=st.decimals(0, 1_000_000, places=4))
def test_a_fourth_decimal_is_refused_and_never_rounded(amount: Decimal) -> None:
    whole = amount == amount.quantize(Decimal("0.001"))
    assert (rules.why_not_amount(amount, Currency.JOD) == []) == whole


def test_an_amount_is_neither_below_zero_nor_absurd() -> None:
    assert rules.why_not_amount(Decimal(-1), Currency.JOD) == [WhyNot.BELOW_ZERO]
    assert rules.why_not_amount(Decimal(10) ** 8, Currency.JOD) == [WhyNot.TOO_MUCH]
    assert rules.why_not_amount(None, None) == []


def test_what_is_to_come_or_came_before_the_file_is_no_service() -> None:
    ahead, before = Received(TODAY + DAY, 1, has_provider=True), Received(TODAY - DAY, 0, has_provider=False)
    assert rules.why_not_give(ahead, opened=TODAY, today=TODAY) == [WhyNot.DAY_AHEAD]
    reasons = [WhyNot.BEFORE_THE_FILE, WhyNot.TOO_FEW, WhyNot.PROVIDER_MISSING]
    assert rules.why_not_give(before, opened=TODAY, today=TODAY) == reasons


@pytest.mark.parametrize(
    ("text", "amount"), [("480", "480"), ("٤٨٠٫٥٠٠", "480.500"), ("1,250.5", "1250.5"), (" 0.001 ", "0.001")]
)
def test_an_amount_is_read_in_any_digits(text: str, amount: str) -> None:
    assert Amount().clean(text) == Decimal(amount)


def test_money_is_said_with_the_decimals_of_its_currency() -> None:
    with translation.override("en"):
        said = [money(Decimal("1480.5"), one) for one in ("JOD", "USD")]
    assert said == ["1,480.500 JOD", "1,480.50 USD"]
    assert money(Decimal("1480.5"), "JOD") == "1,480.500 د.أ."
    assert money(None, "") == ""


def test_it_is_written_once_struck_out_by_who_wrote_it_and_counts_no_more(case: Case, house: House) -> None:
    lesson = Given(GivenKind.VOCATIONAL, TODAY, 3, Unit.SESSION, provider="The sewing school", cost=Decimal("12.500"))
    once = uuid4()
    rows = [actions.record_service(case, lesson, **house.nour_at(once=once)) for _time in range(2)]
    assert ServiceGiven.objects.count() == 1
    with pytest.raises(CannotSupport) as refused:
        actions.strike_service(rows[0], desk=house.shelter, by=house.amal, at=AFTER)
    assert refused.value.reasons == [WhyNot.NOT_OURS]
    assert actions.strike_service(rows[0], **house.nour_at()).struck_by == house.nour.reference


def test_four_decimals_are_refused_by_the_act_as_well(case: Case, house: House) -> None:
    with pytest.raises(CannotSupport) as refused:
        make_service(case, house.desk, house.nour, cost=Decimal("480.0005"))
    assert refused.value.reasons == [WhyNot.DECIMALS]
    assert not ServiceGiven.objects.exists()


@pytest.fixture
def now(clock: Clock) -> None:
    clock.at = AFTER


@pytest.mark.usefixtures("now")
def test_the_page_takes_it_in_arabic_digits_and_adds_up(case: Case, house: House, at_desk: Client) -> None:
    url = reverse("support:record_service", args=[case.reference])
    assert at_desk.post(url, typed()).status_code == 302
    assert at_desk.post(url, typed(cost="19.5", kind="transport")).status_code == 302
    shown = page(at_desk, case)
    assert "500.000 JOD" in shown
    assert "The sewing school" in shown
    row = ServiceGiven.objects.order_by("pk")[0]
    assert at_desk.post(reverse("support:strike_service", args=[case.reference, row.reference])).status_code == 302
    assert "19.500 JOD" in page(at_desk, case)


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"cost": "1.0005"}, "at most three decimals"), ({"on": "3/11/2026"}, "still to come"), ({"provider": ""}, "who gave it")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    case: Case, house: House, at_desk: Client, wrong: dict[str, str], said: str
) -> None:
    answer = at_desk.post(reverse("support:record_service", args=[case.reference]), typed(**wrong, words="what I typed"))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "what I typed" in answer.content.decode()


@pytest.mark.usefixtures("now")
def test_the_unit_does_not_learn_what_was_given_and_a_shelter_is_not_named(case: Case, house: House) -> None:
    make_service(case, house.desk, house.nour, agency=house.shelter.agency, words="Two nights.")
    make_accepted_referral(house.nour, house.desk, house.yusuf, house.unit, case=case, type=ServiceKind.IDENTIFICATION)
    make_accepted_referral(house.nour, house.desk, house.amal, house.shelter, case=case, type=ServiceKind.SHELTER)
    url: Any = reverse("support:services", args=[case.reference])
    assert signed_in(Client(), house.yusuf).get(url).status_code == 403
    assert house.shelter.agency.name_en in page(signed_in(Client(), house.nour), case)
