"""Pages of identification: what is due, and the identification of one person."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.cases.gates import OpenedCase
from malath.cases.words import CaseStatus
from malath.foundation.clock import now
from malath.foundation.references import is_reference
from malath.identification import actions, gates
from malath.identification.actions import CannotChange, CannotIdentify, Found, Reasons
from malath.identification.forms import AskReview, EnterElement, Propose, SendBack, SettleReview, WriteOpinion
from malath.identification.queries.beside import beside_page
from malath.identification.queries.file import file_page, parties_seen, party_named
from malath.identification.words import AskedBy, EvidenceSource, EvidenceStrength, ReviewOutcome, Stance
from malath.ui.pieces import Chip, Pager

if TYPE_CHECKING:
    from malath.agencies.models import Desk

FORM = ["GET", "HEAD", "POST"]


@require_safe
@power_required(Power.WRITE_NOTE)
def queue(request: StaffRequest) -> HttpResponse:
    """What of identification is due at the viewer's desks, the soonest first; or what was decided last."""
    at, decided = now(), request.GET.get("show") == "decided"
    page = gates.queue_to_view(request.user, at=at, after=request.GET.get("after", ""), decided=decided)
    here = reverse("identification:queue")
    chips = [
        Chip(pgettext("identification", "Due"), here, current=not decided),
        Chip(pgettext("identification", "Decided lately"), f"{here}?show=decided", current=decided),
    ]
    shown = "show=decided&" if decided else ""
    pages = Pager(newer="", older=f"{here}?{shown}after={page.older}" if page.older else "")
    return render(request, "identification/queue.html", {"page": page, "chips": chips, "pages": pages, "at": at})


@require_safe
@staff_required
def file(request: StaffRequest, reference: str) -> HttpResponse:
    """Where the identification of one person stands, and what this viewer may do about it."""
    at = now()
    opened, desk = gates.file_to_view(request.user, reference, at=at)
    return _file_page(request, opened, desk, at)


