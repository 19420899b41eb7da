"""Bringing a workbook in, in two looks at the same file, and taking one out.

Between the first look and the import the file is kept nowhere: the browser sends it again.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.exchange import actions, gates, mapping, queries
from malath.exchange.actions import CASES_AT_ONCE, LINES_ON_A_PAGE, CannotExport, CannotImport
from malath.exchange.archive import Refusal
from malath.exchange.forms import TakeOut, Upload
from malath.exchange.headings import Trust
from malath.exchange.htcds import Sheet, read
from malath.exchange.mapping import BECOME_ROWS
from malath.exchange.preview import Preview, preview
from malath.exchange.reasons import WhyNotImport, WhyRefused
from malath.exchange.writing import write
from malath.foundation.clock import in_amman, now
from malath.ui.page import asked_for_part, render_part
from malath.ui.text import isolate

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Look:
    """What was seen of a file. `seen` is the mark of the file and of how it was read."""

    sheet: Sheet
    page: Preview
    file_mark: str
    seen: str
    refused: CannotImport | None

    @property
    def offers_import(self) -> bool:
        """Whether the import can be pressed; for a file that was imported before, with a second thought."""
        return self.refused is None or self.is_repeated

    @property
    def is_repeated(self) -> bool:
        return self.refused is not None and self.refused.code is WhyNotImport.REPEATED


@require_GET
@power_required(Power.EXCHANGE)
def home(request: StaffRequest) -> HttpResponse:
    """What comes in and what goes out."""
    return _page(request, now())


@require_POST
@power_required(Power.EXCHANGE)
def look(request: StaffRequest) -> HttpResponse:
    """A look at a file: what an import would do. Nothing is written."""
    at = now()
    form = _upload(request, at)
    looked = _look(form, at) if form.is_valid() else None
    return _page(request, at, form=form, looked=looked, status=_status(request, form))


@require_POST
@power_required(Power.EXCHANGE)
def bring_in(request: StaffRequest) -> HttpResponse:
    """Import the file that was looked at: all of it, or nothing."""
    at = now()
    form = _upload(request, at)
    looked = _look(form, at) if form.is_valid() else None
    if looked is None:
        return _page(request, at, form=form, status=_status(request, form))
    if form.cleaned_data["seen"] != looked.seen:
        form.add_error(None, _("Nothing was imported. This is not what you looked at; look at it now, then import."))
        return _page(request, at, form=form, looked=looked, status=409)
    refused = _bring_in(request, form, looked, at)
    if refused is None:
        return redirect("exchange:home")
    form.add_error(None, refused.message)
    status = 409 if refused.code is WhyNotImport.REPEATED else 422
    return _page(request, at, form=form, looked=looked, status=status)


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


def _upload(request: StaffRequest, at: datetime) -> Upload:
    """The form as it was sent. A file beyond all limits was not taken in; what else was typed is there."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    desks = queries.desks_to_import_at(request.user, holdings_of(request), at)
    return Upload(request.POST, request.FILES, desks=desks, too_large=size > settings.FILE_UPLOAD_MAX_MEMORY_SIZE)


def _look(form: Upload, at: datetime) -> Look | None:
    """What is in the file; None when it is refused as a whole, and the form says why."""
    data, today = form.cleaned_data, in_amman(at).date()
    content: bytes = data["file"].read()
    try:
        sheet = read(content, today=today, trust=Trust(data["trust"]))
    except Refusal as refusal:
        form.add_error("file", refusal.message)
        form.too_large = form.too_large or refusal.code is WhyRefused.TOO_LARGE
        return None
    mark = actions.mark_of(content)
    grounded = mapping.grounded(sheet, form.going_on.kind if form.going_on else None, today=today)
    before = queries.imported_before(data["desk"].agency, mark)
    return Look(
        sheet=sheet,
        page=preview(grounded, rebuilt=BECOME_ROWS),
        file_mark=mark,
        seen=f"{mark} {data['trust']} {data['desk'].reference}",
        refused=actions.why_not_import(grounded, before, at_most=LINES_ON_A_PAGE),
    )


def _bring_in(request: StaffRequest, form: Upload, looked: Look, at: datetime) -> CannotImport | None:
    """The import, or why not."""
    if looked.refused is not None and not looked.is_repeated:
        return looked.refused
    data = form.cleaned_data
    try:
        row = actions.import_workbook(
            looked.sheet,
            desk=data["desk"],
            by=request.user,
            at=at,
            file_mark=looked.file_mark,
            going_on=form.going_on,
            again=data["again"],
            once=data["once"],
        )
    except CannotImport as refused:
        return refused
    said = ngettext(
        "Imported: %(count)d case. Your desk sees it, nobody else.",
        "Imported: %(count)d cases. Your desk sees them, nobody else.",
        row.line_count,
    )
    messages.success(request, said % {"count": row.line_count})
    return None


def _status(request: StaffRequest, form: Upload) -> int:
    """What a browser is told: a part of a page is not swapped for 413, so it gets the other word for it."""
    if not form.errors:
        return 200
    return 413 if form.too_large and not asked_for_part(request) else 422


def _page(
    request: StaffRequest,
    at: datetime,
    *,
    form: Upload | None = None,
    looked: Look | None = None,
    out: TakeOut | None = None,
    status: int = 200,
) -> HttpResponse:
    page = queries.home_page(request.user, holdings_of(request), at)
    context = {
        "page": page,
        "form": form or Upload(desks=page.desks, initial={"once": uuid4()}),
        "look": looked,
        "out": out or TakeOut(auto_id="out_%s"),
        "limits": {"lines": LINES_ON_A_PAGE, "cases": CASES_AT_ONCE},
        "at": at,
    }
    return render_part(request, "exchange/home.html", context, "look", status=status)
