"""Pages of statistics."""

import csv
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.statistics import actions, gates, queries
from malath.statistics.actions import CannotTell
from malath.statistics.forms import Ask, Because, Propose
from malath.statistics.http import asks, reader_required, say
from malath.statistics.published import as_lines, sheet_of
from malath.statistics.queries.dashboard import dashboard as dashboard_page
from malath.statistics.words import Unit


@require_safe
@reader_required
def definitions(request: StaffRequest) -> HttpResponse:
    """What each figure means, and when it was counted last."""
    page = queries.definitions_page()
    may_compile = holdings_of(request).may(Power.COMPILE)
    return render(request, "statistics/definitions.html", {"page": page, "may_compile": may_compile})


@require_safe
@reader_required
def dashboard(request: StaffRequest) -> HttpResponse:
    """Where cases were opened, and how referrals were answered."""
    return render(request, "statistics/dashboard.html", {"page": dashboard_page()})


@require_POST
@power_required(Power.COMPILE)
def compile_now(request: StaffRequest) -> HttpResponse:
    """Everything is counted anew."""
    actions.compile_figures(by=request.user, at=now())
    messages.success(request, _("Everything was counted anew. Tables that are out stay as they are."))
    return redirect("statistics:figures")


@require_safe
@reader_required
def figures(request: StaffRequest) -> HttpResponse:
    """What is out, what waits for a yes, and a table of one's own."""
    return _figures(request, Ask())


@require_POST
@power_required(Power.SEE_FIGURES)
def ask(request: StaffRequest) -> HttpResponse:
    """A table of one's own."""
    form = Ask(request.POST)
    if form.is_valid():
        try:
            table = actions.ask(Unit(form.cleaned_data["unit"]), form.chosen, by=request.user, at=now())
            return redirect("statistics:figure_table", table.reference)
        except CannotTell as refused:
            say(form, refused)
    return _figures(request, form)


def _figures(request: StaffRequest, form: Ask) -> HttpResponse:
    may_ask = asks(request)
    context = {
        "page": queries.figures_page(asks=may_ask),
        "form": form if may_ask else None,
        "may_compile": holdings_of(request).may(Power.COMPILE),
    }
    return render(request, "statistics/figures.html", context, status=422 if form.errors else 200)


@require_safe
@reader_required
def report(request: StaffRequest, year: int) -> HttpResponse:
    """Those identified in one year, as reports ask for them."""
    return render(request, "statistics/report.html", {"page": gates.report_to_view(year)})


@require_safe
@reader_required
def table(request: StaffRequest, reference: str) -> HttpResponse:
    """One table as it may be told."""
    return _table(request, reference)


@require_POST
@power_required(Power.COMPILE)
def propose(request: StaffRequest, reference: str) -> HttpResponse:
    """A table is proposed for release; somebody else answers."""
    found, form = gates.table_to_view(reference, asks=True), Propose(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.propose(found, typed["method_en"], typed["method_ar"], by=request.user, at=now())
            messages.success(request, _("Proposed. It is out once somebody else approves it."))
            return redirect("statistics:figure_table", reference)
        except CannotTell as refused:
            say(form, refused)
    return _table(request, reference, propose=form)


@require_POST
@reader_required
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """A table as a file that Excel opens also in Arabic."""
    found = gates.table_to_view(reference, asks=asks(request))
    actions.take(found, by=request.user, at=now())
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="table-{reference}.csv"'
    csv.writer(answer).writerows(as_lines(sheet_of(found)))
    return answer


@require_POST
@power_required(Power.RELEASE)
def approve(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody else's table is released."""
    release = gates.release_to_settle(reference)
    try:
        actions.approve(release, by=request.user, at=now())
        messages.success(request, _("It is out."))
    except CannotTell as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("statistics:figure_table", release.table.reference)


@require_POST
@power_required(Power.RELEASE)
def send_back(request: StaffRequest, reference: str) -> HttpResponse:
    """A table is not released."""
    return _with_reason(request, reference, actions.send_back, _("Sent back."))


@require_POST
@power_required(Power.RELEASE)
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """A table is taken back."""
    return _with_reason(request, reference, actions.withdraw, _("It is out no more."))


def _with_reason(request: StaffRequest, reference: str, act: Callable[..., object], done: str) -> HttpResponse:
    release, form = gates.release_to_settle(reference), Because(request.POST)
    if form.is_valid():
        try:
            act(release, form.cleaned_data["because"], by=request.user, at=now())
            messages.success(request, done)
            return redirect("statistics:figure_table", release.table.reference)
        except CannotTell as refused:
            say(form, refused)
    return _table(request, release.table.reference, because=form)


def _table(
    request: StaffRequest, reference: str, propose: Propose | None = None, because: Because | None = None
) -> HttpResponse:
    holdings, may_ask = holdings_of(request), asks(request)
    context = {
        "page": queries.table_page(gates.table_to_view(reference, asks=may_ask), request.user.reference, asks=may_ask),
        "propose": (propose or Propose()) if holdings.may(Power.COMPILE) else None,
        "because": (because or Because()) if holdings.may(Power.RELEASE) else None,
    }
    wrong = any(form is not None and form.errors for form in (propose, because))
    return render(request, "statistics/table.html", context, status=422 if wrong else 200)
