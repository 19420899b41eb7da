"""The running table of a return office: columns chosen, rows told, mended, everybody or nobody; never a consent guessed."""

from datetime import date
from typing import Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from malath.accounts.testing import signed_in
from malath.documents.streams import PIECE, Pieces
from malath.exchange import return_sheets as sheets
from malath.exchange.actions import return_sheets as actions
from malath.exchange.actions.return_sheets import CannotBringSheet
from malath.exchange.models import ReturnSheet
from malath.exchange.queries import return_sheets as queries
from malath.exchange.tables import look
from malath.exchange.words import WhyNotSheet
from malath.people.models import Person
from malath.privacy.models import Consent
from malath.returns.models import Return
from malath.returns.tests.conftest import House, house
from malath.returns.words import Gate, Holds

__all__ = ["house"]
from malath.foundation import clock
from malath.returns import queries as returns

AT: Final = clock.now().replace(year=2026, month=9, day=7, hour=10)
HEAD: Final = (
    "Name,Birth date,Nationality,Country of return,Asked since,Agreed to a record (C1),"
    "Agreed to a file for return (C11),Where it stands"
)
ROSA: Final = "Rosa Test,1990-02-03,Philippines,Philippines,2026-08-01,yes,yes,Passport asked for"
AMIR: Final = "Amir Test,1985-05-06,Bangladesh,Bangladesh,2026-07-01,نعم,نعم,"


def bring(house: House, *rows: str, head: str = HEAD) -> ReturnSheet:
    content = "\n".join([head, *rows]).encode()
    pieces = Pieces(len(content), lambda number: content[number * PIECE : (number + 1) * PIECE])
    return actions.receive_sheet(
        look(pieces), lambda: [content], size=len(content), name="returns.csv", file_mark=str(hash(rows)), desk=house.office,
        by=house.lina, at=AT,
    )  # fmt: skip


def faults(sheet: ReturnSheet) -> list[tuple[int, str, str]]:
    return [(one.row, one.letter, one.field) for one in queries.checked(sheet, AT).faults]


def refused(call: object) -> WhyNotSheet:
    assert callable(call)
    with pytest.raises(CannotBringSheet) as why:
        call()
    return why.value.reasons[0]


def test_everybody_comes_in_and_waits_before_the_first_gate(house: House) -> None:
    sheet = bring(house, ROSA, AMIR)
    done = actions.bring_sheet_in(sheet, by=house.lina, at=AT)
    assert (done.made_count, done.content, Return.objects.count()) == (2, None, 2)
    rosa = Return.objects.order_by("pk")[0]
    assert (rosa.gate, rosa.country, rosa.asked_on) == (Gate.FEAR, "PH", date(2026, 8, 1))
    assert rosa.opened("words") == "Passport asked for"
    assert Holds.FEAR_NOT_ASKED in returns.gates_of(rosa, AT)[0].holds
    assert set(Consent.objects.values_list("kind", flat=True)) == {"C1", "C11"}
    assert not Consent.objects.exclude(method="imported").exists()
    assert refused(lambda: actions.bring_sheet_in(sheet, by=house.lina, at=AT)) == WhyNotSheet.ENDED


def test_a_consent_is_never_guessed_and_one_row_keeps_everybody_out(house: House) -> None:
    sheet = bring(house, ROSA, "Amir Test,1985-05-06,Bangladesh,Bangladesh,2026-07-01,yes,,")
    assert faults(sheet) == [(3, "G", "Agreed to a file for return (C11)")]
    assert refused(lambda: actions.bring_sheet_in(sheet, by=house.lina, at=AT)) == WhyNotSheet.FAULTY
    assert not Person.objects.exists()


