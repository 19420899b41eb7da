"""The house at night, on a phone: who is there, the emergency sheet, what happened, what the next shift must know."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import in_amman, now
from malath.shelter import actions, gates
from malath.shelter.http import done, form_page, say
from malath.shelter.queries.night import residents
from malath.shelter.stay_forms import CountHeads, HandOver, RecordIncident
from malath.shelter.words import IncidentKind

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@staff_required
def night(request: StaffRequest, reference: str) -> HttpResponse:
    """Who is in the house, and how many somebody counted."""
    at = now()
    opened, page = gates.house_at_night(request.user, reference, at=at)
    form = CountHeads(request.POST if request.method == "POST" else None)
    if form.is_valid():
        counted = form.cleaned_data["counted"]
        if done(form, lambda: actions.count_heads(opened.shelter, counted, page.expected, by=request.user, at=at)):
            messages.success(request, _("Counted."))
            return redirect("shelter:night", reference)
    return form_page(request, "shelter/night.html", form, page=page, at=at)


@require_safe
@staff_required
def sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """Whom to bring out, and what must be known of each."""
    at = now()
    _opened, page = gates.house_at_night(request.user, reference, at=at, sheet=True)
    return render(request, "shelter/sheet.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def hand_over(request: StaffRequest, reference: str) -> HttpResponse:
    """Write something down for the next shift."""
    at = now()
    opened = gates.house_to_work_at(request.user, reference, at=at)
    form = HandOver(
        request.POST if request.method == "POST" else None, residents=residents(opened.shelter, opened.holdings, at)
    )
    if form.is_valid():
        about, words = form.cleaned_data["resident"], form.cleaned_data["words"]
        stay = gates.resident_named(opened, about, at=at) if about else None
        if done(form, lambda: actions.hand_over(opened.shelter, words, stay=stay, by=request.user, at=at)):
            messages.success(request, _("The next shift reads it."))
            return redirect("shelter:night", reference)
    told = _("Read by those who work at the house. What is about somebody is read by who sees their file.")
    return _page(request, form, reference, _("For the next shift"), told)


@require_POST
@staff_required
def take_over(request: StaffRequest, reference: str, note: str) -> HttpResponse:
    """The next shift has read it."""
    at, form = now(), forms.Form(request.POST)
    opened = gates.house_to_work_at(request.user, reference, at=at)
    found = gates.note_named(opened, note, at=at)
    if not done(form, lambda: actions.take_over(found, by=request.user, at=at)):
        say(request, form)
    return redirect("shelter:night", reference)


@require_safe
@staff_required
def incidents(request: StaffRequest, reference: str) -> HttpResponse:
    """What happened in the house."""
    at = now()
    lines = gates.incidents_to_view(request.user, reference, at=at)
    return render(request, "shelter/incidents.html", {"lines": lines, "reference": reference})


@require_http_methods(FORM)
@staff_required
def incident(request: StaffRequest, reference: str) -> HttpResponse:
    """Something happened."""
    at = now()
    opened = gates.house_to_work_at(request.user, reference, at=at)
    here = in_amman(at)
    form = RecordIncident(
        request.POST if request.method == "POST" else None, residents=residents(opened.shelter, opened.holdings, at),
        initial={"on": here.date(), "time": here.time()},
    )  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        stay = gates.resident_named(opened, data["resident"], at=at) if data["resident"] else None

        def write() -> object:
            return actions.record_incident(
                opened.shelter, IncidentKind(data["kind"]), data["words"], form.moment, stay=stay, by=request.user, at=at
            )

        if done(form, write):
            messages.success(request, _("Written down. The supervisors are told now, and each hour until one has looked."))
            return redirect("shelter:incidents", reference)
    told = _("Make the people safe first, then write. In danger to life ring 911.")
    return _page(request, form, reference, _("Something happened"), told)


@require_POST
@staff_required
def look_at(request: StaffRequest, reference: str, incident: str) -> HttpResponse:
    """A supervisor has looked."""
    at, form = now(), forms.Form(request.POST)
    found = gates.incident_to_look_at(request.user, reference, incident, at=at)
    if not done(form, lambda: actions.look_at_incident(found, by=request.user, at=at)):
        say(request, form)
    return redirect("shelter:incidents", reference)


@require_POST
@staff_required
def free(request: StaffRequest, reference: str, place: str) -> HttpResponse:
    """Somebody who took their agreement back has left."""
    at, form = now(), forms.Form(request.POST)
    stay = gates.stopped_stay(user=request.user, reference=reference, place=place, at=at)
    if done(form, lambda: actions.leave_after_withdrawal(stay, by=request.user, at=at)):
        messages.success(request, _("The place is free."))
    else:
        say(request, form)
    return redirect("shelter:rooms", reference)


@require_POST
@staff_required
def give_back(request: StaffRequest, reference: str, thing: str) -> HttpResponse:
    """Something is given back to somebody who has left."""
    at, form = now(), forms.Form(request.POST)
    kept, signed = gates.kept_thing(request.user, reference, thing, at=at), request.POST.get("both_signed") == "on"
    if done(form, lambda: actions.sign_out(kept, both_signed=signed, by=request.user, at=at)):
        messages.success(request, _("Given back and signed out."))
    else:
        say(request, form)
    return redirect("shelter:rooms", reference)


def _page(request: StaffRequest, form: forms.Form, reference: str, heading: str, told: str) -> HttpResponse:
    back = reverse("shelter:night", args=[reference])
    return form_page(request, "shelter/form.html", form, heading=heading, told=told, back=back, number="")
