"""Files of what is out, and of the questionnaire: both languages, from right to left in Arabic, no formula in any cell."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.privacy.testing import MONDAY
from malath.statistics import actions, compiling, release_file
from malath.statistics.actions import years
from malath.statistics.actions.years import Entered
from malath.statistics.definitions import STANDARD
from malath.statistics.models import Release
from malath.statistics.published import sheet_of
from malath.statistics.queries.questionnaire import questionnaire_page
from malath.statistics.release_file import Section
from malath.statistics.testing import make_columns
from malath.statistics.tests.conftest import House
from malath.statistics.words import Measure, Unit

METHOD = ("Counted from files.\nTwice a year.", "أُحصي من الملفات.")
FIELDS = (("sex",), ("sex", "age"))


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def out(house: House, monkeypatch: pytest.MonkeyPatch) -> list[Release]:
    """Two tables of 2021 that are out."""
    people = [
        {
            "found": "identified",
            "found_year": "2021",
            "sex": "female" if n < 47 else "male",
            "age": "adult" if n < 58 else "child",
        }
        for n in range(61)
    ]
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns(people))
    actions.compile_figures(by=WORKER, at=MONDAY, standard=STANDARD[:1])
    tables = [actions.ask(Unit.PERSONS, fields, by=house.sama, at=MONDAY) for fields in FIELDS]
    proposed = [actions.propose(table, *METHOD, by=house.sama, at=MONDAY) for table in tables]
    return [actions.approve(release, by=house.omar, at=MONDAY) for release in proposed]


def book_of(client: Client, name: str, *args: object) -> Workbook:
    answer = client.post(reverse(f"statistics:{name}", args=args))
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content))


def test_everything_that_is_out_leaves_as_one_workbook_in_both_languages(
    house: House, out: list[Release], client: Client
) -> None:
    committee = make_user(Role.COMMITTEE, house.desk)
    book = book_of(signed_in(client, committee), "take_all_book")
    assert [(sheet.title, bool(sheet.sheet_view.rightToLeft)) for sheet in book.worksheets] == [
        ("1 ع", True), ("2 ع", True), ("1 en", False), ("2 en", False),
    ]  # fmt: skip
    english = {sheet["A1"].value: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets[2:]}
    sexes = english["Persons: Sex"]
    assert sexes[0][:2] == ("Sex", "Persons")
    told = [(row.labels[0], row.cells[0][1]) for row in sheet_of(out[0].table).rows]
    assert [row[:2] for row in sexes[1 : len(told) + 1]] == told
    assert "Counted from files." in [row[0] for row in sexes]
    assert committee.reference in str(sexes[-1][0])
    assert Event.objects.filter(name=Did.TABLE_TAKEN, by=committee.reference).count() == len(out)


def test_one_version_leaves_as_a_workbook_and_as_a_tagged_pdf(house: House, out: list[Release], client: Client) -> None:
    signed_in(client, house.omar)
    assert len(book_of(client, "take_release_book", out[0].reference).worksheets) == 2
    for name, args in (("take_release_pdf", [out[1].reference]), ("take_all_pdf", [])):
        pdf = client.post(reverse(f"statistics:{name}", args=args))
        assert pdf.content.startswith(b"%PDF")
        assert b"/MarkInfo" in pdf.content or b"/StructTreeRoot" in pdf.content


def test_what_is_not_out_leaves_in_no_file(house: House, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(client, house.omar)
    for name in ("take_all_book", "take_all_pdf"):
        assert client.post(reverse(f"statistics:{name}")).status_code == 404
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns([]))
    actions.compile_figures(by=WORKER, at=MONDAY, standard=())
    table = actions.ask(Unit.PERSONS, ("sex",), by=house.sama, at=MONDAY)
    release = actions.propose(table, *METHOD, by=house.sama, at=MONDAY)
    for name in ("take_release_book", "take_release_pdf"):
        assert client.post(reverse(f"statistics:{name}", args=[release.reference])).status_code == 404
    actions.approve(release, by=house.omar, at=MONDAY)
    actions.withdraw(release, "Counted wrongly.", by=house.omar, at=MONDAY)
    assert client.post(reverse("statistics:take_release_book", args=[release.reference])).status_code == 404


def test_no_word_of_a_table_becomes_a_formula() -> None:
    word = '=HYPERLINK("http://a")'
    section = Section(word, (word, "@n"), (((word,), (5,)), (("-1",), (None,))), ("+1",))
    book = load_workbook(BytesIO(release_file.as_workbook(lambda: [section], "=mark")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_questionnaire_reads_what_was_counted_and_what_was_entered(
    house: House, out: list[Release], client: Client
) -> None:
    years.enter(Entered(2020, Measure.PROSECUTED, 37, "TIP report 2021, p. 12"), by=house.sama, at=MONDAY)
    counted = {group.title: dict(group.lines) for group in questionnaire_page(2021).groups}
    assert counted["Identified as victims of trafficking: Sex"]["Female"] in (45, None)
    (entered,) = questionnaire_page(2020).groups
    assert (entered.title, entered.lines, entered.source) == (
        "Persons prosecuted for trafficking", (("All", 35),), "TIP report 2021, p. 12",
    )  # fmt: skip
    page = signed_in(client, house.omar).get(reverse("statistics:questionnaire", args=[2020])).content.decode()
    assert "Asked for and not told" in page
    book = book_of(client, "take_questionnaire", 2020)
    assert [sheet.title for sheet in book.worksheets] == ["1 ع", "2 ع", "1 en", "2 en"]


def test_a_year_of_which_nothing_is_told_says_so(house: House, client: Client) -> None:
    signed_in(client, house.omar)
    assert "Nothing is told of this year" in client.get(reverse("statistics:questionnaire", args=[2015])).content.decode()
    assert client.get(reverse("statistics:questionnaire", args=[1999])).status_code == 404
