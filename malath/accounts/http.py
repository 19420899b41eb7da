"""Between the web and staff: who asks, in which language, with which proof."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from malath.accounts import queries
from malath.accounts.models import User
from malath.accounts.queries import PROVEN_KEY
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings, device_of
from malath.accounts.words import Language
from malath.audit import actions as audit
from malath.foundation.clock import now
from malath.foundation.marks import is_demo
from malath.ui.page import asked_for_part

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
GetResponse = Callable[[HttpRequest], HttpResponse]

LANGUAGE_KEY = "language"
DEMO_KEY = "demo"
# In the record of a sign-in with the identity provider of a body: it saw a second factor, which stands for one of ours.
WITH_FACTOR = "with_factor"
STRONG_WAYS = ("mfa_reauthenticate:webauthn", "mfa_reauthenticate", "sign_in_with")
# What somebody without a second factor may open: the way to set one up, and the way out.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "account_logout",
        "accounts:language",
        "accounts:sign_in_with",
        "accounts:come_back",
    }
)


class StaffRequest(HttpRequest):
    """A request of a signed-in member of staff. `news`: how much waits in their inbox, where the page has read it."""

    user: User
    news: int


def staff_required(view: Callable[Concatenate[StaffRequest, P], HttpResponse]) -> View[P]:
    """For staff only; everybody else is sent to sign in and comes back afterwards."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            staff = cast(StaffRequest, request)
            holdings_of(staff)
            return view(staff, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else "/"
        if asked_for_part(request):
            back = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
            return HttpResponse(status=401, headers={"HX-Redirect": redirect_to_login(back)["Location"]})
        return redirect_to_login(back)

    return wrapper


def power_required(
    *powers: Power,
) -> Callable[[Callable[Concatenate[StaffRequest, P], HttpResponse]], View[P]]:
    """For staff who hold one of these powers at any desk; others get 403, and the trail keeps that they asked."""

    def decorate(view: Callable[Concatenate[StaffRequest, P], HttpResponse]) -> View[P]:
        @wraps(view)
        def wrapper(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(holdings_of(request).may(power) for power in powers):
                sought = "|".join(power.name.lower() for power in powers)
                audit.record_refusal(sought, by=request.user, at=now())
                raise PermissionDenied(sought)
            return view(request, *args, **kwargs)

        return staff_required(wrapper)

    return decorate


def is_fresh(request: StaffRequest) -> bool:
    """Whether a second factor was shown within the last minutes: for what gives away more than a page."""
    shown = [
        one["at"] for one in get_authentication_records(request, request.user) if one["method"] == "mfa" or one.get(WITH_FACTOR)
    ]
    recent = bool(shown) and now().timestamp() - shown[-1] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return recent or bool(request.session.get(DEMO_KEY) and is_demo())


def to_prove(request: StaffRequest, *, back: str = "") -> str:
    """Where they show their second factor once more, and then come back to this page, or to another."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    there = [way["url"] for kind in STRONG_WAYS for way in ways if way["id"] == kind]
    return f"{next(iter(there), reverse('account_reauthenticate'))}?{urlencode({'next': back or request.path})}"


def holdings_of(request: StaffRequest) -> Holdings:
    """What the asking member of staff holds, read once per request: gates find it with the user."""
    held = request.user.held = queries.holdings(request.user, now())
    return held


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """The page to go on to, when it is one of ours."""
    sought = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(sought, {request.get_host()}, require_https=request.is_secure())
    return sought if ours else otherwise


def no_store(get_response: GetResponse) -> GetResponse:
    """No browser and no proxy keeps a page of ours: phones are shared and seized. A file that is the same for everybody, and
    with which a phone works without network, says so itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not getattr(response, "same_for_everybody", False):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def speak_their_language(get_response: GetResponse) -> GetResponse:
    """Pages in the language of the member of staff; before sign-in, in the one chosen or asked for by the browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response["Content-Language"] = language
        return response

    return middleware


def demand_second_factor(get_response: GetResponse) -> GetResponse:
    """Nobody works with a password alone: without passkey or one-time codes the first page is to set one up.

    A session that began before there was one, and in which none was shown since, is ended: whoever knew the password
    early must not come in on the factor that its owner set up meanwhile, nor set up another.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or _is_proven(request, request.user):
            return get_response(request)
        if queries.has_second_factor(request.user):
            audit.record_refusal(PROVEN_KEY, by=request.user, at=now())
            logout(request)
            return sent_to(request, reverse("account_login"))
        return get_response(request) if _may_stay(request) else sent_to(request, reverse("mfa_index"))

    return middleware


def sent_to(request: HttpRequest, address: str) -> HttpResponse:
    """Away to another page, whole, when only a part of one was asked for."""
    return HttpResponse(status=401, headers={"HX-Redirect": address}) if asked_for_part(request) else redirect(address)


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """The answer of the lock against guessing: the same for an address that has an account and for one that has none."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)


def sent_from(request: HttpRequest) -> str:
    """Where a request comes from, as far as our own proxies say so: for the locks against guessing."""
    return str(get_adapter().get_client_ip(request))


def place_of(request: HttpRequest) -> str:
    """The same as a keyed hash, for counting tries: a list of addresses is kept nowhere."""
    return salted_hmac("malath.accounts.place", sent_from(request), algorithm="sha256").hexdigest()


def device(request: HttpRequest) -> str:
    """What somebody signs in with, as far as it says so."""
    return device_of(request.headers.get("User-Agent", ""))


def typed_address(_request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """The address under which the lock against guessing counts."""
    return (credentials or {}).get("email", "").strip().lower()


def _language(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return request.user.language
    chosen = request.GET.get(LANGUAGE_KEY) or request.session.get(LANGUAGE_KEY)
    return chosen if chosen in Language.values else translation.get_language_from_request(request)


def _is_proven(request: HttpRequest, user: User) -> bool:
    """Whether a second factor was shown in this very session, at sign-in or when it was set up."""
    if not request.session.get(PROVEN_KEY):
        records = get_authentication_records(request, user)
        if any(record.get(WITH_FACTOR) for record in records):
            request.session[PROVEN_KEY] = True
        elif any(record["method"] == "mfa" for record in records):
            request.session[PROVEN_KEY] = queries.has_second_factor(user)
    return bool(request.session.get(PROVEN_KEY)) or bool(request.session.get(DEMO_KEY) and is_demo())


def _may_stay(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in SETTING_UP
    except Resolver404:
        return True
