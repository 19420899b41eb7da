import re
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from malath.accounts import actions
from malath.accounts.http import sent_from
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, make_user, signed_in
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import keys
from malath.foundation.actor import WORKER
from malath.foundation.clock import now
from malath.foundation.testing import hold

pytestmark = [pytest.mark.django_db]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SAID = "The e-mail address or the password is not right."


@pytest.fixture
def user() -> User:
    return make_user(Role.SOCIAL, make_desk(), email="amal@example.org", password=PASSWORD)


def code_of(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def type_in(client: Client, email: str, password: str, **more: str) -> Any:
    return client.post(
        reverse("account_login"), {"login": email, "password": password, **more}, headers={"accept-language": "en"}
    )


def answer(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_password_alone_leads_to_the_second_step_and_no_further(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    response = type_in(client, "AMAL@example.org ", PASSWORD)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_password_and_code_open_the_door_and_leave_a_trace(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    type_in(client, user.email, PASSWORD)
    response = answer(client, code_of())
    assert response["Location"] == settings.LOGIN_REDIRECT_URL
    assert is_in(client)
    event = Event.objects.get(name=Did.SIGNED_IN)
    assert (event.by, event.facts) == (user.reference, '{"method":"password+totp"}')


def test_a_code_may_be_typed_in_arabic_digits(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    type_in(client, user.email, PASSWORD)
    answer(client, code_of().translate({ord(str(n)): "٠١٢٣٤٥٦٧٨٩"[n] for n in range(10)}))
    assert is_in(client)


def test_a_code_opens_once(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    code = code_of()
    type_in(client, user.email, PASSWORD)
    answer(client, code)
    client.post(reverse("account_logout"))
    type_in(client, user.email, PASSWORD)
    answer(client, code)
    assert not is_in(client)


def test_a_wrong_code_does_not_open_and_leaves_a_trace(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    type_in(client, user.email, PASSWORD)
    response = answer(client, "000000" if code_of() != "000000" else "111111")
    assert not is_in(client)
    assert response.context["form"].errors
    event = Event.objects.get(name=Did.SIGN_IN_FAILED)
    assert (event.by, event.by_kind, event.facts) == (user.reference, "public", '{"method":"totp"}')


def test_a_recovery_code_opens_once(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    type_in(client, user.email, PASSWORD)
    answer(client, code)
    assert is_in(client)
    client.post(reverse("account_logout"))
    type_in(client, user.email, PASSWORD)
    answer(client, code)
    assert not is_in(client)


def failure(client: Client, email: str, password: str) -> tuple[int, str, int]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response: HttpResponse = type_in(client, email, password)
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|value="[^"@]+@[^"]+"', "", text)
    return response.status_code, text, len(queries)


def test_an_unknown_address_a_wrong_password_and_an_ended_account_are_answered_alike(client: Client, user: User) -> None:
    ended = make_user(email="ended@example.org", password=PASSWORD)
    actions.end_staff(ended, by=WORKER, at=now())
    for email in (user.email, ended.email, "nobody@example.org"):
        failure(client, email, "the first event of a chain makes its head")
    wrong = failure(client, user.email, "not the password")
    assert wrong == failure(client, "nobody@example.org", PASSWORD) == failure(client, "ended@example.org", PASSWORD)
    assert SAID in wrong[1]
    assert not is_in(client)


def test_an_unknown_address_costs_a_hash_too(user: User, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda _, password: hashed.append(password))
    failure(client, "nobody@example.org", "some password")
    assert hashed == ["some password"]


def test_failures_leave_traces_without_the_address_that_was_typed(client: Client, user: User) -> None:
    type_in(client, user.email, "not the password")
    type_in(client, "nobody@example.org", "not the password")
    aimed, stray = Event.objects.filter(name=Did.SIGN_IN_FAILED).order_by("pk")
    assert (aimed.by, stray.by) == (user.reference, "unknown")
    assert "example.org" not in f"{vars(aimed)}{vars(stray)}"


def test_the_sixth_wrong_password_in_five_minutes_waits(client: Client, user: User) -> None:
    for _ in range(5):
        assert SAID in type_in(client, user.email, "not the password").content.decode()
    assert "Too many tries" in type_in(client, user.email, PASSWORD).content.decode()
    assert not is_in(client)


def test_the_lock_stands_in_the_database_and_answers_with_its_own_page(client: Client, user: User, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = False
    for _ in range(settings.AXES_FAILURE_LIMIT):
        type_in(client, user.email, "not the password")
    assert type_in(client, user.email, PASSWORD).status_code == 429
    assert not is_in(client)


def test_who_has_no_second_factor_sets_one_up_before_anything_else(client: Client, user: User) -> None:
    type_in(client, user.email, PASSWORD)
    assert is_in(client)
    assert client.get(reverse("accounts:settings"))["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index"))
    assert page.status_code == 200
    assert client.post(reverse("accounts:language"), {"language": "en"}).status_code == 302
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_part_of_a_page_is_sent_to_set_up_whole(client: Client, user: User) -> None:
    client.force_login(user)
    response = client.get(reverse("accounts:settings"), headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (401, reverse("mfa_index"))


def test_an_unknown_address_stays_unknown_before_the_second_factor(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/no/such/page/").status_code == 404


def test_setting_up_the_app_opens_the_rest(
    client: Client, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    type_in(client, user.email, PASSWORD)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("accounts:settings")).status_code == 200
    assert {a.type for a in Authenticator.objects.filter(user=user)} == {"totp", "recovery_codes"}
    changes = Event.objects.filter(name=Did.FACTOR_CHANGED).values_list("facts", flat=True)
    assert '{"change":"totp_activated"}' in changes


@pytest.mark.parametrize("name", ["accounts:settings", "mfa_add_webauthn", "mfa_view_recovery_codes"])
def test_who_knew_the_password_early_does_not_come_in_on_the_factor_of_its_owner(client: Client, user: User, name: str) -> None:
    early = Client()
    type_in(early, user.email, PASSWORD)
    type_in(client, user.email, PASSWORD)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(reverse("accounts:settings")).status_code == 200
    assert early.get(reverse(name))["Location"] == reverse("account_login")
    assert not is_in(early)
    assert Event.objects.filter(name=Did.REFUSED, by=user.reference).exists()


def test_the_secret_is_sealed_wherever_it_lies(client: Client, user: User) -> None:
    type_in(client, user.email, PASSWORD)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert secret not in str(dict(client.session.items()))
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    kept = Authenticator.objects.get(user=user, type="totp")
    assert secret not in str(kept.data)
    codes = Authenticator.objects.get(user=user, type="recovery_codes")
    assert codes.wrap().get_unused_codes()[0] not in str(codes.data)


def test_factors_outlive_the_rotation_of_keys(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    rotated = keys.ring().with_new_wrapping_key()
    hold(rotated, monkeypatch)
    monkeypatch.setattr(actions, "newest", lambda: rotated)
    assert actions.sealed_under({1}) == 2
    assert actions.reseal_factors() == 2
    forgotten = replace(rotated, wrapping={2: rotated.wrapping[2]})
    hold(forgotten, monkeypatch)
    assert actions.sealed_under({1}) == 0
    assert Authenticator.objects.get(user=user, type="totp").wrap().validate_code(code_of())
    assert Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes() == codes


def test_a_wrong_first_code_keeps_the_same_secret(client: Client, user: User) -> None:
    type_in(client, user.email, PASSWORD)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    again = client.post(reverse("mfa_activate_totp"), {"code": "1"})
    assert again.context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_removing_the_app_demands_a_new_proof_at_once(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    type_in(client, user.email, PASSWORD)
    answer(client, code_of())
    assert client.get(reverse("accounts:settings")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(reverse("accounts:settings"))["Location"] == reverse("mfa_index")


def test_factors_change_only_soon_after_a_proof(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    signed_in(client, user)
    response = client.get(reverse("mfa_deactivate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    client.post(response["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_the_wrong_password_proves_nothing(client: Client, user: User) -> None:
    signed_in(client, user)
    response = client.post(reverse("account_reauthenticate"), {"password": "not the password"})
    assert response.context["form"].errors
    assert Event.objects.filter(name=Did.SIGN_IN_FAILED, by=user.reference).exists()


def test_signing_out_is_a_post_and_leaves_a_trace(client: Client, user: User) -> None:
    signed_in(client, user)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert not is_in(client)
    assert Event.objects.get(name=Did.SIGNED_OUT).by == user.reference


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "https://127.0.0.1/", "javascript:1", "\\\\example.org"]
)
def test_only_pages_of_ours_come_after_signing_in(client: Client, user: User, elsewhere: str) -> None:
    assert type_in(client, user.email, PASSWORD, next=elsewhere)["Location"] == "/"
    assert client.post(reverse("account_logout"), {"next": elsewhere})["Location"] == reverse("account_login")
    response = client.post(reverse("accounts:language"), {"language": "en", "next": elsewhere})
    assert response["Location"] == "/"


def test_a_page_of_ours_is_gone_on_to(client: Client, user: User) -> None:
    response = type_in(client, user.email, PASSWORD, next=reverse("accounts:settings"))
    assert response["Location"] == reverse("accounts:settings")


def test_an_ended_account_is_out_at_its_next_page(client: Client, user: User) -> None:
    signed_in(client, user)
    actions.end_staff(user, by=WORKER, at=now())
    assert client.get(reverse("accounts:settings"))["Location"].startswith(reverse("account_login"))


def test_a_new_password_ends_every_other_session(client: Client, user: User) -> None:
    signed_in(client, user)
    code = actions.invite(user, by=WORKER, at=now())
    actions.accept_invitation(user.email, code, "another long sentence", at=now())
    assert client.get(reverse("accounts:settings"))["Location"].startswith(reverse("account_login"))


def test_changing_the_password_keeps_this_session_and_leaves_a_trace(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    signed_in(client, user)
    new = "another long sentence"
    response = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response["Location"] == reverse("accounts:settings")
    assert client.get(reverse("accounts:settings")).status_code == 200
    assert User.objects.get(pk=user.pk).check_password(new)
    assert Event.objects.get(name=Did.FACTOR_CHANGED).facts == '{"change":"password_changed"}'


@pytest.mark.parametrize("weak", ["short", "qwerty123456", "amal@example.org"])
def test_a_short_common_or_personal_password_is_refused(client: Client, user: User, weak: str) -> None:
    signed_in(client, user)
    typed = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post(reverse("account_change_password"), typed).context["form"].errors["password1"]
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_who_never_set_a_password_has_none_to_change(client: Client) -> None:
    signed_in(client, make_user())
    assert client.get(reverse("account_change_password"))["Location"] == reverse("accounts:settings")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_set_password"])
def test_there_is_no_sign_up_and_no_reset_by_mail(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("name", ["account_login", "mfa_authenticate", "accounts:accept_invitation"])
def test_pages_before_sign_in_carry_no_script_and_no_style_of_their_own(client: Client, user: User, name: str) -> None:
    TOTP.activate(user, SECRET)
    if name == "mfa_authenticate":
        type_in(client, user.email, PASSWORD)
    text = client.get(reverse(name)).content.decode()
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", text)


def test_no_page_is_kept_by_the_browser(client: Client, user: User) -> None:
    assert client.get(reverse("account_login"))["Cache-Control"] == "no-store"
    assert signed_in(client, user).get(reverse("accounts:settings"))["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.7"), (2, "198.51.100.9")], ids=["none", "one", "two"]
)
def test_tries_are_counted_for_whom_our_own_proxies_name(
    rf: RequestFactory, settings: Settings, proxies: int, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.9, 203.0.113.7"})
    assert sent_from(request) == address
