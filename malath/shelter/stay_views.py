"""Pages on which the house writes of a stay. One page for each form, one address for each button."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.accounts.roles import Power
from malath.agencies.words import Currency
from malath.foundation.clock import in_amman, now
from malath.privacy.words import ConsentKind
from malath.shelter import actions, gates, queries
from malath.shelter.actions import Brought, Leaving
from malath.shelter.gates import stay_to_work_on
from malath.shelter.http import done, form_page, say
from malath.shelter.queries.house import places_offered
from malath.shelter.queries.stay import is_run_by, staff_choices
from malath.shelter.stay_forms import Leave, OfferHealth, OneOf, PlanVisit, Review, SignIn
from malath.shelter.words import Destination, FollowUp, HealthCheck, Left, Looked, Neutral, Ready, Thing, VisitState, WhyLong

FORM = ["GET", "HEAD", "POST"]
TEMPLATE = "shelter/form.html"


@require_http_methods(FORM)
@staff_required
def key_worker(request: StaffRequest, reference: str) -> HttpResponse:
    """Who is there for the person."""
    at = now()
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    form = OneOf(_posted(request), choices=staff_choices(stay, at), label=_("Who is there for the person?"))
    if form.is_valid():
        worker = gates.worker_named(stay, form.cleaned_data["one"], at=at)
        if done(form, lambda: actions.name_key_worker(stay, worker, by=request.user, at=at)):
            return _back(request, reference, _("Named. They are told of what is due."))
    return _page(request, form, reference, _("Key worker"), _("Within 24 hours. The person may ask for somebody else."))


@require_http_methods(FORM)
@staff_required
def health(request: StaffRequest, reference: str) -> HttpResponse:
    """A health check is offered."""
    at = now()
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    form = OfferHealth(_posted(request))
    if form.is_valid():
        said = HealthCheck(form.cleaned_data["said"])
        if done(form, lambda: actions.offer_health_check(stay, said, by=request.user, at=at)):
            return _back(request, reference, _("Written down: the answer alone."))
    return _page(request, form, reference, _("Health check"), _("Offered within 24 hours, by the person's choice."))


@require_http_methods(FORM)
@staff_required
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """A look at the stay, each fourteen days."""
    at = now()
    opened, stay = stay_to_work_on(request.user, reference, at=at)
    form = Review(_posted(request))
    if form.is_valid():
        words, why = form.cleaned_data["words"], form.cleaned_data["why_long"]
        manages = is_run_by(stay, opened.holdings)

        def look() -> object:
            return actions.review(stay, words, WhyLong(why) if why else None, manages=manages, by=request.user, at=at)

        if done(form, look):
            return _back(request, reference, _("Reviewed. The next look is due in fourteen days."))
    told = _("A stay goes on by right while a decision or a case is pending; no review ends it.")
    return _page(request, form, reference, _("Review of the stay"), told)


@require_http_methods(FORM)
@staff_required
def sign_in(request: StaffRequest, reference: str) -> HttpResponse:
    """Something is written into the register of belongings."""
    at = now()
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    form = SignIn(_posted(request))
    if form.is_valid():
        data = form.cleaned_data
        currency = Currency(data["currency"]) if data["currency"] and data["amount"] is not None else None
        thing = Brought(
            Thing(data["kind"]), held=data["held"], asked=data["asked"], both_signed=data["both_signed"],
            amount=data["amount"] if currency else None, currency=currency,
        )  # fmt: skip
        if done(form, lambda: actions.sign_in(stay, thing, data["what"], by=request.user, at=at)):
            return _back(request, reference, _("Written into the register."))
    told = _("Nothing is taken. The house keeps only what the person asks it to keep, and gives it back at once.")
    return _page(request, form, reference, _("Belongings and money"), told)


@require_POST
@staff_required
def sign_out(request: StaffRequest, reference: str, thing: str) -> HttpResponse:
    """Something is given back."""
    at, form = now(), forms.Form(request.POST)
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    belonging, signed = gates.belonging_named(stay, thing), request.POST.get("both_signed") == "on"
    if done(form, lambda: actions.sign_out(belonging, both_signed=signed, by=request.user, at=at)):
        return _back(request, reference, _("Given back and signed out."))
    say(request, form)
    return redirect("shelter:file", reference)


@require_POST
@staff_required
def go_out(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody says that they go out."""
    return _acted(request, reference, actions.go_out, _("They are out. No hour is set."))


