"""Rows of a text table or a workbook, one after the other, and what stands at the head of them.

A formula in a workbook is a trouble, not its last value; in a text table it is text. Row numbers are those that a spreadsheet
program shows. Errors everywhere: `Refusal`.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, Final
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from malath.documents.streams import PIECE, Pieces
from malath.exchange.archive import BOOK_PART, OLE, UNREADABLE, ZIP, Refusal, check_entries
from malath.exchange.fields import suggested
from malath.exchange.headings import ROWS_SEARCHED, SHEETS_WITHOUT_CASES, recognised
from malath.exchange.reasons import WhyRefused
from malath.exchange.scan import MAX_CELL, MAX_COLUMN
from malath.exchange.words import Form
from malath.exchange.workbook import MAX_SHEETS, Cell, Table, Trouble
from malath.foundation.marks import is_training
from malath.ui.text import clean_line
from malath.ui.training import SHEET

MAX_LINES: Final = 150_000
MAX_STRINGS: Final = 80 * 1024 * 1024
MAX_SHEET: Final = 800 * 1024 * 1024
LONGEST_HEADING: Final = 200
SEPARATORS: Final = ",;\t|"
ARABIC: Final = "cp1256"
WIDE: Final = b"\x00\x06"
MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BROKEN: Final = (
    *UNREADABLE,
    ParseError,
    expat.ExpatError,
    InvalidFileException,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
)

Line = tuple[int, Mapping[int, Cell]]


@dataclass(frozen=True)
class Shape:
    """How a file is to be read."""

    form: Form
    encoding: str = ""
    separator: str = ""
    sheet: int = 0
    heading_row: int = 1


@dataclass(frozen=True)
class Head:
    """How a file is to be read, its headings by column, and the fields that they are known to be."""

    shape: Shape
    headings: Sequence[tuple[int, str]]
    fields: Mapping[int, str]


def look(pieces: Pieces) -> Head:
    """What stands at the head of a file."""
    beginning = _at_start(pieces).read(4096)
    if not beginning:
        raise Refusal(WhyRefused.EMPTY)
    if beginning.startswith(OLE):
        raise Refusal(WhyRefused.OLD_FORMAT)
    return _head_of_book(pieces) if beginning.startswith(ZIP) else _head_of_text(pieces, beginning)


def lines(pieces: Pieces, shape: Shape, *, after: int) -> Iterator[Line]:
    """The rows under the headings that have something in them, behind a row that was read before."""
    first = max(after, shape.heading_row)
    for number, cells in _rows(pieces, shape):
        if number > first and cells:
            if number - shape.heading_row > MAX_LINES:
                raise Refusal(WhyRefused.TOO_MANY_ROWS, limit=MAX_LINES)
            yield number, cells


def _rows(pieces: Pieces, shape: Shape) -> Iterator[Line]:
    if shape.form == Form.CSV:
        return _text_rows(pieces, shape.encoding, shape.separator)
    return _book_rows(pieces, shape.sheet)


def _at_start(pieces: Pieces) -> io.BufferedReader:
    """A reader from the beginning, which leaves the pieces open when it goes."""
    pieces.seek(0)
    return _Reader(pieces, PIECE)


class _Reader(io.BufferedReader):
    def close(self) -> None:
        """The pieces are read again."""

    def __del__(self) -> None:
        """Nor are they closed when nobody reads any longer."""


def _head_of_text(pieces: Pieces, beginning: bytes) -> Head:
    encoding = _encoding(pieces, beginning)
    try:
        text = beginning.decode(encoding, errors="ignore")
    except LookupError:  # pragma: no cover - the encodings are ours
        raise Refusal(WhyRefused.NOT_READABLE_TEXT) from None
    separator = max(SEPARATORS, key=text.split("\n", 1)[0].count)
    top = [row for row in islice(_text_rows(pieces, encoding, separator), ROWS_SEARCHED) if row[1]]
    return _headed(Shape(Form.CSV, encoding=encoding, separator=separator), Table("", dict(top)))


def _encoding(pieces: Pieces, beginning: bytes) -> str:
    """By its mark; else UTF-8 if all of it is, else the Arabic of Windows. A binary file is none of them."""
    for mark, name in MARKS:
        if beginning.startswith(mark):
            return name
    if _looks_wide(beginning[1:400:2]):
        return "utf-16-le"
    if b"\0" in beginning:
        raise Refusal(WhyRefused.NOT_A_TABLE)
    decoder, file = codecs.getincrementaldecoder("utf-8")(), _at_start(pieces)
    try:
        while some := file.read(1 << 16):
            decoder.decode(some)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ARABIC
    return "utf-8"


def _looks_wide(every_other: bytes) -> bool:
    """Whether letters take two bytes without a mark that says so: Latin ones have a 0 there, Arabic ones a 6."""
    return sum(byte in WIDE for byte in every_other) > 0.9 * len(every_other) > 0


def _text_rows(pieces: Pieces, encoding: str, separator: str) -> Iterator[Line]:
    csv.field_size_limit(MAX_CELL)
    text = io.TextIOWrapper(_at_start(pieces), encoding=encoding, newline="", errors="strict")
    rows = csv.reader(text, delimiter=separator)
    try:
        for number, row in enumerate(rows, start=1):
            yield number, _cells_of_text(number, row)
    except csv.Error as error:
        raise Refusal(WhyRefused.CELL_TOO_LONG, limit=MAX_CELL) from error
    except UnicodeError as error:
        raise Refusal(WhyRefused.NOT_READABLE_TEXT) from error


def _cells_of_text(number: int, row: Sequence[str]) -> Mapping[int, Cell]:
    cells = {column: Cell(number, column, value) for column, value in enumerate(row, start=1) if value and not value.isspace()}
    if cells and max(cells) > MAX_COLUMN:
        raise Refusal(WhyRefused.TOO_MANY_COLUMNS, limit=MAX_COLUMN)
    return cells


def _head_of_book(pieces: Pieces) -> Head:
    with _archive(pieces) as archive:
        _check_parts(archive)
    with _book(pieces) as book:
        if len(book.worksheets) > MAX_SHEETS:
            raise Refusal(WhyRefused.TOO_MANY_SHEETS, limit=MAX_SHEETS)
        if SHEET in book.sheetnames and not is_training():
            raise Refusal(WhyRefused.FROM_TRAINING)
        tops = [Table(sheet.title, dict(islice(_sheet_rows(sheet), ROWS_SEARCHED))) for sheet in book.worksheets]
    filled = [number for number, top in enumerate(tops) if any(top.rows.values())]
    known = [n for n in filled if tops[n].name.casefold() not in SHEETS_WITHOUT_CASES and recognised(tops[n])]
    if not filled:
        raise Refusal(WhyRefused.NO_ROWS)
    number = (known or filled)[0]
    return _headed(
        Shape(Form.XLSX, sheet=number), Table(tops[number].name, {n: row for n, row in tops[number].rows.items() if row})
    )


def _headed(shape: Shape, top: Table) -> Head:
    if not top.rows:
        raise Refusal(WhyRefused.NO_ROWS)
    found = recognised(top)
    if found is not None:
        headings = [(column.number, column.heading) for column in found.columns]
        fields = {column.number: column.field.name for column in found.columns if column.field is not None}
        return Head(_at(shape, found.last_row), headings, {**suggested(headings), **fields})
    number, cells = next(iter(top.rows.items()))
    headings = [(column, clean_line(str(cell.value))[:LONGEST_HEADING]) for column, cell in sorted(cells.items())]
    return Head(_at(shape, number), headings, suggested(headings))


def _at(shape: Shape, heading_row: int) -> Shape:
    return Shape(shape.form, shape.encoding, shape.separator, shape.sheet, heading_row)


def _book_rows(pieces: Pieces, number: int) -> Iterator[Line]:
    with _book(pieces) as book:
        yield from _sheet_rows(book.worksheets[number])


def _sheet_rows(sheet: Any) -> Iterator[Line]:
    """No wider and no longer than a sheet may be, whatever it says of itself."""
    rows = sheet.iter_rows(max_col=MAX_COLUMN + 1, max_row=MAX_LINES + ROWS_SEARCHED + 2)
    try:
        for number, row in enumerate(rows, start=1):
            yield number, {cell.column: cell for cell in map(_cell, row) if cell is not None}
    except BROKEN as error:
        raise Refusal(WhyRefused.DAMAGED) from error


def _cell(found: Any) -> Cell | None:
    value = found.value
    if value is None or value == "" or (isinstance(value, str) and value.isspace()):
        return None
    if found.column > MAX_COLUMN:
        raise Refusal(WhyRefused.TOO_MANY_COLUMNS, limit=MAX_COLUMN)
    if isinstance(value, str) and len(value) > MAX_CELL:
        raise Refusal(WhyRefused.CELL_TOO_LONG, limit=MAX_CELL)
    if found.data_type == "f":
        return Cell(found.row, found.column, str(value), Trouble.FORMULA)
    return Cell(found.row, found.column, value, Trouble.ERROR if found.data_type == "e" else None)


@contextmanager
def _archive(pieces: Pieces) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(_at_start(pieces)) as archive:
            yield archive
    except BROKEN as error:
        raise Refusal(WhyRefused.DAMAGED) from error


@contextmanager
def _book(pieces: Pieces) -> Iterator[Any]:
    try:
        book = load_workbook(_at_start(pieces), read_only=True, data_only=False, keep_links=False)
    except BROKEN as error:
        raise Refusal(WhyRefused.DAMAGED) from error
    try:
        yield book
    finally:
        book.close()


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Nothing that another reader is let at defines entities or unpacks into more than a sheet may hold."""
    entries = archive.infolist()
    check_entries(entries, part=MAX_SHEET, unpacked=2 * MAX_SHEET)
    if BOOK_PART not in archive.namelist():
        raise Refusal(WhyRefused.NOT_A_TABLE)
    for entry in entries:
        is_sheet = entry.filename.startswith("xl/worksheets/")
        if not is_sheet and entry.filename.endswith((".xml", ".rels")) and entry.file_size > MAX_STRINGS:
            raise Refusal(WhyRefused.TOO_MUCH)
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                _check_doctype(part)


def _check_doctype(part: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.ParseFile(part)


def _refuse_doctype(*_: object) -> None:
    raise Refusal(WhyRefused.UNSAFE_XML)
