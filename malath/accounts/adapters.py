"""How the sign-in library speaks with us: e-mail and password here, no sign-up, everything leaves a trace."""

from datetime import timedelta
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from malath.accounts import actions, queries
from malath.accounts.models import User
from malath.accounts.provider_rules import Provider
from malath.accounts.providers import provider_named
from malath.accounts.queries import PROVEN_KEY
from malath.accounts.queries.providers import user_vouched_for
from malath.accounts.rules import device_of
from malath.foundation.clock import in_amman, now
from malath.foundation.sealing import open_secret, seal_secret
from malath.ui.times import day_text

BACKEND = "malath.accounts.adapters.StaffBackend"
PROVIDED, ELSEWHERE = "oidc", "sign_in_with"
WARNED_BEFORE = timedelta(days=14)
TAKEN_AWAY = frozenset({"totp_deactivated", "webauthn_removed"})
NOT_RIGHT = _("The e-mail address or the password is not right.")


class StaffBackend(BaseBackend):
    """Staff by e-mail address and password. An unknown address costs as much time as a wrong password."""

    def authenticate(self, request: HttpRequest | None, email: str, password: str) -> User | None:  # type: ignore[override]  # its names say for whom
        user = queries.user_by_email(email)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active and not user.has_run_out(now()) else None

    def get_user(self, user_id: int) -> User | None:
        return queries.user_in_session(user_id, now())


class ProviderBackend(BaseBackend):
    """Staff for whom the identity provider of their own body vouches. It makes no account, and changes none."""

    def authenticate(self, request: HttpRequest | None, email: str, provider: Provider) -> User | None:  # type: ignore[override]  # as above
        user = user_vouched_for(email, provider.body)
        return user if user and user.is_active and not user.has_run_out(now()) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Accounts are made by administrators only; each sign-in, failure, sign-out and change leaves an event."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right, or it is too old."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        host, secure = self.request.get_host(), self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, {host}, require_https=secure)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of any proof, the sign-in included: who came just now sets up a factor at once."""
        records = get_authentication_records(self.request, self.request.user)
        recent = records and now().timestamp() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        if not recent and not get_reauthentication_flows(self.request.user):
            raise ReauthenticationRequired  # where it knows no way of its own, the library would ask for nothing
        return not recent

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Who has neither password nor factor here proves it where they signed in; else only signing in anew is left."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if ways or not user.is_authenticated:
            return ways
        names = [record["provider"] for record in get_authentication_records(self.request, user) if "provider" in record]
        named = provider_named(names[-1]) if names else None
        if named is None:
            return [{"id": "sign_out", "url": reverse("account_logout"), "description": ""}]
        return [{"id": ELSEWHERE, "url": reverse("accounts:sign_in_with", args=[named.name]), "description": ""}]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = queries.user_by_email(credentials.get("email", ""))
        method = PROVIDED if "provider" in credentials else "password"
        actions.record_failed_sign_in(user, method=method, at=now())

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, NOT_RIGHT)
        return redirect("account_login")

    def login(self, request: HttpRequest, user: User) -> None:
        user.backend = BACKEND
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        proofs = [record.get("type", record["method"]) for record in get_authentication_records(request, user)]
        device, key = device_of(request.headers.get("User-Agent", "")), request.session.session_key or ""
        actions.record_sign_in(user, method="+".join(dict.fromkeys(proofs)), at=now(), session_key=key, device=device)
        if user.until is not None and user.until - now() < WARNED_BEFORE:
            day = day_text(in_amman(user.until).date())
            messages.warning(request, gettext("Your account ends on %(day)s. Ask your administrator in time.") % {"day": day})
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            actions.record_sign_out(request.user, at=now())
        super().logout(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:settings")

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """The library tells here that a password or factor changed. No mail is sent: an event is left instead."""
        change = template_prefix.rpartition("/")[2]
        if change == "webauthn_added":
            self.request.session[PROVEN_KEY] = True
        elif change in TAKEN_AWAY and not queries.has_second_factor(user):
            self.request.session.pop(PROVEN_KEY, None)
        actions.record_factor_change(user, change=change, at=now())


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library ships no types
    """Second factors: secrets sealed under the keyring, names of ours."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it is too old."),
    }

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def build_totp_svg(self, url: str) -> SafeString:
        """The picture to scan, as part of the page: no address of its own, nothing for a cache."""
        picture = segno.make(url, micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff")
        return mark_safe(picture)  # noqa: S308  # made of squares by our own library; no text enters

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for the passkey: our host. It must have a name (http://localhost will do), not an address."""
        return {"id": context.request.get_host().partition(":")[0], "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name}