@require_POST
@staff_required
def come_back(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody is back."""
    return _acted(request, reference, actions.come_back, _("They are back."))


@require_http_methods(FORM)
@staff_required
def visit(request: StaffRequest, reference: str) -> HttpResponse:
    """The person meets somebody, at a neutral place."""
    at = now()
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    form = PlanVisit(_posted(request))
    if form.is_valid():
        data = form.cleaned_data

        def plan() -> object:
            return actions.plan_visit(
                stay, data["whom"], Neutral(data["where"]), form.moment, agreed=data["agreed"], by=request.user, at=at
            )

        if done(form, plan):
            return _back(request, reference, _("Planned. Nobody is told where the house is."))
    return _page(request, form, reference, _("Visit"), _("Never at the house: they meet at a neutral place."))


@require_POST
@staff_required
def settle_visit(request: StaffRequest, reference: str, visit: str) -> HttpResponse:
    """What became of a visit."""
    at, form = now(), forms.Form(request.POST)
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    found = gates.visit_named(stay, visit)
    state = VisitState.HELD if request.POST.get("state") == VisitState.HELD else VisitState.CALLED_OFF
    if not done(form, lambda: actions.settle_visit(found, state, by=request.user, at=at)):
        say(request, form)
    return redirect("shelter:file", reference)


@require_http_methods(FORM)
@staff_required
def move(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody moves to another place of the house."""
    at = now()
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    form = OneOf(_posted(request), choices=places_offered(stay.shelter), label=_("Which place?"))
    if form.is_valid():
        place = gates.place_named(stay.shelter, form.cleaned_data["one"])
        if done(form, lambda: actions.move(stay, place, by=request.user, at=at)):
            return _back(request, reference, _("Moved. The old place is free."))
    return _page(request, form, reference, _("Another place"), _("As the person wishes."))


@require_http_methods(FORM)
@staff_required
def leave(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody leaves."""
    at = now()
    opened, stay = stay_to_work_on(request.user, reference, at=at)
    here = in_amman(at)
    form = Leave(_posted(request), initial={"on": here.date(), "time": here.time()})
    if form.is_valid():
        supervises = opened.holdings.may_at(stay.shelter.desk_id, Power.SUPERVISE)
        if done(form, lambda: _leave(form, stay, supervises=supervises, by=request.user, at=at)):
            return _back(request, reference, _("They have left, and the place is free."))
    told = _(
        "Whoever wants to go goes, at any hour. A planned exit looks at the danger, and sees to papers, money and medicine."
    )
    unasked = queries.said_of_contacts(stay.person_id, at) == FollowUp.NOT_ASKED
    ask = reverse("privacy:ask", args=[stay.person.reference, ConsentKind.C17]) if unasked else ""
    return _page(request, form, reference, _("Exit"), told, ask=ask)


def _leave(form: Leave, stay: Any, *, supervises: bool, by: Any, at: datetime) -> object:
    data = form.cleaned_data
    leaving = Leaving(
        Left(data["how"]), form.moment, Looked(data["looked"]), bool(data["plan"].strip()), Ready(data["medicine"]),
        Ready(data["transport"]), elsewhere=data["elsewhere"],
    )  # fmt: skip
    return actions.leave(
        stay, leaving, Destination(data["destination"]), where=data["where"], plan=data["plan"], supervises=supervises, by=by,
        at=at,
    )  # fmt: skip


def _posted(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _acted(request: StaffRequest, reference: str, act: Callable[..., object], said: str) -> HttpResponse:
    at, form = now(), forms.Form(request.POST)
    _opened, stay = stay_to_work_on(request.user, reference, at=at)
    if done(form, lambda: act(stay, by=request.user, at=at)):
        return _back(request, reference, said)
    say(request, form)
    return redirect("shelter:file", reference)


def _back(request: StaffRequest, reference: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("shelter:file", reference)


def _page(request: StaffRequest, form: forms.Form, reference: str, heading: str, told: str, **more: str) -> HttpResponse:
    back = reverse("shelter:file", args=[reference])
    return form_page(request, TEMPLATE, form, heading=heading, told=told, back=back, number=reference, **more)
