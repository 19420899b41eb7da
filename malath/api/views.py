"""Pages about the systems of bodies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from malath.accounts import actions as accounts
from malath.accounts.http import StaffRequest, holdings_of, is_fresh, power_required, to_prove
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.api import actions, gates, queries
from malath.api.forms import AskForSystem
from malath.api.queries import secrets
from malath.foundation.clock import now
from malath.ui.page import say_why_not

manager_required = power_required(Power.MANAGE)
supervisor_required = power_required(Power.SUPERVISE)
two_required = power_required(Power.MANAGE, Power.READ_TRAIL)


@require_safe
def metadata(request: HttpRequest) -> JsonResponse:
    """Where and how a program gets a token, for its library to read (RFC 8414). Nothing of it is secret."""
    here = request.build_absolute_uri("/api/v1")
    said = {
        "issuer": here, "token_endpoint": f"{here}/token", "grant_types_supported": ["client_credentials"],
        "response_types_supported": [], "scopes_supported": queries.scopes_to_ask(),
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }  # fmt: skip
    return JsonResponse(said)


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


@require_GET
@supervisor_required
def ours(request: StaffRequest) -> HttpResponse:
    """The systems of the viewer's own body, with what opens them."""
    return render(request, "api/ours.html", _ours(request))


@require_POST
@supervisor_required
def give_secret(request: StaffRequest, reference: str) -> HttpResponse:
    """Take a secret for a system of the own body: the answer shows it, this once."""
    at = now()
    system = gates.own_system(request.user, reference, at=at)
    if not is_fresh(request):
        return redirect("api:ours")
    try:
        shown = actions.give_secret(system, by=request.user, at=at)
    except actions.CannotDo as refusal:
        say_why_not(request, refusal.reasons)
        return redirect("api:ours")
    return render(request, "api/ours.html", {**_ours(request), "shown": shown, "shown_for": system.user})


@require_POST
@supervisor_required
def end_secret(request: StaffRequest, reference: str) -> HttpResponse:
    """End a secret of a system of the own body, and every token that it gave."""
    at = now()
    try:
        actions.end_secret(gates.own_secret(request.user, reference, at=at), by=request.user, at=at)
        messages.success(request, _("Ended. What shows this secret, or a token of it, is refused from now on."))
    except actions.CannotDo as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("api:ours")


def _ours(request: StaffRequest) -> dict[str, object]:
    """A secret is taken only shortly after a second factor was shown."""
    prove = "" if is_fresh(request) else to_prove(request)
    return {"prove": prove, "systems": secrets.systems_of_body(holdings_of(request).supervised_agency_id or 0, now())}
