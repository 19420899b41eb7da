"""The doors of the control room: how the mechanism stands, one desk of it, what is said to a desk, the table as a file."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.agencies.words import Governorate
from malath.coordination import actions
from malath.coordination.words import Agreed, Standing, TakenOutFor
from malath.foundation.clock import now
from malath.ui.page import pager, place_asked, query_of, say_why_not
from malath.ui.pieces import Chip
from malath.ui.times import number_text
from malath.workday import control_room, control_table, gates, protection_queries
from malath.workday.control_forms import Agree, TakeOut
from malath.workday.control_room import Room

if TYPE_CHECKING:
    from malath.agencies.models import Desk

coordinator_required = power_required(Power.COORDINATE, Power.SUPERVISE)
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LABELS = {
    "labels": [one.label for one in Standing],
    "waiting_labels": [one.label for one in control_room.WAITING],
    "week_labels": control_room.OF_A_WEEK,
}


@require_safe
@coordinator_required
def room(request: StaffRequest) -> HttpResponse:
    """What waits where, the worst first."""
    return _room(request, TakeOut())


@require_safe
@coordinator_required
def protection(request: StaffRequest) -> HttpResponse:
    """Places, unmet needs and what people say of services, as figures; never of one house."""
    page, text = protection_queries.protection(now()), control_room.text
    context = {
        "as_of": page.as_of,
        "places": [
            (protection_queries.takes_text(group), [text(taken), text(free), control_room.percent_text(share)])
            for group, taken, free, share in page.places
        ],
        "unmet": [(place.label if place else pgettext("governorate", "Unknown"), text(told)) for place, told in page.unmet],
        "said": [(kind.label, [text(told) for told in row]) for kind, row in page.said],
        "said_labels": [one.label for one in protection_queries.SAID],
        "complaints": [(kind.label, text(told)) for kind, told in page.complaints],
    }
    return render(request, "workday/protection.html", context)


@require_POST
@coordinator_required
def take_out(request: StaffRequest) -> HttpResponse:
    """All of the table as a file, as far as it is told to this viewer."""
    at, form = now(), TakeOut(request.POST)
    if not form.is_valid():
        return _room(request, form)
    because, kind = TakenOutFor(form.cleaned_data["because"]), form.cleaned_data["kind"]
    page = control_room.room_page(holdings_of(request), at)
    actions.take_out(because, kind=kind, by=request.user, at=at)
    mark = control_table.Mark(request.user.reference, at, because)
    arabic = get_language() == "ar"
    content = control_table.as_csv(page, mark) if kind == "csv" else control_table.as_workbook(page, mark, rightwards=arabic)
    headers = {"Content-Disposition": f'attachment; filename="figures-{at:%Y-%m-%d-%H%M}.{kind}"'}
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)


@require_safe
@coordinator_required
def desk(request: StaffRequest, reference: str) -> HttpResponse:
    """One desk: its numbers, its phone, who is on duty, what was agreed."""
    at = now()
    return _desk(request, gates.desk_to_coordinate(request.user, holdings_of(request), reference, at=at), Agree())


@require_POST
@coordinator_required
def nudge(request: StaffRequest, reference: str) -> HttpResponse:
    """Remind the desk, once a day."""
    at = now()
    found = gates.desk_to_coordinate(request.user, holdings_of(request), reference, at=at)
    try:
        actions.nudge(found, by=request.user, at=at)
        messages.success(request, _("The desk was reminded. It is told that something waits, and nothing else."))
    except actions.CannotDo as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("workday:room_desk", found.reference)


@require_POST
@coordinator_required
def agree(request: StaffRequest, reference: str) -> HttpResponse:
    """Note what was agreed with the desk."""
    at, form = now(), Agree(request.POST)
    found = gates.desk_to_coordinate(request.user, holdings_of(request), reference, at=at)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.agree(found, Agreed(typed["what"]), until=typed["until"], by=request.user, at=at)
            messages.success(request, _("This is noted."))
            return redirect("workday:room_desk", found.reference)
        except actions.CannotDo as refusal:
            for reason in refusal.reasons:
                form.add_error("until" if reason.value.startswith("day") else None, str(reason.label))
    return _desk(request, found, form)


def _room(request: StaffRequest, form: TakeOut) -> HttpResponse:
    at, start = now(), place_asked(request, "from") or 0
    asked = request.GET.get("place", "")
    where = asked if asked in Governorate.values else ""
    whole = control_room.room_to_view(request.user, holdings_of(request), at)
    page = whole.part(where, start)
    context = {
        "page": page, "at": at, "form": form, "chips": _places(whole, where), "weekly": tuple(reversed(whole.weeks)),
        "quiet_title": _quiet(page), "pages": pager(request, "from", page.more, {"place": where}), **LABELS,
    }  # fmt: skip
    return render(request, "workday/control_room.html", context, status=422 if form.is_bound else 200)


def _quiet(page: Room) -> str:
    desks = len(page.quiet)
    few = ngettext("%(desks)s desk with fewer than 5 of each", "%(desks)s desks with fewer than 5 of each", desks)
    none = ngettext("%(desks)s desk where nothing waits", "%(desks)s desks where nothing waits", desks)
    return (none if page.exact else few) % {"desks": number_text(desks)}


def _places(page: Room, current: str) -> list[Chip]:
    """Governorates with a desk, when there are several."""
    named = [(code, name) for code, name, _counts in page.places if code]
    if len(named) < 2:  # one is no choice
        return []
    everything = Chip(pgettext("governorates", "All"), query_of({}), not current)
    return [
        everything,
        *(Chip(name, query_of({"place": code}), code == current) for code, name in sorted(named, key=lambda one: one[1])),
    ]


def _desk(request: StaffRequest, found: "Desk", form: Agree) -> HttpResponse:
    at = now()
    page = control_room.desk_page(found, holdings_of(request), at)
    context = {"page": page, "form": form, "at": at, **LABELS}
    return render(request, "workday/control_desk.html", context, status=422 if form.is_bound else 200)
