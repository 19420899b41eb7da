"""Pages about the systems of bodies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts import actions as accounts
from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.api import actions, gates, queries
from malath.api.forms import AskForSystem
from malath.foundation.clock import now
from malath.ui.page import say_why_not

manager_required = power_required(Power.MANAGE)
two_required = power_required(Power.MANAGE, Power.READ_TRAIL)


@require_GET
@two_required
def systems(request: StaffRequest) -> HttpResponse:
    """Every system of every body, and what waits for somebody else."""
    lines = queries.systems_to_see(request.user.reference, now())
    may_ask = holdings_of(request).may(Power.MANAGE)
    return render(request, "api/systems.html", {"systems": lines, "may_ask": may_ask})


@require_http_methods(["GET", "POST"])
@manager_required
def ask(request: StaffRequest) -> HttpResponse:
    """Ask that the system of a body be let in."""
    form = AskForSystem(request.POST or None, desks=agencies.all_open_desks())
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(**form.cleaned_data, by=request.user, at=now())
            messages.success(request, _("Asked. Somebody else allows it."))
            return redirect("api:systems")
        except actions.CannotDo as refusal:
            form.add_error(None, [str(reason.label) for reason in refusal.reasons])
    return render(request, "api/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@two_required
def allow(request: StaffRequest, reference: str) -> HttpResponse:
    """Let a system in for which somebody else asked."""
    try:
        actions.allow(gates.system_to_answer(reference), by=request.user, at=now())
        messages.success(request, _("Allowed. The system holds what was asked for, and no more."))
    except (actions.CannotDo, accounts.CannotChange) as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("api:systems")


@require_POST
@two_required
def end(request: StaffRequest, reference: str) -> HttpResponse:
    """End a system at once, or what was asked for it."""
    try:
        accounts.end_staff(gates.system_to_answer(reference).user, by=request.user, at=now())
        messages.success(request, _("Ended. Nothing is open to this system any more."))
    except accounts.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("api:systems")
