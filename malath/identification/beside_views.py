"""Pages of what stands beside the decision: the recovery period, settlements, letters."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.cases.words import Need
from malath.documents import typesetting
from malath.documents.words import LetterKind
from malath.foundation.clock import now
from malath.identification import actions, gates
from malath.identification.actions import CannotBeside, CannotChange
from malath.identification.beside_forms import Extend, IssueLetter, LetterShown, MakeOffer, Settle
from malath.identification.queries import beside, letters
from malath.identification.words import OfferAnswer, ShownTo

if TYPE_CHECKING:
    from malath.cases.gates import WritableCase

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(["GET", "HEAD"])
@staff_required
def recovery(request: StaffRequest, reference: str) -> HttpResponse:
    """The recovery and reflection period, and the act that starts it."""
    at = now()
    return _recovery_page(request, gates.recovery_to_work_on(request.user, reference, at=at), at)


@require_POST
@staff_required
def start(request: StaffRequest, reference: str) -> HttpResponse:
    """The period starts."""
    at, form = now(), forms.Form(request.POST)
    opened = gates.recovery_to_work_on(request.user, reference, at=at)
    if _done(form, lambda: actions.start_recovery(opened.case, desk=opened.desk, by=request.user, at=at)):
        messages.success(request, _("It runs. Nothing is asked of the person for it."))
    else:
        _say(request, form)
    return redirect("identification:recovery", reference)


@require_POST
@staff_required
def extend(request: StaffRequest, reference: str) -> HttpResponse:
    """The period becomes longer."""
    at, form = now(), Extend(request.POST)
    opened = gates.recovery_to_work_on(request.user, reference, at=at)
    if form.is_valid():
        until, because = form.cleaned_data["until"], form.cleaned_data["because"]
        act = lambda: actions.extend_recovery(opened.case, until, because, desk=opened.desk, by=request.user, at=at)  # noqa: E731
        if _done(form, act):
            messages.success(request, _("The period is longer now."))
            return redirect("identification:recovery", reference)
    return _recovery_page(request, opened, at, extending=form)


@require_POST
@staff_required
def offer(request: StaffRequest, reference: str) -> HttpResponse:
    """What was offered in the period."""
    at, form = now(), MakeOffer(request.POST)
    opened = gates.recovery_to_work_on(request.user, reference, at=at)
    if form.is_valid():
        kind, said = Need(form.cleaned_data["kind"]), OfferAnswer(form.cleaned_data["said"])
        act = lambda: actions.record_offer(opened.case, kind, said, desk=opened.desk, by=request.user, at=at)  # noqa: E731
        if _done(form, act):
            messages.success(request, _("Written down."))
            return redirect("identification:recovery", reference)
    return _recovery_page(request, opened, at, offering=form)


@require_http_methods(FORM)
@staff_required
def settlement(request: StaffRequest, reference: str) -> HttpResponse:
    """Something was settled or withdrawn privately."""
    at = now()
    opened = gates.settlement_to_write(request.user, reference, at=at)
    form = Settle(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        data = form.cleaned_data

        def put() -> object:
            return actions.record_settlement(
                opened.case, data["words"], on=data["on"], follow_up_on=data["follow_up_on"], desk=opened.desk,
                by=request.user, at=at, once=data["once"],
            )  # fmt: skip

        if _done(form, put):
            messages.success(request, _("Written down. It stays visible, and a task makes somebody look again."))
            return redirect("identification:file", reference)
    context = {"form": form, "reference": reference}
    return render(request, "identification/settlement.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def letter(request: StaffRequest, reference: str) -> HttpResponse:
    """The letters of the person: issue one, take a copy, write down to whom it was shown."""
    at = now()
    opened = gates.letter_to_issue(request.user, reference, at=at)
    form = IssueLetter(request.POST if request.method == "POST" else None, initial={"kind": LetterKind.STATUS})
    if form.is_valid():
        kind = LetterKind(form.cleaned_data["kind"])

        def issue() -> object:
            content = letters.content_of(opened.case, kind, opened.sight, at)
            return actions.issue_letter(opened.case, kind, content, desk=opened.desk, by=request.user, at=at)

        if _done(form, issue):
            messages.success(request, _("The letter is ready. Take a copy, and read it aloud in the person's language."))
            return redirect("identification:letters", reference)
    return _letter_page(request, opened, at, issuing=form)


@require_POST
@staff_required
def take_copy(request: StaffRequest, reference: str, letter: str) -> HttpResponse:
    """A copy of a letter, for the person."""
    at, form = now(), forms.Form(request.POST)
    opened, found = gates.letter_to_take(request.user, reference, letter, at=at)
    if not _done(form, lambda: actions.take_letter(found, opened.case, by=request.user, at=at)):
        _say(request, form)
        return redirect("identification:letters", reference)
    pdf = typesetting.copy_of(found, mark=letters.mark_of(request.user, at))
    name = f'attachment; filename="letter-{found.reference}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


@require_POST
@staff_required
def record_shown(request: StaffRequest, reference: str, letter: str) -> HttpResponse:
    """A letter was shown to somebody."""
    at, form = now(), LetterShown(request.POST)
    opened, found = gates.letter_to_take(request.user, reference, letter, at=at)
    if form.is_valid():
        to, on = ShownTo(form.cleaned_data["to"]), form.cleaned_data["on"]
        act = lambda: actions.record_shown(found, opened.case, to, on=on, desk=opened.desk, by=request.user, at=at)  # noqa: E731
        if _done(form, act):
            messages.success(request, _("Written down."))
            return redirect("identification:letters", reference)
    return _letter_page(request, opened, at, showing=form)


def _recovery_page(
    request: StaffRequest,
    opened: "WritableCase",
    at: datetime,
    *,
    extending: Extend | None = None,
    offering: MakeOffer | None = None,
) -> HttpResponse:
    page = beside.beside_page(opened.case, opened.sight, opened.holdings, at, kind=opened.desk.agency.kind)
    context = {
        "page": page, "reference": opened.case.reference, "at": at, "extending": extending or Extend(),
        "offering": offering or MakeOffer(), "is_child": opened.person.is_child,
    }  # fmt: skip
    return render(request, "identification/recovery.html", context, status=422 if extending or offering else 200)


def _letter_page(
    request: StaffRequest,
    opened: "WritableCase",
    at: datetime,
    *,
    issuing: IssueLetter | None = None,
    showing: LetterShown | None = None,
) -> HttpResponse:
    page = beside.beside_page(opened.case, opened.sight, opened.holdings, at, kind=opened.desk.agency.kind)
    wrong = (issuing is not None and issuing.is_bound) or showing is not None
    context = {
        "page": page, "reference": opened.case.reference, "at": at, "issuing": issuing or IssueLetter(),
        "showing": showing or LetterShown(),
    }  # fmt: skip
    return render(request, "identification/letter.html", context, status=422 if wrong else 200)


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused stands in the form."""
    try:
        act()
    except (CannotBeside, CannotChange) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def _say(request: StaffRequest, form: forms.Form) -> None:
    for error in form.non_field_errors():
        messages.error(request, str(error))
