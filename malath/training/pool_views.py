"""Pages of the pool as a whole: its report, and the tree of who trained whom."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.training.queries import officers
from malath.training.queries import pool as reads


@require_GET
@power_required(Power.COORDINATE, Power.SEE_FIGURES, Power.READ_FIGURES)
def pool(request: StaffRequest) -> HttpResponse:
    """The report of the pool: exact for whoever runs it, in steps of five for others who read figures."""
    page = reads.pool_page(now(), exact=officers.runs(holdings_of(request)))
    return render(request, "training/pool.html", {"page": page})
