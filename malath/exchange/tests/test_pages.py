"""The first page of exchange, and the way out."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from malath.accounts import actions as accounts
from malath.accounts.roles import RULES, Power, Role
from malath.accounts.testing import signed_in
from malath.accounts.words import Language, Theme
from malath.cases.testing import make_case
from malath.exchange import views
from malath.exchange.archive import ZIP
from malath.exchange.htcds import Row, read
from malath.exchange.models import Export
from malath.exchange.testing import make_import, zipped
from malath.exchange.tests.books import book_of
from malath.exchange.tests.conftest import House
from malath.privacy.models import Left
from malath.privacy.testing import MONDAY, make_block
from malath.ui.text import strip_bidi

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

NOW = MONDAY + timedelta(hours=3)
HOME, EXPORT = (reverse(f"exchange:{name}") for name in ("home", "take_out"))


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def maha(house: House, client: Client) -> Client:
    return signed_in(client, house.maha)


def words(response: "Answer") -> str:
    """What a page says, without markup and fences."""
    unfenced = re.sub(r"</?bdi[^>]*>", "", strip_bidi(response.content.decode()))
    return " ".join(re.sub(r"<[^>]*>", " ", unfenced).split())


def take(client: Client, **typed: str) -> "Answer":
    return client.post(EXPORT, {"scope": "open", "references": "", "because": "for the court", **typed})


def in_arabic(house: House) -> None:
    accounts.set_preferences(house.maha, language=Language.ARABIC, theme=Theme.AUTO, by=house.maha, at=MONDAY)


def test_the_first_page_explains_and_offers_both_ways(maha: Client) -> None:
    said = words(maha.get(HOME))
    assert "Bring a file in" in said
    assert "Take cases out" in said
    assert "No file came or went yet." in said


BOMB = zipped({"xl/workbook.xml": b"0" * 30_000_000})
REFUSED = {
    "renamed": (b"%PDF-1.4", "This is not an .xlsx or .xlsm workbook, whatever its name says."),
    "empty": (b"", "The file is empty."),
    "bomb": (BOMB, "The workbook is far larger unpacked than packed, so it was not opened."),
    "damaged": (ZIP + b"\0" * 50, "The workbook is damaged."),
    "no_headings": (book_of([["one", "two"], ["three", "four"]]), "No sheet has the headings of HTCDS 2.0."),
}


def test_cases_go_out_as_a_workbook_with_a_neutral_name(maha: Client, house: House) -> None:
    case = make_case(house.association, house.maha, name="Testina Inventia")
    response = take(maha)
    left = Export.objects.get()
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="export-{left.reference}.xlsx"'
    assert response["Content-Type"] == views.WORKBOOK
    assert response["Cache-Control"] == "no-store"
    (row,) = read(response.content, today=NOW.date()).rows
    assert row.values["prs_FirstName"] == "Testina Inventia"
    signed = {line[0].value: line[1].value for line in load_workbook(BytesIO(response.content))["export"].iter_rows()}
    assert signed["Why"] == "for the court"
    assert house.maha.reference in str(signed["Exported by"])
    assert Left.objects.filter(person=case.person, how="export").exists()
    assert f"Went out 1 case {left.reference}" in words(maha.get(HOME))


def test_named_cases_go_out_alone(maha: Client, house: House) -> None:
    case, _ = make_case(house.association, house.maha), make_case(house.association, house.maha)
    response = take(maha, scope="named", references=f" {case.reference.lower()},\n{case.reference}")
    assert len(read(response.content, today=NOW.date()).rows) == 1
    assert Export.objects.get().case_count == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"because": " "}, "This field is required."),
        ({"because": "x" * 501}, "This text is too long"),
        ({"scope": "named"}, "Name the cases."),
        ({"scope": "named", "references": "Testina"}, "This is not a reference of a case: TESTINA"),
        ({"scope": "named", "references": "2222-2222-2222"}, "You may not take out a case with this reference"),
        ({}, "There is no case to export."),
    ],
)
def test_what_cannot_go_out_is_told_and_nothing_typed_is_lost(
    maha: Client, house: House, typed: dict[str, str], sentence: str
) -> None:
    response = take(maha, **{"because": "Invented reason", **typed})
    assert response.status_code == 422
    assert sentence in words(response)
    assert typed.get("because", "Invented reason").strip() in words(response)
    assert not Export.objects.exists()


def test_a_case_of_others_answers_like_one_that_never_was(maha: Client, house: House) -> None:
    hidden = make_case(house.legal, house.layla)
    blocked = make_case(house.association, house.maha)
    make_block(blocked.person, user=house.maha)

    def answer(reference: str) -> tuple[int, str]:
        response = take(maha, scope="named", references=reference)
        return response.status_code, words(response).replace(reference, "…")

    never = answer("2222-2222-2222")
    assert answer(hidden.reference) == answer(blocked.reference) == never


def test_withdrawn_closed_and_foreign_cases_stay_in(maha: Client, house: House) -> None:
    make_case(house.legal, house.layla)
    make_import([Row(3, MappingProxyType({"con_Consent": True, "cas_Status": "Closed"}))], house.association, house.maha)
    assert take(maha).status_code == 422
    assert len(read(take(maha, scope="all").content, today=NOW.date()).rows) == 1


def without_the_power() -> Iterator[Role]:
    yield from (role for role in Role if Power.EXCHANGE not in RULES[role].may)


def test_the_page_asks_the_database_the_same_whatever_came_and_went(maha: Client, house: House) -> None:
    def effort() -> int:
        with CaptureQueriesContext(connection) as caught:
            maha.get(HOME)
        return len(caught)

    def comes_and_goes(number: int) -> None:
        line = Row(3, MappingProxyType({"con_Consent": True}))
        make_import([line], house.association, house.maha, MONDAY + timedelta(minutes=number))
        take(maha)

    comes_and_goes(1)
    few = effort()
    for number in range(2, 5):
        comes_and_goes(number)
    assert effort() == few


def test_files_of_other_desks_and_other_peoples_exports_are_not_listed(client: Client, house: House) -> None:
    make_import([Row(3, MappingProxyType({"con_Consent": True}))], house.association, house.maha)
    signed_in(client, house.maha)
    take(client)
    signed_in(client, house.layla)
    assert "No file came or went yet." in words(client.get(HOME))
