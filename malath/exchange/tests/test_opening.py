"""A stranger's file: opened as cells, or refused with its reason."""

import random
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from malath.exchange import archive, scan, workbook
from malath.exchange.archive import Refusal
from malath.exchange.reasons import WhyRefused
from malath.exchange.testing import Layout, official, rezipped, with_macros, zipped
from malath.exchange.tests.books import (
    MAIN,
    SHEET,
    STRINGS,
    book_of,
    directory_says,
    parts,
    raw_book,
    strings_of,
)
from malath.exchange.workbook import Trouble, open_workbook

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def why_refused(content: bytes) -> WhyRefused:
    with pytest.raises(Refusal) as refusal:
        open_workbook(content)
    return refusal.value.code


@pytest.mark.parametrize("layout", Layout)
def test_it_opens_the_official_workbooks(layout: Layout) -> None:
    book = open_workbook(official(layout))
    assert book.tables[0].rows[1][2].value == "cas_CaseOwner"
    assert book.tables[0].rows[2][39].value == "Reason for Case Closure"
    assert len(book.tables) == (1 if layout is Layout.PLAIN else 3)


def test_it_opens_a_workbook_with_macros_and_leaves_the_macros_alone() -> None:
    plain, with_them = book_of([["a"]]), with_macros(book_of([["a"]]))
    assert not open_workbook(plain).has_macros
    assert open_workbook(with_them).has_macros
    assert open_workbook(with_them).tables == open_workbook(plain).tables


def test_the_reader_of_cells_is_given_no_macros_pictures_or_links(monkeypatch: pytest.MonkeyPatch) -> None:
    given_to_reader: list[str] = []

    def spy(file: BytesIO) -> object:
        given_to_reader.extend(zipfile.ZipFile(file).namelist())
        file.seek(0)
        return CalamineWorkbook.from_filelike(file)

    monkeypatch.setattr("malath.exchange.workbook.CalamineWorkbook", type("Spy", (), {"from_filelike": staticmethod(spy)}))
    extras = {
        "xl/media/image1.png": b"p",
        "xl/externalLinks/externalLink1.xml": b"x",
        "customXml/item1.xml": b"x",
    }
    open_workbook(rezipped(with_macros(book_of([["a"]])), extras))
    assert "xl/worksheets/sheet1.xml" in given_to_reader
    assert not [name for name in given_to_reader if "vba" in name or "media" in name or "ustom" in name or "xternal" in name]


def test_cells_have_a_place_and_a_type() -> None:
    (table,) = open_workbook(book_of([[None, "text", 1.5], [], [True]])).tables
    assert [(cell.row, cell.column, cell.letter, cell.value) for row in table.rows.values() for cell in row.values()] == [
        (1, 2, "B", "text"),
        (1, 3, "C", 1.5),
        (3, 1, "A", True),
    ]


def test_a_formula_and_an_error_are_seen_although_they_have_no_value() -> None:
    sheet = (
        '<row r="1"><c r="A1"><f>NOW()</f></c><c r="B1" t="str"><f>A1</f><v>stale</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="e"><f>A9</f><v>#REF!</v></c></row>'
    )
    (table,) = open_workbook(raw_book(sheet)).tables
    assert {cell.letter: cell.trouble for cell in table.rows[1].values()} == {
        "A": Trouble.FORMULA,
        "B": Trouble.FORMULA,
        "C": Trouble.ERROR,
        "D": Trouble.FORMULA,
    }
    assert {cell.value for cell in table.rows[1].values()} == {""}


def test_the_claimed_extent_of_a_sheet_is_not_believed() -> None:
    whole = parts(ONE_CELL)
    whole[SHEET] = whole[SHEET].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    (table,) = open_workbook(zipped(whole)).tables
    assert table.rows[1][1].value == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", WhyRefused.EMPTY),
        (b"%PDF-1.7 and more", WhyRefused.NOT_A_WORKBOOK),
        (b"name,birthdate\nTest Person 001,2000-01-01\n", WhyRefused.NOT_A_WORKBOOK),
        (OLE, WhyRefused.OLD_FORMAT),
        (OLE + "EncryptedPackage".encode("utf-16-le"), WhyRefused.ENCRYPTED),
        (zipped({"word/document.xml": b"<document/>"}), WhyRefused.NOT_A_WORKBOOK),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), WhyRefused.NOT_A_WORKBOOK),
        (zipped({"xl/workbook.bin": b"", "[Content_Types].xml": b"<Types/>"}), WhyRefused.NOT_A_WORKBOOK),
        (raw_book(ONE_CELL)[:-40], WhyRefused.DAMAGED),
        (b"PK\x03\x04 and then nothing", WhyRefused.DAMAGED),
    ],
    ids=["empty", "pdf", "csv", "old", "locked", "word", "ods", "xlsb", "cut off", "only the first bytes"],
)
def test_it_judges_a_file_by_what_it_is(content: bytes, code: WhyRefused) -> None:
    assert why_refused(content) is code


