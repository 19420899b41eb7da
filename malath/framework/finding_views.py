"""Pages of gaps and recommendations."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, staff_required
from malath.foundation.clock import in_amman, now
from malath.framework import actions, gates, queries
from malath.framework.actions import CannotDo
from malath.framework.forms import MoveFinding, NewFinding
from malath.framework.queries import FindingLine
from malath.framework.words import FindingKind, FindingState, Matter, Source, WhyNot

if TYPE_CHECKING:
    from malath.framework.models import Finding

FORM = ["GET", "HEAD", "POST"]
FIELDS = {WhyNot.NO_OWNER: "owner", WhyNot.REASON_MISSING: "because"}


@require_http_methods(FORM)
@staff_required
def findings(request: StaffRequest) -> HttpResponse:
    """What was found about the framework, and one more."""
    at = now()
    form = NewFinding(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        what = FindingKind(typed["kind"]), Source(typed["source"]), Matter(typed["matter"])
        try:
            actions.note_finding(*what, typed["words"], by=request.user, at=at, once=typed["once"])
        except CannotDo as refused:
            form.add_error("words", str(refused.reasons[0].label))
        else:
            messages.success(request, _("Written down. Whoever coordinates the mechanism gives it to a desk."))
            return redirect("framework:findings")
    ended, today = request.GET.get("show") == "settled", in_amman(at).date()
    lines = queries.findings(today, ended=ended)
    context = {"lines": lines, "form": form, "ended": ended}
    return render(request, "framework/findings.html", context, status=422 if form.errors else 200)


@require_GET
@staff_required
def finding(request: StaffRequest, reference: str) -> HttpResponse:
    """One finding; whoever may, gives it to a desk or says where it stands."""
    at, row = now(), gates.finding_to_view(reference)
    line = queries.finding_line(row, in_amman(at).date())
    first = {"state": line.state, "owner": line.owner_reference, "due_on": line.due_on, "because": line.because}
    may = queries.may_move(holdings_of(request), row)
    return _page(request, line, MoveFinding(owners=queries.owners(), initial=first) if may else None)


@require_POST
@staff_required
def move_finding(request: StaffRequest, reference: str) -> HttpResponse:
    """A finding is given to a desk, goes on, or ends."""
    at = now()
    row = gates.finding_to_move(request.user, reference, at=at)
    form = MoveFinding(request.POST, owners=queries.owners())
    if form.is_valid() and _moved(request, row, form, at):
        messages.success(request, _("Saved."))
        return redirect("framework:finding", reference)
    return _page(request, queries.finding_line(row, in_amman(at).date()), form)


def _moved(request: StaffRequest, row: "Finding", form: MoveFinding, at: datetime) -> bool:
    typed = form.cleaned_data
    owner = queries.owner_by_reference(typed["owner"]) if typed["owner"] else None
    state, because = FindingState(typed["state"]), typed["because"]
    try:
        actions.move_finding(row, state, owner=owner, due_on=typed["due_on"], because=because, by=request.user, at=at)
    except CannotDo as refused:
        for reason in refused.reasons:
            form.add_error(FIELDS.get(reason, "state"), str(reason.label))
        return False
    return True


def _page(request: StaffRequest, line: FindingLine, form: MoveFinding | None) -> HttpResponse:
    context = {"line": line, "form": form}
    return render(request, "framework/finding.html", context, status=422 if form is not None and form.errors else 200)
