"""Sign-in with the identity provider of a body: who comes in, who does not, and what they are told."""

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from joserfc.jwk import RSAKey
from pytest_django.fixtures import Settings

from malath.accounts import actions
from malath.accounts.models import Membership, SignIn, User
from malath.accounts.testing import make_user
from malath.accounts.tests.identity_provider import (
    BACK,
    ENGLISH,
    GO,
    IdentityProvider,
    bring,
    set_for,
    told,
)
from malath.accounts.tests.test_sign_in import SAID, SECRET, answer, code_of, is_in, type_in
from malath.agencies.models import Agency
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.clock import now

pytestmark = [pytest.mark.django_db]
NOT_FINISHED, AWAY = "was not finished", "does not answer at present"


def test_the_address_and_the_second_factor_open_the_door_and_leave_a_trace(
    client: Client, provider: IdentityProvider, user: User
) -> None:
    TOTP.activate(user, SECRET)
    assert bring(client, provider)["Location"] == "/sign-in/second-step/"
    assert not is_in(client)
    answer(client, code_of())
    assert is_in(client)
    event = Event.objects.get(name=Did.SIGNED_IN)
    assert (event.by, event.facts) == (user.reference, '{"method":"oidc+totp"}')
    assert SignIn.objects.get(user=user).session_key == client.session.session_key


def test_a_wrong_code_after_it_does_not_open(client: Client, provider: IdentityProvider, user: User) -> None:
    TOTP.activate(user, SECRET)
    bring(client, provider)
    answer(client, "000000")
    assert not is_in(client)


def test_who_has_no_second_factor_sets_one_up_before_anything_else(
    client: Client, provider: IdentityProvider, user: User
) -> None:
    bring(client, provider)
    assert client.get("/settings/")["Location"] == "/factors/"
    secret = client.get("/factors/app/").context["form"].secret
    client.post("/factors/app/", {"code": code_of(secret)})
    assert client.get("/settings/").status_code == 200


def test_one_goes_on_to_the_page_that_was_asked_for(client: Client, provider: IdentityProvider, user: User) -> None:
    TOTP.activate(user, SECRET)
    page = client.get("/sign-in/?next=/settings/%3Fa%3D1", headers=ENGLISH).content.decode()
    assert f'href="{GO}?next=%2Fsettings%2F%3Fa%3D1"' in page
    bring(client, provider, GO + "?next=%2Fsettings%2F%3Fa%3D1")
    assert answer(client, code_of())["Location"] == "/settings/?a=1"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:1", "\\\\example.org"])
def test_only_pages_of_ours_come_after_it(client: Client, provider: IdentityProvider, user: User, elsewhere: str) -> None:
    TOTP.activate(user, SECRET)
    bring(client, provider, f"{GO}?next={elsewhere}")
    assert answer(client, code_of())["Location"] == "/"


def test_it_asks_for_a_new_proof_with_state_nonce_and_pkce(client: Client, provider: IdentityProvider, user: User) -> None:
    bring(client, provider)
    asked = provider.asked
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert min(len(asked["state"]), len(asked["nonce"])) >= 20
    assert (asked["prompt"], asked["max_age"], asked["response_type"]) == ("login", "300", "code")
    assert asked["scope"] == "openid email"
    assert asked["redirect_uri"] == f"http://testserver{BACK}"


def test_two_who_begin_at_once_are_told_apart(client: Client, provider: IdentityProvider, user: User) -> None:
    first, second = client.get(GO), client.get(GO)
    assert first["Location"] != second["Location"]
    client.get(BACK + provider.signed_in_here(first))
    assert is_in(client)


def test_it_changes_nothing_of_the_account(client: Client, provider: IdentityProvider, user: User) -> None:
    def account() -> Any:
        return User.objects.values("email", "name_en", "name_ar", "agency", "password", "until", "is_active").get(pk=user.pk)

    before, seats = account(), list(Membership.objects.values())
    bring(client, provider, name="Somebody Else", roles=["administrator"], groups=["administrator"], email="AMAL@example.org")
    assert is_in(client)
    assert (account(), list(Membership.objects.values())) == (before, seats)