@require_http_methods(FORM)
@staff_required
def opinion(request: StaffRequest, reference: str) -> HttpResponse:
    """The opinion of the viewer's body."""
    at = now()
    opened = gates.opinion_to_write(request.user, reference, at=at)
    form = WriteOpinion(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        data = form.cleaned_data

        def write() -> object:
            return actions.write_opinion(
                opened.case, Stance(data["stance"]), data["text"], desk=opened.desk, by=request.user, at=at, once=data["once"]
            )

        if _done(form, write):
            messages.success(request, _("The opinion is written. It stands for your body until it writes another."))
            return redirect("identification:file", reference)
    return _form_page(request, "identification/opinion.html", form, reference)


@require_http_methods(FORM)
@staff_required
def enter(request: StaffRequest, reference: str) -> HttpResponse:
    """Enter something into the matrix, with what it rests on."""
    at = now()
    opened = gates.case_to_decide(request.user, reference, at=at)
    parties = parties_seen(opened.case, opened.sight)
    form = EnterElement(request.POST if request.method == "POST" else None, parties=parties, initial={"once": uuid4()})
    if form.is_valid():
        data, (kind, code) = form.cleaned_data, form.found()
        party = party_named(opened.case, data["party"]) if data["party"] else None
        found = Found(
            kind, code, EvidenceSource(data["source"]), EvidenceStrength(data["strength"]), data["dated_on"], data["holder"],
            data["words"],
        )  # fmt: skip

        def put() -> object:
            return actions.enter(
                opened.case, found, party=party, desk=opened.desk, by=request.user, at=at, once=data["once"]
            )  # fmt: skip

        if _done(form, put):
            messages.success(request, _("Entered. What is missing stands below the name."))
            return redirect(f"{reverse('identification:file', args=[reference])}#matrix")
    context = {"is_child": opened.person.is_child}
    return _form_page(request, "identification/enter.html", form, reference, **context)


@require_POST
@staff_required
def strike(request: StaffRequest, reference: str, element: str) -> HttpResponse:
    """Something in the matrix does not hold."""
    at, form = now(), forms.Form(request.POST)
    opened, found = gates.element_to_strike(request.user, reference, element, at=at)
    if _done(form, lambda: actions.strike(found, desk=opened.desk, by=request.user, at=at)):
        messages.success(request, _("Struck out. It stays in the history."))
    else:
        _say(request, form)
    return redirect(f"{reverse('identification:file', args=[reference])}#matrix")


@require_http_methods(FORM)
@staff_required
def propose(request: StaffRequest, reference: str) -> HttpResponse:
    """Propose a decision to a second officer."""
    at = now()
    opened = gates.case_to_decide(request.user, reference, at=at)
    form = Propose(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        data, roles = form.cleaned_data, opened.holdings.roles_at(opened.desk.pk)

        def put() -> object:
            reasons = Reasons(data["act"], data["means"], data["purpose"])
            return actions.propose(
                opened.case, CaseStatus(data["status"]), reasons, desk=opened.desk, roles=roles, by=request.user, at=at,
                once=data["once"],
            )  # fmt: skip

        if _done(form, put):
            messages.success(request, _("Proposed. A second officer confirms it; nothing has changed yet."))
            return redirect("identification:file", reference)
    page = file_page(opened.case, opened.sight, opened.holdings, opened.desk, at)
    return _form_page(request, "identification/propose.html", form, reference, page=page)


@require_POST
@staff_required
def confirm(request: StaffRequest, reference: str) -> HttpResponse:
    """The second officer confirms."""
    at, form = now(), forms.Form(request.POST)
    opened, proposal = gates.proposal_to_judge(request.user, reference, at=at)
    roles = opened.holdings.roles_at(opened.desk.pk)
    asked = request.POST.get("proposal", "")
    if is_reference(asked) and asked != proposal.reference:
        messages.error(request, _("Something else was proposed meanwhile. Look at it again."))
    elif _done(form, lambda: actions.confirm(proposal, desk=opened.desk, roles=roles, by=request.user, at=at)):
        messages.success(request, _("Decided. Give the person the letter, and read it aloud in their language."))
    else:
        _say(request, form)
    return redirect("identification:file", reference)


@require_POST
@staff_required
def send_back(request: StaffRequest, reference: str) -> HttpResponse:
    """The second officer does not confirm, and says what must change."""
    at, form = now(), SendBack(request.POST)
    opened, proposal = gates.proposal_to_judge(request.user, reference, at=at)
    if form.is_valid():
        because, roles = form.cleaned_data["because"], opened.holdings.roles_at(opened.desk.pk)
        if _done(
            form,
            lambda: actions.send_back(proposal, because=because, desk=opened.desk, roles=roles, by=request.user, at=at),
        ):
            messages.success(request, _("Sent back. The decision waits again."))
            return redirect("identification:file", reference)
    return _file_page(request, opened, opened.desk, at, back=form)


@require_http_methods(FORM)
@staff_required
def ask_review(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask once that another officer looks at a decision."""
    at = now()
    opened = gates.file_to_work_on(request.user, reference, at=at)
    form = AskReview(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked, why = AskedBy(form.cleaned_data["asked_by"]), form.cleaned_data["why"]
        if _done(form, lambda: actions.ask_review(opened.case, asked, why, desk=opened.desk, by=request.user, at=at)):
            messages.success(request, _("Asked for. Another officer looks at it; until then nothing changes for the person."))
            return redirect("identification:file", reference)
    return _form_page(request, "identification/ask_review.html", form, reference)


@require_http_methods(FORM)
@staff_required
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """Another officer looks at a decision."""
    at = now()
    opened = gates.case_to_decide(request.user, reference, at=at)
    form = SettleReview(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcome, roles = ReviewOutcome(form.cleaned_data["outcome"]), opened.holdings.roles_at(opened.desk.pk)

        def settle() -> object:
            return actions.settle_review(
                opened.case, outcome, form.changed(), form.cleaned_data["words"], desk=opened.desk, roles=roles,
                by=request.user, at=at,
            )  # fmt: skip

        if _done(form, settle):
            messages.success(request, _("The review is settled."))
            return redirect("identification:file", reference)
    page = file_page(opened.case, opened.sight, opened.holdings, opened.desk, at)
    return _form_page(request, "identification/review.html", form, reference, page=page)


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused stands in the form."""
    try:
        act()
    except (CannotIdentify, CannotChange) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def _say(request: StaffRequest, form: forms.Form) -> None:
    for error in form.non_field_errors():
        messages.error(request, str(error))


def _form_page(request: StaffRequest, template: str, form: forms.Form, reference: str, **more: object) -> HttpResponse:
    return render(request, template, {"form": form, "reference": reference, **more}, status=422 if form.errors else 200)


def _file_page(
    request: StaffRequest, opened: OpenedCase, desk: "Desk | None", at: datetime, *, back: SendBack | None = None
) -> HttpResponse:
    page = file_page(opened.case, opened.sight, opened.holdings, desk, at)
    around = beside_page(opened.case, opened.sight, opened.holdings, at, kind=desk.agency.kind if desk else "")
    context = {"page": page, "beside": around, "at": at, "back": back or SendBack()}
    return render(request, "identification/file.html", context, status=422 if back else 200)
