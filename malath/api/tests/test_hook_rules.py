"""Where a program may be told, and when it is tried again, without a database."""

from datetime import timedelta
from ipaddress import ip_network

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


def test_a_private_network_is_told_where_the_settings_name_it() -> None:
    def asked(*networks: str) -> list[WhyNotHook]:
        named = [ip_network(one) for one in networks]
        address = "https://10.1.2.3/told?for=us"
        return rules.why_not_ask_hook(address=address, stage=Stage.ALLOWED, has_one=False, networks=named)

    assert asked() == asked("192.168.0.0/16") == [WhyNotHook.PRIVATE]
    assert asked("10.0.0.0/8") == []


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",  # noqa: S104
        "fe80::1", "fd00::1", "::ffff:10.1.2.3", "64:ff9b::a01:203", "2002:a01:203::1", "2001:0:a01:203::1", "ff02::1",
    ],
)  # fmt: skip
def test_what_only_the_house_reaches_is_not_told_whatever_name_it_has(number: str) -> None:
    assert not rules.may_be_reached(number, ())


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_the_open_network_is_told(number: str) -> None:
    assert rules.may_be_reached(number, ())


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
