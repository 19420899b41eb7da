"""Sign-in and second factors, under the names that the sign-in library looks for.

No sign-up, no reset by mail: who lost a password or a phone gets a new sign-in code from an administrator.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.urls import path

from malath.accounts import session_views, views
from malath.accounts.session_views import renewed

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-step/", factors.authenticate, name="mfa_authenticate"),
    path("sign-out/", session_views.sign_out, name="account_logout"),
    path("password/", views.change_password, name="account_change_password"),
    path("prove/password/", renewed(account.reauthenticate), name="account_reauthenticate"),
    path("prove/code/", renewed(factors.reauthenticate), name="mfa_reauthenticate"),
    path("prove/passkey/", renewed(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("factors/", views.factors, name="mfa_index"),
    path("factors/", views.factors, name="mfa_list_webauthn"),
    path("factors/app/", app.activate_totp, name="mfa_activate_totp"),
    path("factors/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("factors/passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("factors/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
