"""Pages of what a person received, and of contacts afterwards."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.agencies.words import Currency
from malath.foundation.clock import in_amman, now
from malath.people.words import Tried
from malath.privacy.words import Section
from malath.support import actions, gates
from malath.support.actions import Given
from malath.support.care_forms import PlanContacts, RecordContact, RecordService
from malath.support.http import FORM, Sheet, back, done, sheet
from malath.support.queries.contacts import contacts_page
from malath.support.queries.services import body_named, services_page
from malath.support.words import Funder, GivenKind, Satisfaction, Unit


@require_safe
@staff_required
def services(request: StaffRequest, reference: str) -> HttpResponse:
    """What the person of a case received."""
    opened, desk = gates.plan_to_view(request.user, reference, at=now())
    page = services_page(opened.case, opened.sight, opened.holdings, desk)
    return render(request, "support/services.html", {"page": page})


@require_http_methods(FORM)
@staff_required
def record_service(request: StaffRequest, reference: str) -> HttpResponse:
    """Something was received."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    first = {"once": uuid4(), "currency": Currency.JOD, "satisfaction": Satisfaction.NOT_ASKED, "units": 1}
    form = RecordService(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        given, once = _given(form.cleaned_data), form.cleaned_data["once"]
        act = lambda: actions.record_service(opened.case, given, desk=opened.desk, by=request.user, at=at, once=once)  # noqa: E731
        if done(form, act):
            messages.success(request, _("Written down."))
            return redirect("support:services", reference)
    told = _("Only what the person has received. What was offered, or is missing still, stands among the needs of the case.")
    return sheet(request, form, Sheet(_("A service that was given"), told, _("Write it down"), _url("services", reference)))


@require_POST
@staff_required
def strike_service(request: StaffRequest, reference: str, service: str) -> HttpResponse:
    """It was written down by mistake."""
    at, form = now(), forms.Form(request.POST)
    opened, found = gates.service_to_strike(request.user, reference, service, at=at)
    done(form, lambda: actions.strike_service(found, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:services", reference)


@require_safe
@staff_required
def contacts(request: StaffRequest, reference: str) -> HttpResponse:
    """The contacts afterwards of a case."""
    at = now()
    opened, desk = gates.plan_to_view(request.user, reference, at=at)
    page = contacts_page(opened.case, opened.sight, desk, at)
    return render(request, "support/contacts.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def plan_contacts(request: StaffRequest, reference: str) -> HttpResponse:
    """Contacts are planned, as the person agreed to be asked."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at, section=Section.CONTACT)
    form = PlanContacts(request.POST if request.method == "POST" else None, initial={"start": in_amman(at).date()})
    if form.is_valid():
        start = form.cleaned_data["start"]
        act = lambda: actions.plan_contacts(opened.case, start, desk=opened.desk, by=request.user, at=at)  # noqa: E731
        if done(form, act):
            messages.success(request, _("Planned. Nothing is sent to the person."))
            return redirect("support:contacts", reference)
    told = _("After one, three, six and twelve months; a child after two weeks as well. Only in the way the person agreed to.")
    return sheet(request, form, Sheet(_("Contacts afterwards"), told, _("Plan them"), _url("contacts", reference)))


@require_http_methods(FORM)
@staff_required
def record_contact(request: StaffRequest, reference: str, contact: str) -> HttpResponse:
    """What came of a contact."""
    at = now()
    opened, found = gates.contact_to_record(request.user, reference, contact, at=at)
    form = RecordContact(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        data = form.cleaned_data

        def put() -> object:
            return actions.record_contact(
                found, Tried(data["result"]), data["words"], goes_on=not data["stops"], desk=opened.desk, by=request.user,
                at=at, once=data["once"],
            )  # fmt: skip

        if done(form, put):
            messages.success(request, _("Written down. Whoever was not reached is tried again; nothing ends by silence."))
            return redirect("support:contacts", reference)
    told = _("Inside what was agreed with the person, or not at all. A stranger who answers hears a neutral sentence.")
    return sheet(request, form, Sheet(_("What came of the contact?"), told, _("Write it down"), _url("contacts", reference)))


@require_POST
@staff_required
def call_off_contacts(request: StaffRequest, reference: str) -> HttpResponse:
    """The person wants no contacts any more."""
    at, form = now(), forms.Form(request.POST)
    opened = gates.plan_to_work_on(request.user, reference, at=at, section=Section.CONTACT)
    done(form, lambda: actions.call_off_contacts(opened.case, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:contacts", reference)


def _given(data: dict[str, Any]) -> Given:
    """What was typed, as the act takes it."""
    return Given(
        GivenKind(data["kind"]), data["on"], data["units"], Unit(data["unit"]), body_named(data["agency"]), data["provider"],
        data["cost"], Currency(data["currency"]), Funder(data["funder"]), Satisfaction(data["satisfaction"]), data["words"],
    )  # fmt: skip


def _url(page: str, reference: str) -> str:
    return reverse(f"support:{page}", args=[reference])
