"""Pages of open data: files of anonymised records, and tables of them."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.statistics import gates
from malath.statistics.actions import CannotTell, own_files
from malath.statistics.actions import records as acts
from malath.statistics.actions.records import CannotOpen
from malath.statistics.open_forms import AddNoise, AskRecords, BringRecords
from malath.statistics.opendata import asked, own, reads


@require_safe
@power_required(Power.SEE_FIGURES)
def open_data(request: StaffRequest) -> HttpResponse:
    """Which files are here."""
    return _home(request, BringRecords())


@require_safe
@power_required(Power.SEE_FIGURES)
def reporting(request: StaffRequest) -> HttpResponse:
    """What others ask a country to report, and what answers it."""
    return render(request, "statistics/reporting.html", {"page": asked.page()})


@require_POST
@power_required(Power.COMPILE)
def bring(request: StaffRequest) -> HttpResponse:
    """A file comes in, or what must be mended in it is said."""
    form = BringRecords(request.POST, request.FILES)
    if not form.is_valid():
        return _home(request, form, status=422)
    try:
        row = acts.bring_in(form.cleaned_data["file"], form.cleaned_data["source"], by=request.user, at=now())
    except CannotOpen as refused:
        form.add_error(None, str(refused.reasons[0].label))
        return _home(request, form, refused, status=422)
    messages.success(request, _("The whole file came in."))
    return redirect("statistics:record_file", row.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@power_required(Power.SEE_FIGURES)
def records(request: StaffRequest, reference: str) -> HttpResponse:
    """One file: what was told of it, and another table."""
    file, form = gates.records_to_view(reference), AskRecords(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            acts.tell(file, form.chosen, by=request.user, at=now())
            return redirect("statistics:record_file", reference)
        except (CannotOpen, CannotTell) as refused:
            form.add_error(None, str(refused.reasons[0].label))
    may_end = file.ended_at is None and holdings_of(request).may(Power.COMPILE)
    context = {"page": reads.file_page(file), "form": form, "may_end": may_end}
    return render(request, "statistics/records.html", context, status=422 if form.errors else 200)


@require_POST
@power_required(Power.COMPILE)
def put_away(request: StaffRequest, reference: str) -> HttpResponse:
    """The records of a file are erased."""
    try:
        acts.put_away(gates.records_to_view(reference), by=request.user, at=now())
        messages.success(request, _("Its records are erased. What was told of it stays."))
    except CannotOpen as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("statistics:record_file", reference)


@require_POST
@power_required(Power.COMPILE)
def make_noisy(request: StaffRequest) -> HttpResponse:
    """A file of counts with noise is made; what was typed stays where it is not."""
    form = AddNoise(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            file = own_files.make_noisy(typed["columns"], Decimal(typed["epsilon"]), by=request.user, at=now())
            messages.success(request, _("Proposed. It is out once somebody else approves it."))
            return redirect("statistics:own_file", file.reference)
        except (CannotOpen, CannotTell) as refused:
            form.add_error(None, str(refused.reasons[0].label))
    return _home(request, BringRecords(), noisy=form, status=422)


def _home(
    request: StaffRequest,
    form: BringRecords,
    refused: CannotOpen | None = None,
    *,
    noisy: AddNoise | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of open data, with what was typed there."""
    may_make = holdings_of(request).may(Power.COMPILE)
    context = {
        "files": reads.files(),
        "own_files": own.lines(),
        "ledger": own.ledger(),
        "form": form if may_make else None,
        "noisy": (noisy or AddNoise()) if may_make else None,
        "faults": refused.faults if refused else [],
        "more": refused.more if refused else 0,
    }
    return render(request, "statistics/open_data.html", context, status=status)
