"""Writing rows into the official workbook, so that reading it again gives the same rows.

Whoever opens the file sees text where text was typed: nothing that starts like a formula is one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Final

from django.utils.translation import pgettext
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet.worksheet import Worksheet

from malath.exchange.headings import headings_of
from malath.exchange.htcds import Row
from malath.exchange.standard import FIELDS, FOLDER, Field, FieldName
from malath.exchange.values import Value
from malath.exchange.workbook import open_workbook
from malath.ui.text import clean_story
from malath.ui.times import moment_text
from malath.ui.training import bytes_of

TEMPLATE: Final = FOLDER / "HTCDS Excel Spreadsheet v2.0.xlsx"
NAMES_ROW: Final = 1
LABELS_ROW: Final = 2
LINE_NUMBERS: Final = 1
BETWEEN_VALUES: Final = "; "
"""What the macro of the official workbook puts between several choices."""
DATE_FORMAT: Final = "yyyy-mm-dd"
LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""In a workbook `_x0041_` stands for the letter A; a text that really reads so has its first sign escaped."""
ESCAPED: Final = "_x005F_"
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
NOTHING_MORE: Final[Mapping[int, Sequence[str]]] = MappingProxyType({})
CREDIT: Final = "Human Trafficking Case Data Standard (HTCDS) 2.0 by IOM, CC BY 4.0"

AnyCell = Cell | MergedCell


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who took the rows out, when and why."""

    by: str
    at: datetime
    because: str


def write(rows: Sequence[Row], *, watermark: Watermark, continued: Mapping[int, Sequence[str]] = NOTHING_MORE) -> bytes:
    """The rows as an official workbook, one line each, with a sheet that says who exported them.

    `continued`: by the number of a line, pieces of its notes for which its comment had no room. They stand on a sheet
    of their own, which is for readers: an import does not take it.
    """
    book = load_workbook(TEMPLATE)
    book.properties = DocumentProperties(creator="Malath")
    sheet = book.worksheets[0]
    columns = _columns(sheet, rows)
    for line, row in enumerate(rows, start=LABELS_ROW + 1):
        sheet.cell(line, LINE_NUMBERS, line - LABELS_ROW)
        for name, value in row.values.items():
            _put(sheet.cell(line, columns[name]), value, FIELDS[name])
    if continued:
        _continue(book.create_sheet("notes"), continued)
    _sign(book.create_sheet("export"), watermark, len(rows))
    return bytes_of(book)


def _columns(sheet: Worksheet, rows: Iterable[Row]) -> Mapping[FieldName, int]:
    """The official columns, headings made to agree with names, then one for each other field in use."""
    columns = dict(_official_columns())
    used = {name for row in rows for name in row.values}
    for name in FIELDS:
        if name in used and name not in columns:
            columns[name] = max(columns.values()) + 1
            sheet.cell(NAMES_ROW, columns[name], name)
    for name, column in columns.items():
        sheet.cell(LABELS_ROW, column, FIELDS[name].label)
    return columns


@cache
def _official_columns() -> Mapping[FieldName, int]:
    return headings_of(open_workbook(TEMPLATE.read_bytes()).tables[0]).numbers


def _put(cell: AnyCell, value: Value, of: Field) -> None:
    match value:
        case bool():
            put_text(cell, "Yes" if value else "No")
        case date():
            cell.value = value
            cell.number_format = DATE_FORMAT
        case tuple():
            put_text(cell, BETWEEN_VALUES.join(_label(code, of) for code in value))
        case str():
            put_text(cell, _label(value, of))
        case _:
            cell.value = value


def _label(code: str, of: Field) -> str:
    return of.choices[code].label if code in of.choices else code


def put_text(cell: AnyCell, text: str) -> None:
    """Write a text as a text, whatever it starts with, and keep it one when somebody edits the cell."""
    cell.value = LOOKS_ESCAPED.sub(ESCAPED, clean_story(text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(STARTS_A_FORMULA)


def _continue(sheet: Worksheet, continued: Mapping[int, Sequence[str]]) -> None:
    """Further pieces of notes, each beside the number that its line has in the first column."""
    put_text(sheet.cell(1, 1), pgettext("export sheet", "Line"))
    put_text(sheet.cell(1, 2), pgettext("export sheet", "Notes, continued"))
    pieces = [(line, piece) for line, texts in continued.items() for piece in texts]
    for number, (line, piece) in enumerate(pieces, start=2):
        sheet.cell(number, 1, line - LABELS_ROW)
        put_text(sheet.cell(number, 2), piece)


def _sign(sheet: Worksheet, watermark: Watermark, count: int) -> None:
    lines = (
        (pgettext("export sheet", "Exported by"), watermark.by),
        (pgettext("export sheet", "When"), moment_text(watermark.at)),
        (pgettext("export sheet", "Why"), watermark.because),
        (pgettext("export sheet", "Lines"), str(count)),
        (pgettext("export sheet", "Standard"), CREDIT),
    )
    for number, (label, text) in enumerate(lines, start=1):
        put_text(sheet.cell(number, 1), label)
        put_text(sheet.cell(number, 2), text)
