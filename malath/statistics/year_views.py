"""Pages of the years: counted from files, or entered by hand for the time before."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.statistics import gates
from malath.statistics.actions import CannotTell
from malath.statistics.actions import years as actions
from malath.statistics.actions.years import Entered
from malath.statistics.forms import Because
from malath.statistics.http import reader_required, say
from malath.statistics.queries import years as queries
from malath.statistics.words import Measure
from malath.statistics.year_forms import Enter


@require_safe
@reader_required
def years(request: StaffRequest) -> HttpResponse:
    """Of each measure what is known of each year, and from where."""
    context = {"page": queries.years_page(now()), "enters": holdings_of(request).may(Power.COMPILE)}
    return render(request, "statistics/years.html", context)


@require_safe
@reader_required
def entered_year(request: StaffRequest, year: int) -> HttpResponse:
    """What was entered for one year."""
    return _year(request, year)


@require_http_methods(["GET", "HEAD", "POST"])
@power_required(Power.COMPILE)
def enter_year(request: StaffRequest, year: int, measure: str) -> HttpResponse:
    """Figures of a year as a source gives them; or a correction of those that stand."""
    year, kind = gates.year_to_view(year, at=now()), gates.measure_to_enter(measure)
    before = queries.last_entered(year, kind)
    typed = request.POST if request.method == "POST" else None
    form = Enter(typed, split=queries.is_split(kind), revises=before is not None, initial=queries.as_typed(before))
    if form.is_valid():
        said = form.cleaned_data
        entered = Entered(year, kind, said["total"], said["source"], form.splits, said.get("because", ""))
        try:
            actions.enter(entered, by=request.user, at=now())
            messages.success(request, _("Entered. What stood before stays to be read."))
            return redirect("statistics:entered_year", year)
        except CannotTell as refused:
            say(form, refused)
    context = {"form": form, "year": year, "measure": kind.label}
    return render(request, "statistics/enter_year.html", context, status=422 if form.errors else 200)


@require_POST
@power_required(Power.COMPILE)
def ask_closing(request: StaffRequest, year: int) -> HttpResponse:
    """The figures of a year are as they should stay."""
    return _done(request, year, actions.ask_closing, _("Somebody else closes the year now."))


@require_POST
@power_required(Power.RELEASE)
def close_year(request: StaffRequest, year: int) -> HttpResponse:
    """Somebody else closes it."""
    return _done(request, year, actions.close, _("The year is closed."))


@require_POST
@power_required(Power.RELEASE)
def open_year(request: StaffRequest, year: int) -> HttpResponse:
    """A year is open for a correction again."""
    form, year = Because(request.POST), gates.year_to_view(year, at=now())
    if form.is_valid():
        try:
            actions.open_again(year, form.cleaned_data["because"], by=request.user, at=now())
            messages.success(request, _("The year is open again."))
            return redirect("statistics:entered_year", year)
        except CannotTell as refused:
            say(form, refused)
    return _year(request, year, because=form)


def _done(request: StaffRequest, year: int, act: Callable[..., object], done: str) -> HttpResponse:
    year = gates.year_to_view(year, at=now())
    try:
        act(year, by=request.user, at=now())
        messages.success(request, done)
    except CannotTell as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("statistics:entered_year", year)


def _year(request: StaffRequest, year: int, because: Because | None = None) -> HttpResponse:
    year, holdings = gates.year_to_view(year, at=now()), holdings_of(request)
    enters = holdings.may(Power.COMPILE)
    context = {
        "page": queries.year_page(year, request.user.reference, exact=enters),
        "measures": tuple(Measure) if enters else (),
        "because": (because or Because()) if holdings.may(Power.RELEASE) else None,
    }
    return render(request, "statistics/entered_year.html", context, status=422 if because and because.errors else 200)
