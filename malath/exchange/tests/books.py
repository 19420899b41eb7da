"""Small workbooks for tests: honest ones by hand, hostile ones part by part."""

import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from malath.exchange.htcds import Sheet, read
from malath.exchange.reasons import Finding
from malath.exchange.standard import FIELDS
from malath.exchange.testing import zipped
from malath.exchange.workbook import RawValue
from malath.ui.text import strip_bidi

TODAY = date(2026, 11, 23)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def book_of(*sheets: Sequence[Sequence[RawValue | None]]) -> bytes:
    """A workbook with these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def column_of(name: str, *values: RawValue | None) -> bytes:
    """A workbook with one column of the standard, under its name and its heading."""
    return book_of([[name], [FIELDS[name].label], *([value] for value in values)])


def read_column(name: str, *values: RawValue | None) -> Sheet:
    return read(column_of(name, *values), today=TODAY)


def parts(sheet: str, strings: str | None = None) -> dict[str, bytes]:
    """The parts of a workbook whose one sheet is this XML."""
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">'
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/></Types>',
        "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{RELATION}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{relations}<Relationship Id="r1" Type="{RELATION}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATION}"><sheets>'
        '<sheet name="Cases" sheetId="1" r:id="r1"/></sheets></workbook>',
        SHEET: f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>",
        STRINGS: strings or f"<sst {MAIN}/>",
    }
    return {name: text.encode() for name, text in texts.items()}


def raw_book(sheet: str, strings: str | None = None) -> bytes:
    return zipped(parts(sheet, strings))


def strings_of(*texts: str) -> str:
    return f"<sst {MAIN}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def directory_says(content: bytes, name: str, size: int, check: int | None = None) -> bytes:
    """The archive with a lie about the size of one part, in its directory and before the part itself."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo(name)
    said = size.to_bytes(4, "little")
    told = (info.CRC if check is None else check).to_bytes(4, "little")
    changed = bytearray(content)
    entry = content.rindex(name.encode()) - 46
    changed[entry + 16 : entry + 20] = changed[info.header_offset + 14 : info.header_offset + 18] = told
    changed[entry + 24 : entry + 28] = changed[info.header_offset + 22 : info.header_offset + 26] = said
    return bytes(changed)


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code.value for finding in findings]


def plain(text: str) -> str:
    """A message without the fences around what was put into it."""
    return strip_bidi(text)


def only_value(sheet: Sheet) -> object:
    """The one value of a sheet of one row and one column."""
    (row,) = sheet.rows
    (value,) = row.values.values()
    return value