def refused(client: Client, provider: IdentityProvider, **claims: Any) -> str:
    page = told(client, bring(client, provider, **claims))
    assert not is_in(client)
    return page


def test_it_makes_no_account(client: Client, provider: IdentityProvider, user: User) -> None:
    refused(client, provider, email="nobody@example.org")
    assert list(User.objects.all()) == [user]


def test_whoever_is_not_known_is_told_the_same_with_the_same_statements(
    client: Client, provider: IdentityProvider, user: User, body: Agency
) -> None:
    ended, over = (make_user(email=f"{word}@example.org", agency=body) for word in ("ended", "over"))
    actions.end_staff(ended, by=WORKER, at=now())
    User.objects.filter(pk=over.pk).update(until=now() - timedelta(days=1))
    make_user(email="other@example.org")

    def answered(**claims: Any) -> tuple[str, int]:
        one = Client()
        bring(one, provider, **claims)  # the first event of a chain makes its head
        one = Client()
        back = BACK + provider.signed_in_here(one.get(GO), **claims)
        with CaptureQueriesContext(connection) as statements:
            response = one.get(back, headers=ENGLISH)
        return told(one, response), len(statements)

    nobody = answered(email="nobody@example.org")
    assert SAID in nobody[0]
    assert answered(email="ended@example.org") == nobody
    assert answered(email="over@example.org") == nobody
    assert answered(email="other@example.org") == nobody  # of another body
    assert answered(email="amal@example.org", email_verified=False) == nobody
    assert answered(email_verified="true") == nobody
    assert answered(email_verified=None) == nobody
    assert answered(email=None, email_verified=True) == nobody


def test_it_is_the_sentence_of_a_wrong_password(client: Client, provider: IdentityProvider, user: User) -> None:
    assert SAID in refused(client, provider, email="nobody@example.org")
    assert SAID in type_in(client, "amal@example.org", "not the password").content.decode()


def test_a_refusal_leaves_a_trace_without_the_address(client: Client, provider: IdentityProvider, user: User) -> None:
    other = make_user(email="other@example.org")
    refused(client, provider, email="nobody@example.org")
    refused(client, provider, email="other@example.org")
    stray, aimed = Event.objects.filter(name=Did.SIGN_IN_FAILED).order_by("pk")
    assert (stray.by, stray.facts, aimed.by) == ("unknown", '{"method":"oidc"}', other.reference)
    assert "example.org" not in f"{vars(stray)}{vars(aimed)}"


def test_where_no_such_body_is_there_nobody_comes_in(
    client: Client, provider: IdentityProvider, user: User, settings: Settings
) -> None:
    settings.MALATH_PROVIDERS = set_for(provider, "7777-7777-7777")
    assert SAID in refused(client, provider)


def test_an_account_that_ends_is_out_at_its_next_page(client: Client, provider: IdentityProvider, user: User) -> None:
    TOTP.activate(user, SECRET)
    bring(client, provider)
    answer(client, code_of())
    User.objects.filter(pk=user.pk).update(until=now())
    assert client.get("/settings/")["Location"].startswith("/sign-in/")