def test_what_is_wrong_is_told_by_row_and_column_and_mended(house: House) -> None:
    sheet = bring(house, "Rosa Test,soon,Philippines,Philipines,2026-08-01,yes,yes,")
    assert faults(sheet) == [(2, "B", "Birth date"), (2, "D", "Country of return")]
    actions.mend_sheet(sheet, {(2, 2): "3/2/1990", (2, 4): "PH", (2, 99): "x"}, by=house.lina, at=AT)
    assert faults(queries.sheet_locked(sheet.pk)) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Kid Test,2015-02-03,Philippines,Philippines,2026-08-01,yes,yes,", "B"),
        ("Sami Test,1990-02-03,Jordan,Philippines,2026-08-01,yes,yes,", "C"),
        ("Rosa Test,,Philippines,Philippines,2026-08-01,yes,yes,", "B"),
        ("Rosa Test,1990-02-03,Philippines,,2026-08-01,yes,yes,", "D"),
        ("Rosa Test,1990-02-03,Philippines,Philippines,,yes,yes,", "E"),
        ("Rosa Test,1990-02-03,Philippines,Philippines,2026-08-01,no,yes,", "F"),
    ],
)
def test_a_row_that_cannot_come_in_says_why(house: House, row: str, column: str) -> None:
    assert [letter for _row, letter, _field in faults(bring(house, row))] == [column]


def test_columns_are_chosen_each_once_and_those_that_are_needed(house: House) -> None:
    sheet = bring(house, "Rosa;x", head="A,B")
    assert sheet.columns == {}
    choose = actions.choose_sheet_columns
    assert refused(lambda: choose(sheet, {1: "name"}, by=house.lina, at=AT)) == WhyNotSheet.NO_COLUMNS
    twice = dict(enumerate([*sheets.NEEDED, "file"], start=1))
    assert refused(lambda: choose(sheet, twice, by=house.lina, at=AT)) == WhyNotSheet.TWICE


def test_a_table_that_was_given_up_or_left_leaves_nothing(house: House) -> None:
    sheet = bring(house, ROSA)
    assert queries.to_give_up(AT) == []
    assert [one.pk for one in queries.to_give_up(AT + queries.KEPT_FOR)] == [sheet.pk]
    gone = actions.give_sheet_up(sheet, at=AT)
    assert (gone.content, gone.headings, gone.made_count) == (None, None, 0)
    assert refused(lambda: actions.give_sheet_up(sheet, at=AT)) == WhyNotSheet.ENDED


def test_the_same_table_does_not_come_in_twice(house: House) -> None:
    actions.bring_sheet_in(bring(house, ROSA), by=house.lina, at=AT)
    assert refused(lambda: bring(house, ROSA)) == WhyNotSheet.REPEATED


def test_the_headings_of_the_empty_table_are_known_in_both_languages() -> None:
    for language in ("ar", "en"):
        (headings,) = sheets.template_rows(language)
        assert set(sheets.suggested(list(enumerate(headings, start=1))).values()) == set(sheets.COLUMNS)


def test_from_page_to_page(house: House, client: Client) -> None:
    lina = signed_in(client, house.lina)
    url = reverse("exchange:return_sheets")
    once = "0195a5a0-0000-7000-8000-000000000031"
    assert lina.post(url, {"once": once}).status_code == 422
    assert lina.get(reverse("exchange:return_template", args=["xlsx"])).content[:2] == b"PK"
    file = SimpleUploadedFile("table.csv", f"{HEAD}\n{ROSA}\n".encode())
    page = lina.post(url, {"once": once, "file": file})["Location"]
    assert "Every row is understood" in lina.get(page).content.decode()
    sheet = ReturnSheet.objects.get()
    assert lina.post(reverse("exchange:choose_sheet", args=[sheet.reference]), {}).status_code == 422
    lina.post(reverse("exchange:bring_in", args=[sheet.reference]))
    assert "Everybody is in" in lina.get(page).content.decode()
    assert Return.objects.count() == 1


def test_only_who_brought_a_table_sees_it(house: House) -> None:
    page = reverse("exchange:return_sheet", args=[bring(house, ROSA).reference])
    assert signed_in(Client(), house.omar).get(page).status_code == 404
    assert signed_in(Client(), house.nour).get(page).status_code == 403
