"""What leaves the house, for administrators: how each way is doing, what was given up, where the trail's state is kept."""

from collections.abc import Callable
from functools import partial

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
from malath.ui.page import pager, place_asked, say_why_not
from malath.workday import gates
from malath.workday.house_forms import DestinationForm

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
    act = partial(posting_acts.send_again, posting, by=request.user, at=now())
    return _after(request, act, _("It is tried again within a minute."))


@require_POST
@manager_required
def drop(request: StaffRequest, reference: str) -> HttpResponse:
    posting = gates.posting_to_judge(reference)
    act = partial(posting_acts.drop, posting, by=request.user, at=now())
    return _after(request, act, _("It is dropped. What waits still stands in the inbox."))


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
    act = partial(posting_acts.end_destination, place, by=request.user, at=now())
    return _after(request, act, _("Nothing is sent there any longer. The data protection officer is told."))


def _after(request: StaffRequest, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it, and say that it was done or why not."""
    try:
        act()
        messages.success(request, said)
    except posting_acts.CannotDo as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("workday:leaving")


def _page(request: StaffRequest, form: DestinationForm) -> HttpResponse:
    page = postings.health(below=place_asked(request, "below"))
    context = {
        "page": page,
        "names": accounts.names_of({one.to for one in page.given_up}),
        "places": postings.places(),
        "form": form,
        "pages": pager(request, "below", page.older, {}),
        "at": now(),
    }
    return render(request, "workday/leaving.html", context, status=422 if form.is_bound else 200)