def test_refusals_count_for_the_lock_and_the_lock_holds_here_too(
    client: Client, provider: IdentityProvider, user: User, settings: Settings
) -> None:
    settings.AXES_ENABLED, settings.ACCOUNT_RATE_LIMITS = True, False
    statuses = [bring(client, provider, email="other@example.org").status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert statuses[-1] == 429
    make_user(email="other@example.org", agency=user.agency)
    assert bring(client, provider, email="other@example.org").status_code == 429
    for _ in range(settings.AXES_FAILURE_LIMIT):
        type_in(client, user.email, "not the password")
    assert bring(client, provider, email=user.email).status_code == 429
    assert not is_in(client)


def test_nobody_is_sent_there_without_end(client: Client, provider: IdentityProvider, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    assert [client.get(GO).status_code for _ in range(3)] == [302, 302, 429]


WRONG_TOKENS: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "of somebody else"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another house"},
    "another audience among several": {"aud": ["another house", "a third"]},
    "several audiences and nobody who asked": {"aud": ["malath", "another house"]},
    "asked by another": {"azp": "another house"},
    "another issuer": {"iss": "https://example.org"},
    "no issuer": {"iss": None},
    "no audience": {"aud": None},
    "no end": {"exp": None},
    "nobody": {"sub": None},
    "over": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
    "not yet": {"nbf": int(time.time()) + 3600},
    "made in the future": {"iat": int(time.time()) + 3600},
}


@pytest.mark.parametrize("claims", WRONG_TOKENS.values(), ids=WRONG_TOKENS)
def test_a_token_that_is_not_for_us_opens_nothing(
    client: Client, provider: IdentityProvider, user: User, claims: dict[str, Any]
) -> None:
    assert SAID in refused(client, provider, **claims)
    assert Event.objects.get(name=Did.SIGN_IN_FAILED).facts == '{"method":"oidc"}'


def forge(provider: IdentityProvider, how: str) -> None:
    if how == "alg none":
        provider.header = {"alg": "none"}
    elif how == "the public key as a secret":
        provider.header = {"alg": "HS256", "kid": "one"}
    elif how == "another key":
        provider.signing_key = RSAKey.generate_key(2048, {"kid": "one"})
    elif how == "a key of another name":
        provider.header, provider.signing_key = {"alg": "RS256", "kid": "two"}, RSAKey.generate_key(2048, {"kid": "two"})
    else:
        key = RSAKey.generate_key(2048, {"kid": "one"})
        provider.header = {"alg": "RS256", "kid": "one", "jwk": key.as_dict(private=False)}
        provider.signing_key = key


@pytest.mark.parametrize(
    "how", ["alg none", "the public key as a secret", "another key", "a key of another name", "a key that it brings along"]
)
def test_a_forged_token_opens_nothing(client: Client, provider: IdentityProvider, user: User, how: str) -> None:
    forge(provider, how)
    assert SAID in refused(client, provider)


def test_a_provider_that_has_a_new_key_is_asked_for_it(client: Client, provider: IdentityProvider, user: User) -> None:
    bring(client, provider)
    client.post("/sign-out/")
    provider.key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})
    provider.header = {"alg": "RS256", "kid": "two"}
    bring(client, provider)
    assert is_in(client)


def test_what_was_brought_back_once_is_not_taken_twice(client: Client, provider: IdentityProvider, user: User) -> None:
    query = provider.signed_in_here(client.get(GO))
    client.get(BACK + query)
    client.post("/sign-out/")
    provider.codes["code-0"] = provider.asked
    assert NOT_FINISHED in told(client, client.get(BACK + query, headers=ENGLISH))
    assert not is_in(client)


@pytest.mark.parametrize("query", ["", "?code=code-0", "?code=code-0&state=made-up", "?state=x", "?error=access_denied"])
def test_who_did_not_begin_here_does_not_come_in(client: Client, provider: IdentityProvider, user: User, query: str) -> None:
    provider.signed_in_here(Client().get(GO))
    assert NOT_FINISHED in told(client, client.get(BACK + query, headers=ENGLISH))
    assert not is_in(client)
    assert not Event.objects.filter(name=Did.SIGN_IN_FAILED).exists()


def test_what_one_browser_began_another_does_not_end(client: Client, provider: IdentityProvider, user: User) -> None:
    query = provider.signed_in_here(Client().get(GO))
    assert NOT_FINISHED in told(client, client.get(BACK + query, headers=ENGLISH))
    assert not is_in(client)


def test_who_stays_signed_in_there_shows_nothing_new(client: Client, provider: IdentityProvider, user: User) -> None:
    assert NOT_FINISHED in refused(client, provider, auth_time=int(time.time()) - 3600)
