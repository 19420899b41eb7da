"""The helpline's pages: who turned to it, one contact, a new one, and which desks take them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.actor import Actor
from malath.foundation.clock import now
from malath.helpline import gates
from malath.helpline.actions import contacts as actions
from malath.helpline.actions.contacts import CannotHelp
from malath.helpline.contact_forms import Called, NewContact, Result, Words, told_in
from malath.helpline.queries import contacts as queries
from malath.helpline.words import CallResult, Channel, ContactResult

if TYPE_CHECKING:
    from malath.helpline.models import Contact


@require_GET
@power_required(Power.HEAR_CONCERNS)
def listing(request: StaffRequest) -> HttpResponse:
    """Who waits, in the order in which they are looked at."""
    at = now()
    return render(request, "helpline/contacts.html", {"page": gates.contacts_to_list(request.user, at=at), "at": at})


@require_http_methods(["GET", "POST"])
@power_required(Power.HEAR_CONCERNS)
def new(request: StaffRequest) -> HttpResponse:
    """Somebody phoned, came or wrote."""
    desks = {desk.reference: desk for desk in queries.desks_taking(holdings_of(request))}
    form = NewContact(request.POST or None, desks=list(desks.values()))
    if request.method != "POST" or not form.is_valid():
        return _new(request, form, bool(desks), status=422 if form.errors else 200)
    data = form.cleaned_data
    told, channel = told_in(data, request.LANGUAGE_CODE), Channel(data["channel"])
    try:
        contact = actions.record_contact(desks[data["desk"]], told, channel, by=request.user, at=now())
    except CannotHelp as refused:
        return _new(request, form, bool(desks), status=409, refused=_reasons(refused))
    return redirect("helpline:contact", contact.reference)


@require_GET
@power_required(Power.HEAR_CONCERNS)
def contact(request: StaffRequest, reference: str) -> HttpResponse:
    """One contact, and what is done with it."""
    return _contact(request, reference, now())


@require_POST
@power_required(Power.HEAR_CONCERNS)
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody looks after it."""
    return _done(request, reference, actions.take_contact, _("You look after this contact now."))


@require_POST
@power_required(Power.HEAR_CONCERNS)
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    """An answer for whoever holds the code."""
    form = Words(request.POST, prefix="answer")
    said = _("Answered. Whoever has the code can read it in a minute.")
    return _done(request, reference, partial(_answer, form), said, form, "answer")


@require_POST
@power_required(Power.HEAR_CONCERNS)
def note(request: StaffRequest, reference: str) -> HttpResponse:
    """A note of the helpline."""
    form = Words(request.POST, prefix="note")
    return _done(request, reference, partial(_note, form), _("Written down."), form, "note")


@require_POST
@power_required(Power.HEAR_CONCERNS)
def call(request: StaffRequest, reference: str) -> HttpResponse:
    """They were called."""
    form = Called(request.POST, prefix="call")
    return _done(request, reference, partial(_call, form), _("Written down."), form, "call")


@require_POST
@power_required(Power.HEAR_CONCERNS)
def settle(request: StaffRequest, reference: str) -> HttpResponse:
    """What came of it."""
    form = Result(request.POST)
    return _done(request, reference, partial(_settle, form), _("Written down."), form, "result")


@require_POST
@power_required(Power.HEAR_CONCERNS)
def settle_alike(request: StaffRequest, reference: str) -> HttpResponse:
    """Not meant seriously, and whatever says the same."""
    return _done(request, reference, actions.settle_alike, _("Written down."))


@require_GET
@power_required(Power.SUPERVISE)
def lines(request: StaffRequest) -> HttpResponse:
    """Which desks of the body take contacts."""
    return _lines(request)


@require_POST
@power_required(Power.SUPERVISE)
def open_line(request: StaffRequest, reference: str) -> HttpResponse:
    """A desk takes contacts."""
    return _line(request, reference, actions.open_line)


@require_POST
@power_required(Power.SUPERVISE)
def close_line(request: StaffRequest, reference: str) -> HttpResponse:
    """A desk takes no more contacts."""
    return _line(request, reference, actions.close_line)


def _answer(form: Form, found: "Contact", *, by: Actor, at: datetime) -> None:
    actions.answer(found, form.cleaned_data["words"], by=by, at=at)


def _note(form: Form, found: "Contact", *, by: Actor, at: datetime) -> None:
    actions.note(found, form.cleaned_data["words"], by=by, at=at)


def _call(form: Form, found: "Contact", *, by: Actor, at: datetime) -> None:
    actions.call(found, CallResult(form.cleaned_data["result"]), form.cleaned_data["words"], by=by, at=at)


def _settle(form: Form, found: "Contact", *, by: Actor, at: datetime) -> None:
    actions.settle_contact(found, ContactResult(form.cleaned_data["came_of_it"]), by=by, at=at)


def _done(
    request: StaffRequest, reference: str, act: Callable[..., object], said: str, form: Form | None = None, name: str = "",
) -> HttpResponse:  # fmt: skip
    at = now()
    found = gates.contact_to_change(request.user, reference, at=at)
    if form is not None and not form.is_valid():
        return _contact(request, reference, at, status=422, forms={name: form})
    try:
        act(found, by=request.user, at=at)
    except CannotHelp as refused:
        forms = {name: form} if form is not None else {}
        return _contact(request, reference, at, status=409, forms=forms, refused=_reasons(refused))
    messages.success(request, said)
    return redirect("helpline:contact", reference)


def _contact(
    request: StaffRequest, reference: str, at: datetime, *, status: int = 200, forms: dict[str, Form] | None = None,
    refused: list[str] | None = None,
) -> HttpResponse:  # fmt: skip
    page = queries.contact_page(gates.contact_to_view(request.user, reference, at=at), at)
    own: dict[str, Form] = {
        "answer": Words(prefix="answer"), "note": Words(prefix="note"), "call": Called(prefix="call"), "result": Result(),
    }  # fmt: skip
    may_open_case = holdings_of(request).may(Power.OPEN_CASE)
    context = {"page": page, "at": at, "refused": refused, "may_open_case": may_open_case, **own, **(forms or {})}
    return render(request, "helpline/contact.html", context, status=status)


def _new(
    request: StaffRequest, form: NewContact, takes: bool, *, status: int = 200, refused: list[str] | None = None
) -> HttpResponse:
    return render(request, "helpline/contact_new.html", {"form": form, "takes": takes, "refused": refused}, status=status)


def _lines(request: StaffRequest, *, status: int = 200, refused: list[str] | None = None) -> HttpResponse:
    rows = queries.line_rows(holdings_of(request))
    return render(request, "helpline/lines.html", {"rows": rows, "refused": refused}, status=status)


def _line(request: StaffRequest, reference: str, act: Callable[..., object]) -> HttpResponse:
    at = now()
    desk = gates.desk_to_open(request.user, reference, at=at)
    try:
        act(desk, by=request.user, at=at)
    except CannotHelp as refused:
        return _lines(request, status=409, refused=_reasons(refused))
    return redirect("helpline:lines")


def _reasons(refused: CannotHelp) -> list[str]:
    return [str(reason.label) for reason in refused.reasons]
