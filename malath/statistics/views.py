"""Pages of statistics."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.statistics import actions, queries


@require_GET
@power_required(Power.SEE_FIGURES)
def definitions(request: StaffRequest) -> HttpResponse:
    """What each figure means, and when it was counted last."""
    page = queries.definitions_page()
    may_compile = holdings_of(request).may(Power.COMPILE)
    return render(request, "statistics/definitions.html", {"page": page, "may_compile": may_compile})


@require_POST
@power_required(Power.COMPILE)
def compile_now(request: StaffRequest) -> HttpResponse:
    """Everything is counted anew."""
    actions.compile_figures(by=request.user, at=now())
    messages.success(request, _("Everything was counted anew. Tables that are out stay as they are."))
    return redirect("statistics:definitions")
