"""Pages of care that does not wait."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.support import actions, gates
from malath.support.care_forms import AnswerCare, NoteEvent
from malath.support.http import FORM, Sheet, back, done, sheet
from malath.support.queries.care import care_page
from malath.support.words import Care, CareSaid


@require_safe
@staff_required
def urgent_care(request: StaffRequest, reference: str) -> HttpResponse:
    """What is offered within hours of an event, and what became of it."""
    at = now()
    opened, desk = gates.care_to_view(request.user, reference, at=at)
    return render(request, "support/urgent_care.html", {"page": care_page(opened.case, desk, at), "at": at})


@require_http_methods(FORM)
@staff_required
def note_event(request: StaffRequest, reference: str) -> HttpResponse:
    """The person has said when it happened."""
    at = now()
    opened = gates.care_to_work_on(request.user, reference, at=at)
    form = NoteEvent(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        data = form.cleaned_data

        def put() -> object:
            return actions.note_event(
                opened.case, form.happened, contraception=data["contraception"], desk=opened.desk, by=request.user, at=at,
                once=data["once"],
            )  # fmt: skip

        if done(form, put):
            messages.success(request, _("Written down. Offer the care now, in private."))
            return redirect("support:urgent_care", reference)
    told = _("Only what the person has said by themselves. Nobody asks for the story to know the hour.")
    page = Sheet(_("When did it happen?"), told, _("Write it down"), reverse("support:urgent_care", args=[reference]))
    return sheet(request, form, page)


@require_POST
@staff_required
def answer_care(request: StaffRequest, reference: str, event: str) -> HttpResponse:
    """What became of an offer."""
    at, form = now(), AnswerCare(request.POST)
    opened, row = gates.event_to_answer(request.user, reference, event, at=at)
    if form.is_valid():
        care, said = Care(form.cleaned_data["care"]), CareSaid(form.cleaned_data["said"])
        done(form, lambda: actions.answer_care(row, care, said, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:urgent_care", reference)
