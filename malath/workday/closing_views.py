"""Closing a case and opening it again: pages that need to know what other parts have under way."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, staff_required
from malath.accounts.roles import Power
from malath.agencies.words import AgencyKind
from malath.cases import actions as cases
from malath.cases import gates
from malath.cases import queries as case_queries
from malath.cases.actions import CannotChange, Closing, Ground
from malath.cases.closing_forms import CloseCase, RefuseClosing, Reopen
from malath.cases.gates import OpenedCase, WritableCase
from malath.cases.words import ClosingReason, Feedback, ReopenReason, WhyNot
from malath.foundation.clock import now
from malath.privacy.actions import CannotRecord, CannotRely, Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method, Section
from malath.referrals import queries as referral_queries
from malath.referrals.actions import CannotCloseCase
from malath.referrals.words import Reason
from malath.workday import actions as acts
from malath.workday import closing_queries
from malath.workday.actions import CannotCloseBeside, Eyes
from malath.workday.words import Stands

REFUSED = (CannotChange, CannotCloseCase, CannotCloseBeside)


@require_http_methods(["GET", "POST"])
@staff_required
def close_case(request: StaffRequest, reference: str) -> HttpResponse:
    """The key worker asks for the closing; a supervisor reads here what it rests on."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at, section=Section.STORY)
    standing = closing_queries.stands(opened.case, opened.sight, opened.holdings, AgencyKind(request.user.agency.kind), at)
    form = CloseCase(request.POST or None, beside=bool(standing))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        closing = Closing(ClosingReason(data["reason"]), data["summary"], Feedback(data["feedback"]), data.get("beside", ""))
        try:
            acts.ask_to_close(opened.case, closing, _eyes(request, opened), desk=opened.desk, by=request.user, at=at)
        except REFUSED as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _("Closing is asked for. A supervisor who is another person decides."))
            return redirect("workday:close_case", reference)
    return _show(request, opened, at, form=form, standing=standing, status=422 if form.errors else 200)


@require_POST
@staff_required
def approve_closing(request: StaffRequest, reference: str) -> HttpResponse:
    """A supervisor approves: the case closes and its file with it."""
    at = now()
    opened = gates.closing_to_judge(request.user, reference, at=at)
    try:
        acts.close_case(opened.case, _eyes(request, opened), by=request.user, at=at)
    except REFUSED as refused:
        return _refused(request, opened, at, [str(reason.label) for reason in refused.reasons])
    messages.success(request, _("The case is closed. Its desks keep number and status."))
    return redirect("workday:case", reference)


@require_POST
@staff_required
def refuse_closing(request: StaffRequest, reference: str) -> HttpResponse:
    """A supervisor does not approve, and says what is missing."""
    at = now()
    opened = gates.closing_to_judge(request.user, reference, at=at)
    form = RefuseClosing(request.POST)
    if not form.is_valid():
        return _refused(request, opened, at, [], form)
    try:
        cases.refuse_closing(opened.case, because=form.cleaned_data["because"], by=request.user, at=at)
    except CannotChange as refused:
        return _refused(request, opened, at, [str(reason.label) for reason in refused.reasons])
    messages.success(request, _("The case stays open. Who asked is told why."))
    return redirect("workday:case", reference)


@require_http_methods(["GET", "POST"])
@staff_required
def reopen_case(request: StaffRequest, reference: str) -> HttpResponse:
    """A closed case goes on under its number."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at, section=Section.STATUS, power=Power.OPEN_CASE)
    page = case_queries.reopen_page(opened.case, opened.desk, at)
    form = Reopen(request.POST or None, holds=page.holds, is_child=page.is_child)
    if request.method == "POST" and form.is_valid():
        try:
            _reopen(opened, form, request, at)
        except CannotChange as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        except (CannotRecord, CannotRely) as refused:
            form.add_error("ground", [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _("The case is open again, for your desk. Nobody else sees more than before."))
            return redirect("workday:case", reference)
    words = wording(ConsentKind.C1, child=page.is_child)
    context = {"page": page, "form": form, "words": words, "why_not": [str(reason.label) for reason in page.why_not]}
    return render(request, "workday/reopen_case.html", context, status=422 if form.errors else 200)


def _reopen(opened: WritableCase, form: Reopen, request: StaffRequest, at: datetime) -> None:
    data = form.cleaned_data
    cases.reopen(
        opened.case,
        reason=ReopenReason(data["reason"]),
        because=data["because"],
        ground=_ground(form),
        desk=opened.desk,
        by=request.user,
        at=at,
    )


def _ground(form: Reopen) -> Ground | None:
    """On what the case rests now, where the agreement of before does not hold any more."""
    data = form.cleaned_data
    if "ground" not in data:
        return None
    interpreter = Interpreter(data.get("interpreter") or Interpreter.NONE)
    circumstances = Circumstances(Method.SPOKEN, data.get("language") or "", interpreter)
    words = wording(ConsentKind.C1).proof
    if data["ground"] == ConsentKind.C1:
        return Ground(Answer.YES, circumstances, words)
    return Ground(Answer.NOT_ASKED, circumstances, words, BasisKind(data["ground"]), data["because"])


def _eyes(request: StaffRequest, opened: OpenedCase) -> Eyes:
    return Eyes(opened.sight, opened.holdings, AgencyKind(request.user.agency.kind))


def _show(
    request: StaffRequest,
    opened: WritableCase,
    at: datetime,
    *,
    form: CloseCase,
    standing: list[Stands],
    status: int,
) -> HttpResponse:
    page = case_queries.closing_page(opened.case, opened.sight, opened.holdings, opened.desk, request.user, at)
    asking = {WhyNot.ASKED_ALREADY, WhyNot.NOT_KEY_WORKER} if page.waiting else set()
    why_not = [str(reason.label) for reason in page.why_not if reason not in asking]
    if referral_queries.are_under_way(opened.case.pk):
        why_not.append(str(Reason.UNDER_WAY.label))
    kept = closing_queries.why_not(standing)
    why_not += [str(reason.label) for reason in kept]
    names = accounts.names_of({page.asked_by} if page.asked_by else set())
    context = {
        "page": page,
        "form": form,
        "refuse": RefuseClosing(auto_id="refuse_%s"),
        "why_not": why_not,
        "beside": [one.label for one in standing if one not in kept],
        "who": " · ".join(names.get(page.asked_by, ())),
        "at": at,
    }
    return render(request, "workday/close_case.html", context, status=status)


def _refused(
    request: StaffRequest, opened: OpenedCase, at: datetime, reasons: list[str], form: RefuseClosing | None = None
) -> HttpResponse:
    context = {"reference": opened.case.reference, "reasons": reasons, "form": form or RefuseClosing(), "at": at}
    return render(request, "workday/closing_refused.html", context, status=422 if form else 409)