def test_it_refuses_a_text_document_that_pretends_to_have_a_sheet() -> None:
    whole = parts(ONE_CELL)
    whole["[Content_Types].xml"] = whole["[Content_Types].xml"].replace(b"spreadsheetml.sheet", b"wordprocessingml.document")
    assert why_refused(zipped(whole)) is WhyRefused.NOT_A_WORKBOOK


def test_it_refuses_a_file_above_the_limit() -> None:
    assert why_refused(raw_book(ONE_CELL) + bytes(archive.MAX_FILE)) is WhyRefused.TOO_LARGE


def test_it_refuses_a_bomb_that_its_directory_admits_to() -> None:
    bomb = rezipped(raw_book(ONE_CELL), {SHEET: b" " * (3 * archive.MEGABYTE)})
    assert why_refused(bomb) is WhyRefused.UNPACKS_TOO_LARGE


def test_it_refuses_many_parts_that_are_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 200_000)
    noise = random.Random(1)
    pictures = {f"xl/media/{n}.png": noise.randbytes(50_000) for n in range(4)}
    assert why_refused(rezipped(raw_book(ONE_CELL), pictures)) is WhyRefused.UNPACKS_TOO_LARGE


def test_it_refuses_a_bomb_whose_directory_lies() -> None:
    small, claimed = b"<worksheet/>", b" " * (20 * archive.MEGABYTE)
    bomb = rezipped(raw_book(ONE_CELL), {SHEET: small + claimed})
    assert why_refused(directory_says(bomb, SHEET, len(small))) is WhyRefused.DAMAGED


def test_a_bomb_that_lies_about_its_size_and_its_checksum_is_never_unpacked_whole() -> None:
    honest = parts(ONE_CELL)[SHEET]
    bomb = rezipped(raw_book(ONE_CELL), {SHEET: honest + b" " * (20 * archive.MEGABYTE)})
    disguised = directory_says(bomb, SHEET, len(honest), zlib.crc32(honest))
    tracemalloc.start()
    unpacked = archive.unpack(disguised).parts[SHEET]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert unpacked == honest
    assert peak < archive.MEGABYTE


def test_it_refuses_too_many_parts_before_it_reads_their_list() -> None:
    crowd = {f"xl/media/{n}.png": b"" for n in range(archive.MAX_PARTS)}
    assert why_refused(rezipped(raw_book(ONE_CELL), crowd)) is WhyRefused.TOO_MANY_PARTS


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl\\evil.xml", "C:evil.xml", "XL/WORKBOOK.XML"])
def test_it_refuses_names_that_climb_or_collide(name: str) -> None:
    assert why_refused(rezipped(raw_book(ONE_CELL), {name: b"x"})) is WhyRefused.UNSAFE_PATH


def test_it_refuses_a_locked_part() -> None:
    locked = bytearray(raw_book(ONE_CELL))
    locked[locked.index(archive.ZIP_DIRECTORY_ENTRY) + 8] |= archive.LOCKED_FLAG
    assert why_refused(bytes(locked)) is WhyRefused.ENCRYPTED


def test_it_refuses_ways_of_packing_that_no_workbook_uses() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as packed:
        for name, part in parts(ONE_CELL).items():
            packed.writestr(name, part)
    assert why_refused(file.getvalue()) is WhyRefused.DAMAGED


LAUGHS = '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, "<!DOCTYPE sst>"], ids=["laughs", "outside", "bare"])
@pytest.mark.parametrize("part", sorted(parts(ONE_CELL)))
def test_it_refuses_document_types_in_any_part(part: str, doctype: str) -> None:
    whole = parts(ONE_CELL)
    whole[part] = doctype.encode() + whole[part]
    assert why_refused(zipped(whole)) is WhyRefused.UNSAFE_XML


@pytest.mark.parametrize("encoding", ["cp037", "utf-7", "utf-16"])
def test_it_refuses_parts_that_two_readers_could_read_differently(encoding: str) -> None:
    whole = parts(ONE_CELL)
    whole[SHEET] = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + whole[SHEET]
    assert why_refused(zipped(whole)) is WhyRefused.DAMAGED


