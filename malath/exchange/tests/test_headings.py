"""Which column is which field."""

import pytest

from malath.exchange.archive import Refusal
from malath.exchange.headings import Trust, find_headings
from malath.exchange.htcds import Sheet, read
from malath.exchange.reasons import Remark, WhyRefused, WhyWrong
from malath.exchange.standard import FIELDS
from malath.exchange.testing import Layout, filled_workbook, invented_rows, official, official_fields
from malath.exchange.tests.books import TODAY, book_of, codes, plain
from malath.exchange.workbook import RawValue, Table, Workbook, open_workbook

ADDRESS = {"prs_MailingCity", "prs_MailingCountry", "prs_MailingStreet", "prs_MailingPostalCode"}
NAMED = ["prs_FirstName", "prs_Birthdate"]
LABELLED = ["First Name", "Birthdate"]
PERSON: list[RawValue | None] = ["Test Person 001", "2000-01-01"]


def why_refused(content: bytes) -> WhyRefused:
    with pytest.raises(Refusal) as refusal:
        read(content, today=TODAY)
    return refusal.value.code


def fields_of(sheet: Sheet) -> list[str | None]:
    return [column.field.name if column.field else None for column in sheet.columns]


@pytest.mark.parametrize("layout", Layout)
def test_all_columns_of_the_official_workbooks_are_understood(layout: Layout) -> None:
    sheet = read(filled_workbook(official(layout), invented_rows(1), layout), today=TODAY)
    assert len(official_fields()) == 38
    assert fields_of(sheet) == list(official_fields())
    assert not sheet.unknown_columns
    assert set(official_fields()) == {of.name for of in FIELDS.values() if of.is_core and not of.is_deprecated}


def test_the_misspelt_column_is_who_decided_the_status() -> None:
    assert official_fields()[18] == "vic_TraffickingStatusDecisionMakingOrg"


def test_the_column_without_a_name_is_read_by_its_heading() -> None:
    table = open_workbook(official(Layout.PLAIN)).tables[0]
    assert 36 not in table.rows[1]
    assert official_fields()[34] == "cas_ReasonForOutgoingReferral"


def test_the_shifted_address_columns_are_read_by_their_names_with_a_warning() -> None:
    row = invented_rows(1)[0]
    sheet = read(filled_workbook(official(Layout.PLAIN), [row], Layout.PLAIN), today=TODAY)
    assert {w.field for w in sheet.warnings} == ADDRESS
    assert set(codes(sheet.warnings)) == {Remark.LABEL_DISAGREES}
    assert [w.column_letter for w in sheet.warnings] == ["N", "O", "Q", "R"]
    assert plain(sheet.warnings[0].message) == (
        "The hidden name of this column is “Mailing City”, its visible heading “Mailing Street”. It is read as “Mailing City”."
    )


def test_whoever_sends_the_file_may_trust_the_visible_headings_instead() -> None:
    content = book_of([["prs_MailingCity"], ["Mailing Street"], ["Rainbow street"]])
    by_name, by_label = (read(content, today=TODAY, trust=trust) for trust in (Trust.NAMES, Trust.LABELS))
    assert by_name.rows[0].values == {"prs_MailingCity": "Rainbow street"}
    assert by_label.rows[0].values == {"prs_MailingStreet": "Rainbow street"}
    assert codes(by_label.warnings) == [Remark.LABEL_DISAGREES]


@pytest.mark.parametrize(
    ("name", "field", "text"),
    [
        ("prs_First_Name", "prs_FirstName", "Test Person 001"),
        ("prs_Second_Name", "prs_SecondName", "Invented"),
        ("vic_Methods_of_Control", "vic_MethodsOfControl", "Other"),
        ("vic_TraffickinStatusDecisionMakingOrg", "vic_TraffickingStatusDecisionMakingOrg", "Other"),
        (" PRS_FIRSTNAME ", "prs_FirstName", "Test Person 001"),
    ],
)
def test_other_spellings_of_a_name_are_known(name: str, field: str, text: str) -> None:
    assert fields_of(read(book_of([[name], [text]]), today=TODAY)) == [field]


def test_names_alone_are_enough() -> None:
    sheet = read(book_of([NAMED, PERSON]), today=TODAY)
    assert sheet.rows[0].number == 2
    assert sheet.rows[0].values["prs_FirstName"] == "Test Person 001"


def test_headings_alone_are_enough_when_there_are_three() -> None:
    two = book_of([LABELLED, PERSON])
    three = book_of([[*LABELLED, "citizenship "], [*PERSON, "Jordan"]])
    assert why_refused(two) is WhyRefused.NO_HEADINGS
    assert fields_of(read(three, today=TODAY)) == [*NAMED, "prs_Citizenship"]


