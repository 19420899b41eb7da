"""The same help for several people of a situation."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.foundation.references import is_reference
from malath.referrals import gates
from malath.referrals.words import Reason, Urgency
from malath.workday import actions
from malath.workday import several as pages
from malath.workday.actions import Sent, Wanted
from malath.workday.several_forms import Several

MOST_AT_ONCE = 50


@require_http_methods(["GET", "POST"])
@power_required(Power.REFER)
def several(request: StaffRequest) -> HttpResponse:
    """The same help for several people of a situation, one by one in one go."""
    at = now()
    named = _named(request)
    page = pages.people_to_refer(request.user, named, at=at)
    chosen = {"once": uuid4(), "cases": named}
    form = Several(request.POST or None, cases=page.choices, desks=pages.desks_for_several(), initial=chosen)
    if request.method == "POST" and form.is_valid():
        return render(request, "workday/several_sent.html", {"results": _send(request, form, at)})
    return render(request, "workday/several.html", {"form": form, "page": page}, status=422 if form.errors else 200)


def _named(request: StaffRequest) -> list[str]:
    """The cases an address or a form names."""
    asked = request.POST.getlist("cases") if request.method == "POST" else request.GET.getlist("case")
    return [reference for reference in dict.fromkeys(asked) if is_reference(reference)][:MOST_AT_ONCE]


def _send(request: StaffRequest, form: Several, at: datetime) -> list[Sent]:
    kind, desk = form.cleaned_data["desk"]
    wanted = Wanted(kind, Urgency(form.cleaned_data["urgency"]), desk, form.cleaned_data["reason"])
    opened = gates.cases_to_refer(request.user, form.cleaned_data["cases"], at=at)
    ours = [(one.case, one.desk) for _reference, one in opened if one is not None]
    shut = [Sent(reference, why_not=(Reason.NOT_OPEN_TO_YOU,)) for reference, one in opened if one is None]
    return actions.refer_several(ours, wanted, by=request.user, at=at, once=form.cleaned_data["once"]) + shut
