"""What leaves the house, for administrators: how each way is doing, what was given up, where the trail's state is kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.inbox.actions import posting as posting_acts
from malath.inbox.queries import posting as postings
from malath.inbox.words import Channel
from malath.ui.pieces import Pager
from malath.workday import gates
from malath.workday.house_forms import DestinationForm

MOST_DIGITS = 18
manager_required = power_required(Power.MANAGE)


@require_safe
@manager_required
def leaving(request: StaffRequest) -> HttpResponse:
    """How the ways out are doing, without a word of what leaves."""
    return _page(request, DestinationForm())


@require_POST
@manager_required
def send_again(request: StaffRequest, reference: str) -> HttpResponse:
    posting = gates.posting_to_judge(reference)
    try:
        posting_acts.send_again(posting, by=request.user, at=now())
        messages.success(request, _("It is tried again within a minute."))
    except posting_acts.CannotDo as refusal:
        _say(request, refusal)
    return redirect("workday:leaving")


@require_POST
@manager_required
def drop(request: StaffRequest, reference: str) -> HttpResponse:
    posting = gates.posting_to_judge(reference)
    try:
        posting_acts.drop(posting, by=request.user, at=now())
        messages.success(request, _("It is dropped. What waits still stands in the inbox."))
    except posting_acts.CannotDo as refusal:
        _say(request, refusal)
    return redirect("workday:leaving")


@require_POST
@manager_required
def add_destination(request: StaffRequest) -> HttpResponse:
    form = DestinationForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            channel, daily = Channel(typed["channel"]), typed["often"] == "day"
            posting_acts.add_destination(channel, typed["address"], daily=daily, by=request.user, at=now())
            messages.success(request, _("The signed state of the trail is sent there from now on."))
            return redirect("workday:leaving")
        except posting_acts.CannotDo as refusal:
            for reason in refusal.reasons:
                form.add_error("address", str(reason.label))
    return _page(request, form)


@require_POST
@manager_required
def end_destination(request: StaffRequest, reference: str) -> HttpResponse:
    place = gates.destination_to_end(reference)
    try:
        posting_acts.end_destination(place, by=request.user, at=now())
        messages.success(request, _("Nothing is sent there any longer. The data protection officer is told."))
    except posting_acts.CannotDo as refusal:
        _say(request, refusal)
    return redirect("workday:leaving")


def _page(request: StaffRequest, form: DestinationForm) -> HttpResponse:
    below = request.GET.get("below", "")
    page = postings.health(below=int(below) if below.isascii() and below.isdigit() and len(below) <= MOST_DIGITS else None)
    context = {
        "page": page,
        "names": accounts.names_of({one.to for one in page.given_up}),
        "places": postings.places(),
        "form": form,
        "pages": Pager(request.path if below else "", f"{request.path}?below={page.older}" if page.older else ""),
        "at": now(),
    }
    return render(request, "workday/leaving.html", context, status=422 if form.is_bound else 200)


def _say(request: StaffRequest, refusal: posting_acts.CannotDo) -> None:
    for reason in refusal.reasons:
        messages.error(request, str(reason.label))
