"""Pages of reports: read from what was told with the last compile."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from malath.accounts.http import StaffRequest
from malath.statistics.http import reader_required
from malath.statistics.queries import reports


@require_safe
@reader_required
def training(request: StaffRequest) -> HttpResponse:
    """How referrals of trained officers were answered, beside those of others."""
    return render(request, "statistics/training.html", {"page": reports.association_page()})


@require_safe
@reader_required
def way_to_help(request: StaffRequest) -> HttpResponse:
    """From a campaign to a referral, counts only."""
    return render(request, "statistics/way_to_help.html", {"page": reports.funnel_page()})


@require_safe
@reader_required
def returns(request: StaffRequest) -> HttpResponse:
    """Voluntary returns: requests, gates, departures, money, how life goes afterwards."""
    return render(request, "statistics/returns.html", {"page": reports.returns_page()})


@require_safe
@reader_required
def bodies(request: StaffRequest) -> HttpResponse:
    """How each single body answers referrals."""
    return render(request, "statistics/bodies.html", {"page": reports.bodies_page()})
