"""The doors of the idle lock: what is shown while a page is locked, and what was sent meanwhile."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from malath.accounts import idle
from malath.accounts.adapters import ELSEWHERE
from malath.accounts.http import DEMO_KEY, StaffRequest, safe_next, staff_required
from malath.foundation.clock import now

CODE, PASSKEY = "mfa_reauthenticate", "mfa_reauthenticate:webauthn"


@require_GET
@staff_required
def locked(request: StaffRequest) -> HttpResponse:
    """To the way in which this member of staff shows who they are; once they did, back to where they were."""
    if not idle.is_locked(request):
        return redirect(safe_next(request))
    if request.session.get(DEMO_KEY):
        return render(request, "accounts/locked_demo.html", {"next": safe_next(request)})
    ways = get_adapter().get_reauthentication_methods(request.user)
    there = [way["url"] for kind in (PASSKEY, CODE, ELSEWHERE) for way in ways if way["id"] == kind]
    way = next(iter(there), None)
    if way is None:  # their factors were taken away meanwhile: only signing in anew is left
        logout(request)
        return redirect_to_login(safe_next(request))
    return redirect(f"{way}?{urlencode({'next': safe_next(request)})}")


@require_POST
@staff_required
def lock_now(request: StaffRequest) -> HttpResponse:
    """Somebody leaves their place: the page is locked at once."""
    idle.lock_now(request, request.user)
    return redirect("accounts:locked")


@require_GET
@staff_required
def lock_state(request: StaffRequest) -> HttpResponse:
    """After how many seconds the page locks: what covers it asks."""
    return JsonResponse({"left": idle.seconds_left(request)})


@require_GET
@staff_required
def unlocked(request: StaffRequest) -> HttpResponse:
    """Where somebody lands who unlocked beside a covered page."""
    return render(request, "accounts/unlocked.html")


@require_GET
@staff_required
def kept(request: StaffRequest) -> HttpResponse:
    """What was sent while the page was locked, to be sent on or thrown away. None of it is shown."""
    form = idle.kept_form(request, request.user)
    if form is None:
        messages.warning(request, _("Nothing is kept any more: what is sent while a page is locked is kept for ten minutes."))
        return redirect("workday:home")
    return render(request, "accounts/kept.html", {"kept": form})


@require_POST
@staff_required
def throw_away_kept(request: StaffRequest) -> HttpResponse:
    """It is not sent."""
    idle.forget_kept(request, request.user)
    messages.success(request, _("Thrown away."))
    return redirect("workday:home")


@require_POST
def open_demo(request: HttpRequest) -> HttpResponse:
    """The invented staff of a demonstration have no second factor: one press (see `urls.py`)."""
    request.session[idle.SHOWN_KEY] = now().timestamp()
    return redirect(safe_next(request))
