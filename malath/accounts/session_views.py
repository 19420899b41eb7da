"""Sessions: where somebody is signed in, how that ends, and what a new proof does to it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LogoutView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts import actions, gates, queries
from malath.accounts.http import StaffRequest, is_fresh, power_required, staff_required, to_prove
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.ui.page import say_why_not

AWAY = 302


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends, and the browser forgets what it kept of its pages. What a phone of the field kit holds stays: it is
    sealed, and may not have arrived yet."""
    response: HttpResponse = LogoutView.as_view()(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache"'
    return response


def renewed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A new proof begins a new mark of the session: a mark that somebody took before is worth nothing afterwards."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == AWAY and request.user.is_authenticated:
            before = request.session.session_key or ""
            request.session.cycle_key()
            actions.record_proof(request.user, before=before, after=request.session.session_key or "", at=now())
        return response

    return wrapper


@require_POST
@staff_required
def end_session(request: StaffRequest, reference: str) -> HttpResponse:
    """One of one's own sessions ends, on whichever device."""
    if not is_fresh(request):
        return _prove_first(request)
    mine = queries.sign_ins_of(request.user, reference=reference)
    actions.end_sessions(request.user, mine, by=request.user, at=now())
    return redirect("accounts:settings")


@require_POST
@staff_required
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    """All of one's own sessions end but this one."""
    if not is_fresh(request):
        return _prove_first(request)
    others = queries.sign_ins_of(request.user, but=request.session.session_key or "")
    actions.end_sessions(request.user, others, by=request.user, at=now())
    messages.success(request, _("You are signed in here only."))
    return redirect("accounts:settings")


@require_POST
@power_required(Power.MANAGE)
def sign_out_member(request: StaffRequest, reference: str) -> HttpResponse:
    """All sessions of a member of staff end: a phone is lost and its owner cannot be reached. The account stays."""
    user = gates.staff_to_manage(reference)
    try:
        actions.sign_out_member(user, by=request.user, at=now())
        messages.success(request, _("Signed out everywhere. They sign in anew with password and second factor."))
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:member", reference)


def _prove_first(request: StaffRequest) -> HttpResponse:
    """Whoever found an open page must not sign its owner out elsewhere; where they come back to, the button is."""
    messages.info(request, _("Show your second factor first, then press again."))
    return redirect(to_prove(request, back=reverse("accounts:settings")))
