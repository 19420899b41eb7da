"""Opening an uploaded workbook: from bytes to cells with a place and a type.

The reader of cells never sees the uploaded file. It is given a new archive of the parts that were unpacked
and looked through here, so nothing that was not checked can reach it.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from io import BytesIO
from typing import Final, NamedTuple

from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from malath.exchange.archive import BOOK_PART, Refusal, unpack
from malath.exchange.reasons import WhyRefused
from malath.exchange.scan import Budget, SheetScan, check_xml, scan_sheet, sheet_parts, string_lengths
from malath.foundation.marks import is_training
from malath.ui.training import SHEET

RELATIONS_PART: Final = "xl/_rels/workbook.xml.rels"
STRINGS_PART: Final = "xl/sharedStrings.xml"
SHEETS_FOLDER: Final = "xl/worksheets/"
MAX_SHEETS: Final = 20

RawValue = str | int | float | bool | date | datetime | time | timedelta


class Trouble(StrEnum):
    """What a cell holds instead of a value."""

    FORMULA = "formula"
    ERROR = "error"


class Cell(NamedTuple):
    """One cell that is not empty. Row and column count from 1."""

    row: int
    column: int
    value: RawValue
    trouble: Trouble | None = None

    @property
    def letter(self) -> str:
        """The column as the spreadsheet program shows it."""
        return get_column_letter(self.column)


Rows = Mapping[int, Mapping[int, Cell]]
"""Cells by row number, then by column number. Rows and columns without a value are absent."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as cells."""

    name: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: its sheets in order, and whether macros were left unread."""

    tables: tuple[Table, ...]
    has_macros: bool


def open_workbook(content: bytes) -> Workbook:
    """Open an .xlsx or .xlsm file as cells only. Errors: `Refusal`, with the reason."""
    package = unpack(content)
    scans = _scan(package.parts)
    if SHEET in scans and not is_training():
        raise Refusal(WhyRefused.FROM_TRAINING)
    try:
        with CalamineWorkbook.from_filelike(_repacked(package.parts)) as book:
            tables = tuple(_table(book, name, found) for name, found in scans.items())
    except CalamineError as error:
        raise Refusal(WhyRefused.DAMAGED) from error
    return Workbook(tables, package.has_macros)


def _scan(parts: Mapping[str, bytes]) -> Mapping[str, SheetScan]:
    """Look through every part; what was found in each sheet of cells, by the sheet's name."""
    for name in parts.keys() - {STRINGS_PART}:
        if not name.startswith(SHEETS_FOLDER):
            check_xml(parts[name])
    budget = Budget()
    lengths = string_lengths(parts[STRINGS_PART], budget) if STRINGS_PART in parts else ()
    sheets = {name: path for name, path in sheet_parts(*_book(parts), budget).items() if path in parts}
    if len(sheets) > MAX_SHEETS:
        raise Refusal(WhyRefused.TOO_MANY_SHEETS, limit=MAX_SHEETS)
    return {name: scan_sheet(parts[path], lengths, budget) for name, path in sheets.items()}


def _book(parts: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    if RELATIONS_PART not in parts:
        raise Refusal(WhyRefused.DAMAGED)
    return parts[BOOK_PART], parts[RELATIONS_PART]


def _repacked(parts: Mapping[str, bytes]) -> BytesIO:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    archive.seek(0)
    return archive


def _table(book: CalamineWorkbook, name: str, found: SheetScan) -> Table:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in _cells(book.get_sheet_by_name(name), found):
        rows.setdefault(cell.row, {})[cell.column] = cell
    return Table(name, dict(sorted(rows.items())))


def _cells(sheet: CalamineSheet, found: SheetScan) -> Iterator[Cell]:
    """Cells with a value; then formulas, in place of the value they last had, and errors, which have none."""
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(row, start=1):
            if value != "":
                yield Cell(number, column, value)
    for place in found.formulas:
        yield Cell(*place, "", Trouble.FORMULA)
    for place in found.errors - found.formulas:
        yield Cell(*place, "", Trouble.ERROR)
