"""The page of exchange: two looks at the same file, then all of it or nothing; and the way out."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from malath.accounts import actions as accounts
from malath.accounts.roles import RULES, Power, Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import Language, Theme
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.exchange import actions, views
from malath.exchange.archive import ZIP
from malath.exchange.htcds import Row, read
from malath.exchange.models import Export, Import
from malath.exchange.testing import Layout, filled_workbook, invented_rows, make_import, official, zipped
from malath.exchange.tests.books import book_of
from malath.exchange.tests.conftest import House
from malath.privacy.models import Left
from malath.privacy.testing import MONDAY, make_block
from malath.ui.text import strip_bidi

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

NOW = MONDAY + timedelta(hours=3)
HOME, LOOK, IMPORT, EXPORT = (reverse(f"exchange:{name}") for name in ("home", "look", "bring_in", "take_out"))
ONCE = "6c0f3a5e-0000-4000-8000-000000000001"
HEAD = ["prs_FirstName", "prs_SecondName", "prs_Birthdate", "con_Consent"]
GOOD = book_of([HEAD, ["Testina", "Inventia", "1990-05-06", "yes"], ["Other", "Inventia", None, "yes"]])
BAD = book_of([HEAD, ["Testina", "Inventia", "soon", "yes"], ["Other", "Inventia", None, "perhaps"]])
SILENT = book_of([HEAD, ["Testina", "Inventia", None, None]])


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def maha(house: House, client: Client) -> Client:
    return signed_in(client, house.maha)


def file(content: bytes, name: str = "people of last year.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, url: str, house: House, content: bytes | None, **typed: str) -> "Answer":
    data: dict[str, object] = {"once": ONCE, "desk": house.association.reference, "trust": "names", **typed}
    headers = {"HX-Request": "true"} if typed.pop("part", "") else {}
    data.pop("part", None)
    return client.post(url, data if content is None else {**data, "file": file(content)}, headers=headers)


def words(response: "Answer") -> str:
    """What a page says, without markup and fences."""
    unfenced = re.sub(r"</?bdi[^>]*>", "", strip_bidi(response.content.decode()))
    return " ".join(re.sub(r"<[^>]*>", " ", unfenced).split())


def seen_in(response: "Answer") -> str:
    found = re.search(r'name="seen" value="([^"]+)"', response.content.decode())
    assert found
    return found.group(1)


def looked_at(client: Client, house: House, content: bytes, **typed: str) -> str:
    return seen_in(send(client, LOOK, house, content, **typed))


def brought_in(client: Client, house: House, content: bytes, **typed: str) -> "Answer":
    return send(client, IMPORT, house, content, seen=looked_at(client, house, content, **typed), **typed)


def take(client: Client, **typed: str) -> "Answer":
    return client.post(EXPORT, {"scope": "open", "references": "", "because": "for the court", **typed})


def in_arabic(house: House) -> None:
    accounts.set_preferences(house.maha, language=Language.ARABIC, theme=Theme.AUTO, by=house.maha, at=MONDAY)


def test_the_first_page_explains_and_offers_both_ways(maha: Client) -> None:
    said = words(maha.get(HOME))
    assert "Bring a workbook in" in said
    assert "Take cases out" in said
    assert "No file came or went yet." in said


def test_a_look_tells_what_would_happen_and_writes_nothing(maha: Client, house: House) -> None:
    before = Event.objects.count()
    response = send(maha, LOOK, house, GOOD)
    said = words(response)
    assert response.status_code == 200
    assert "2 lines are in order: each would become a case." in said
    assert "Columns that become part of the case (4)" in said
    assert not Case.objects.exists()
    assert Event.objects.count() == before


def test_a_look_shows_nobody(maha: Client, house: House) -> None:
    said = words(send(maha, LOOK, house, GOOD)) + words(send(maha, LOOK, house, BAD))
    assert not [name for name in ("Testina", "Inventia", "1990", "6 May", "people of last year") if name in said]


def test_between_look_and_import_the_file_is_kept_nowhere(maha: Client, house: House) -> None:
    """Neither in a table nor in the session: there is nothing that could lie about or expire."""

    def all_there_is() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            rows = []
            for table in tables:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
                rows += cursor.fetchall()
        return rows

    maha.get(HOME)
    before = all_there_is()
    send(maha, LOOK, house, GOOD)
    assert all_there_is() == before


@pytest.mark.parametrize("part", ["", "yes"])
def test_what_is_wrong_is_told_line_by_line(maha: Client, house: House, part: str) -> None:
    response = send(maha, LOOK, house, BAD, part=part)
    said = words(response)
    assert "2 problems, on 2 of 2 lines." in said
    assert "This is not a full date." in said
    assert "Rows 2 to 3, one by one" in said
    assert b'name="seen"' not in response.content
    assert b"<html" in response.content or part


def test_what_is_wrong_is_told_in_arabic_too(maha: Client, house: House) -> None:
    in_arabic(house)
    said = words(send(maha, LOOK, house, BAD))
    assert "مشكلتان (2) في 2 من 2 سطر" in said
    assert "هذا ليس تاريخًا كاملًا" in said


def test_long_lists_of_problems_are_told_in_pages_and_counted(maha: Client, house: House) -> None:
    lines = [["Testina", "Inventia", "soon", "perhaps"]] * 300
    response = send(maha, LOOK, house, book_of([HEAD, *lines]))
    said = words(response)
    assert "600 problems, on 300 of 300 lines." in said
    assert said.count("one by one") == 2 * 10
    assert "100 more are not listed." in said


BOMB = zipped({"xl/workbook.xml": b"0" * 30_000_000})
REFUSED = {
    "renamed": (b"%PDF-1.4", "This is not an .xlsx or .xlsm workbook, whatever its name says."),
    "empty": (b"", "The file is empty."),
    "bomb": (BOMB, "The workbook is far larger unpacked than packed, so it was not opened."),
    "damaged": (ZIP + b"\0" * 50, "The workbook is damaged."),
    "no_headings": (book_of([["one", "two"], ["three", "four"]]), "No sheet has the headings of HTCDS 2.0."),
}


@pytest.mark.parametrize("name", list(REFUSED))
@pytest.mark.parametrize("url", [LOOK, IMPORT])
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(maha: Client, house: House, name: str, url: str) -> None:
    content, sentence = REFUSED[name]
    response = send(maha, url, house, content, ground="O1", because="Invented reason")
    assert response.status_code == 422
    assert sentence in words(response)
    assert "Invented reason" in words(response)
    assert not Case.objects.exists()


@pytest.mark.parametrize(("part", "status"), [("", 413), ("yes", 422)])
@pytest.mark.parametrize("size", [10 * 1024 * 1024 + 1, 11_500_000])
def test_a_file_that_is_too_large_is_refused_and_what_was_typed_stays(
    maha: Client, house: House, size: int, part: str, status: int
) -> None:
    response = send(maha, LOOK, house, ZIP + b"\0" * size, part=part, because="Invented reason", ground="O1")
    assert response.status_code == status
    assert "The file is larger than 10 MB. Divide it into several files." in words(response)
    assert part or "Invented reason" in words(response)


def test_a_workbook_with_macros_is_read_as_cells_only(maha: Client, house: House) -> None:
    rows = invented_rows(3)
    content = filled_workbook(official(Layout.MULTI_SELECT), rows, Layout.MULTI_SELECT)
    said = words(send(maha, LOOK, house, content, ground="O1", because="Invented reason"))
    assert "The workbook holds macros. They were not opened; only its cells were read." in said


def test_it_imports_what_was_looked_at(maha: Client, house: House) -> None:
    response = brought_in(maha, house, GOOD)
    assert (response.status_code, response["Location"]) == (302, HOME)
    said = words(maha.get(HOME))
    assert "Imported: 2 cases. Your desk sees them, nobody else." in said
    assert f"Came in 2 cases {Import.objects.get().reference}" in said
    assert [case.desk for case in Case.objects.all()] == [house.association] * 2


def test_nothing_is_imported_that_was_not_looked_at(maha: Client, house: House) -> None:
    response = send(maha, IMPORT, house, GOOD)
    assert response.status_code == 409
    assert "This is not what you looked at" in words(response)
    assert seen_in(response)
    assert not Case.objects.exists()


@pytest.mark.parametrize("change", ["file", "trust", "desk"])
def test_what_changed_since_the_look_is_looked_at_again(maha: Client, house: House, change: str) -> None:
    other = make_desk(house.association.agency)
    accounts.join_desk(house.maha, other, Role.CASE_MANAGER, by=house.huda, at=MONDAY)
    seen = looked_at(maha, house, GOOD)
    typed = {"trust": {"trust": "labels"}, "desk": {"desk": other.reference}}.get(change, {})
    content = book_of([HEAD, ["Else", "Inventia", None, "yes"]]) if change == "file" else GOOD
    response = send(maha, IMPORT, house, content, seen=seen, **typed)
    assert response.status_code == 409
    assert not Case.objects.exists()


def test_with_a_problem_nothing_is_imported(maha: Client, house: House) -> None:
    seen = f"{actions.mark_of(BAD)} names {house.association.reference}"
    response = send(maha, IMPORT, house, BAD, seen=seen)
    assert response.status_code == 422
    assert "Nothing was imported." in words(response)
    assert not Case.objects.exists()


def test_lines_that_say_nothing_of_consent_need_a_ground_and_its_reason(maha: Client, house: House) -> None:
    said = words(send(maha, LOOK, house, SILENT))
    assert "The line does not say that the person agreed to being recorded." in said
    response = send(maha, LOOK, house, SILENT, ground="O1")
    assert response.status_code == 422
    assert "Say why you go on without consent." in words(response)
    assert brought_in(maha, house, SILENT, ground="O1", because="Invented reason").status_code == 302


def test_the_same_file_again_asks_for_a_second_thought(maha: Client, house: House) -> None:
    brought_in(maha, house, GOOD)
    once = {"once": ONCE.replace("1", "2")}
    response = brought_in(maha, house, GOOD, **once)
    assert response.status_code == 409
    assert "This file was imported before, on 2 Nov 2026." in words(response)
    assert Case.objects.count() == 2
    assert brought_in(maha, house, GOOD, **once, again="on").status_code == 302
    assert Case.objects.count() == 4


def test_the_same_press_twice_imports_once(maha: Client, house: House) -> None:
    seen = looked_at(maha, house, GOOD)
    for _ in range(2):
        assert send(maha, IMPORT, house, GOOD, seen=seen).status_code == 302
    assert (Case.objects.count(), Import.objects.count()) == (2, 1)


def test_a_page_does_not_take_more_than_it_can(maha: Client, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LINES_ON_A_PAGE", 1)
    response = send(maha, LOOK, house, GOOD)
    assert "A page imports at most 1 lines at once." in words(response)
    assert b'name="seen"' not in response.content
    seen = f"{actions.mark_of(GOOD)} names {house.association.reference}"
    assert send(maha, IMPORT, house, GOOD, seen=seen).status_code == 422
    assert not Case.objects.exists()


def test_another_desk_cannot_be_named(maha: Client, house: House) -> None:
    for desk in (house.legal.reference, make_desk(house.association.agency).reference, "2222-2222-2222"):
        assert send(maha, LOOK, house, GOOD, desk=desk).status_code == 422


def test_without_a_file_it_says_so(maha: Client, house: House) -> None:
    response = send(maha, IMPORT, house, None, seen="x", ground="O1", because="Invented reason")
    assert response.status_code == 422
    assert "Choose the file. It was kept nowhere" in words(response)
    assert "Invented reason" in words(response)


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


@pytest.mark.parametrize("role", list(without_the_power()))
def test_other_roles_are_refused_everywhere_and_it_is_recorded(client: Client, house: House, role: Role) -> None:
    user = make_user(role, house.association)
    signed_in(client, user)
    answers = [client.get(HOME), *(send(client, url, house, GOOD) for url in (LOOK, IMPORT)), take(client)]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert Event.objects.filter(name=Did.REFUSED, by=user.reference).count() == 4
    assert not Case.objects.exists()


def test_nobody_comes_in_without_signing_in(client: Client, house: House) -> None:
    answers = [client.get(HOME), *(send(client, url, house, GOOD) for url in (LOOK, IMPORT)), take(client)]
    assert [answer.status_code for answer in answers] == [302] * 4


@pytest.mark.parametrize("url", [LOOK, IMPORT, EXPORT])
def test_acts_need_post(maha: Client, url: str) -> None:
    assert maha.get(url).status_code == 405


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


def test_a_look_asks_the_database_the_same_for_few_lines_and_many(maha: Client, house: House) -> None:
    def effort(count: int) -> int:
        content = book_of([HEAD, *[["Testina", "Inventia", None, "yes"]] * count])
        with CaptureQueriesContext(connection) as caught:
            send(maha, LOOK, house, content)
        return len(caught)

    assert effort(2) == effort(60)


def test_files_of_other_desks_and_other_peoples_exports_are_not_listed(client: Client, house: House) -> None:
    make_import([Row(3, MappingProxyType({"con_Consent": True}))], house.association, house.maha)
    signed_in(client, house.maha)
    take(client)
    signed_in(client, house.layla)
    assert "No file came or went yet." in words(client.get(HOME))
