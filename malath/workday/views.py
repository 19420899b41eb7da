"""Staff pages that put parts together: the workday, the case file, the inbox, the closing of a desk."""

import sys

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.defaults import server_error

from malath.accounts import gates
from malath.accounts.http import StaffRequest, holdings_of, power_required, safe_next, staff_required
from malath.accounts.roles import Power
from malath.cases.forms import new_note
from malath.cases.words import NoteKind
from malath.foundation.clock import now
from malath.foundation.outage import is_outage
from malath.inbox import actions as inbox_actions
from malath.inbox import queries as inbox
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries
from malath.ui.not_now import not_now
from malath.ui.pieces import Chip
from malath.workday import case_file, home


@require_GET
@staff_required
def workday(request: StaffRequest) -> HttpResponse:
    """What waits for this member of staff, then their cases."""
    at = now()
    page = home.home_to_view(request.user, holdings_of(request), at)
    request.news = len(page.news)
    return render(request, "workday/home.html", {"page": page, "at": at})


@require_POST
@staff_required
def mark_seen(request: StaffRequest) -> HttpResponse:
    """Take items off the list: one by its own button, or all that were shown. Those that are not shown to them are left
    alone, and to ask twice makes no difference."""
    numbers = request.POST.getlist("only") or request.POST.getlist("item")
    items = inbox.items_of(home.everything_for(holdings_of(request)), numbers)
    inbox_actions.mark_seen(items, by=request.user, at=now())
    return redirect(safe_next(request))


@require_GET
@staff_required
def case(request: StaffRequest, reference: str) -> HttpResponse:
    """The case file, as far as this viewer may see it."""
    at, asked = now(), request.GET.get("kind", "")
    kind = NoteKind(asked) if asked in NoteKind.values else None
    page = case_file.case_to_view(request.user, reference, at, all_notes=request.GET.get("notes") == "all", kind=kind)
    context = {
        "page": page,
        "at": at,
        "note": new_note(page.compartments, ladder=page.tells_story),
        "kinds": _kinds(kind),
        "kind": kind,
    }
    return render(request, "workday/case.html", context)


def _kinds(current: NoteKind | None) -> list[Chip]:
    """Own words, observation and opinion, each by itself."""
    every = Chip(pgettext("notes", "All"), "?#notes", current=current is None)
    return [every, *(Chip(str(kind.label), f"?kind={kind}#notes", current=kind == current) for kind in NoteKind)]


@require_http_methods(["GET", "POST"])
@power_required(Power.MANAGE)
def close_desk(request: StaffRequest, reference: str) -> HttpResponse:
    """What closing means, or why the desk cannot close yet; then the closing."""
    at, desk = now(), gates.desk_to_manage(reference)
    if desk.ended_at is not None:
        messages.error(request, _("This desk was closed; it keeps its last state."))
        return redirect("accounts:agencies")
    if request.method == "POST":
        try:
            referrals.close_desk(desk, by=request.user, at=at)
            messages.success(request, _("The desk is closed."))
            return redirect("accounts:agencies")
        except referrals.CannotClose:
            pass
    why_not = [str(reason.label) for reason in referral_queries.why_not_close(desk, at)]
    context = {"name": desk.name, "agency": desk.agency.name, "reference": reference, "why_not": why_not}
    return render(request, "workday/close_desk.html", context, status=409 if request.method == "POST" else 200)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read; what was too large is told so. A session that could not be kept because the database was
    away comes here too, as if it had been ended meanwhile."""
    if is_outage(exception):
        return not_now(request)
    status = 413 if isinstance(exception, RequestDataTooBig | TooManyFieldsSent) else 400
    return render(request, f"{status}.html", status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """What nobody meant: the database is away for a moment, which is said with all that was typed kept; or a fault of ours."""
    return not_now(request) if is_outage(sys.exception()) else server_error(request)
