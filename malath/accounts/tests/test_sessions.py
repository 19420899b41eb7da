"""Where somebody is signed in, and signing out there."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from malath.accounts import actions, queries
from malath.accounts.models import SignIn, User
from malath.accounts.roles import Role
from malath.accounts.rules import device_of
from malath.accounts.testing import PASSWORD, make_user, signed_in
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.clock import now

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 8.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def user() -> User:
    return make_user(password=PASSWORD)


def begun(user: User) -> Client:
    """A browser in which somebody signed in, and showed their second factor just now."""
    client = signed_in(Client(), user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": now().timestamp(), "type": "totp"}]
    session.save()
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


def test_none_is_ended_without_a_new_proof(user: User) -> None:
    theirs, found_open = begun(user), begun(user)
    session = found_open.session
    session["account_authentication_methods"] = []
    session.save()
    sign_in = SignIn.objects.get(session_key=theirs.session.session_key)
    for address in (f"/settings/sessions/{sign_in.reference}/end/", "/settings/sessions/end/"):
        answer = found_open.post(address)
        assert answer["Location"].startswith("/prove/")
        assert answer["Location"].endswith("next=%2Fsettings%2F")
    assert theirs.get("/settings/").status_code == 200


def test_a_new_proof_gives_the_session_a_new_mark(user: User) -> None:
    client = begun(user)
    before = client.session.session_key
    assert client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code == 200
    assert client.session.session_key == before
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    after = client.session.session_key
    assert after != before
    assert not Session.objects.filter(session_key=before).exists()
    (line,) = queries.sessions_of(user, after or "", now())
    assert line.this_one
    assert Event.objects.get(name=Did.PROVEN_AGAIN).by == user.reference


def test_who_changes_a_factor_is_offered_to_sign_out_elsewhere(user: User) -> None:
    RecoveryCodes.activate(user)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    assert reverse("accounts:end_other_sessions") in begun(user).get(reverse("mfa_index")).content.decode()


def test_an_administrator_signs_somebody_out_everywhere_and_the_account_stays(user: User) -> None:
    theirs = [begun(user), begun(user)]
    admin = signed_in(Client(), make_user(Role.ADMINISTRATOR, make_desk()))
    page = reverse("accounts:member", args=[user.reference])
    address = reverse("accounts:sign_out_member", args=[user.reference])
    assert address in admin.get(page).content.decode()
    assert admin.post(address)["Location"] == page
    assert [client.get("/settings/").status_code for client in theirs] == [302, 302]
    assert User.objects.get(pk=user.pk).is_active
    assert '"2"' in Event.objects.get(name=Did.SESSIONS_ENDED, subject=user.reference).facts


def test_nobody_signs_themselves_out_through_the_page_of_staff() -> None:
    administrator = make_user(Role.ADMINISTRATOR, make_desk())
    admin = begun(administrator)
    admin.post(reverse("accounts:sign_out_member", args=[administrator.reference]))
    assert admin.get("/settings/").status_code == 200
    with pytest.raises(actions.CannotChange):
        actions.sign_out_member(administrator, by=administrator, at=now())


def test_at_sign_out_the_browser_forgets_its_pages_and_keeps_what_a_phone_has_not_sent(user: User) -> None:
    answer = begun(user).post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache"'


def test_one_that_is_over_is_not_listed(user: User) -> None:
    client = begun(user)
    Session.objects.filter(session_key=client.session.session_key).delete()
    assert queries.sessions_of(user, "", now()) == ()
