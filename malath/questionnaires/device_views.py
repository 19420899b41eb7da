"""Phones of desks that may send filled forms: who looks after staff lets them in and shuts them out."""

import base64
import json
import zlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.documents.typesetting import square
from malath.foundation.clock import now
from malath.questionnaires import gates, queries
from malath.questionnaires.actions import CannotDo
from malath.questionnaires.actions import devices as device_actions
from malath.questionnaires.forms import LetIn
from malath.ui.page import say_why_not


@require_http_methods(["GET", "POST"])
@power_required(Power.MANAGE, Power.SUPERVISE)
def devices(request: StaffRequest) -> HttpResponse:
    """The phones, and a new one, whose address is shown once."""
    at, held = now(), holdings_of(request)
    desks = {desk.reference: desk for desk in queries.desks_for_devices(held)}
    form = LetIn(request.POST or None, desks=list(desks.values()))
    context = {"form": form, "address": "", "code": ""}
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = device_actions.let_in(desks[form.cleaned_data["desk"]], by=request.user, at=at)
        except CannotDo as refused:
            say_why_not(request, refused.reasons)
            status = 409
        else:
            address = request.build_absolute_uri(f"/collect/{made.token}")
            context |= {"address": address, "code": mark_safe(square(settings_of(address)))}  # noqa: S308  # our own drawing
    return render(request, "questionnaires/devices.html", {**context, "lines": queries.device_list(held, at)}, status=status)


@require_POST
@power_required(Power.MANAGE, Power.SUPERVISE)
def shut_out(request: StaffRequest, reference: str) -> HttpResponse:
    """A phone sends nothing any more."""
    at = now()
    device = gates.device_to_shut_out(request.user, reference, at=at)
    try:
        device_actions.shut_out(device, by=request.user, at=at)
    except CannotDo as refused:
        say_why_not(request, refused.reasons)
    else:
        messages.success(request, _("The phone is shut out, from this moment."))
    return redirect("questionnaires:devices")


def settings_of(address: str) -> str:
    """What Collect reads from a square code: JSON, packed and in letters. Finished forms leave the phone once they arrived."""
    general = {
        "protocol": "odk_default", "server_url": address, "form_update_mode": "match_exactly", "autosend": "wifi_and_cellular",
        "delete_send": True,
    }  # fmt: skip
    told = {"general": general, "admin": {"change_server": False}, "project": {"name": "Forms"}}
    return base64.b64encode(zlib.compress(json.dumps(told).encode())).decode()
