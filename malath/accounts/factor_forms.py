"""Forms of the sign-in library in our words: any digits, our labels, no placeholders, secrets sealed on the way."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts import actions
from malath.accounts.queries import PROVEN_KEY
from malath.foundation.clock import now
from malath.foundation.sealing import open_secret, seal_secret
from malath.ui.fields import Line
from malath.ui.text import clean_line, digits

PASSWORD_LENGTH = 200


class OneTimeCode(Line):
    """The six digits of an app, or a recovery code, in any digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, ltr=True, **kwargs)
        self.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}

    def to_python(self, value: Any) -> str:
        return digits(super().to_python(value)).replace(" ", "")


def password_field(label: Any, autocomplete: str, **kwargs: Any) -> forms.CharField:
    """A password, as it was typed: nothing is cleaned away from it."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "dir": "ltr"})
    return forms.CharField(label=label, strip=False, max_length=PASSWORD_LENGTH, widget=widget, **kwargs)


def email_field() -> forms.EmailField:
    """A work address."""
    widget = forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr"})
    return forms.EmailField(label=_("E-mail address"), max_length=254, widget=widget)


class SignIn(account.LoginForm):  # type: ignore[misc]  # the library ships no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = password_field(_("Password"), "current-password")
        self.fields = {"login": email_field(), "password": password}


class PasswordAgain(account.ReauthenticateForm):  # type: ignore[misc]  # the library ships no types
    """The password once more, before something about the account changes."""

    password = password_field(_("Password"), "current-password")


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]  # the library ships no types
    """The present password, and a new one."""

    oldpassword = password_field(_("Present password"), "current-password")
    password1 = account.SetPasswordField(label=_("New password"), max_length=PASSWORD_LENGTH)
    password2 = password_field(_("New password once more"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("At least 12 characters; a short sentence is easy to remember.")
        self.fields["password1"].widget.attrs = {"autocomplete": "new-password", "dir": "ltr"}


class SecondStep(factors.AuthenticateForm):  # type: ignore[misc]  # the library ships no types
    """The code after the password; a wrong one leaves a trace."""

    code = OneTimeCode(label=_("Code from the app, or a recovery code"))

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        actions.record_failed_sign_in(self.user, method=authenticator.type, at=now())


class CodeAgain(factors.ReauthenticateForm):  # type: ignore[misc]  # the library ships no types
    """The code once more, before something about the account changes."""

    code = OneTimeCode(label=_("Code from the app, or a recovery code"))

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        actions.record_failed_sign_in(self.user, method=authenticator.type, at=now())


class SetUpApp(ActivateTOTPForm):  # type: ignore[misc]  # the library ships no types
    """The first code of an app. The secret waits in the session sealed: sessions are rows, and rows are stolen."""

    code = OneTimeCode(label=_("Code that the app shows now"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        sealed = session.get(SECRET_SESSION_KEY) if self.is_bound else None
        if not sealed:
            sealed = session[SECRET_SESSION_KEY] = seal_secret(generate_totp_secret())
        self.secret = open_secret(sealed)

    def clean_code(self) -> str:
        """The right first code is a second factor shown in this session."""
        code: str = super().clean_code()
        context.request.session[PROVEN_KEY] = True
        return code


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # the library ships no types
    """A new passkey: what to call it, and whether it opens the door alone."""

    name = Line(label=_("Name of this passkey"), max_length=60, required=False)
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        help_text=_("It then asks for your finger, face or PIN instead of the password."),
        required=False,
        initial=True,
    )

    def clean_name(self) -> str:
        return clean_line(super().clean_name())
