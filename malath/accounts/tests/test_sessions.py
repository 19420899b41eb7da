"""Where somebody is signed in, and signing out there."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from malath.accounts import actions, queries
from malath.accounts.models import SignIn, User
from malath.accounts.rules import device_of
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.clock import now

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 8.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def user() -> User:
    return make_user()


def begun(user: User) -> Client:
    """A browser in which somebody signed in."""
    client = signed_in(Client(), user)
    key = client.session.session_key or ""
    actions.record_sign_in(user, method="test", at=now(), session_key=key, device="Chrome, Android")
    return client


@pytest.mark.parametrize(
    ("agent", "device"),
    [(PHONE, "Chrome, Android"), ("Mozilla/5.0 (iPhone) Version/17 Mobile Safari/604.1", "Safari, iPhone"),
     ("Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/128.0", "Firefox, Windows"), ("curl/8", ""), ("", "")],
)  # fmt: skip
def test_a_device_is_known_by_its_kind_only(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_they_are_listed_with_the_one_in_use_marked(user: User) -> None:
    one, two = begun(user), begun(user)
    lines = queries.sessions_of(user, one.session.session_key or "", now())
    assert sorted(line.this_one for line in lines) == [False, True]
    page = two.get("/settings/").content.decode()
    assert page.count("Chrome, Android") >= 2
    assert page.count("Sign out there") == 1


def test_one_is_ended_from_elsewhere(user: User) -> None:
    lost, here = begun(user), begun(user)
    sign_in = SignIn.objects.get(session_key=lost.session.session_key)
    assert here.post(f"/settings/sessions/{sign_in.reference}/end/").status_code == 302
    assert lost.get("/settings/")["Location"].startswith("/sign-in/")
    assert here.get("/settings/").status_code == 200


def test_all_others_end_at_once(user: User) -> None:
    others, here = [begun(user), begun(user)], begun(user)
    here.post("/settings/sessions/end/")
    assert [client.get("/settings/").status_code for client in others] == [302, 302]
    assert here.get("/settings/").status_code == 200
    event = Event.objects.filter(name=Did.SESSIONS_ENDED).get()
    assert event.by == user.reference
    assert '"2"' in event.facts


def test_nobody_ends_the_session_of_another(user: User) -> None:
    theirs, other = begun(make_user()), begun(user)
    sign_in = SignIn.objects.get(session_key=theirs.session.session_key)
    other.post(f"/settings/sessions/{sign_in.reference}/end/")
    assert theirs.get("/settings/").status_code == 200


def test_one_that_is_over_is_not_listed(user: User) -> None:
    client = begun(user)
    Session.objects.filter(session_key=client.session.session_key).delete()
    assert queries.sessions_of(user, "", now()) == ()
