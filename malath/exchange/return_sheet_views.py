"""Pages of a return office's table: an empty one, brought in, its columns chosen, mended, and everybody in or nobody."""

import csv
import re
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from openpyxl import Workbook

from malath.accounts.http import StaffRequest, staff_required
from malath.exchange import gates
from malath.exchange.actions import return_sheets as actions
from malath.exchange.actions.return_sheets import CannotBringSheet
from malath.exchange.archive import Refusal
from malath.exchange.queries import return_sheets as queries
from malath.exchange.return_sheet_forms import BringSheet, SheetColumns
from malath.exchange.return_sheets import CheckedSheet, template_rows
from malath.exchange.tables import look
from malath.foundation.clock import now
from malath.returns.actions import CannotReturn
from malath.ui.page import say_why_not
from malath.ui.training import bytes_of

if TYPE_CHECKING:
    from malath.exchange.models import ReturnSheet

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLACE: Final = re.compile(r"m-(\d{1,9})-(\d{1,3})")
MENDED_AT_ONCE: Final = 30
LONGEST: Final = 4000


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def home(request: StaffRequest) -> HttpResponse:
    """A table is brought in; those on their way in stand beside it."""
    at = now()
    desk = gates.return_desk(request.user, at=at)
    form = BringSheet(request.POST, request.FILES) if request.method == "POST" else BringSheet(initial={"once": uuid4()})
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            row = actions.receive_sheet(
                look(upload.stream()), upload.pieces, size=upload.size, name=upload.name, file_mark=upload.mark, desk=desk,
                by=request.user, at=at, once=form.cleaned_data["once"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        except CannotBringSheet as refused:
            form.add_error("file", str(refused.reasons[0].label))
        else:
            return redirect("exchange:return_sheet", row.reference)
    context = {"form": form, "coming": queries.sheets_coming(request.user), "at": at}
    return render(request, "exchange/return_sheets.html", context, status=422 if form.errors else 200)


@require_GET
@staff_required
def template(request: StaffRequest, kind: str) -> HttpResponse:
    """An empty table with the headings that are known."""
    gates.return_desk(request.user, at=now())
    rows = template_rows(get_language() or "ar")
    if kind == "csv":
        text = StringIO()
        csv.writer(text).writerows(rows)
        content, content_type = ("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8"
    elif kind == "xlsx":
        content, content_type = _workbook(rows), WORKBOOK
    else:
        raise Http404
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="table.{kind}"'}
    )


@require_GET
@staff_required
def sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """Where a table stands: its columns, what has to be mended, who comes in."""
    at = now()
    return _page(request, gates.sheet_of(request.user, reference, at=at), at)


@require_POST
@staff_required
def choose(request: StaffRequest, reference: str) -> HttpResponse:
    """Say which column holds what."""
    at = now()
    row = gates.sheet_of(request.user, reference, at=at)
    if row.ended_at is not None:
        return _said(request, row, lambda: actions.choose_sheet_columns(row, {}, by=request.user, at=at))
    form = SheetColumns(request.POST, headings=queries.headings_of(row), columns={})
    if form.is_valid():
        try:
            actions.choose_sheet_columns(row, form.columns, by=request.user, at=at)
        except CannotBringSheet as refused:
            form.add_error(None, str(refused.reasons[0].label))
        else:
            return redirect("exchange:return_sheet", reference)
    return _page(request, row, at, form=form, status=422)


@require_POST
@staff_required
def mend(request: StaffRequest, reference: str) -> HttpResponse:
    """Type other values for the first cells that were wrong."""
    at = now()
    row = gates.sheet_of(request.user, reference, at=at)
    found = ((PLACE.fullmatch(name), str(text)[:LONGEST]) for name, text in request.POST.items())
    typed = {(int(match[1]), int(match[2])): text for match, text in found if match}
    return _said(request, row, lambda: actions.mend_sheet(row, typed, by=request.user, at=at))


@require_POST
@staff_required
def bring_in(request: StaffRequest, reference: str) -> HttpResponse:
    """Everybody in the table, or nobody."""
    at = now()
    row = gates.sheet_of(request.user, reference, at=at)
    return _said(request, row, lambda: actions.bring_sheet_in(row, by=request.user, at=at))


@require_POST
@staff_required
def give_up(request: StaffRequest, reference: str) -> HttpResponse:
    """Nothing of the table is left."""
    at = now()
    row = gates.sheet_of(request.user, reference, at=at)
    return _said(request, row, lambda: actions.give_sheet_up(row, by=request.user, at=at))


def _said(request: StaffRequest, row: "ReturnSheet", act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except (CannotBringSheet, CannotReturn) as refused:
        say_why_not(request, refused.reasons)
    else:
        messages.success(request, _("Written down."))
    return redirect("exchange:return_sheet", row.reference)


def _page(
    request: StaffRequest, row: "ReturnSheet", at: datetime, *, form: SheetColumns | None = None, status: int = 200
) -> HttpResponse:
    found, refused = CheckedSheet((), ()), ""
    if row.ended_at is None:
        gates.sheet_seen(request.user, row, at=at)
        form = form or SheetColumns(headings=queries.headings_of(row), columns=queries.columns_of(row))
        try:
            found = queries.checked(row, at)
        except Refusal as refusal:
            refused = refusal.message
    context = {
        "sheet": row, "name": row.opened("name") if row.ended_at is None else "", "form": form, "refused": refused,
        "rows": len(found.rows), "faults": found.faults[:MENDED_AT_ONCE], "more": len(found.faults[MENDED_AT_ONCE:]),
    }  # fmt: skip
    return render(request, "exchange/return_sheet.html", context, status=status)


def _workbook(rows: object) -> bytes:
    book = Workbook()
    for row in rows:  # type: ignore[attr-defined]  # rows of cells
        book.worksheets[0].append(row)
    return bytes_of(book)
