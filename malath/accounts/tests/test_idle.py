"""The idle lock: what nobody used for a while shows nothing until a second factor is shown again."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from malath.accounts import actions as accounts
from malath.accounts import idle
from malath.accounts.models import KeptForm, User
from malath.accounts.queries import team
from malath.accounts.roles import Role
from malath.accounts.rules import is_idle
from malath.accounts.testing import PASSWORD, make_user
from malath.accounts.tests.test_sign_in import SECRET, answer, code_of, type_in
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.clock import now
from malath.foundation.models import Mark

pytestmark = [pytest.mark.django_db]
SETTINGS, PREFERENCES, PROOF = "/settings/", "/settings/preferences/", "/prove/code/"
TYPED = {"language": "en", "theme": "dark"}


@pytest.fixture(autouse=True)
def _locks_after_a_quarter_of_an_hour(settings: Settings) -> None:
    settings.MALATH_IDLE_MINUTES = 15


@pytest.fixture
def user() -> User:
    user = make_user(Role.SOCIAL, make_desk(), email="amal@example.org", name_en="Amal of the desk", password=PASSWORD)
    TOTP.activate(user, SECRET)
    return user


@pytest.fixture
def inside(client: Client, user: User) -> Client:
    """A browser in which somebody signed in just now."""
    type_in(client, user.email, PASSWORD)
    answer(client, code_of())
    assert client.get(SETTINGS).status_code == 200
    return client


def later(client: Client, monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    """So much time has passed for everybody."""
    moment = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    monkeypatch.setattr("time.time", moment.timestamp)


def unlock(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    later(client, monkeypatch, seconds=31)
    return client.post(PROOF, {"code": code_of(), "next": SETTINGS})


@given(minutes=st.integers(1, 600), idle_for=st.floats(0, 100_000))
def test_a_page_is_idle_from_the_minute_on_and_not_before(minutes: int, idle_for: float) -> None:
    assert is_idle(0, idle_for, minutes) == (idle_for >= minutes * 60)


def test_who_goes_on_working_is_not_asked(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        later(inside, monkeypatch, minutes=14)
        assert inside.get(SETTINGS).status_code == 200


def test_after_a_quarter_of_an_hour_the_next_request_asks_for_the_second_factor(
    inside: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(inside, monkeypatch, minutes=15, seconds=1)
    response = inside.get(SETTINGS, follow=True)
    assert response.redirect_chain[-1][0].startswith(PROOF)
    page = response.content.decode()
    assert "Locked" in page
    assert user.name_en not in page
    assert user.agency.name_en not in page
    assert 'href="/prove/password/' not in page
    assert Event.objects.get(name=Did.SESSION_LOCKED).by == user.reference


def test_a_code_unlocks_and_leads_back(inside: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.get(SETTINGS)
    assert unlock(inside, monkeypatch)["Location"] == SETTINGS
    assert inside.get(SETTINGS).status_code == 200
    assert Event.objects.get(name=Did.SESSION_UNLOCKED).by == user.reference


def test_a_wrong_code_unlocks_nothing(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.get(SETTINGS)
    inside.post(PROOF, {"code": "000000"})
    assert inside.get(SETTINGS).status_code == 302
    assert Event.objects.filter(name=Did.SIGN_IN_FAILED).exists()


def test_a_password_alone_unlocks_nothing(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.get(SETTINGS)
    assert inside.post("/prove/password/", {"password": PASSWORD}).status_code == 302
    assert inside.get(SETTINGS).status_code == 302


def test_a_code_shown_before_the_lock_unlocks_nothing(inside: Client) -> None:
    inside.post("/locked/now/")
    assert inside.get(SETTINGS)["Location"].startswith("/locked/")


def test_an_old_cookie_unlocks_nothing(inside: Client) -> None:
    kept = inside.cookies[idle.COOKIE].value
    inside.post("/locked/now/")
    inside.cookies[idle.COOKIE] = kept
    assert inside.get(SETTINGS).status_code == 302


def test_a_cookie_that_was_changed_or_is_of_another_session_counts_as_none(
    inside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(inside, monkeypatch, minutes=14)
    inside.get(SETTINGS)
    inside.cookies[idle.COOKIE] = "9999999999:" + inside.cookies[idle.COOKIE].value.split(":")[1]
    later(inside, monkeypatch, minutes=2)
    assert inside.get(SETTINGS).status_code == 302


def test_a_form_sent_while_locked_is_kept_sealed_and_sent_on(
    inside: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(inside, monkeypatch, minutes=16)
    assert inside.post(PREFERENCES, TYPED)["Location"] == f"/locked/?next={reverse('accounts:kept').replace('/', '%2F')}"
    assert "dark" not in str(dict(inside.session))
    assert "dark" not in KeptForm.objects.get(user=user).sealed
    unlock(inside, monkeypatch)
    page = inside.get("/locked/kept/").content.decode()
    assert f'action="{PREFERENCES}"' in page
    assert '<input type="hidden" name="theme" value="dark">' in page
    assert inside.post(PREFERENCES, TYPED).status_code == 302
    user.refresh_from_db()
    assert user.theme == "dark"
    assert idle.KEPT_KEY not in inside.session
    assert not KeptForm.objects.exists()


def test_it_is_not_sent_by_itself(inside: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.post(PREFERENCES, TYPED)
    unlock(inside, monkeypatch)
    inside.get("/locked/kept/")
    user.refresh_from_db()
    assert user.theme == "auto"


def test_it_may_be_thrown_away(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.post(PREFERENCES, TYPED)
    unlock(inside, monkeypatch)
    inside.post("/locked/kept/throw-away/")
    assert not KeptForm.objects.exists()
    assert inside.get("/locked/kept/").status_code == 302


def test_after_ten_minutes_nothing_is_kept(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.post(PREFERENCES, TYPED)
    later(inside, monkeypatch, minutes=11)
    unlock(inside, monkeypatch)
    assert "ten minutes" in inside.get("/locked/kept/", follow=True).content.decode()


def test_what_nobody_came_back_for_is_let_go_and_stays_nowhere(
    inside: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.post(PREFERENCES, TYPED)
    assert team.forms_left(now()) == []
    with pytest.raises(accounts.CannotChange):
        accounts.forget_forms(user, by=WORKER, at=now())
    later(inside, monkeypatch, minutes=10)
    assert team.forms_left(now()) == [user]
    accounts.forget_forms(user, by=WORKER, at=now())
    assert not KeptForm.objects.exists()
    assert Event.objects.filter(name=Did.FORM_FORGOTTEN).count() == 1


def test_sessions_that_are_over_are_cleared_away_and_others_stay(inside: Client) -> None:
    over = SessionStore()
    over["who"] = "somebody"
    over.save()
    Session.objects.filter(pk=over.session_key).update(expire_date=now() - timedelta(seconds=1))
    assert team.sessions_over(now())
    assert accounts.clear_sessions(now()) == 1
    assert not team.sessions_over(now())
    assert inside.get(SETTINGS).status_code == 200


def test_what_another_sent_is_not_offered(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.post(PREFERENCES, TYPED)
    sealed = inside.session[idle.KEPT_KEY]
    other = Client()
    one = make_user(Role.SOCIAL, make_desk(), email="zayd@example.org", password=PASSWORD)
    TOTP.activate(one, SECRET)
    type_in(other, one.email, PASSWORD)
    answer(other, code_of())
    session = other.session
    session[idle.KEPT_KEY] = sealed
    session.save()
    assert other.get("/locked/kept/").status_code == 302


def test_a_password_typed_while_locked_is_not_kept(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    inside.post("/password/", {"oldpassword": PASSWORD, "password1": "x", "password2": "x"})
    assert idle.KEPT_KEY not in inside.session


def test_a_form_from_elsewhere_is_neither_kept_nor_sent(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session[idle.LOCKED_KEY] = session[idle.SINCE_KEY] = timezone.now().timestamp()
    session.save()
    assert client.post(PREFERENCES, TYPED).status_code == 403
    assert idle.KEPT_KEY not in client.session


def test_a_part_of_a_page_is_sent_to_the_lock_whole(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    response = inside.get(SETTINGS, headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (401, "/locked/?next=%2F")


def test_an_unknown_address_shows_the_lock_too(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=16)
    assert inside.get("/no/such/page/")["Location"].startswith("/locked/")
    assert inside.post("/no/such/page/")["Location"].startswith("/locked/")


def test_what_covers_the_page_learns_how_long_is_left_and_does_not_prolong_it(
    inside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(inside, monkeypatch, minutes=10)
    assert inside.get("/locked/state/").json()["left"] in range(295, 301)
    later(inside, monkeypatch, minutes=6)
    assert inside.get("/locked/state/").json() == {"left": 0}


def test_who_types_is_there(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(inside, monkeypatch, minutes=10)
    inside.get("/locked/state/", headers={"x-here": "1"})
    later(inside, monkeypatch, minutes=10)
    assert inside.get(SETTINGS).status_code == 200


def test_who_leaves_locks_the_page_at_once(inside: Client, user: User) -> None:
    assert 'action="/locked/now/"' in inside.get(SETTINGS).content.decode()
    inside.post("/locked/now/")
    assert inside.get(SETTINGS).status_code == 302
    assert Event.objects.filter(name=Did.SESSION_LOCKED, by=user.reference).count() == 1


def test_after_eight_hours_one_signs_in_anew_and_finds_what_was_typed(
    inside: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(47):
        later(inside, monkeypatch, minutes=10)
        assert inside.get("/locked/state/", headers={"x-here": "1"}).status_code == 200
    later(inside, monkeypatch, minutes=11)
    response = inside.post(PREFERENCES, TYPED)
    assert response["Location"] == "/sign-in/?next=/locked/kept/"
    assert "_auth_user_id" not in inside.session
    type_in(inside, user.email, PASSWORD, next="/locked/kept/")
    assert answer(inside, code_of())["Location"] == "/locked/kept/"
    assert 'name="theme" value="dark"' in inside.get("/locked/kept/").content.decode()


def test_who_has_no_second_factor_yet_signs_in_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one = make_user(Role.SOCIAL, make_desk(), email="new@example.org", password=PASSWORD)
    type_in(client, one.email, PASSWORD)
    later(client, monkeypatch, minutes=16)
    assert client.get("/factors/")["Location"].startswith("/sign-in/")


def test_in_a_demonstration_one_press_unlocks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    Mark.objects.create(kind=Mark.DEMO, created_at=timezone.now())
    one = make_user(Role.SOCIAL, make_desk())
    client.post("/demo/sign-in/", {"user": one.reference})
    later(client, monkeypatch, minutes=16)
    assert "one press" in client.get(SETTINGS, follow=True).content.decode()
    later(client, monkeypatch, seconds=1)
    assert client.post("/locked/demo/", {"next": SETTINGS})["Location"] == SETTINGS
    assert client.get(SETTINGS).status_code == 200


def test_elsewhere_that_press_does_not_exist(inside: Client) -> None:
    inside.post("/locked/now/")
    assert inside.post("/locked/demo/")["Location"].startswith("/locked/")


def test_the_covered_page_says_where_to_unlock(inside: Client) -> None:
    page = inside.get(SETTINGS).content.decode()
    assert 'data-after="900"' in page
    assert 'href="/locked/?next=/locked/opened/"' in page
    assert "js/lock.js" in page
    assert "Close this page" in inside.get("/locked/opened/").content.decode()
