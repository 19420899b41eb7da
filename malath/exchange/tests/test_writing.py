"""Rows out, and the same rows in again."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from malath.exchange.headings import Trust
from malath.exchange.htcds import Row, read
from malath.exchange.standard import FIELDS
from malath.exchange.testing import Layout, filled_workbook, invented_rows, official
from malath.exchange.tests.books import TODAY
from malath.exchange.values import Value
from malath.exchange.workbook import open_workbook
from malath.exchange.writing import LABELS_ROW, NAMES_ROW, Watermark, write

MARK = Watermark(by="S-4711", at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC), because="=asked for by the court")
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"]


def row_of(**values: Value) -> Row:
    return Row(LABELS_ROW + 1, MappingProxyType(values))


def written(*rows: Row) -> Worksheet:
    return load_workbook(BytesIO(write(rows, watermark=MARK))).worksheets[0]


@pytest.mark.parametrize("layout", Layout)
def test_what_was_imported_is_exported_as_the_same_rows(layout: Layout) -> None:
    rows = invented_rows(200, layout=layout)
    first = read(filled_workbook(official(layout), rows, layout), today=TODAY)
    again = read(write(first.rows, watermark=MARK), today=TODAY)
    assert again.rows == first.rows == rows
    assert not again.warnings


@pytest.mark.parametrize("trust", Trust)
def test_an_export_reads_the_same_by_its_names_and_by_its_headings(trust: Trust) -> None:
    rows = invented_rows(20)
    assert read(write(rows, watermark=MARK), today=TODAY, trust=trust).rows == rows


def test_it_keeps_the_official_names_and_mends_the_shifted_headings() -> None:
    template = open_workbook(official(Layout.PLAIN)).tables[0]
    export = open_workbook(write(invented_rows(1), watermark=MARK)).tables[0]

    def texts(table_row: int) -> tuple[list[object], list[object]]:
        return [c.value for c in template.rows[table_row].values()], [c.value for c in export.rows[table_row].values()]

    before, after = texts(NAMES_ROW)
    assert after == before
    before, after = texts(LABELS_ROW)
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("Mailing Street", "Mailing City"),
        ("Mailing City", "Mailing Country"),
        ("Mailing Zip/Postal Code", "Mailing Street"),
        ("Mailing Country", "Mailing Zip/Postal Code"),
    ]


def test_fields_without_an_official_column_get_one_at_the_end() -> None:
    row = row_of(prs_FirstName="Test Person 001", prs_MiddleName="of Tests", org_Type="NGO", hte_Type="Transit")
    content = write([row], watermark=MARK)
    assert read(content, today=TODAY).rows == (row,)
    names = [cell.value for cell in open_workbook(content).tables[0].rows[NAMES_ROW].values()]
    assert names[-3:] == ["org_Type", "prs_MiddleName", "hte_Type"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_is_a_text(text: str) -> None:
    cell = written(row_of(prs_FirstName=text))["D3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert read(write([row_of(prs_FirstName=text)], watermark=MARK), today=TODAY).rows == (row_of(prs_FirstName=text),)


def test_an_ordinary_text_needs_no_mark() -> None:
    assert not written(row_of(prs_FirstName="Test Person 001"))["D3"].quotePrefix


def test_dates_and_numbers_stay_dates_and_numbers() -> None:
    row = row_of(
        prs_Birthdate=datetime(1990, 5, 6, tzinfo=UTC).date(),
        prs_NumberOfChildren=3,
        hte_Latitude=Decimal("31.5"),
    )
    sheet = written(row)
    assert sheet["G3"].is_date
    assert sheet["AN3"].value == 3
    assert sheet["AO3"].value == 31.5


def test_texts_are_written_without_characters_that_no_workbook_may_hold() -> None:
    assert written(row_of(prs_FirstName="Te\x00st\ufffe"))["D3"].value == "Test"


def test_it_says_who_exported_when_and_why() -> None:
    with translation.override("en"):
        sheet = load_workbook(BytesIO(write(invented_rows(2), watermark=MARK)))["export"]
    lines = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert lines["Exported by"] == "S-4711"
    assert lines["When"] == "23 Nov 2026, 12:30"
    assert lines["Why"] == "=asked for by the court"
    assert lines["Lines"] == "2"
    assert "IOM, CC BY 4.0" in str(lines["Standard"])
    assert sheet["B3"].data_type == "s"


def test_the_author_of_the_template_is_not_named_in_an_export() -> None:
    properties = load_workbook(BytesIO(write([], watermark=MARK))).properties
    assert properties.creator == "Malath"
    assert properties.lastModifiedBy is None


def test_more_rows_than_the_template_has_lines_are_counted_on() -> None:
    rows = tuple(Row(n, MappingProxyType({"prs_FirstName": f"Test Person {n}"})) for n in range(3, 1_203))
    content = write(rows, watermark=MARK)
    assert read(content, today=TODAY).rows == rows
    assert open_workbook(content).tables[0].rows[1_202][1].value == 1_200


@settings(max_examples=25)
@given(text=st.text(max_size=60), note=st.text(max_size=200))
def test_any_text_survives_being_written_and_read(text: str, note: str) -> None:
    raw = {"prs_FirstName": text, "cas_IncomingReferralDetails": note, "prs_SecondName": "Invented"}
    once = read(write([row_of(**raw)], watermark=MARK), today=TODAY).rows
    assert read(write(once, watermark=MARK), today=TODAY).rows == once
    assert once[0].values["prs_SecondName"] == "Invented"


def test_every_value_of_every_list_survives() -> None:
    values = [(name, (code,) if of.is_many else code) for name, of in FIELDS.items() for code in of.choices]
    rows = tuple(Row(n, MappingProxyType({name: value})) for n, (name, value) in enumerate(values, start=3))
    assert read(write(rows, watermark=MARK), today=TODAY).rows == rows
