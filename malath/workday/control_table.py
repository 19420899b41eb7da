"""The table of the control room as a file: the same numbers as on the page, told as far, with the mark of who took them out."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties

from malath.coordination.words import Standing, TakenOutFor
from malath.figures.rules import Told
from malath.ui.text import strip_bidi
from malath.ui.times import moment_text
from malath.ui.training import bytes_of
from malath.workday.control_room import Counts, DeskRow, Room, text

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
Value = str | int
Line = Sequence[Value]


@dataclass(frozen=True)
class Mark:
    """Who took it out, when and for what."""

    by: str
    at: datetime
    because: TakenOutFor


def lines(room: Room, mark: Mark) -> Iterator[Line]:
    """Heads, a line for each desk, the total, and what these numbers are."""
    yield [_("Body"), _("Desk"), _("Governorate"), *(str(one.label) for one in Standing), _("Workers"), _("For each worker")]
    for body in room.bodies:
        yield from (_line(body.name, row) for row in body.rows)
    if room.closed:
        yield [_("Desks that have closed"), "", "", *_values(room.closed), "", ""]
    yield [pgettext("figures", "Total"), "", "", *_values(room.everything), "", ""]
    yield []
    yield [_("Numbers as of"), strip_bidi(moment_text(room.as_of or mark.at))]
    if not room.exact:
        yield [_("Numbers are told in steps of five. Fewer than 5 can also be none.")]
    yield [_("Taken out by"), mark.by, strip_bidi(moment_text(mark.at)), str(mark.because.label)]


def as_csv(room: Room, mark: Mark) -> bytes:
    """In UTF-8 with the mark by which spreadsheets know it."""
    written = StringIO()
    csv.writer(written).writerows([_plain(value) for value in line] for line in lines(room, mark))
    return written.getvalue().encode("utf-8-sig")


def as_workbook(room: Room, mark: Mark, *, rightwards: bool) -> bytes:
    """One sheet, from right to left where the page is."""
    book = Workbook()
    book.properties = DocumentProperties(creator="Malath")
    sheet = book.active
    assert sheet is not None  # noqa: S101  # a new book has one
    sheet.title, sheet.sheet_view.rightToLeft, sheet.freeze_panes = "figures", rightwards, "A2"
    for line in lines(room, mark):
        sheet.append([_plain(value) for value in line])
    for column, width in zip("ABCDEFGHI", (32, 32, 18, 22, 22, 22, 22, 12, 16), strict=True):
        sheet.column_dimensions[column].width = width
    return bytes_of(book)


def _line(body: str, row: DeskRow) -> Line:
    carries: Value = _value(row.carries) if row.carries else ""
    return [body, row.desk.name, row.where, *_values(row.counts), row.workers, carries]


def _values(counts: Counts) -> list[Value]:
    return [_value(told) for told in counts.all]


def _value(told: Told) -> Value:
    return told.least if told.is_exact else text(told)


def _plain(value: Value) -> Value:
    """A text that starts like a formula is none."""
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value
