"""A whole sheet: rows, or every problem at once."""

from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from malath.exchange.htcds import read
from malath.exchange.reasons import Remark, WhyWrong
from malath.exchange.testing import Layout, filled_workbook, invented_rows, official
from malath.exchange.tests.books import (
    TODAY,
    book_of,
    codes,
    column_of,
    only_value,
    plain,
    read_column,
    saved,
)

HEAD = ["prs_FirstName", "prs_Birthdate", "con_Consent"]


def test_an_official_workbook_with_macros_is_read_and_the_macros_are_told_of() -> None:
    rows = invented_rows(5)
    sheet = read(filled_workbook(official(Layout.MULTI_SELECT), rows, Layout.MULTI_SELECT), today=TODAY)
    assert sheet.rows == rows
    assert sheet.line_count == 5
    assert sheet.is_sound
    assert sheet.warnings[0].code is Remark.MACROS_IGNORED
    assert sheet.warnings[0].line.startswith("The workbook holds macros.")


def test_a_row_is_divided_by_the_parts_of_the_standard() -> None:
    (row,) = read(book_of([HEAD, ["Test Person 001", "2000-01-01", "yes"]]), today=TODAY).rows
    assert row.of("prs_") == {"prs_FirstName": "Test Person 001", "prs_Birthdate": date(2000, 1, 1)}
    assert row.of("con_") == {"con_Consent": True}
    assert not row.of("hte_")


def test_what_was_not_recorded_is_absent() -> None:
    (row,) = read(book_of([HEAD, ["Test Person 001", None, "  "]]), today=TODAY).rows
    assert row.values.keys() == {"prs_FirstName"}


def test_empty_lines_between_are_passed_over() -> None:
    line = ["Test Person 001"]
    sheet = read(book_of([HEAD, line, [], ["  "], line]), today=TODAY)
    assert [row.number for row in sheet.rows] == [2, 5]
    assert sheet.line_count == 2


def test_all_problems_are_told_at_once_and_nothing_is_read() -> None:
    content = book_of(
        [
            HEAD,
            ["Test Person 001", "yesterday", "perhaps"],
            ["Test Person 002", "2000-01-01", "no"],
            ["x" * 999, None, 5],
        ]
    )
    sheet = read(content, today=TODAY)
    assert [plain(problem.line) for problem in sheet.problems] == [
        "Row 2, column B (prs_Birthdate): This is not a full date. Write day/month/year, or year-month-day.",
        "Row 2, column C (con_Consent): Write yes or no, or leave the cell empty if it was not recorded.",
        "Row 4, column A (prs_FirstName): The text is longer than 200 characters.",
        "Row 4, column C (con_Consent): Write yes or no, or leave the cell empty if it was not recorded.",
    ]
    assert sheet.rows == ()
    assert sheet.line_count == 3
    assert not sheet.is_sound


def test_a_formula_is_a_problem_where_a_value_belongs() -> None:
    sheet = read_column("prs_Birthdate", "=TODAY()")
    assert codes(sheet.problems) == [WhyWrong.FORMULA]
    assert sheet.problems[0].row == 3


def test_an_error_of_the_spreadsheet_program_is_a_problem_and_not_an_empty_cell() -> None:
    assert codes(read_column("prs_FirstName", "Test Person 001", "#N/A").problems) == [WhyWrong.ERROR_VALUE]


def test_formulas_in_columns_that_are_not_read_do_no_harm() -> None:
    sheet = read(book_of([["prs_FirstName"], ["Test Person 001", "=1+1"]]), today=TODAY)
    assert sheet.is_sound


def test_hidden_characters_are_taken_out_and_told_of() -> None:
    sheet = read_column("prs_FirstName", "Test\u202e Person 001")
    assert only_value(sheet) == "Test Person 001"
    assert codes(sheet.warnings) == [Remark.HIDDEN_CHARACTERS]
    assert (sheet.warnings[0].row, sheet.warnings[0].column_letter, sheet.warnings[0].field) == (
        3,
        "A",
        "prs_FirstName",
    )


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "_x0000_", "_x001B_"])
def test_a_name_never_carries_a_control_character(hidden: str) -> None:
    assert only_value(read_column("prs_FirstName", f"Te{hidden}st")) == "Test"


def test_dates_counted_from_1904_are_the_same_dates() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "prs_Birthdate", date(1990, 5, 6)
    assert only_value(read(saved(book), today=TODAY)) == date(1990, 5, 6)


def test_a_problem_says_nothing_of_what_stands_in_the_cell() -> None:
    sheet = read(column_of("vic_TraffickingStatus", "Test Person 001 of Rainbow street"), today=TODAY)
    assert len(sheet.problems) == 1
    assert "Test" not in repr(sheet.problems) + sheet.problems[0].line
