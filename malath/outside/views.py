"""The sender's page of a referral that left the house: its links, and the answers that came another way."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.documents import queries as documents
from malath.documents import typesetting
from malath.foundation.clock import now
from malath.outside import actions, gates, queries
from malath.outside.actions import CannotLink, Made
from malath.outside.forms import WhatCameOfIt, WrittenDown, said_in
from malath.outside.queries import letters
from malath.referrals import gates as referrals
from malath.referrals.actions import CannotDo
from malath.referrals.words import AnsweredHow, Outcome, Status


@require_GET
@staff_required
def referral(request: StaffRequest, reference: str) -> HttpResponse:
    """How the body is reached, what was opened, what it answered."""
    return _show(request, reference, now())


@require_POST
@staff_required
def make_link(request: StaffRequest, reference: str) -> HttpResponse:
    """A new link; the one before dies. Address and passcode are shown once, here."""
    at = now()
    opened = referrals.referral_to_go_on_with(request.user, reference, at=at)
    try:
        made = actions.make_link(opened, by=request.user, at=at)
    except CannotLink as refused:
        return _show(request, reference, at, status=409, refused=[str(reason.label) for reason in refused.reasons])
    return _show(request, reference, at, made=made)


@require_POST
@staff_required
def revoke_link(request: StaffRequest, reference: str) -> HttpResponse:
    """Nothing opens any more."""
    at = now()
    opened = referrals.referral_to_withdraw(request.user, reference, at=at)
    actions.revoke_link(opened, by=request.user, at=at)
    messages.success(request, _("The link is dead. What was read cannot be called back."))
    return redirect("outside:referral", reference)


@require_POST
@staff_required
def record_answer(request: StaffRequest, reference: str) -> HttpResponse:
    """What came by phone, on paper or face to face."""
    at = now()
    opened = referrals.referral_to_withdraw(request.user, reference, at=at)
    is_end = opened.status in (Status.ACCEPTED, Status.COMPLETED)
    form: Form = (WhatCameOfIt if is_end else WrittenDown)(request.POST)
    if not form.is_valid():
        return _show(request, reference, at, status=422, form=form)
    data = form.cleaned_data
    said = Outcome(data["outcome"]) if is_end else said_in(data)
    try:
        actions.record_answer(opened, said, how=AnsweredHow(data["how"]), by=request.user, at=at)
    except (CannotLink, CannotDo) as refused:
        reasons = [str(reason.label) for reason in refused.reasons]
        return _show(request, reference, at, status=409, refused=reasons, form=form)
    messages.success(request, _("Written down."))
    return redirect("outside:referral", reference)


@require_POST
@staff_required
def issue_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """Put the referral on paper."""
    at = now()
    opened = referrals.referral_to_go_on_with(request.user, reference, at=at)
    try:
        made = actions.issue_letter(opened, by=request.user, at=at)
    except CannotLink as refused:
        return _show(request, reference, at, status=409, refused=[str(reason.label) for reason in refused.reasons])
    return redirect("outside:letter", reference, made.reference)


@require_GET
@staff_required
def letter(request: StaffRequest, reference: str, number: str) -> HttpResponse:
    """A letter as a page, as it stands on paper."""
    at = now()
    opened, shown = gates.letter_to_view(request.user, reference, number, at=at)
    address, beside = documents.check_of(shown.code)
    context = {
        "letter": documents.content_of(shown), "number": number, "reference": reference, "beside": beside, "address": address,
        "validity": documents.validity_of(shown, at), "until": shown.valid_until,
        "mark": letters.mark_of(opened, request.user, at),
    }  # fmt: skip
    return render(request, "outside/letter.html", context)


@require_POST
@staff_required
def take_letter(request: StaffRequest, reference: str, number: str) -> HttpResponse:
    """A copy to take along, as a tagged PDF with a mark for whom, who and when."""
    at = now()
    opened, taken = gates.letter_to_take(request.user, reference, number, at=at)
    try:
        actions.take_letter(taken, opened, by=request.user, at=at)
    except CannotLink as refused:
        return _show(request, reference, at, status=409, refused=[str(reason.label) for reason in refused.reasons])
    pdf = typesetting.copy_of(taken, mark=letters.mark_of(opened, request.user, at))
    name = f'attachment; filename="letter-{number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


@require_POST
@staff_required
def revoke_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """What was put on paper is valid no longer."""
    at = now()
    opened = referrals.referral_to_withdraw(request.user, reference, at=at)
    actions.revoke_letter(opened, by=request.user, at=at)
    messages.success(request, _("Not valid any more. The check says so within a minute."))
    return redirect("outside:referral", reference)


def _show(
    request: StaffRequest,
    reference: str,
    at: datetime,
    *,
    status: int = 200,
    refused: Sequence[str] = (),
    made: Made | None = None,
    form: Form | None = None,
) -> HttpResponse:
    page = queries.outside_page(gates.referral_outside(request.user, reference, at=at), at)
    address = request.build_absolute_uri(reverse("outside:link", args=made.address)) if made else ""
    blank: Callable[[], Form] = WhatCameOfIt if page.is_accepted else WrittenDown
    context = {
        "page": page, "at": at, "refused": refused, "form": form or blank(), "typed": form is not None, "address": address,
        "passcode": f"{made.passcode[:4]} {made.passcode[4:]}" if made else "",
    }  # fmt: skip
    return render(request, "outside/referral.html", context, status=status)
