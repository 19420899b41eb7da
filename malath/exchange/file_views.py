"""The page of one file on its way in: choose its columns, see what is to be mended, make it live, or give it up."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange import gates, queries
from malath.exchange.actions import bringing
from malath.exchange.actions.bringing import CannotBring
from malath.exchange.checking import headings_in
from malath.exchange.fields import suggested
from malath.exchange.forms import Columns
from malath.exchange.queries import Mendable
from malath.exchange.reasons import WhyRefused, sentence
from malath.exchange.words import FileState, WhyRemoved
from malath.foundation.clock import now
from malath.ui.page import render_part, say_why_not
from malath.ui.text import strip_bidi

if TYPE_CHECKING:
    from malath.exchange.models import Incoming

MENDED_AT_ONCE: Final = 30
"""Whoever has more to mend does it in the file, with the list of faults beside it."""
LONGEST: Final = 4000
PLACE: Final = re.compile(r"m-(\d{1,9})-(\d{1,9})-(\d{1,3})")
CHOOSING: Final = {FileState.MAPPING, FileState.FAULTY, FileState.READY}
MOVING: Final = {FileState.CHECKING, FileState.MAKING, FileState.REMOVING}
BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@require_GET
@power_required(Power.EXCHANGE)
def file(request: StaffRequest, reference: str) -> HttpResponse:
    """Where a file stands, and what to do next."""
    at = now()
    return _page(request, gates.file_of(request.user, reference, at=at), at)


@require_POST
@power_required(Power.EXCHANGE)
def choose(request: StaffRequest, reference: str) -> HttpResponse:
    """Say which column holds what; then every row is checked."""
    at = now()
    row = gates.file_of(request.user, reference, at=at)
    form = _columns(row, request)
    if not form.is_valid():
        return _page(request, row, at, form=form, status=422)
    data = form.cleaned_data
    try:
        bringing.choose_columns(
            row, form.columns, ground=form.ground_kind, because=data["because"], save_as=data["save_as"], by=request.user, at=at
        )
    except CannotBring as refused:
        form.add_error(None, str(refused.reasons[0].label))
        return _page(request, row, at, form=form, status=409)
    return redirect("exchange:file", reference)


@require_POST
@power_required(Power.EXCHANGE)
def mend(request: StaffRequest, reference: str) -> HttpResponse:
    """Type other values for the first cells that were wrong."""
    at = now()
    row = gates.file_of(request.user, reference, at=at)
    typed = {place: str(text)[:LONGEST] for name, text in request.POST.items() if (place := _place(name))}
    return _done(request, row, lambda: bringing.mend(row, typed, by=request.user, at=at))


@require_POST
@power_required(Power.EXCHANGE)
def make_live(request: StaffRequest, reference: str) -> HttpResponse:
    """Have cases made of all rows, opened together once the last is made."""
    at = now()
    row = gates.file_of(request.user, reference, at=at)
    again = "again" in request.POST
    return _done(request, row, lambda: bringing.make_live(row, again=again, by=request.user, at=at))


@require_POST
@power_required(Power.EXCHANGE)
def cancel(request: StaffRequest, reference: str) -> HttpResponse:
    """Give a file up: nothing of it is left."""
    at = now()
    row = gates.file_of(request.user, reference, at=at)
    return _done(request, row, lambda: bringing.give_up(row, WhyRemoved.CANCELLED, by=request.user, at=at))


@require_GET
@power_required(Power.EXCHANGE)
def faults(request: StaffRequest, reference: str) -> HttpResponse:
    """Every fault of a file as a text table, with the values as they came, to be mended beside the file itself."""
    at = now()
    row = gates.file_of(request.user, reference, at=at)
    if row.state != FileState.FAULTY:
        return redirect("exchange:file", reference)
    audit.record_list(Did.IMPORT_SEEN, files=[], by=request.user, at=at, facts={"file": reference, "how": "table"})
    name = {"Content-Disposition": f'attachment; filename="faults-{reference}.csv"'}
    return HttpResponse(_table(row, translation.get_language() or "ar"), content_type="text/csv; charset=utf-8", headers=name)


class _Echo:
    """Gives back each line that a writer makes."""

    def write(self, line: str) -> str:
        return line


def _table(row: "Incoming", language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    with translation.override(language):
        yield "\ufeff" + writer.writerow([_("Row"), _("Column"), _("Heading"), _("As it came"), _("What to mend")])
        for one in queries.faults_of(row):
            told = one.finding
            cells = [str(told.row), told.column_letter, told.heading, one.wrong.raw, strip_bidi(told.message)]
            yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(text: str) -> str:
    """What a spreadsheet program would evaluate is text there too."""
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _done(request: StaffRequest, row: "Incoming", step: Callable[[], object]) -> HttpResponse:
    try:
        step()
    except CannotBring as refused:
        say_why_not(request, refused.reasons)
    return redirect("exchange:file", row.reference)


def _place(name: str) -> tuple[int, int, int] | None:
    match = PLACE.fullmatch(name)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def _columns(row: "Incoming", request: StaffRequest) -> Columns:
    """The choice of columns: as it was sent, as a saved one has it, or as it stands."""
    headings = headings_in(row.opened("headings"))
    fields = {int(number): name for number, name in row.columns.items()}
    saved = next((one for one in queries.mappings_of(row.agency) if one.reference == request.GET.get("mapping")), None)
    if saved is not None:
        fields = {**suggested(headings), **{n: saved.columns[h] for n, h in headings if h in saved.columns}}
    if request.method == "POST":
        return Columns(request.POST, headings=headings, fields=fields)
    because = row.opened("because") if row.ground else ""
    return Columns(headings=headings, fields=fields, initial={"ground": row.ground, "because": because})


def _page(
    request: StaffRequest, row: "Incoming", at: datetime, *, form: Columns | None = None, status: int = 200
) -> HttpResponse:
    shown = _faults(request, row, at) if row.state == FileState.FAULTY else []
    before = queries.imported_before(row.agency, row.file_mark) if row.state == FileState.READY else None
    choosing = row.state in CHOOSING
    context = {
        "file": row,
        "name": row.opened("name") if row.ended_at is None else "",
        "state": FileState(row.state),
        "choosing": choosing,
        "moving": row.state in MOVING,
        "live": row.state in (FileState.OPENED, FileState.DONE),
        "gone": row.state in (FileState.REMOVING, FileState.REMOVED),
        "why": WhyRemoved(row.why).label if row.why else "",
        "refused": sentence(WhyRefused(row.refused), {"limit": ""}) if row.refused else "",
        "form": (form or _columns(row, request)) if choosing else None,
        "mappings": queries.mappings_of(row.agency) if choosing else [],
        "faults": shown,
        "more": row.fault_count - len(shown),
        "before": before,
        "at": at,
    }
    return render_part(request, "exchange/file.html", context, "state" if form is None else None, status=status)


def _faults(request: StaffRequest, row: "Incoming", at: datetime) -> list[Mendable]:
    """The first faults, with the values as they came. That they were shown is written down first."""
    audit.record_list(Did.IMPORT_SEEN, files=[], by=request.user, at=at, facts={"file": row.reference, "how": "page"})
    return list(islice(queries.faults_of(row), MENDED_AT_ONCE))
