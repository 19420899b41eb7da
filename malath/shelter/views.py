"""Pages of the shelter: the board, the search for a place, and taking somebody in."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.foundation.clock import in_amman, now
from malath.people.words import Sex
from malath.shelter import actions, gates
from malath.shelter.actions import Admission, Affected, Child, Coming
from malath.shelter.forms import Admit, FindPlace, TurnAway
from malath.shelter.gates import address_to_read, file_to_view, house_to_view, person_to_take_in
from malath.shelter.http import done, form_page, say
from malath.shelter.queries.board import find, who_comes
from malath.shelter.queries.file import file_page, inside_of
from malath.shelter.queries.house import places_offered
from malath.shelter.words import Elsewhere, Entitled, Refused, RightsTold, When

if TYPE_CHECKING:
    from malath.shelter.models import Shelter

FORM = ["GET", "HEAD", "POST"]


@require_safe
@power_required(Power.WRITE_NOTE, Power.REFER)
def board(request: StaffRequest) -> HttpResponse:
    """The places of the houses at whose desk the viewer works."""
    at = now()
    return render(request, "shelter/board.html", {"page": gates.board_to_view(request.user, at=at), "at": at})


@require_safe
@power_required(Power.REFER)
def search(request: StaffRequest) -> HttpResponse:
    """Look for a free place by whom it is for. No address, and not how many people are in a house."""
    asked = bool(request.GET)
    form = FindPlace(request.GET if asked else None, initial={"sex": Sex.FEMALE.value})
    found = None
    if asked and form.is_valid():
        data = form.cleaned_data
        who = who_comes(
            Sex(data["sex"]), is_child=data["age"] == "child", children=data["children"], oldest_boy=data["oldest_boy"]
        )
        found = find(who, When(data["when"]), data["groups"])
    return form_page(request, "shelter/search.html", form, found=found)


@require_safe
@staff_required
def house(request: StaffRequest, reference: str) -> HttpResponse:
    """One house, room by room."""
    at = now()
    return render(request, "shelter/house.html", {"page": house_to_view(request.user, reference, at=at), "at": at})


@require_safe
@staff_required
def file(request: StaffRequest, reference: str) -> HttpResponse:
    """What stands of the shelter in one case."""
    at = now()
    opened, desk = file_to_view(request.user, reference, at=at)
    page = file_page(opened.case, opened.sight, opened.holdings, desk, at)
    return render(request, "shelter/file.html", {"page": page, "inside": inside_of(opened.case, page, at), "at": at})


@require_http_methods(FORM)
@staff_required
def admit(request: StaffRequest, reference: str) -> HttpResponse:
    """Take somebody in."""
    at = now()
    opened, shelter, referral = person_to_take_in(request.user, reference, at=at)
    here = in_amman(at)
    first = {"once": uuid4(), "came_on": here.date(), "came_time": here.time(), "language": opened.person.language}
    form = Admit(request.POST if request.method == "POST" else None, places=places_offered(shelter), initial=first)
    if form.is_valid():
        admission = _admission(form, shelter)

        def take_in() -> object:
            return actions.admit(referral, admission, by=request.user, at=at, once=form.cleaned_data["once"])

        if done(form, take_in):
            messages.success(request, _("Taken in. Sign the list of belongings together next, and offer the health check."))
            return redirect("shelter:file", reference)
    return form_page(request, "shelter/admit.html", form, reference=reference, is_child=opened.person.is_child)


@require_http_methods(FORM)
@staff_required
def turn_away(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody is not taken in, and another place was found."""
    at = now()
    _opened, _shelter, referral = person_to_take_in(request.user, reference, at=at)
    form = TurnAway(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data

        def refuse() -> object:
            return actions.turn_away(
                referral, Refused(data["reason"]), Elsewhere(data["elsewhere"]), data["words"], by=request.user, at=at
            )

        if done(form, refuse):
            messages.success(request, _("Written down. Tell whoever referred them yourself, by telephone."))
            return redirect("shelter:file", reference)
    return form_page(request, "shelter/turn_away.html", form, reference=reference)


@require_POST
@staff_required
def no_place(request: StaffRequest, reference: str) -> HttpResponse:
    """No place is free: they go on waiting, and the need stands as unmet."""
    at, form = now(), forms.Form(request.POST)
    _opened, _shelter, referral = person_to_take_in(request.user, reference, at=at)
    if done(form, lambda: actions.record_no_place(referral, by=request.user, at=at)):
        messages.success(request, _("They go on waiting here. The need stands in the case as unmet: no place free."))
    else:
        say(request, form)
    return redirect("shelter:file", reference)


@require_POST
@staff_required
def address(request: StaffRequest, reference: str) -> HttpResponse:
    """Where somebody stays, by POST alone: nothing of it stands in an address or a history."""
    at = now()
    _opened, text = address_to_read(request.user, reference, at=at)
    return render(request, "shelter/address.html", {"reference": reference, "text": text})


def _admission(form: Admit, shelter: "Shelter") -> Admission:
    data = form.cleaned_data
    children = [
        Child(name, born, boy, gates.place_named(shelter, place) if place else None)
        for name, born, boy, place in form.children()
    ]
    coming = Coming(
        entitled=Entitled(data["entitled"]),
        voluntary=data["voluntary"],
        rights_told=data["rights"],
        came_at=form.came_at,
        born=tuple(child.born for child in children),
        affected=Affected(data["relative"], data["in_kingdom"], data["nobody_cares"]),
    )
    place = gates.place_named(shelter, data["place"])
    return Admission(place, coming, data["language"], RightsTold(data["told"]), data["care"], children)
