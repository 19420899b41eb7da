"""The page of papers and stay, and what is written down there: absconding reports, overstay, the waiver of its fines."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.accounts.roles import Power
from malath.audit.words import Did
from malath.foundation.clock import now
from malath.people.actions import CannotWrite
from malath.people.actions import stay as acts
from malath.people.actions.stay import CannotWriteStay
from malath.people.queries import stay as stays
from malath.people.words import AfterRefusal, Decided, Known, PartyKind, ReportState, WaiverKind
from malath.privacy import gates
from malath.privacy.gates import OpenedToWrite
from malath.privacy.words import Section
from malath.workday import stay as pages
from malath.workday.stay_forms import Apply, CancelReport, Decide, NewOverstay, NewReport

Row = TypeVar("Row")


@require_http_methods(["GET", "HEAD"])
@staff_required
def stay(request: StaffRequest, reference: str) -> HttpResponse:
    """Papers and stay of a person."""
    at = now()
    return _page(request, _opened(request, reference, at), at)


@require_POST
@staff_required
def write_report(request: StaffRequest, reference: str) -> HttpResponse:
    """An absconding report is written down."""
    at, form = now(), NewReport(request.POST, auto_id="report_%s")
    opened = _opened(request, reference, at)
    if form.is_valid():
        typed = form.cleaned_data
        done = lambda: acts.write_report(  # noqa: E731
            opened.person, PartyKind(typed["reporter"]), reported_on=typed["reported_on"], state=ReportState(typed["state"]),
            known=Known(typed["known"]), words=typed["words"], desk=opened.desk, by=request.user, at=at, once=typed["once"],
        )  # fmt: skip
        if _done(form, done, "reported_on"):
            messages.success(request, _("Written down as a sign of control. It is no warning against the person."))
            return redirect("workday:stay", reference)
    return _page(request, opened, at, report=form)


@require_POST
@staff_required
def cancel_report(request: StaffRequest, reference: str, report: str) -> HttpResponse:
    """An absconding report was cancelled."""
    at, form = now(), CancelReport(request.POST)
    opened = _opened(request, reference, at)
    row = _found(stays.report_by_reference(opened.person, report))
    typed = form.cleaned_data if form.is_valid() else {}
    done = lambda: acts.cancel_report(  # noqa: E731
        row, on=typed["on"], known=Known(typed["known"]), desk=opened.desk, by=request.user, at=at
    )
    if typed and _done(form, done, "on"):
        messages.success(request, _("Saved."))
    return _back(request, form, reference)


@require_POST
@staff_required
def count_overstay(request: StaffRequest, reference: str) -> HttpResponse:
    """Since when the person stays without a permit."""
    at, form = now(), NewOverstay(request.POST, auto_id="overstay_%s")
    opened = _opened(request, reference, at)
    if form.is_valid():
        typed = form.cleaned_data
        done = lambda: acts.write_overstay(  # noqa: E731
            opened.person, typed["lawful_until"], known=Known(typed["known"]), desk=opened.desk, by=request.user, at=at,
            once=typed["once"],
        )  # fmt: skip
        if _done(form, done, "lawful_until"):
            messages.success(request, _("Saved."))
            return redirect("workday:stay", reference)
    return _page(request, opened, at, overstay=form)


@require_POST
@staff_required
def apply(request: StaffRequest, reference: str) -> HttpResponse:
    """A waiver was applied for."""
    at, form = now(), Apply(request.POST, auto_id="waiver_%s")
    opened = _opened(request, reference, at)
    if form.is_valid():
        typed = form.cleaned_data
        done = lambda: acts.apply_for_waiver(  # noqa: E731
            opened.person, WaiverKind(typed["kind"]), on=typed["on"], words=typed["words"], desk=opened.desk,
            by=request.user, at=at, once=typed["once"],
        )  # fmt: skip
        if _done(form, done, "on"):
            messages.success(request, _("Saved."))
            return redirect("workday:stay", reference)
    return _page(request, opened, at, waiver=form)


@require_POST
@staff_required
def decide(request: StaffRequest, reference: str, waiver: str) -> HttpResponse:
    """What was decided about a waiver."""
    at, form = now(), Decide(request.POST)
    opened = _opened(request, reference, at)
    row = _found(stays.waiver_by_reference(opened.person, waiver))
    typed = form.cleaned_data if form.is_valid() else {}
    done = lambda: acts.decide_waiver(  # noqa: E731
        row, Decided(typed["decided"]), on=typed["on"], after=AfterRefusal(typed["after"] or AfterRefusal.OPEN),
        desk=opened.desk, by=request.user, at=at,
    )  # fmt: skip
    if typed and _done(form, done, "on"):
        messages.success(request, _("Saved."))
    return _back(request, form, reference)


@require_POST
@staff_required
def end_report(request: StaffRequest, reference: str, report: str) -> HttpResponse:
    """A report was written down by mistake."""
    at, form = now(), forms.Form(request.POST)
    opened = _opened(request, reference, at)
    row = _found(stays.report_by_reference(opened.person, report))
    _done(form, lambda: acts.end_report(row, desk=opened.desk, by=request.user, at=at))
    return _back(request, form, reference)


@require_POST
@staff_required
def end_overstay(request: StaffRequest, reference: str, overstay: str) -> HttpResponse:
    """An overstay was written down by mistake, or there is a permit again."""
    at, form = now(), forms.Form(request.POST)
    opened = _opened(request, reference, at)
    row = _found(stays.overstay_by_reference(opened.person, overstay))
    _done(form, lambda: acts.end_overstay(row, desk=opened.desk, by=request.user, at=at))
    return _back(request, form, reference)


def _opened(request: StaffRequest, reference: str, at: datetime) -> OpenedToWrite:
    """The person, when this viewer may write the identity; recorded as seen."""
    event = Did.IDENTITY_VIEWED
    return gates.person_to_write(request.user, reference, at=at, section=Section.IDENTITY, power=Power.WRITE_NOTE, event=event)


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def _done(form: forms.Form, act: Callable[[], object], field: str | None = None) -> bool:
    """Whether the act was done; why not stands in the form."""
    form.is_valid()
    try:
        act()
    except (CannotWriteStay, CannotWrite) as refused:
        for reason in refused.reasons:
            form.add_error(field, str(reason.label))
        return False
    return True


def _back(request: StaffRequest, form: forms.Form, reference: str) -> HttpResponse:
    """To the page, where the reasons are told of what was not done."""
    for lines in form.errors.values():
        for line in lines:
            messages.error(request, str(line))
    return redirect("workday:stay", reference)


def _page(request: StaffRequest, opened: OpenedToWrite, at: datetime, **bound: forms.Form) -> HttpResponse:
    page = pages.stay_page(opened, at)
    first = {"once": uuid4(), "known": Known.SAID, "state": ReportState.UNKNOWN, "kind": WaiverKind.WAIVER}
    context = {
        "page": page,
        "report": NewReport(initial=first, auto_id="report_%s"),
        "overstay": NewOverstay(initial=first, auto_id="overstay_%s"),
        "waiver": Apply(initial=first, auto_id="waiver_%s"),
        "cancel": CancelReport(auto_id=False),
        "decide": Decide(auto_id=False),
        **bound,
    }
    return render(request, "workday/stay.html", context, status=422 if bound else 200)
