"""The doors of the data protection officer beside the whole trail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.audit.words import OF_THE_HOUSE, Shelf
from malath.foundation.clock import now
from malath.inbox.actions import posting as posting_acts
from malath.ui.page import pager, place_asked, query_of, say_why_not
from malath.ui.pieces import Chip
from malath.workday import gates, oversight
from malath.workday.house_forms import ConfirmCopy, ShelfFilter

officer_required = power_required(Power.READ_TRAIL)


@require_safe
@officer_required
def house(request: StaffRequest) -> HttpResponse:
    """What administrators did: accounts, seats, bodies, keys and backups, what leaves."""
    asked = request.GET.get("shelf", "")
    shelf = Shelf(asked) if asked in OF_THE_HOUSE else None
    form = ShelfFilter(request.GET)
    if not form.is_valid():
        return render(request, "workday/house.html", {"form": form, "chips": _shelves(shelf, "")}, status=422)
    by, before = form.cleaned_data["by"], place_asked(request, "before")
    page = oversight.house_page(request.user, shelf, by, now(), before=before)
    kept = {"shelf": shelf or "", "by": by}
    context = {"form": form, "page": page, "chips": _shelves(shelf, by), "shelf": shelf}
    return render(request, "workday/house.html", context | {"pages": pager(request, "before", page.older, kept)})


@require_safe
@officer_required
def searches(request: StaffRequest) -> HttpResponse:
    """Who searched people how often. What was typed is kept nowhere."""
    asked = request.GET.get("period", "")
    period = asked if asked in oversight.PERIODS else "week"
    found = oversight.searches_page(request.user, period, now())
    context = {"found": found, "chips": _periods(period), "most": oversight.MOST_SEARCHERS}
    return render(request, "workday/searches.html", context)


@require_safe
@officer_required
def refusals(request: StaffRequest) -> HttpResponse:
    """What was asked for and not shown."""
    form = ShelfFilter(request.GET)
    if not form.is_valid():
        return render(request, "workday/refusals.html", {"form": form}, status=422)
    by, before = form.cleaned_data["by"], place_asked(request, "before")
    page = oversight.refusals_page(request.user, by, now(), before=before)
    pages = pager(request, "before", page.older, {"by": by})
    return render(request, "workday/refusals.html", {"form": form, "page": page, "pages": pages})


@require_safe
@officer_required
def states(request: StaffRequest) -> HttpResponse:
    """Where signed states of the trail went, and which were confirmed."""
    below, at = place_asked(request, "below"), now()
    page = oversight.states_page(request.user, at, below=below)
    context = {"page": page, "pages": pager(request, "below", page.older, {}), "at": at}
    return render(request, "workday/states.html", context)


@require_POST
@officer_required
def print_state(request: StaffRequest) -> HttpResponse:
    """Make a sheet with the newest signed state, to be filed by somebody."""
    try:
        sheet = posting_acts.print_checkpoint(by=request.user, at=now())
    except posting_acts.CannotDo as refusal:
        say_why_not(request, refusal.reasons)
        return redirect("workday:states")
    return redirect("workday:state", sheet.reference)


@require_safe
@officer_required
def state(request: StaffRequest, reference: str) -> HttpResponse:
    """A copy: the sheet to print, and the form by which its holder confirms it."""
    return _copy(request, reference, ConfirmCopy())


@require_POST
@officer_required
def confirm_state(request: StaffRequest, reference: str) -> HttpResponse:
    """Its holder read the mark aloud."""
    copy, form = gates.copy_to_see(reference), ConfirmCopy(request.POST)
    if form.is_valid():
        try:
            posting_acts.confirm_copy(copy.reference, mark=form.cleaned_data["mark"], by=request.user, at=now())
            messages.success(request, _("The copy is confirmed."))
            return redirect("workday:states")
        except posting_acts.CannotDo as refusal:
            for reason in refusal.reasons:
                form.add_error("mark", str(reason.label))
    return _copy(request, reference, form)


def _copy(request: StaffRequest, reference: str, form: ConfirmCopy) -> HttpResponse:
    sheet = oversight.sheet_of(gates.copy_to_see(reference))
    context = {"sheet": sheet, "form": form, "house": request.get_host()}
    return render(request, "workday/state.html", context, status=422 if form.is_bound else 200)


def _shelves(current: Shelf | None, by: str) -> list[Chip]:
    everything = Chip(pgettext("shelf", "All"), query_of({"by": by}), current is None)
    return [everything, *(Chip(str(one.label), query_of({"shelf": one, "by": by}), one == current) for one in OF_THE_HOUSE)]


def _periods(current: str) -> list[Chip]:
    labels = {"day": _("The last day"), "week": _("The last week"), "month": _("The last 30 days")}
    return [Chip(labels[name], f"?period={name}", name == current) for name in oversight.PERIODS]
