"""Pages of the pool as a whole: its report, and the tree of who trained whom."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.foundation.clock import now
from malath.training import gates
from malath.training.actions.plans import note_own_plan
from malath.training.http import FORM, done
from malath.training.plan_forms import OwnPlanForm
from malath.training.queries import officers, plans
from malath.training.queries import pool as reads
from malath.training.queries import tree as trees
from malath.ui.text import clean_line


@require_GET
@power_required(Power.COORDINATE, Power.SEE_FIGURES, Power.READ_FIGURES)
def pool(request: StaffRequest) -> HttpResponse:
    """The report of the pool: exact for whoever runs it, in steps of five for others who read figures."""
    page = reads.pool_page(now(), exact=officers.runs(holdings_of(request)))
    return render(request, "training/pool.html", {"page": page})


@require_GET
@power_required(Power.COORDINATE)
def tree(request: StaffRequest) -> HttpResponse:
    """Who trained whom, all of it, a branch of it, or what a word finds in it."""
    word, start = clean_line(request.GET.get("word", ""))[:60], request.GET.get("from", "")
    page = trees.tree_page(gates.trainer_in_tree(start) if start else None, word)
    return render(request, "training/tree.html", {"page": page, "open_to": 99 if "open" in request.GET else 1})


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def own_plans(request: StaffRequest) -> HttpResponse:
    """Which bodies have training in their own plan; what is known is noted here."""
    at, bodies = now(), [(one.reference, one.name) for one in agencies.agencies()]
    form = OwnPlanForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        agency, stands = agencies.agency_by_reference(typed.pop("agency")), typed.pop("stands") == "yes"
        if agency is None:
            raise Http404
        if done(form, lambda: note_own_plan(agency, stands=stands, **typed, by=request.user, at=at)):
            messages.success(request, _("Noted, with its day."))
            return redirect("training:own_plans")
    context = {"form": form, "lines": plans.own_plans()}
    return render(request, "training/own_plans.html", context, status=422 if form.errors else 200)
