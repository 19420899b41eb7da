"""Sign-in with the identity provider of a body: when it is away, its second factor, the lock, and where none is set."""

import json
import re
import time
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from malath.accounts import providers
from malath.accounts.models import User
from malath.accounts.testing import PASSWORD, make_user
from malath.accounts.tests.identity_provider import (
    BACK,
    DISCOVERY,
    ENGLISH,
    GO,
    JWKS,
    TOKEN,
    Answer,
    IdentityProvider,
    bring,
    said,
    set_for,
    told,
)
from malath.accounts.tests.test_sign_in import SECRET, answer, code_of, is_in
from malath.agencies.models import Agency
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.clock import now
from malath.foundation.logs import Formatter

pytestmark = [pytest.mark.django_db]
NOT_FINISHED, AWAY = "was not finished", "does not answer at present"


# The provider that is away, slow, or says something else.


def unusable(client: Client) -> str:
    page = told(client, client.get(GO, headers=ENGLISH))
    assert AWAY in page
    assert 'name="password"' in page
    return page


@pytest.mark.parametrize(
    "wrong",
    [
        ("500 Gone Wrong", [], b""),
        ("404 Not Found", [], b"no"),
        ("200 OK", [], b"<html>"),
        ("200 OK", [], b'{"issuer": "' + b"x" * 300_000 + b'"}'),
        ("302 Found", [("Location", "http://127.0.0.1:1/")], b"{}"),
        ("200 OK", [("Content-Encoding", "gzip")], b"\x1f\x8b"),
        ("200 OK", [("Content-Length", "500")], b"{"),
    ],
    ids=["broken", "not there", "a page", "too much", "sends on", "packed", "cut off"],
)
def test_what_nobody_can_use_leads_to_the_other_ways(client: Client, provider: IdentityProvider, wrong: Answer) -> None:
    provider.answers[DISCOVERY] = wrong
    unusable(client)


@pytest.mark.parametrize("where", [TOKEN, JWKS])
def test_nor_when_it_fails_on_the_way_back(client: Client, provider: IdentityProvider, user: User, where: str) -> None:
    query = provider.signed_in_here(client.get(GO))
    provider.answers[where] = ("503 Away", [], b"")
    assert AWAY in told(client, client.get(BACK + query, headers=ENGLISH))
    assert not is_in(client)


def test_a_provider_that_is_not_there_is_said_at_once(client: Client, provider: IdentityProvider, settings: Settings) -> None:
    named = settings.MALATH_PROVIDERS["ministry"]
    settings.MALATH_PROVIDERS = {"ministry": named.__class__(**vars(named) | {"issuer": "http://127.0.0.1:9"})}
    unusable(client)


def test_a_slow_one_is_waited_for_once(client: Client, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "PATIENCE_SECONDS", 0.1)
    provider.slow = 0.5
    unusable(client)
    calls = len(provider.calls)
    unusable(client)
    assert len(provider.calls) == calls


def test_a_made_up_code_closes_the_way_for_nobody_else(client: Client, provider: IdentityProvider, user: User) -> None:
    state = provider.signed_in_here(client.get(GO)).partition("&")[2]
    provider.answers[TOKEN] = ("500 Odd Code", [], b"")
    client.get(f"{BACK}?code=made-up&{state}")
    provider.answers = {}
    bring(Client(), provider)
    assert provider.calls.count(TOKEN) == 2


def test_one_that_drips_is_not_waited_for(client: Client, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "MOST_SECONDS", -1)
    unusable(client)


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://example.org"},
        {"issuer": None},
        {"token_endpoint": "http://example.org/token"},
        {"token_endpoint": "https://user:password@example.org/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:1"},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
        {"id_token_signing_alg_values_supported": None},
    ],
)
def test_what_it_says_of_itself_must_fit(client: Client, provider: IdentityProvider, about: dict[str, Any]) -> None:
    provider.discovery = about
    unusable(client)


def test_what_else_it_says_of_itself_sets_nothing(client: Client, provider: IdentityProvider, user: User) -> None:
    provider.discovery = {"verify": False, "client_secret": "x", "scope": "everything", "trust_env": True, "token": {"a": 1}}
    bring(client, provider)
    assert is_in(client)
    assert provider.asked["scope"] == "openid email"


