"""Pages of open data of our own: files that are made to leave the house."""

import json
from collections.abc import Callable
from typing import Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.statistics import actions, gates
from malath.statistics.actions import CannotTell
from malath.statistics.actions import own_files as acts
from malath.statistics.actions.records import CannotOpen
from malath.statistics.forms import Because
from malath.statistics.http import say
from malath.statistics.opendata import metadata, own


class HasReference(Protocol):
    """A file that an act made."""

    reference: str


@require_POST
@power_required(Power.COMPILE)
def make_records(request: StaffRequest) -> HttpResponse:
    """A file of records is made, or why not is said."""
    return _made(request, lambda: acts.make_records(by=request.user, at=now())) or redirect("statistics:open_data")


@require_POST
@power_required(Power.COMPILE)
def draw(request: StaffRequest, reference: str) -> HttpResponse:
    """Synthetic records are drawn from counts."""
    source = gates.counts_to_draw_from(reference)
    return _made(request, lambda: acts.draw(source, by=request.user, at=now())) or redirect("statistics:own_file", reference)


def _made(request: StaffRequest, act: Callable[[], HasReference]) -> HttpResponse | None:
    """The page of what was made, or why it was not as a message."""
    try:
        file = act()
    except (CannotOpen, CannotTell) as refused:
        messages.error(request, str(refused.reasons[0].label))
        return None
    messages.success(request, _("Proposed. It is out once somebody else approves it."))
    return redirect("statistics:own_file", file.reference)


@require_safe
@power_required(Power.SEE_FIGURES)
def own_file(request: StaffRequest, reference: str) -> HttpResponse:
    """What one file tells, and how its release stands."""
    return _file(request, reference)


@require_POST
@power_required(Power.RELEASE)
def approve(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody else's file is released."""
    try:
        acts.approve(gates.own_file_to_view(reference), by=request.user, at=now())
        messages.success(request, _("It is out."))
    except CannotTell as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("statistics:own_file", reference)


@require_POST
@power_required(Power.RELEASE)
def send_back(request: StaffRequest, reference: str) -> HttpResponse:
    """A file is not released."""
    return _with_reason(request, reference, acts.send_back, _("Sent back."))


@require_POST
@power_required(Power.RELEASE)
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """A file is taken back."""
    return _with_reason(request, reference, acts.withdraw, _("It is out no more."))


@require_POST
@power_required(Power.SEE_FIGURES)
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """A file as it leaves the house, with its description."""
    file = gates.own_file_to_take(reference, settles=_settles(request))
    acts.take(file, by=request.user, at=now())
    return _given(metadata.packed_file(file), f"{file.kind}-{reference}.zip", "application/zip")


@require_POST
@power_required(Power.SEE_FIGURES)
def take_table(request: StaffRequest, reference: str) -> HttpResponse:
    """A released table in codes, with its description and the hashtags of HXL."""
    release = gates.release_to_take(reference)
    actions.take(release.table, by=request.user, at=now())
    return _given(metadata.packed_table(release), f"table-{reference}.zip", "application/zip")


@require_safe
@power_required(Power.SEE_FIGURES)
def catalogue(_request: StaffRequest) -> HttpResponse:
    """What is out, for programs to read."""
    described = json.dumps(metadata.catalogue(), ensure_ascii=False, indent=1)
    return _given(described.encode(), "catalogue.jsonld", "application/ld+json")


def _given(content: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _settles(request: StaffRequest) -> bool:
    return holdings_of(request).may(Power.COMPILE) or holdings_of(request).may(Power.RELEASE)


def _with_reason(request: StaffRequest, reference: str, act: Callable[..., object], done: str) -> HttpResponse:
    file, form = gates.own_file_to_view(reference), Because(request.POST)
    if form.is_valid():
        try:
            act(file, form.cleaned_data["because"], by=request.user, at=now())
            messages.success(request, done)
            return redirect("statistics:own_file", reference)
        except CannotTell as refused:
            say(form, refused)
    return _file(request, reference, form)


def _file(request: StaffRequest, reference: str, because: Because | None = None) -> HttpResponse:
    page = own.page(gates.own_file_to_view(reference), request.user.reference)
    context = {
        "page": page,
        "because": (because or Because()) if holdings_of(request).may(Power.RELEASE) else None,
        "may_draw": holdings_of(request).may(Power.COMPILE),
        "may_take": page.is_out or _settles(request),
    }
    wrong = because is not None and because.errors
    return render(request, "statistics/own_file.html", context, status=422 if wrong else 200)
