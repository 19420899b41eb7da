"""Where a program may be told, and when it is tried again, without a database."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.testing import LONG_AGO as AT
from malath.api import hook_rules as rules
from malath.api.words import Stage, WhyNotHook


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://records.example/told", WhyNotHook.NOT_SAFE),
        ("https://name:word@records.example/", WhyNotHook.NOT_SAFE),
        ("https://records.example/#part", WhyNotHook.NOT_SAFE),
        ("https://[records/", WhyNotHook.NOT_SAFE),
        ("https:///told", WhyNotHook.NOT_SAFE),
        ("https://records.example/ told", WhyNotHook.NOT_SAFE),
        ("https://localhost/told", WhyNotHook.THIS_MACHINE),
        ("https://127.0.0.1:8000/", WhyNotHook.THIS_MACHINE),
        ("https://[::1]/", WhyNotHook.THIS_MACHINE),
        ("https://169.254.169.254/", WhyNotHook.THIS_MACHINE),
    ],
)
def test_an_address_is_encrypted_holds_no_secret_and_leads_elsewhere(address: str, reason: WhyNotHook) -> None:
    assert rules.why_not_ask_hook(address=address, stage=Stage.ALLOWED, has_one=False) == [reason]


def test_a_house_within_the_country_s_own_network_may_be_told() -> None:
    assert rules.why_not_ask_hook(address="https://10.1.2.3/told?for=us", stage=Stage.ALLOWED, has_one=False) == []


def test_it_takes_two() -> None:
    assert rules.why_not_allow_hook(waits=True, own=True, stage=Stage.ALLOWED) == [WhyNotHook.OWN_REQUEST]
    assert rules.why_not_allow_hook(waits=True, own=False, stage=Stage.ENDED) == [WhyNotHook.NOT_ALLOWED]
    assert rules.why_not_allow_hook(waits=False, own=False, stage=Stage.ALLOWED) == [WhyNotHook.NOT_WAITING]
    assert rules.why_not_allow_hook(waits=True, own=False, stage=Stage.ALLOWED) == []


def test_it_is_tried_ever_more_seldom_and_given_up_after_two_days_or_more() -> None:
    waits = [(rules.next_try(tries, AT) or AT) - AT for tries in range(1, 10)]
    assert waits == sorted(waits)
    assert sum(waits, timedelta()) >= timedelta(days=1)
    assert rules.next_try(10, AT) is None


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    assert rules.is_safe(f"https://{text}") in (True, False)
    assert rules.leads_here(f"https://{text}") in (True, False)