@pytest.mark.parametrize(
    "sheet",
    [
        "<row",
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="A9"><v>1</v></c></row>',
        '<row r="1"><c r="hello"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    ],
)
def test_it_refuses_a_sheet_whose_cells_make_no_sense(sheet: str) -> None:
    assert why_refused(raw_book(sheet)) is WhyRefused.DAMAGED


@pytest.mark.parametrize("missing", ["xl/_rels/workbook.xml.rels", "_rels/.rels"])
def test_it_refuses_a_workbook_without_its_list_of_parts(missing: str) -> None:
    whole = parts(ONE_CELL)
    del whole[missing]
    assert why_refused(zipped(whole)) is WhyRefused.DAMAGED


def cell(column: str, row: int) -> str:
    return f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'


def test_the_last_row_and_column_are_read_and_the_next_are_refused() -> None:
    assert open_workbook(raw_book(cell("DP", scan.MAX_ROW))).tables[0].rows[scan.MAX_ROW][scan.MAX_COLUMN].value == 1
    assert why_refused(raw_book(cell("A", scan.MAX_ROW + 1))) is WhyRefused.TOO_MANY_ROWS
    assert why_refused(raw_book(cell("DQ", 1))) is WhyRefused.TOO_MANY_COLUMNS


def test_a_formula_beyond_the_limits_is_refused_too() -> None:
    assert why_refused(raw_book('<row r="9999"><c r="A9999"><f>1</f></c></row>')) is WhyRefused.TOO_MANY_ROWS


def test_empty_cells_beyond_the_limits_do_no_harm() -> None:
    beyond = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(open_workbook(raw_book(ONE_CELL + beyond)).tables[0].rows) == 1


@pytest.mark.parametrize("inside", ["<v/>", "<v> </v>", "<is><t/></is>", "<is><t>&#160;</t></is>"])
def test_a_cell_of_nothing_but_blanks_is_not_let_stretch_the_sheet(inside: str) -> None:
    """The faster reader counts it as a cell with a text, and lays out everything up to it: 17 thousand million places."""
    kind = "inlineStr" if inside.startswith("<is>") else "str"
    beyond = f'<row r="9999"><c r="A9999" t="{kind}">{inside}</c></row>'
    assert why_refused(raw_book(ONE_CELL + beyond)) is WhyRefused.TOO_MANY_ROWS


def test_rows_and_cells_without_a_place_count_on_from_the_last() -> None:
    assert why_refused(raw_book("<row><c><v>1</v></c></row>" * (scan.MAX_ROW + 1))) is WhyRefused.TOO_MANY_ROWS
    assert why_refused(raw_book(f"<row>{'<c><v>1</v></c>' * 121}</row>")) is WhyRefused.TOO_MANY_COLUMNS


@pytest.mark.parametrize("length", [scan.MAX_CELL, scan.MAX_CELL + 1])
def test_a_cell_may_hold_what_a_spreadsheet_program_lets_in_and_no_more(length: int) -> None:
    text = "x" * length
    inside = raw_book(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')
    shared = raw_book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings_of(text))
    for content in (inside, shared):
        if length <= scan.MAX_CELL:
            assert open_workbook(content).tables[0].rows[1][1].value == text
        else:
            assert why_refused(content) is WhyRefused.CELL_TOO_LONG


def test_it_refuses_a_cell_of_ten_megabytes() -> None:
    text = random.Random(1).randbytes(5 * archive.MEGABYTE).hex()
    assert why_refused(raw_book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings_of(text))) is WhyRefused.CELL_TOO_LONG


def test_it_refuses_a_short_file_in_which_every_cell_points_at_one_long_text() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1_000))
    assert why_refused(raw_book(cells, strings_of("x" * 30_000))) is WhyRefused.TOO_MUCH


def test_it_refuses_a_flood_of_elements() -> None:
    flood = parts("<x/>" * 100)[SHEET]
    scan.scan_sheet(flood, (), scan.Budget(elements=102))
    with pytest.raises(Refusal) as refusal:
        scan.scan_sheet(flood, (), scan.Budget(elements=101))
    assert refusal.value.code is WhyRefused.TOO_MUCH


def test_it_refuses_too_many_sheets() -> None:
    assert len(open_workbook(book_of(*[[["a"]]] * workbook.MAX_SHEETS)).tables) == workbook.MAX_SHEETS
    assert why_refused(book_of(*[[["a"]]] * (workbook.MAX_SHEETS + 1))) is WhyRefused.TOO_MANY_SHEETS


def test_two_sheets_of_one_name_are_refused() -> None:
    whole = parts(ONE_CELL)
    whole["xl/workbook.xml"] = whole["xl/workbook.xml"].replace(
        b"</sheets>", b'<sheet name="Cases" sheetId="2" r:id="r1"/></sheets>'
    )
    assert why_refused(zipped(whole)) is WhyRefused.DAMAGED


def test_elements_with_a_prefix_are_the_same_elements() -> None:
    whole = parts(ONE_CELL)
    whole[SHEET] = (
        f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:sheetData>"
        '<x:row r="9999"><x:c r="A9999"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    ).encode()
    assert why_refused(zipped(whole)) is WhyRefused.TOO_MANY_ROWS


def test_a_workbook_without_shared_strings_opens() -> None:
    whole = parts(ONE_CELL)
    del whole[STRINGS]
    assert open_workbook(zipped(whole)).tables[0].rows[1][1].value == 1


def test_a_refusal_carries_no_word_of_the_file() -> None:
    with pytest.raises(Refusal) as refusal:
        open_workbook(raw_book("<row>Test Person 001"))
    assert str(refusal.value) == "damaged"


@settings(max_examples=60)
@given(data=st.data())
def test_whatever_is_changed_in_a_file_it_opens_or_is_refused(data: st.DataObject) -> None:
    content = bytearray(raw_book(ONE_CELL, strings_of("a", "b")))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refusal):
        open_workbook(bytes(content))
