"""Pages about the addresses at which programs are told."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.api import gates
from malath.api.actions import CannotDo, hooks
from malath.api.forms import AskForHook
from malath.api.queries import hooks as queries
from malath.foundation.clock import now
from malath.ui.page import say_why_not

manager_required = power_required(Power.MANAGE)
two_required = power_required(Power.MANAGE, Power.READ_TRAIL)


@require_GET
@two_required
def listing(request: StaffRequest) -> HttpResponse:
    """Every address at which a program is told, and what waits for somebody else."""
    lines = queries.hooks_to_see(request.user.reference, now())
    return render(request, "api/hooks.html", {"hooks": lines, "may_ask": holdings_of(request).may(Power.MANAGE)})


@require_http_methods(["GET", "POST"])
@manager_required
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask that the program of a system be told at an address."""
    system = gates.system_to_answer(reference)
    form = AskForHook(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hooks.ask_hook(system, address=form.cleaned_data["address"], by=request.user, at=now())
            messages.success(request, _("Asked. Somebody else allows it."))
            return redirect("api:hooks")
        except CannotDo as refusal:
            form.add_error(None, [str(reason.label) for reason in refusal.reasons])
    context = {"form": form, "system": system.user}
    return render(request, "api/ask_hook.html", context, status=422 if form.errors else 200)


@require_POST
@two_required
def allow(request: StaffRequest, reference: str) -> HttpResponse:
    """Let an address be told for which somebody else asked."""
    told = _("Allowed. From now on the program is told which referral to read, and nothing else.")
    return _done(request, hooks.allow_hook, reference, told)


@require_POST
@two_required
def end(request: StaffRequest, reference: str) -> HttpResponse:
    """End an address at once."""
    return _done(request, hooks.end_hook, reference, _("Ended. Nothing is told there any more."))


@require_POST
@manager_required
def send_anew(request: StaffRequest, reference: str) -> HttpResponse:
    """Try once more what was given up at an address."""
    return _done(request, hooks.send_anew, reference, _("On its way again."))


def _done(request: StaffRequest, act: Callable[..., object], reference: str, told: str) -> HttpResponse:
    """One press on an address; the page says what came of it."""
    try:
        act(gates.hook_to_answer(reference), by=request.user, at=now())
        messages.success(request, told)
    except CannotDo as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("api:hooks")
