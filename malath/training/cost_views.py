"""Pages of what a course costs and who pays."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import in_amman, now
from malath.training import gates
from malath.training.actions import costs as acts
from malath.training.actions.costs import Spending
from malath.training.cost_forms import CostForm, SettleCost
from malath.training.http import FORM, done, said
from malath.training.queries import costs


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def cost(request: StaffRequest, reference: str) -> HttpResponse:
    """What a course costs, and one more line."""
    at, row = now(), gates.course_to_view(reference)
    form = CostForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        spending, once = Spending(**form.facts()), form.cleaned_data["once"]
        if done(form, lambda: acts.write_cost(row, spending, by=request.user, at=at, once=once)):
            messages.success(request, _("The line is written down."))
            return redirect("training:cost", reference)
    context = {"page": costs.cost_page(row, in_amman(at).date()), "form": form}
    return render(request, "training/cost.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def settle_cost(request: StaffRequest, reference: str) -> HttpResponse:
    """What was paid for a line."""
    at, row = now(), gates.cost_to_settle(reference)
    form, back = SettleCost(request.POST if request.method == "POST" else None), row.course.reference
    if form.is_valid() and done(form, lambda: acts.settle_cost(row, **form.cleaned_data, by=request.user, at=at)):
        messages.success(request, _("What was paid is written down."))
        return redirect("training:cost", back)
    context = {"form": form, "line": costs.cost_row(row), "course": row.course.title, "reference": back}
    return render(request, "training/settle_cost.html", context, status=422 if form.errors else 200)


@require_POST
@power_required(Power.COORDINATE)
def strike_cost(request: StaffRequest, reference: str) -> HttpResponse:
    """A wrong line counts no longer."""
    row = gates.cost_to_settle(reference)
    said(request, lambda: acts.strike_cost(row, by=request.user, at=now()), _("The line was struck."))
    return redirect("training:cost", row.course.reference)
