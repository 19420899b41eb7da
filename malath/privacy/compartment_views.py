"""The page of the six compartments of a file: which are open to the viewer, to whom else, and opening one to somebody."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, staff_required
from malath.agencies import queries as agencies
from malath.foundation.clock import now
from malath.privacy.actions import compartments as actions
from malath.privacy.actions.compartments import CannotOpenCompartment
from malath.privacy.compartment_forms import EndCompartment, OpenCompartment
from malath.privacy.gates import compartments as gates
from malath.privacy.queries import compartments as queries
from malath.privacy.queries.compartments import Door
from malath.privacy.words import Section


@require_safe
@staff_required
def compartments(request: StaffRequest, reference: str) -> HttpResponse:
    """Six doors."""
    at = now()
    opened = gates.compartments_to_view(request.user, reference, at=at)
    found = queries.doors(opened.person, opened.sight, opened.holdings, at)
    lines = [(door, _form_of(door)) for door in found]
    return render(request, "privacy/compartments.html", {"reference": reference, "doors": lines})


@require_POST
@staff_required
def open_compartment(request: StaffRequest, reference: str) -> HttpResponse:
    """Open one to one worker."""
    at = now()
    opened = gates.compartments_to_change(request.user, reference, at=at)
    doors = {door.section.value: door for door in queries.doors(opened.person, opened.sight, opened.holdings, at)}
    door = doors.get(request.POST.get("section", ""))
    form = OpenCompartment(request.POST, whom=door.choices if door else ())
    if door is None or not form.is_valid():
        messages.error(request, _("Nothing was opened. Choose somebody who may see it."))
        return redirect("privacy:compartments", reference)
    desk_reference, _space, worker_reference = form.cleaned_data["whom"].partition(" ")
    desk, worker = agencies.desk_by_reference(desk_reference), accounts.user_by_reference(worker_reference)
    if desk is None or worker is None:
        raise Http404
    try:
        actions.open_compartment(
            opened.person, door.section, desk=desk, worker=worker, giver=opened.holdings, by=request.user, at=at
        )
        messages.success(request, _("Open to this worker alone."))
    except CannotOpenCompartment as refused:
        _say(request, refused)
    return redirect("privacy:compartments", reference)


@require_POST
@staff_required
def end_compartment(request: StaffRequest, reference: str) -> HttpResponse:
    """Close it to somebody."""
    at, form = now(), EndCompartment(request.POST)
    opened = gates.compartments_to_change(request.user, reference, at=at)
    if not form.is_valid():
        messages.error(request, _("This could not be done. Open the page again."))
        return redirect("privacy:compartments", reference)
    section = Section(form.cleaned_data["section"])
    row = gates.row_to_end(opened, form.cleaned_data["row"], section)
    try:
        actions.end_compartment(opened.person, row, section, giver=opened.holdings, by=request.user, at=at)
        messages.success(request, _("Closed to them from now on."))
    except CannotOpenCompartment as refused:
        _say(request, refused)
    return redirect("privacy:compartments", reference)


def _form_of(door: Door) -> OpenCompartment | None:
    if not door.choices:
        return None
    return OpenCompartment(initial={"section": door.section.value}, whom=door.choices, auto_id=f"{door.section.value}_%s")


def _say(request: StaffRequest, refused: CannotOpenCompartment) -> None:
    for reason in refused.reasons:
        messages.error(request, str(reason.label))
