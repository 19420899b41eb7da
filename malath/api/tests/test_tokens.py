"""A program shows the secret of its system, gets a token for a quarter of an hour, and is that system until then."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast, cast, make_user, signed_in
from malath.agencies.testing import LONG_AGO
from malath.api import actions
from malath.api.models import Secret, System
from malath.api.testing import make_allowed_system
from malath.api.words import WhyNotSecret
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.testing import Clock
from tests.kept import kept

pytestmark = pytest.mark.django_db
AT = LONG_AGO + timedelta(days=30)
QUARTER = timedelta(minutes=15)
TOKEN, SYSTEM = "/api/v1/token", "/api/v1/system"


@pytest.fixture
@kept
def people() -> Cast:
    return cast()


@pytest.fixture
@kept
def system(people: Cast) -> System:
    return make_allowed_system(people.station, at=AT, role=Role.POLICE, powers=[Power.REFER, Power.WRITE_NOTE])


@pytest.fixture
def secret(system: System, people: Cast) -> str:
    return actions.give_secret(system, by=people.huda, at=AT)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(AT)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def ask(client: Client, system: System, secret: str) -> Callable[..., Any]:
    def ask(**other: str) -> Any:
        typed = {"grant_type": "client_credentials", "client_id": system.user.reference, "client_secret": secret}
        return client.post(TOKEN, typed | other)

    return ask


def shows(client: Client, token: str) -> int:
    return client.get(SYSTEM, headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_secret_gives_a_token_and_the_token_says_who_asks(
    ask: Callable[..., Any], client: Client, system: System, people: Cast
) -> None:
    given = ask().json()
    assert (given["token_type"], given["expires_in"], given["scope"]) == ("Bearer", 900, "refer write_note")
    answer = client.get(SYSTEM, headers={"Authorization": f"Bearer {given['access_token']}"}).json()
    assert (answer["reference"], answer["desk"]) == (system.user.reference, people.station.name)
    assert answer["scope"] == ["refer", "write_note"]
    signed = Event.objects.get(name=Did.SIGNED_IN, subject=system.user.reference)
    assert (signed.by, signed.by_kind) == (system.user.reference, "system")
    assert Secret.objects.get().used_at == AT


def test_the_secret_may_stand_in_the_header(client: Client, system: System, secret: str) -> None:
    coded = base64.b64encode(f"{system.user.reference}:{secret}".encode()).decode()
    typed = {"grant_type": "client_credentials"}
    assert client.post(TOKEN, typed, headers={"Authorization": f"Basic {coded}"}).status_code == 200
    assert client.post(TOKEN, typed, headers={"Authorization": "Basic ***"}).status_code == 401


def test_a_library_learns_where_and_how_to_sign_in(client: Client, system: System, secret: str) -> None:
    told = client.get("/.well-known/oauth-authorization-server/api/v1").json()
    assert told["issuer"] == "http://testserver/api/v1"
    assert {"refer", "answer", "open_case", "screen", "exchange"} <= set(told["scopes_supported"])
    assert "search" not in told["scopes_supported"]
    typed = {"grant_type": told["grant_types_supported"][0], "client_id": system.user.reference, "client_secret": secret}
    given = client.post(told["token_endpoint"], typed)
    assert (given.status_code, "no-store" in given["Cache-Control"]) == (200, True)


def test_a_token_for_less_opens_less(ask: Callable[..., Any], client: Client) -> None:
    given = ask(scope="refer").json()
    answer = client.get(SYSTEM, headers={"Authorization": f"Bearer {given['access_token']}"}).json()
    assert answer["scope"] == ["refer"]
    assert ask(scope="refer answer").json() == {"error": "invalid_scope"}


def test_no_token_is_kept_and_no_secret_either(ask: Callable[..., Any], secret: str) -> None:
    token = ask().json()["access_token"]
    kept_here = str(Secret.objects.values())
    assert secret not in kept_here
    assert token.rpartition("~")[2] not in kept_here


@pytest.mark.parametrize(
    ("field", "value", "status", "error"),
    [
        ("client_secret", "wrong", 401, "invalid_client"),
        ("client_id", "ZZZZ-ZZZZ-ZZZZ", 401, "invalid_client"),
        ("client_id", "x\0", 401, "invalid_client"),
        ("grant_type", "password", 400, "unsupported_grant_type"),
    ],
)
def test_what_does_not_fit_gets_none(ask: Callable[..., Any], field: str, value: str, status: int, error: str) -> None:
    answer = ask(**{field: value})
    assert (answer.status_code, answer.json()) == (status, {"error": error})


def test_a_wrong_secret_leaves_a_trace_at_its_system(ask: Callable[..., Any], system: System) -> None:
    ask(client_secret="wrong")
    failed = Event.objects.get(name=Did.SIGN_IN_FAILED)
    assert (failed.subject, failed.by_kind) == (system.user.reference, "public")


@pytest.mark.parametrize("change", ["time", "secret ended", "system ended", "one letter", "another scope", "none"])
def test_a_token_opens_nothing_any_more(
    ask: Callable[..., Any], client: Client, clock: Clock, system: System, people: Cast, change: str
) -> None:
    token = ask(scope="refer").json()["access_token"]
    assert shows(client, token) == 200
    if change == "time":
        clock.at = AT + QUARTER
    elif change == "secret ended":
        actions.end_secret(Secret.objects.get(), by=people.huda, at=AT)
    elif change == "system ended":
        accounts.end_staff(system.user, by=people.huda, at=AT)
    else:
        token = {"one letter": token[:-1] + "x", "another scope": token.replace("refer", "write_note"), "none": ""}[change]
    assert shows(client, token) == 401


def test_a_session_of_staff_is_no_token(client: Client, people: Cast) -> None:
    signed_in(client, people.huda)
    answer = client.get(SYSTEM)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["titles"]["ar"] != answer.json()["titles"]["en"] == answer.json()["title"]


def test_too_many_tries_from_one_place_wait(ask: Callable[..., Any]) -> None:
    answers = [ask(grant_type="none") for _ in range(31)]
    assert [answers[29].status_code, answers[30].status_code] == [400, 429]
    assert int(answers[30]["Retry-After"]) > 0


def test_two_secrets_serve_beside_each_other_and_no_third(system: System, people: Cast, secret: str) -> None:
    actions.give_secret(system, by=people.huda, at=AT)
    with pytest.raises(actions.CannotDo) as refused:
        actions.give_secret(system, by=people.huda, at=AT)
    assert refused.value.reasons == [WhyNotSecret.TWO_ALREADY]


def test_a_system_that_waits_gets_no_secret(people: Cast) -> None:
    by = make_user(Role.ADMINISTRATOR)
    waiting = actions.ask(
        desk=people.station, role=Role.POLICE, powers=[Power.REFER], name_en="B", name_ar="ب", until=AT + QUARTER, by=by, at=AT
    )
    with pytest.raises(actions.CannotDo) as refused:
        actions.give_secret(waiting, by=people.huda, at=AT)
    assert refused.value.reasons == [WhyNotSecret.NOT_ALLOWED]


def test_a_secret_ends_once(people: Cast, secret: str) -> None:
    actions.end_secret(Secret.objects.get(), by=people.huda, at=AT)
    with pytest.raises(actions.CannotDo) as refused:
        actions.end_secret(Secret.objects.get(), by=people.huda, at=AT)
    assert refused.value.reasons == [WhyNotSecret.OVER]


def page(client: Client, user: User, url: str = "/systems/", *, post: bool = False) -> Any:
    signed_in(client, user)
    return client.post(url) if post else client.get(url)


def test_the_supervisor_takes_a_secret_and_ends_it(
    client: Client, system: System, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = f"/systems/{system.user.reference}/secret/"
    assert page(client, people.huda, give, post=True)["Location"] == "/systems/"
    assert not Secret.objects.exists()
    monkeypatch.setattr("malath.api.views.is_fresh", lambda _request: True)
    shown = page(client, people.huda, give, post=True).content.decode()
    assert system.user.reference in shown
    assert Secret.objects.get().given_by == people.huda.reference
    end = f"/systems/secrets/{Secret.objects.get().reference}/end/"
    assert page(client, people.huda, end, post=True).status_code == 302
    assert Secret.objects.get().ended_by == people.huda.reference


def test_nobody_else_takes_one_not_even_an_administrator(client: Client, system: System, secret: str) -> None:
    give = f"/systems/{system.user.reference}/secret/"
    end = f"/systems/secrets/{Secret.objects.get().reference}/end/"
    elsewhere = make_user(Role.SUPERVISOR)
    assert [page(client, make_user(Role.ADMINISTRATOR), one, post=True).status_code for one in (give, end)] == [403, 403]
    assert [page(client, elsewhere, one, post=True).status_code for one in (give, end)] == [404, 404]
    assert "سجل" not in page(client, elsewhere).content.decode()
