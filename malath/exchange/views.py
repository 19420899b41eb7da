"""The first page of exchange: a file taken in, cases taken out, and what came and went."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.documents.uploads import MAX_FILE
from malath.exchange import actions, gates, queries
from malath.exchange.actions import CASES_AT_ONCE, CannotExport, bringing
from malath.exchange.archive import MEGABYTE, Refusal
from malath.exchange.forms import BringIn, TakeOut
from malath.exchange.tables import MAX_LINES, look
from malath.exchange.writing import write
from malath.foundation.clock import now
from malath.ui.page import render_part
from malath.ui.text import isolate

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@power_required(Power.EXCHANGE)
def home(request: StaffRequest) -> HttpResponse:
    """What comes in and what goes out."""
    return _page(request, now())


@require_POST
@power_required(Power.EXCHANGE)
def bring(request: StaffRequest) -> HttpResponse:
    """Take a file in. What it holds is said on its own page."""
    at = now()
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    desks = queries.desks_to_import_at(request.user, holdings_of(request), at)
    form = BringIn(request.POST, request.FILES, desks=desks, too_large=size > MAX_FILE)
    if not form.is_valid():
        return _page(request, at, form=form, status=422)
    upload, data = form.cleaned_data["file"], form.cleaned_data
    try:
        head = look(upload.stream())
    except Refusal as refusal:
        form.add_error("file", refusal.message)
        return _page(request, at, form=form, status=422)
    file = bringing.receive(
        head, upload.pieces(), name=upload.name, size=upload.size, file_mark=upload.mark, desk=data["desk"], by=request.user,
        at=at, once=data["once"],
    )  # fmt: skip
    return redirect("exchange:file", file.reference)


@require_POST
@power_required(Power.EXCHANGE)
def take_out(request: StaffRequest) -> HttpResponse:
    """Take cases out as a workbook."""
    at = now()
    form = TakeOut(request.POST, auto_id="out_%s")
    if not form.is_valid():
        return _page(request, at, out=form, status=422)
    chosen = gates.cases_to_export(request.user, form.wanted, at=at, cap=CASES_AT_ONCE)
    if chosen.unknown:
        said = _("You may not take out a case with this reference: %(reference)s")
        for reference in chosen.unknown:
            form.add_error("references", said % {"reference": isolate(reference)})
        return _page(request, at, out=form, status=422)
    try:
        left = actions.export_workbook(chosen, because=form.cleaned_data["because"], by=request.user, at=at)
    except CannotExport as refused:
        form.add_error(None, refused.message)
        return _page(request, at, out=form, status=422)
    content = write(left.rows, watermark=left.watermark, continued=left.continued)
    name = {"Content-Disposition": f'attachment; filename="export-{left.reference}.xlsx"'}
    return HttpResponse(content, content_type=WORKBOOK, headers=name)


def _page(
    request: StaffRequest,
    at: datetime,
    *,
    form: BringIn | None = None,
    out: TakeOut | None = None,
    status: int = 200,
) -> HttpResponse:
    page = queries.home_page(request.user, holdings_of(request), at)
    context = {
        "page": page,
        "form": form or BringIn(desks=page.desks, initial={"once": uuid4()}),
        "out": out or TakeOut(auto_id="out_%s"),
        "limits": {"lines": MAX_LINES, "cases": CASES_AT_ONCE, "size": MAX_FILE // MEGABYTE},
        "at": at,
    }
    return render_part(request, "exchange/home.html", context, status=status)
