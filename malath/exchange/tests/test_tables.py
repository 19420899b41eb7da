"""Text tables and workbooks as streams: whatever they were saved by, the same rows; and what is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.documents.streams import PIECE, Pieces
from malath.exchange.archive import Refusal
from malath.exchange.reasons import WhyRefused
from malath.exchange.tables import Head, lines, look
from malath.exchange.tests.books import book_of, raw_book
from malath.exchange.workbook import RawValue, Trouble

TEXT = "الاسم{0}تاريخ الميلاد{0}الموافقة\nتجربة اختبار{0}٠٦/٠٥/١٩٩٠{0}نعم\n\n=1+1{0}\n"


def pieces_of(content: bytes) -> Pieces:
    return Pieces(len(content), lambda number: content[number * PIECE : (number + 1) * PIECE])


def read(content: bytes, after: int = 0) -> tuple[Head, list[tuple[int, dict[int, RawValue]]]]:
    pieces = pieces_of(content)
    head = look(pieces)
    found = [
        (number, {column: cell.value for column, cell in cells.items()})
        for number, cells in lines(pieces, head.shape, after=after)
    ]
    return head, found


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_however_it_was_saved_the_rows_are_the_same(encoding: str, separator: str) -> None:
    text = TEXT.format(separator)
    head, found = read((text.translate(str.maketrans("٠١٥٦٩", "01569")) if encoding == "cp1256" else text).encode(encoding))
    assert [heading for _, heading in head.headings] == ["الاسم", "تاريخ الميلاد", "الموافقة"]
    assert dict(head.fields) == {1: "own_Name", 2: "prs_Birthdate", 3: "con_Consent"}
    assert [number for number, _ in found] == [2, 4]
    assert found[0][1][1] == "تجربة اختبار"
    assert found[1][1] == {1: "=1+1"}


def test_reading_goes_on_behind_any_row() -> None:
    content = ("Name,Consent\n" + "".join(f"P{n},yes\n" for n in range(50))).encode()
    _, all_of_it = read(content)
    assert read(content, after=30)[1] == [row for row in all_of_it if row[0] > 30]


def test_a_line_break_within_quotes_does_not_end_a_row() -> None:
    _, found = read(b'Name,Notes,Consent\nTest,"one\ntwo, three",yes\nNext,,no\n')
    assert found[0][1][2] == "one\ntwo, three"
    assert [number for number, _ in found] == [2, 3]


def test_a_workbook_gives_values_and_troubles() -> None:
    pieces = pieces_of(book_of([["Name", "Consent"], ["Test", True], ["=1+1", None]]))
    head = look(pieces)
    found = list(lines(pieces, head.shape, after=0))
    assert found[0][1][2].value is True
    assert found[1][1][1].trouble is Trouble.FORMULA


def test_a_workbook_of_the_standard_is_known_by_its_hidden_row() -> None:
    head, found = read(book_of([["prs_FirstName", "con_Consent"], ["First name", "Consent"], ["Test", "yes"]]))
    assert head.shape.heading_row == 2
    assert dict(head.fields) == {1: "prs_FirstName", 2: "con_Consent"}
    assert [number for number, _ in found] == [3]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", WhyRefused.EMPTY),
        (b"\n\n\n", WhyRefused.NO_ROWS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", WhyRefused.OLD_FORMAT),
        (b"PK\x03\x04 broken", WhyRefused.DAMAGED),
        (b"GIF89a\0\0\1\0\1", WhyRefused.NOT_A_TABLE),
        (b"a," * 130 + b"\n" + b"b," * 130, WhyRefused.TOO_MANY_COLUMNS),
        (b"a\n" + b"x" * 40_000, WhyRefused.CELL_TOO_LONG),
        (codecs.BOM_UTF16_LE + b"a\0,\0b\0\n\0\x00\xd8", WhyRefused.NOT_READABLE_TEXT),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, why: WhyRefused) -> None:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert refused.value.code is why


def test_a_workbook_that_defines_entities_is_not_opened() -> None:
    with pytest.raises(Refusal) as refused:
        look(pieces_of(raw_book("", "<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>")))
    assert refused.value.code is WhyRefused.UNSAFE_XML


@given(st.binary(max_size=3 * 1000), st.integers(0, 4000), st.integers(1, 900))
def test_a_stream_in_pieces_reads_like_the_whole(content: bytes, start: int, size: int) -> None:
    pieces = pieces_of(content)
    pieces.seek(start)
    assert (pieces.read(size) or b"") == content[start : start + size]
