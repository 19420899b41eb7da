"""Pages on which a house is set up."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.shelter import actions, gates
from malath.shelter.forms import AddSection, AddUnit, ClosePlace, Found, WriteAddress
from malath.shelter.http import done, form_page, say
from malath.shelter.queries.house import sections_of
from malath.shelter.queries.measures import measures as of_house
from malath.shelter.words import ClosedPlace, Takes, When

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@staff_required
def found(request: StaffRequest, reference: str) -> HttpResponse:
    """A desk that offers shelter keeps its places here from now on."""
    at = now()
    desk = gates.desk_to_found(request.user, reference, at=at)
    form = Found(request.POST if request.method == "POST" else None)
    if form.is_valid():
        boys = form.cleaned_data["boys_until"]
        if done(form, lambda: actions.found(desk, boys_until=boys, by=request.user, at=at)):
            messages.success(request, _("Set up. Add its sections and rooms next."))
            return redirect("shelter:board")
    return form_page(request, "shelter/found.html", form, name=f"{desk.agency.name} · {desk.name}")


@require_safe
@staff_required
def measures(request: StaffRequest, reference: str) -> HttpResponse:
    """The house in numbers, for who runs it."""
    at = now()
    page = of_house(gates.house_to_set_up(request.user, reference, at=at).shelter, at)
    tables = (
        (_("Not taken in, another place was found"), page.refused), (_("What happened"), page.incidents),
        (_("How people left"), page.exits),
    )  # fmt: skip
    return render(request, "shelter/measures.html", {"page": page, "tables": tables})


@require_http_methods(FORM)
@staff_required
def set_up(request: StaffRequest, reference: str) -> HttpResponse:
    """Add a section to the house."""
    at = now()
    opened = gates.house_to_set_up(request.user, reference, at=at)
    form = AddSection(request.POST if request.method == "POST" else None)
    if form.is_valid():
        takes, name = Takes(form.cleaned_data["takes"]), form.cleaned_data["name"]
        if done(form, lambda: actions.add_section(opened.shelter, takes, name, by=request.user, at=at)):
            messages.success(request, _("The section is there. Add its rooms."))
            return redirect("shelter:add_unit", reference)
    return form_page(request, "shelter/set_up.html", form, reference=reference)


@require_http_methods(FORM)
@staff_required
def add_unit(request: StaffRequest, reference: str) -> HttpResponse:
    """Add a room and its places, or places to a room."""
    at = now()
    opened = gates.house_to_set_up(request.user, reference, at=at)
    form = AddUnit(request.POST if request.method == "POST" else None, sections=sections_of(opened.shelter))
    if form.is_valid():
        data = form.cleaned_data
        section = gates.section_named(opened, data["section"])

        def add() -> object:
            return actions.add_unit(section, data["name"], data["places"], when=When(data["when"]), by=request.user, at=at)

        if done(form, add):
            messages.success(request, _("The places are there."))
            return redirect("shelter:rooms", reference)
    return form_page(request, "shelter/add_unit.html", form, reference=reference)


@require_http_methods(FORM)
@staff_required
def place(request: StaffRequest, reference: str, place: str) -> HttpResponse:
    """Close a place for a while."""
    at = now()
    opened = gates.house_to_set_up(request.user, reference, at=at)
    found = gates.place_named(opened.shelter, place)
    form = ClosePlace(request.POST if request.method == "POST" else None)
    if form.is_valid():
        because = ClosedPlace(form.cleaned_data["because"])
        if done(form, lambda: actions.close_place(found, because, by=request.user, at=at)):
            messages.success(request, _("Nobody is offered this place until you open it again."))
            return redirect("shelter:rooms", reference)
    return form_page(request, "shelter/place.html", form, reference=reference, place=place, closed=bool(found.closed_because))


@require_POST
@staff_required
def open_place(request: StaffRequest, reference: str, place: str) -> HttpResponse:
    """A place can be used again."""
    at, form = now(), forms.Form(request.POST)
    opened = gates.house_to_set_up(request.user, reference, at=at)
    found = gates.place_named(opened.shelter, place)
    if not done(form, lambda: actions.open_place(found, by=request.user, at=at)):
        say(request, form)
    return redirect("shelter:rooms", reference)


@require_http_methods(FORM)
@staff_required
def write_address(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down where the house is; it is not shown again."""
    at = now()
    opened = gates.house_to_set_up(request.user, reference, at=at)
    form = WriteAddress(request.POST if request.method == "POST" else None)
    if form.is_valid():
        text = form.cleaned_data["address"]
        if done(form, lambda: actions.write_address(opened.shelter, text, by=request.user, at=at)):
            messages.success(request, _("Written down and sealed. No page of the house shows it."))
            return redirect("shelter:rooms", reference)
    return form_page(request, "shelter/write_address.html", form, reference=reference)
