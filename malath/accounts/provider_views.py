"""The doors to the identity provider of a body, and back: to sign in, or to show once more who it is."""

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.decorators import rate_limit
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from malath.accounts import actions, idle
from malath.accounts.adapters import NOT_RIGHT, PROVIDED
from malath.accounts.http import WITH_FACTOR, safe_next
from malath.accounts.providers import NotFinished, NotReached, NotTrue, brought_back, provider_named, sent_there
from malath.foundation.clock import now

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.accounts.provider_rules import Provider, Vouched

NEXT_KEY = "after_provider"


def is_set(name: object) -> bool:
    """Whether a setting names this provider: else there are no such addresses."""
    return provider_named(str(name)) is not None


@require_GET
@rate_limit(action="login", limit_get=True)  # type: ignore[untyped-decorator]  # the library ships no types
def go(request: HttpRequest, provider: str) -> HttpResponse:
    """Away to the provider of a body, which asks who it is."""
    request.session[NEXT_KEY] = safe_next(request)
    try:
        return sent_there(request, _provider(provider), _address_back(request, provider), now())
    except NotReached:
        return _not_in(request, _away())


@require_GET
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from the provider: whoever it vouches for, and who has an account, signs in as with a password."""
    named = _provider(provider)
    try:
        seen = brought_back(request, named, now())
    except NotReached:
        return _not_in(request, _away())
    except NotFinished:
        return _not_in(request, _("That sign-in was not finished. Begin again, or sign in with your password."))
    except NotTrue:
        actions.record_failed_sign_in(None, method=PROVIDED, at=now())
        return _not_in(request, str(NOT_RIGHT))
    user = get_adapter().authenticate(request, email=seen.address, provider=named)
    if user is None:
        return _not_in(request, str(NOT_RIGHT))
    return _shown_again(request, user, named, seen) if request.user.is_authenticated else _signed_in(request, user, named, seen)


def _signed_in(request: HttpRequest, user: "User", provider: "Provider", seen: "Vouched") -> HttpResponse:
    """On to the second factor; or in, where the setting says that the provider has seen one."""
    _keep(request, user, provider, seen)
    login = Login(user=user, redirect_url=request.session.pop(NEXT_KEY, None))
    if seen.with_factor:
        LoginStageController(request, login).set_handled(AuthenticateStage.key)
    response: HttpResponse = perform_login(request, login)
    return response


def _shown_again(request: HttpRequest, user: "User", provider: "Provider", seen: "Vouched") -> HttpResponse:
    """The same member of staff showed once more that it is them; a locked page opens only on both factors."""
    if user != request.user or not (seen.with_factor if idle.is_locked(request) else seen.just_now):
        return _not_in(request, str(NOT_RIGHT))
    _keep(request, user, provider, seen, reauthenticated=True)
    return redirect(request.session.pop(NEXT_KEY, "/"))


def _keep(request: HttpRequest, user: "User", provider: "Provider", seen: "Vouched", **more: bool) -> None:
    """In the session, as the library keeps any proof; the trail gets its type."""
    kind = f"{PROVIDED}+factor" if seen.with_factor else PROVIDED
    facts = {"type": kind, "provider": provider.name, WITH_FACTOR: seen.with_factor}
    record_authentication(request, user, PROVIDED, **facts, **more)


def _not_in(request: HttpRequest, why: str) -> HttpResponse:
    """To the sign-in page, which says why not, and on which every other way stands; what was sent to a locked page is kept.
    Who is at work stays so: a link from elsewhere must not send anybody out."""
    after, kept = request.session.pop(NEXT_KEY, "/"), request.session.get(idle.KEPT_KEY)
    if request.user.is_authenticated and not idle.is_locked(request):
        messages.error(request, why)
        return redirect("workday:home")
    if request.user.is_authenticated:
        logout(request)
        request.session.update({idle.KEPT_KEY: kept} if kept else {})
    messages.error(request, why)
    return redirect_to_login(after) if after != "/" else redirect("account_login")


def _away() -> str:
    return _("The sign-in of your body does not answer at present. Try again in a minute, or sign in with your password.")


def _provider(name: str) -> "Provider":
    found = provider_named(name)
    assert found is not None  # noqa: S101  # for the type checker: the address says so
    return found


def _address_back(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(reverse("accounts:come_back", args=[name]))