def test_one_that_takes_the_secret_in_the_body_gets_it_there(client: Client, provider: IdentityProvider, user: User) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    bring(client, provider)
    assert is_in(client)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["keys", "kty", "id_token", "error", "n"]), inner)
    ),
    max_leaves=6,
)


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content={"error": []}, where=TOKEN)
@given(content=JSON, where=st.sampled_from([DISCOVERY, TOKEN, JWKS]))
def test_whatever_it_says_nothing_breaks_and_nobody_comes_in(
    client: Client, provider: IdentityProvider, user: User, settings: Settings, content: Any, where: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    providers._app_for_a_while.cache_clear()
    provider.answers = {}
    cache.clear()
    sent = client.get(GO)
    query = provider.signed_in_here(sent)
    providers._app_for_a_while.cache_clear()
    provider.answers[where] = said(content)
    assert client.get(BACK + query)["Location"] == "/sign-in/"
    assert not is_in(client)


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["email", "auth_time", "amr", "acr", "exp", "aud", "azp", "at_hash"]), value=JSON)
def test_whatever_stands_in_a_token_nothing_breaks(
    client: Client, with_factor: IdentityProvider, user: User, settings: Settings, name: str, value: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    with_factor.claims = {"email": user.email, "email_verified": True}
    assert bring(client, with_factor, **{name: value}).status_code == 302
    assert not client.session.get("second_factor")
    client.post("/sign-out/")


# The second factor of the provider.


def just_now(**more: Any) -> dict[str, Any]:
    return {"auth_time": int(time.time()), **more}


@pytest.mark.parametrize("word", [{"amr": ["pwd", "mfa"]}, {"acr": "gold"}])
def test_where_the_setting_says_so_the_factor_of_the_provider_stands_for_ours(
    client: Client, with_factor: IdentityProvider, user: User, word: dict[str, Any]
) -> None:
    TOTP.activate(user, SECRET)
    bring(client, with_factor, **just_now(**word))
    assert client.get("/settings/").status_code == 200
    assert Event.objects.get(name=Did.SIGNED_IN).facts == '{"method":"oidc+factor"}'
    assert with_factor.asked["acr_values"] == "gold"


@pytest.mark.parametrize("word", [{}, {"amr": ["pwd"]}, {"acr": "silver"}, {"acr": ["gold"]}])
def test_else_ours_is_asked_for(client: Client, with_factor: IdentityProvider, user: User, word: dict[str, Any]) -> None:
    TOTP.activate(user, SECRET)
    assert bring(client, with_factor, **just_now(**word))["Location"] == "/sign-in/second-step/"
    assert not is_in(client)


def test_a_factor_of_which_nobody_says_when_stands_for_nothing(
    client: Client, with_factor: IdentityProvider, user: User
) -> None:
    TOTP.activate(user, SECRET)
    bring(client, with_factor, amr=["mfa"])
    assert not is_in(client)


def test_a_factor_that_the_setting_does_not_name_stands_for_nothing(
    client: Client, provider: IdentityProvider, user: User
) -> None:
    TOTP.activate(user, SECRET)
    bring(client, provider, **just_now(amr=["mfa", "hwk"], acr="gold"))
    assert not is_in(client)
    assert "acr_values" not in provider.asked


# The lock of a page that nobody uses, and a new proof before factors change.


@pytest.fixture
def _locks(settings: Settings) -> None:
    settings.MALATH_IDLE_MINUTES = 15


@pytest.mark.usefixtures("_locks")
def test_a_locked_page_opens_with_a_factor_of_ours_without_any_password(
    client: Client, provider: IdentityProvider, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    TOTP.activate(user, SECRET)
    bring(client, provider)
    answer(client, code_of())
    client.post("/locked/now/")
    assert client.get("/settings/", follow=True).redirect_chain[-1][0].startswith("/prove/code/")
    assert "password" not in client.get("/prove/code/").content.decode()


@pytest.mark.usefixtures("_locks")
def test_who_has_none_of_ours_shows_it_at_the_provider_again(client: Client, with_factor: IdentityProvider, user: User) -> None:
    bring(client, with_factor, **just_now(amr=["mfa"]))
    client.post("/locked/now/")
    kept = client.post("/settings/preferences/", {"language": "en", "theme": "dark"})
    way = client.get(kept["Location"])["Location"]
    assert way == f"{GO}?next=%2Flocked%2Fkept%2F"
    time.sleep(0.01)
    assert bring(client, with_factor, way, **just_now(amr=["mfa"]))["Location"] == "/locked/kept/"
    assert 'value="dark"' in client.get("/locked/kept/").content.decode()
    assert Event.objects.filter(name=Did.SESSION_UNLOCKED, by=user.reference).exists()


@pytest.mark.usefixtures("_locks")
@pytest.mark.parametrize("word", [{}, {"amr": ["pwd"]}, {"email": "other@example.org", "amr": ["mfa"]}])
def test_less_than_both_factors_of_its_owner_ends_a_locked_session(
    client: Client, with_factor: IdentityProvider, user: User, word: dict[str, Any]
) -> None:
    make_user(email="other@example.org", agency=user.agency)
    bring(client, with_factor, **just_now(amr=["mfa"]))
    client.post("/locked/now/")
    with_factor.claims.pop("amr")
    bring(client, with_factor, **just_now(**word))
    assert not is_in(client)


@pytest.mark.usefixtures("_locks")
def test_while_the_provider_is_away_a_locked_page_leads_to_signing_in_and_keeps_what_was_sent(
    client: Client, with_factor: IdentityProvider, user: User
) -> None:
    bring(client, with_factor, **just_now(amr=["mfa"]))
    client.post("/locked/now/")
    kept = client.post("/settings/preferences/", {"language": "en", "theme": "dark"})
    with_factor.answers[DISCOVERY] = ("503 Away", [], b"")
    providers._app_for_a_while.cache_clear()
    response = client.get(client.get(kept["Location"])["Location"], headers=ENGLISH)
    assert response["Location"] == "/sign-in/?next=/locked/kept/"
    assert AWAY in told(client, response)
    with_factor.answers = {}
    cache.clear()
    bring(client, with_factor, **just_now(amr=["mfa"]))
    assert 'value="dark"' in client.get("/locked/kept/").content.decode()


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    moment = now() + timedelta(minutes=minutes)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    monkeypatch.setattr("time.time", moment.timestamp)


def test_before_factors_change_who_has_no_password_shows_it_there_again(
    client: Client, with_factor: IdentityProvider, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(client, with_factor, **just_now(amr=["mfa"]))
    assert client.get("/factors/app/").status_code == 200
    later(monkeypatch, 6)
    way = client.get("/factors/app/")["Location"]
    assert way == f"{GO}?next=%2Ffactors%2Fapp%2F"
    assert bring(client, with_factor, way, **just_now(amr=["mfa"]))["Location"] == "/factors/app/"
    assert client.get("/factors/app/").status_code == 200
    assert not Authenticator.objects.exists()


def test_a_proof_without_a_time_is_no_new_one(
    client: Client, provider: IdentityProvider, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(client, provider)
    later(monkeypatch, 6)
    way = client.get("/factors/app/")["Location"]
    assert bring(client, provider, way)["Location"] == "/"
    assert client.get("/factors/app/")["Location"] == way


def test_a_link_from_elsewhere_sends_nobody_out(client: Client, provider: IdentityProvider, user: User) -> None:
    TOTP.activate(user, SECRET)
    bring(client, provider)
    answer(client, code_of())
    assert client.get(BACK)["Location"] == "/"
    provider.answers[DISCOVERY] = ("503 Away", [], b"")
    providers._app_for_a_while.cache_clear()
    assert client.get(GO)["Location"] == "/"
    assert client.get("/settings/").status_code == 200


def test_somebody_else_at_the_desk_proves_nothing_for_its_owner(
    client: Client, provider: IdentityProvider, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user(email="other@example.org", agency=user.agency)
    bring(client, provider)
    later(monkeypatch, 6)
    way = client.get("/factors/app/")["Location"]
    bring(client, provider, way, **just_now(email="other@example.org"))
    assert client.get("/factors/app/")["Location"] == way


def test_where_the_provider_is_set_no_more_only_signing_out_is_left(
    client: Client, provider: IdentityProvider, user: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(client, provider)
    settings.MALATH_PROVIDERS = {}
    later(monkeypatch, 6)
    assert client.get("/factors/app/")["Location"] == "/sign-out/?next=%2Ffactors%2Fapp%2F"
    assert client.get("/sign-out/").status_code == 200


def test_who_has_a_password_proves_it_as_before(
    client: Client, provider: IdentityProvider, body: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user(email="amal@example.org", agency=body, password=PASSWORD)
    bring(client, provider)
    later(monkeypatch, 6)
    assert client.get("/factors/app/")["Location"].startswith("/prove/password/")


# Whoever runs it.


def checked() -> str:
    said_there = StringIO()
    call_command("providers", stdout=said_there)
    return said_there.getvalue()


def test_the_command_says_what_to_register_and_what_is_wrong(
    provider: IdentityProvider, settings: Settings, body: Agency
) -> None:
    fine = checked()
    assert BACK in fine
    assert "Ministry of the test" in fine
    assert "usable" in fine
    provider.discovery = {"issuer": "https://example.org"}
    providers._app_for_a_while.cache_clear()
    assert "names another issuer" in checked()
    provider.answers[DISCOVERY] = ("404 Not Found", [], b"")
    assert "HTTPError" in checked()
    settings.MALATH_PROVIDERS = set_for(provider, "7777-7777-7777")
    assert "No body has this reference" in checked()
    settings.MALATH_PROVIDERS = {}
    assert "MALATH_PROVIDERS names none" in checked()


def test_the_log_says_neither_who_nor_what(
    client: Client, provider: IdentityProvider, user: User, caplog: pytest.LogCaptureFixture
) -> None:
    bring(client, provider, nonce="of somebody else")
    provider.claims = {"email": "nobody@example.org", "email_verified": True}
    bring(client, provider)
    client.get(BACK + "?error=made-up-by-anybody")
    lines = [Formatter().format(record) for record in caplog.records if record.name.startswith("malath")]
    assert [line.partition("malath.accounts.providers ")[2].partition("\n")[0] for line in lines] == [
        "The token of an identity provider was refused."
    ]
    assert not re.search("example|made-up|somebody|code-", "".join(lines).replace("of somebody else", ""))


# Where none is set.


def test_without_a_setting_its_addresses_are_as_unknown_as_any_other(client: Client, provider: IdentityProvider) -> None:
    unknown = Client().get("/sign-in/with/minister/")
    assert unknown.status_code == 404
    with override_settings(MALATH_PROVIDERS={}):
        for address in (GO, BACK, BACK + "?code=1&state=2"):
            for answered in (client.get(address), client.post(address)):
                assert (answered.status_code, answered.content.replace(b"ministry", b"minister")) == (404, unknown.content)
    assert provider.calls == []
    assert client.get("/sign-in/with/another/").status_code == 404


def test_the_page_names_the_body_in_both_languages_and_only_when_set(
    client: Client, provider: IdentityProvider, settings: Settings, body: Agency
) -> None:
    def page(language: str) -> str:
        text = client.get("/sign-in/", headers={"accept-language": language}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

    english, arabic = page("en"), page("ar")
    assert "Sign in with the account of" in english
    assert "Ministry of the test" in english
    assert "وزارة التجربة" in arabic
    assert "Sign in with" not in arabic
    assert provider.calls == []
    settings.MALATH_PROVIDERS = set_for(provider, "7777-7777-7777")
    not_there = page("en")
    settings.MALATH_PROVIDERS = {}
    assert page("en") == not_there == re.sub(rf'\n<div><a class="button" href="{GO}">.*?</div>', "", english)


def test_it_is_asked_by_following_a_link_only(client: Client, provider: IdentityProvider) -> None:
    assert [client.post(address).status_code for address in (GO, BACK)] == [405, 405]


def test_what_a_try_leaves_behind_opens_nothing(client: Client, provider: IdentityProvider, user: User) -> None:
    """Neither a token of the provider nor our secret is in the session."""
    TOTP.activate(user, SECRET)
    bring(client, provider)
    kept = json.dumps(dict(client.session.items()))
    assert "opens nothing" not in kept
    assert "secret that only" not in kept
    assert provider.asked["nonce"] not in kept
