"""Pages of phones and of what came from them: enrolling one, ending one, and records that need somebody."""

from base64 import b64decode
from binascii import Error

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, is_fresh, power_required, staff_required, to_prove
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.offline import actions, gates, queries
from malath.offline.actions import CannotDo
from malath.offline.forms import EndPhone, Enrol, PutAside
from malath.offline.reading import record_page
from malath.offline.replay import replay
from malath.offline.words import DeviceName, PacketState, SetAside, WhyEnded
from malath.ui.page import say_why_not


@require_GET
@staff_required
def phones(request: StaffRequest) -> HttpResponse:
    """One's own phones, and those of the body for who looks after it."""
    held = holdings_of(request)
    context = {
        "page": queries.phones_page(request.user, held),
        "end": EndPhone(),
        "may_enrol": any(map(held.may, queries.CARRIES)),
    }
    return render(request, "offline/phones.html", context)


@require_http_methods(["GET", "POST"])
@power_required(*queries.CARRIES)
def enrol(request: StaffRequest) -> HttpResponse:
    """Take this phone along: its own key pair is made in it, and the open half comes here. Only after a second factor."""
    if not is_fresh(request):
        return (
            redirect(to_prove(request)) if request.method == "GET" else JsonResponse({"prove": to_prove(request)}, status=409)
        )
    at = now()
    desks = queries.desks_to_enrol_at(request.user, holdings_of(request), at)
    form = Enrol(request.POST or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            device = actions.enrol(
                request.user, desk=data["desk"], name=DeviceName(data["name"]), public=_decoded(data["public"]),
                may_open=data["desk"] in desks, by=request.user, at=at,
            )  # fmt: skip
        except CannotDo as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            return JsonResponse({"pack": queries.pack_for(device, at), "next": reverse("offline:shell")})
    if request.method == "POST":
        return JsonResponse({"errors": [str(text) for texts in form.errors.values() for text in texts]}, status=422)
    return render(request, "offline/enrol.html", {"form": form})


@require_POST
@staff_required
def end(request: StaffRequest, reference: str) -> HttpResponse:
    """A phone serves no more."""
    at = now()
    device = gates.phone_to_end(request.user, holdings_of(request), reference, at=at)
    form = EndPhone(request.POST)
    if form.is_valid():
        try:
            actions.end_device(device, why=WhyEnded(form.cleaned_data["why"]), by=request.user, at=at)
            messages.success(request, _("Ended. When the phone is in reach next, it throws its drafts away."))
        except CannotDo as refused:
            say_why_not(request, refused.reasons)
    else:
        messages.warning(request, _("Say why the phone is ended."))
    return redirect("offline:phones")


@require_POST
@power_required(Power.MANAGE, Power.SUPERVISE)
def renew_key(request: StaffRequest) -> HttpResponse:
    """The body gets a new key, to which its phones seal from their next contact on."""
    actions.renew_key(request.user.agency, by=request.user, at=now())
    said = _("The new key is in use. Phones take it along at their next contact; what they sealed before still opens.")
    messages.success(request, said)
    return redirect("offline:phones")


@require_GET
@power_required(*queries.CARRIES)
def records(request: StaffRequest) -> HttpResponse:
    """Records from phones that need somebody at the viewer's desks."""
    lines = queries.held_at(holdings_of(request))
    return render(request, "offline/records.html", {"lines": lines})


@require_GET
@power_required(*queries.CARRIES)
def record(request: StaffRequest, reference: str) -> HttpResponse:
    """One of them: what was written, when, and why it waits."""
    return _record(request, reference)


@require_POST
@power_required(*queries.CARRIES)
def again(request: StaffRequest, reference: str) -> HttpResponse:
    """Read it in, now and in one's own name, as far as it goes."""
    at = now()
    packet = replay(gates.record_to_settle(request.user, reference, at=at), at=at, by=request.user)
    if packet.state == PacketState.HELD:
        messages.warning(request, _("Not everything could be read in. What is left, and why, stands below."))
        return redirect("offline:record", reference)
    messages.success(request, _("Read in."))
    return redirect("workday:case", packet.case_reference) if packet.case_reference else redirect("offline:records")


@require_POST
@power_required(*queries.CARRIES)
def aside(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody saw to it in another way."""
    at = now()
    packet = gates.record_to_settle(request.user, reference, at=at)
    form = PutAside(request.POST)
    if not form.is_valid():
        return _record(request, reference, form, status=422)
    try:
        actions.set_aside(packet, SetAside(form.cleaned_data["how"]), by=request.user, at=at)
    except CannotDo as refused:
        say_why_not(request, refused.reasons)
    else:
        messages.success(request, _("Set aside. What it held is thrown away here."))
    return redirect("offline:records")


def _record(request: StaffRequest, reference: str, form: PutAside | None = None, *, status: int = 200) -> HttpResponse:
    packet = gates.record_to_settle(request.user, reference, at=now())
    context = {"page": record_page(packet), "form": form or PutAside()}
    return render(request, "offline/record.html", context, status=status)


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return b""