def test_headings_may_be_arabic() -> None:
    sheet = read(book_of([["الاسم الأول", "تاريخ الميلاد", "الجنسيه"], [*PERSON, "الأردن"]]), today=TODAY)
    assert sheet.rows[0].values["prs_Citizenship"] == ("JO",)


def test_headings_may_stand_below_a_title() -> None:
    sheet = read(book_of([["Cases of the year"], [], NAMED, LABELLED, PERSON]), today=TODAY)
    assert [row.number for row in sheet.rows] == [5]


def test_a_sheet_without_headings_is_refused() -> None:
    assert why_refused(book_of([PERSON, PERSON])) is WhyRefused.NO_HEADINGS
    assert why_refused(book_of([])) is WhyRefused.NO_HEADINGS


@pytest.mark.parametrize("layout", Layout)
def test_an_official_workbook_with_nothing_in_it_is_refused(layout: Layout) -> None:
    assert why_refused(official(layout)) is WhyRefused.NO_ROWS


def test_rows_of_nothing_but_blanks_are_no_rows() -> None:
    assert why_refused(book_of([NAMED, [" ", "\u00a0"]])) is WhyRefused.NO_ROWS


def test_two_filled_sheets_are_refused_and_an_empty_second_one_is_not() -> None:
    empty: list[list[RawValue | None]] = [[*NAMED]]
    filled = [*empty, PERSON]
    assert why_refused(book_of(filled, filled)) is WhyRefused.TWO_SHEETS
    assert len(read(book_of(empty, filled), today=TODAY).rows) == 1


def test_the_sheet_of_lists_is_not_taken_for_cases() -> None:
    headings = [["Gender", "Citizenship", "Status"], ["Feminine", "Jordan", "Active"]]
    lists, cases = (open_workbook(book_of(headings, headings)).tables[n] for n in range(2))
    book = Workbook((Table("validation", lists.rows), Table("Cases", cases.rows)), has_macros=False)
    assert find_headings(book, Trust.NAMES).table.name == "Cases"


def test_a_sheet_with_names_counts_for_more_than_one_with_headings() -> None:
    other = [["Gender", "Citizenship", "Status"], ["Feminine", "Jordan", "Active"]]
    sheet = read(book_of(other, [NAMED, PERSON]), today=TODAY)
    assert sheet.rows[0].values["prs_FirstName"] == "Test Person 001"


def test_a_column_that_the_standard_does_not_know_is_named_and_not_read() -> None:
    sheet = read(book_of([[*NAMED, None], [*LABELLED, "Shoe size"], [*PERSON, "42"]]), today=TODAY)
    assert codes(sheet.warnings) == [Remark.HEADING_UNKNOWN]
    assert [(column.letter, column.heading) for column in sheet.unknown_columns] == [("C", "Shoe size")]
    assert len(sheet.rows[0].values) == 2


def test_a_heading_of_several_fields_is_not_guessed() -> None:
    sheet = read(book_of([NAMED, [*LABELLED, "Type"], [*PERSON, "NGO"]]), today=TODAY)
    assert codes(sheet.warnings) == [Remark.HEADING_AMBIGUOUS]
    named = read(book_of([[*NAMED, "org_Type"], [*LABELLED, "Type"], [*PERSON, "NGO"]]), today=TODAY)
    assert named.rows[0].values["org_Type"] == "NGO"
    assert not named.warnings


def test_a_column_without_a_heading_is_told_of() -> None:
    sheet = read(book_of([NAMED, [*PERSON, "something"]]), today=TODAY)
    assert codes(sheet.warnings) == [Remark.HEADING_MISSING]
    assert plain(sheet.warnings[0].line) == "Column C: The column has no heading. It is not read."


def test_a_first_column_that_counts_lines_is_not() -> None:
    assert not read(book_of([[None, *NAMED], [1, *PERSON], ["=A2+1", *PERSON]]), today=TODAY).warnings


def test_two_columns_of_one_field_are_a_problem() -> None:
    sheet = read(book_of([[*NAMED, "prs_First_Name"], [*PERSON, "Test Person 002"]]), today=TODAY)
    assert codes(sheet.problems) == [WhyWrong.DUPLICATE_HEADING]
    assert plain(sheet.problems[0].line) == (
        "Row 1, column C (prs_First_Name): Two columns have the same heading. The other is column A."
    )
    assert not sheet.rows


def test_a_form_made_from_the_survey_is_read_by_name() -> None:
    sheet = read(
        book_of([["prs_Title", "prs_Second_Name"], ["Second Name", "Second Name"], ["Dr", "Invented"]]),
        today=TODAY,
    )
    assert sheet.rows[0].values == {"prs_Title": "Dr", "prs_SecondName": "Invented"}
    assert codes(sheet.warnings) == [Remark.LABEL_DISAGREES]
