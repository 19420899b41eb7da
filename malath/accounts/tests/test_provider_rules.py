"""What the setting says of identity providers, and what their word is worth."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.provider_rules import Provider, WrongProvider, is_stale, may_be_asked, providers_in, vouched

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
TEXT = """
[ministry]
issuer = "https://login.example.org/staff"
client_id = "malath"
secret_file = "/run/secret"
body = "7777-7777-7777"
amr = ["mfa", "hwk"]
"""
ONE = Provider("ministry", "https://login.example.org/staff", "malath", "of /run/secret", "7777-7777-7777", frozenset({"mfa"}))
ANYTHING: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())


def read(text: str) -> dict[str, Provider]:
    return providers_in(text, lambda path: f"of {path}")


def test_nothing_is_set_by_default() -> None:
    assert read("") == {}


def test_one_table_is_one_provider_and_its_secret_is_never_shown() -> None:
    one = read(TEXT)["ministry"]
    assert (one.issuer, one.known_as, one.body, one.secret) == (ONE.issuer, ONE.known_as, ONE.body, ONE.secret)
    assert (one.amr, one.acr) == (frozenset({"mfa", "hwk"}), frozenset[str]())
    assert "secret" not in repr(one)


def test_several_bodies_may_have_one() -> None:
    assert list(read(TEXT + TEXT.replace("ministry", "migration"))) == ["ministry", "migration"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("https://", "http://"),
        ("https://login", "https://somebody:password@login"),
        ('client_id = "malath"', ""),
        ('client_id = "malath"', "client_id = 7"),
        ('client_id = "malath"', 'client_id = ""'),
        ("[ministry]", "[Ministry]"),
        ("[ministry]", "ministry = 1"),
        ("amr =", "arm ="),
        ('["mfa", "hwk"]', '"mfa"'),
        ('["mfa", "hwk"]', "[1]"),
        ('["mfa", "hwk"]', '[""]'),
        ("[ministry]", "[ministry"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_at_the_start(right: str, wrong: str) -> None:
    with pytest.raises(WrongProvider, match="MALATH_PROVIDERS"):
        read(TEXT.replace(right, wrong))


def test_a_secret_that_is_not_there_is_said_at_the_start() -> None:
    def nothing(path: str) -> str:
        raise FileNotFoundError(path)

    with pytest.raises(FileNotFoundError):
        providers_in(TEXT, nothing)


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://login.example.org/a", True),
        ("https://login.example.org:8443/a", True),
        ("http://login.example.org/a", False),
        ("http://localhost:1/a", False),
        ("ftp://login.example.org", False),
        ("https://", False),
        ("https://[", False),
        ("https://a:b@example.org", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_only_addresses_over_tls_are_asked(address: str, fine: bool) -> None:
    assert may_be_asked(address, local=False) is fine


def test_in_tests_this_machine_is_asked_without() -> None:
    assert may_be_asked("http://127.0.0.1:80/a", local=True)
    assert not may_be_asked("http://127.0.0.1.example.org/a", local=True)


def word(**more: Any) -> Any:
    claims = {"email": "Amal@example.org ", "email_verified": True, "auth_time": AT.timestamp()}
    return vouched(claims | more, ONE, AT)


def test_an_address_counts_when_it_is_verified() -> None:
    assert word().address == "amal@example.org"


@pytest.mark.parametrize("not_true", [False, None, "true", 1, [True]])
def test_else_it_is_none(not_true: Any) -> None:
    assert word(email_verified=not_true).address == ""


@pytest.mark.parametrize("odd", ["\u212aamal@example.org", "amal@example.org\0", "a" * 250 + "@b.org", 7, None, ["a@b.org"]])
def test_an_address_that_could_be_read_as_another_is_none(odd: Any) -> None:
    assert word(email=odd).address == ""


@given(name=st.sampled_from(["email", "email_verified", "auth_time", "amr", "acr"]), value=ANYTHING)
def test_no_claim_breaks_it_or_makes_a_factor_of_nothing(name: str, value: Any) -> None:
    seen = word(**{name: value})
    assert seen.with_factor is (name == "amr" and isinstance(value, list) and "mfa" in value)


@given(seconds=st.integers(-100_000, 100_000))
def test_a_factor_counts_for_five_minutes_and_a_little(seconds: int) -> None:
    claims = {"auth_time": AT.timestamp() - seconds, "amr": ["mfa"], "email": "a@b.org", "email_verified": True}
    fresh = -60 <= seconds <= 360
    assert (vouched(claims, ONE, AT).with_factor, is_stale(claims, AT)) == (fresh, not fresh)


def test_of_which_nobody_says_when_it_neither_counts_nor_is_stale() -> None:
    assert (word(auth_time=None, amr=["mfa"]).with_factor, is_stale({}, AT)) == (False, False)
