"""Pages of the fund: what is asked for a person, and what its committee decides about a number."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies.words import Currency
from malath.foundation.clock import now
from malath.support import actions, gates
from malath.support.actions import Wanted
from malath.support.fund_forms import AskFund, ProposeGrant, RecordPayment
from malath.support.http import FORM, Sheet, back, done, sheet
from malath.support.queries import fund as reads
from malath.support.words import FundPurpose, WhyNot


@require_safe
@staff_required
def fund_of_case(request: StaffRequest, reference: str) -> HttpResponse:
    """What was asked from the fund for the person of a case."""
    opened, desk = gates.plan_to_view(request.user, reference, at=now())
    may_work = desk is not None and opened.case.closed_at is None
    page = reads.requests_of(opened.case, opened.sight, may_work=may_work)
    return render(request, "support/fund_of_case.html", {"page": page})


@require_http_methods(FORM)
@staff_required
def ask_fund(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask the fund for money for a person."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    first = {"once": uuid4(), "currency": Currency.JOD}
    form, to = AskFund(request.POST if request.method == "POST" else None, initial=first), reads.fund_desk()
    if form.is_valid() and to is None:
        form.add_error(None, str(WhyNot.NO_FUND.label))
    if form.is_valid() and to is not None:
        data = form.cleaned_data
        wanted = Wanted(
            FundPurpose(data["purpose"]), data["what"], data["amount"], form.quotes(), Currency(data["currency"])
        )  # fmt: skip
        act = lambda: actions.ask_fund(  # noqa: E731
            opened.case, wanted, to=to, desk=opened.desk, by=request.user, at=at, once=data["once"]
        )
        if done(form, act):
            messages.success(request, _("Asked. The committee sees number, purpose and amount, and no name."))
            return redirect("support:fund_of_case", reference)
    told = _("The person agrees first that the fund is asked (C3). It sees age, sex and what you write here, and nothing else.")
    where = reverse("support:fund_of_case", args=[reference])
    return sheet(request, form, Sheet(_("Ask the fund"), told, _("Ask the fund"), where))


@require_POST
@staff_required
def withdraw_request(request: StaffRequest, reference: str, number: str) -> HttpResponse:
    """Nobody asks any more."""
    at, form = now(), forms.Form(request.POST)
    _opened, found = gates.request_to_withdraw(request.user, reference, number, at=at)
    done(form, lambda: actions.withdraw_request(found, by=request.user, at=at))
    return back(request, form, "support:fund_of_case", reference)


@require_safe
@power_required(Power.DECIDE_FUND)
def fund(request: StaffRequest) -> HttpResponse:
    """The requests at the fund."""
    return render(request, "support/fund.html", {"lines": reads.queue(holdings_of(request))})


@require_safe
@power_required(Power.DECIDE_FUND)
def fund_request(request: StaffRequest, number: str) -> HttpResponse:
    """One request, as the committee sees it."""
    at = now()
    found, sees_facts = gates.request_to_decide(request.user, number, at=at)
    page = reads.request_page(found, sees_facts, request.user, at)
    return render(request, "support/fund_request.html", {"page": page})


@require_POST
@power_required(Power.DECIDE_FUND)
def leave_request(request: StaffRequest, number: str) -> HttpResponse:
    """A member leaves a decision."""
    at, form = now(), forms.Form(request.POST)
    found, _sees = gates.request_to_decide(request.user, number, at=at)
    done(form, lambda: actions.leave_request(found, by=request.user, at=at))
    return back(request, form, "support:fund")


@require_http_methods(FORM)
@power_required(Power.DECIDE_FUND)
def propose_grant(request: StaffRequest, number: str) -> HttpResponse:
    """A member proposes a decision."""
    at = now()
    found, _sees = gates.request_to_decide(request.user, number, at=at)
    form = ProposeGrant(request.POST if request.method == "POST" else None)
    if form.is_valid():
        granted, because = form.amount(), form.cleaned_data["because"]
        if done(form, lambda: actions.propose_grant(found, granted, because, by=request.user, at=at)):
            messages.success(request, _("Proposed. A second member confirms it; nothing has changed yet."))
            return redirect("support:fund_request", number)
    told = _("Decided on purpose, amount and quotes. Whether the person helps the police or a court is no ground.")
    where = reverse("support:fund_request", args=[number])
    return sheet(request, form, Sheet(_("Propose a decision"), told, _("Propose it"), where))


@require_POST
@power_required(Power.DECIDE_FUND)
def confirm_grant(request: StaffRequest, number: str) -> HttpResponse:
    """A second member confirms."""
    at, form = now(), forms.Form(request.POST)
    found, _sees = gates.request_to_decide(request.user, number, at=at)
    done(form, lambda: actions.confirm_grant(found, by=request.user, at=at))
    return back(request, form, "support:fund_request", number)


@require_POST
@power_required(Power.DECIDE_FUND)
def send_grant_back(request: StaffRequest, number: str) -> HttpResponse:
    """A second member does not confirm."""
    at, form = now(), forms.Form(request.POST)
    found, _sees = gates.request_to_decide(request.user, number, at=at)
    done(form, lambda: actions.send_grant_back(found, by=request.user, at=at))
    return back(request, form, "support:fund_request", number)


@require_http_methods(FORM)
@power_required(Power.DECIDE_FUND)
def record_payment(request: StaffRequest, number: str) -> HttpResponse:
    """The fund has paid."""
    at = now()
    found, _sees = gates.request_to_decide(request.user, number, at=at)
    form = RecordPayment(request.POST if request.method == "POST" else None)
    if form.is_valid():
        amount, on = form.cleaned_data["amount"], form.cleaned_data["on"]
        if done(form, lambda: actions.record_payment(found, amount, on, by=request.user, at=at)):
            messages.success(request, _("Written down."))
            return redirect("support:fund_request", number)
    told = _("Granted is not paid: only what has left the fund is written here.")
    where = reverse("support:fund_request", args=[number])
    return sheet(request, form, Sheet(_("A payment"), told, _("Write it down"), where))
