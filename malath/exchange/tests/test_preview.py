"""What the sender sees before anything is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from malath.exchange.htcds import read
from malath.exchange.preview import FIRST_ROWS, PAGE, SHOWN, Fate, preview, shown
from malath.exchange.reasons import WhyWrong
from malath.exchange.standard import FIELDS
from malath.exchange.testing import Layout, filled_workbook, invented_rows, official
from malath.exchange.tests.books import TODAY, book_of
from malath.exchange.values import Value

ROWS = invented_rows(30)
SHEET = read(filled_workbook(official(Layout.MULTI_SELECT), ROWS, Layout.MULTI_SELECT), today=TODAY)
IDENTIFYING = (
    "prs_FirstName",
    "prs_SecondName",
    "prs_MobilePhone",
    "prs_Email",
    "prs_MailingStreet",
    "prs_Birthdate",
)


def test_it_counts_lines_and_shows_the_first() -> None:
    seen = preview(SHEET, rebuilt=())
    assert seen.line_count == 30
    assert seen.faulty_line_count == 0
    assert [summary.row for summary in seen.first] == list(range(3, 3 + FIRST_ROWS))
    assert seen.may_be_imported


def test_it_shows_nobody() -> None:
    told = repr([[text for _, text in summary.facts] for summary in preview(SHEET, rebuilt=()).first])
    for row in ROWS[:FIRST_ROWS]:
        assert not [name for name in IDENTIFYING if str(row.values.get(name, "never")) in told]
    assert not set(SHOWN) & set(IDENTIFYING)


def test_it_says_how_much_more_a_line_holds() -> None:
    summary = preview(SHEET, rebuilt=()).first[0]
    assert len(summary.facts) + summary.others == len(ROWS[0].values)


def test_it_tells_what_becomes_of_each_column() -> None:
    content = book_of(
        [
            ["prs_FirstName", "hte_City"],
            ["First Name", "City", "Shoe size"],
            ["Test Person 001", "Town", "42"],
        ]
    )
    columns = preview(read(content, today=TODAY), rebuilt={"prs_FirstName"}).columns
    assert {fate: [column.letter for column in columns[fate]] for fate in Fate} == {
        Fate.REBUILT: ["A"],
        Fate.KEPT: ["B"],
        Fate.IGNORED: ["C"],
    }


def test_with_a_problem_nothing_may_be_imported() -> None:
    content = book_of([["prs_FirstName", "con_Consent"], ["Test Person 001", "perhaps"], ["x" * 999, "perhaps"]])
    seen = preview(read(content, today=TODAY), rebuilt=())
    assert (seen.problem_count, seen.faulty_line_count, seen.line_count) == (3, 2, 2)
    assert not seen.may_be_imported
    assert not seen.first


def test_the_same_problem_of_a_column_is_told_once_with_its_count() -> None:
    lines = [["Possible Victim of Traffiking"], ["Actual Victim of Traffiking"], ["something else"]]
    sheet = read(book_of([["vic_TraffickingStatus"], *lines]), today=TODAY)
    assert [problem.code for problem in sheet.problems] == [
        WhyWrong.NOT_IN_LIST_NEAREST,
        WhyWrong.NOT_IN_LIST_NEAREST,
        WhyWrong.NOT_IN_LIST,
    ]
    (often,) = preview(sheet, rebuilt=()).often
    assert (often.count, often.finding.message) == (3, "This is not a value of the list.")


def test_problems_are_laid_out_in_pages() -> None:
    sheet = read(book_of([["con_Consent"], *[["perhaps"]] * (PAGE + 1)]), today=TODAY)
    seen = preview(sheet, rebuilt=())
    assert [(page.first, page.last, len(page.findings)) for page in seen.pages] == [
        (2, PAGE + 1, PAGE),
        (PAGE + 2, PAGE + 2, 1),
    ]
    assert seen.not_listed == 0


@pytest.mark.parametrize(
    ("name", "value", "english", "arabic"),
    [
        ("con_Consent", True, "Yes", "نعم"),
        ("con_Consent", False, "No", "لا"),
        ("prs_Birthdate", date(2000, 11, 5), "5 Nov 2000", "5 تشرين الثاني 2000"),
        ("prs_Citizenship", ("JO", "PS"), "Jordan, Palestine, State of", "الأردن، فلسطين"),
        ("cas_Status", "FollowUp", "Follow Up", "متابعة"),
        ("prs_FirstName", "Test", "Test", "Test"),
        ("prs_NumberOfChildren", 3, "3", "3"),
        ("hte_Latitude", Decimal("31.5"), "31.5", "31.5"),
    ],
)
def test_values_are_shown_in_the_readers_language(name: str, value: Value, english: str, arabic: str) -> None:
    with translation.override("en"):
        assert shown(value, FIELDS[name]) == english
    with translation.override("ar"):
        assert shown(value, FIELDS[name]) == arabic
