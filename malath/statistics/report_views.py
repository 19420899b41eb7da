"""Pages of reports: read from what was told with the last compile."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from malath.accounts.http import StaffRequest
from malath.foundation.clock import now
from malath.statistics import actions, gates, release_file
from malath.statistics.http import WORKBOOK, reader_required
from malath.statistics.published import Published, by_reference, published
from malath.statistics.queries import reports
from malath.statistics.queries.questionnaire import questionnaire_page
from malath.statistics.release_file import Made
from malath.ui.text import strip_bidi
from malath.ui.times import moment_text


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


@require_safe
@reader_required
def questionnaire(request: StaffRequest, year: int) -> HttpResponse:
    """What UNODC asks of one year, as far as it is told."""
    page = questionnaire_page(gates.year_to_view(year, at=now()))
    return render(request, "statistics/questionnaire.html", {"page": page})


@require_POST
@reader_required
def take_questionnaire(request: StaffRequest, year: int) -> HttpResponse:
    """The same as a workbook in both languages."""
    found = partial(questionnaire_page, gates.year_to_view(year, at=now()))
    actions.take_report(str(year), by=request.user, at=now())
    return _book(release_file.of_questionnaire(found), f"questionnaire-{year}", _mark(request))


@require_POST
@reader_required
def take_report_book(request: StaffRequest, year: int) -> HttpResponse:
    """The report on a year as a workbook."""
    return _book(_report(request, year), f"report-{year}", _mark(request))


@require_POST
@reader_required
def take_report_pdf(request: StaffRequest, year: int) -> HttpResponse:
    """The report on a year as a tagged PDF in both languages."""
    return _pdf(_report(request, year), f"report-{year}", _mark(request))


def _report(request: StaffRequest, year: int) -> Made:
    gates.report_to_view(year)
    actions.take_report(str(year), by=request.user, at=now())
    return release_file.of_report(partial(gates.report_to_view, year))


@require_POST
@reader_required
def take_all_book(request: StaffRequest) -> HttpResponse:
    """Everything that is out as one workbook."""
    _taken(request, published())
    return _book(release_file.of_releases(published), "released", _mark(request))


@require_POST
@reader_required
def take_all_pdf(request: StaffRequest) -> HttpResponse:
    """Everything that is out as one PDF."""
    _taken(request, published())
    return _pdf(release_file.of_releases(published), "released", _mark(request))


@require_POST
@reader_required
def take_release_book(request: StaffRequest, reference: str) -> HttpResponse:
    """One version of a table, with how it was made, as a workbook."""
    found = partial(by_reference, reference)
    _taken(request, found())
    return _book(release_file.of_releases(found), f"release-{reference}", _mark(request))


@require_POST
@reader_required
def take_release_pdf(request: StaffRequest, reference: str) -> HttpResponse:
    """One version of a table, with how it was made, as a PDF."""
    found = partial(by_reference, reference)
    _taken(request, found())
    return _pdf(release_file.of_releases(found), f"release-{reference}", _mark(request))


def _taken(request: StaffRequest, found: list[Published]) -> None:
    """Each table that leaves is written down. Nothing to take is a page that does not exist."""
    if not found:
        raise Http404
    for one in found:
        actions.take(one.table, by=request.user, at=now())


def _mark(request: StaffRequest) -> str:
    return f"{request.user.reference} · {strip_bidi(moment_text(now()))}"


def _book(made: Made, name: str, mark: str) -> HttpResponse:
    return _file(release_file.as_workbook(made, mark), f"{name}.xlsx", WORKBOOK)


def _pdf(made: Made, name: str, mark: str) -> HttpResponse:
    return _file(release_file.as_pdf(made, name, mark), f"{name}.pdf", "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
