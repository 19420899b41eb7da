"""The pages of a file on its way in: columns chosen, faults mended or taken away as a table, made live, given up."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from malath.accounts import actions as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import Language, Theme
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.documents.streams import MAX_FILE
from malath.exchange import work
from malath.exchange.models import Incoming, Piece
from malath.exchange.tests.conftest import House
from malath.exchange.tests.test_pages import words
from malath.exchange.words import FileState
from malath.privacy.testing import MONDAY

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

NOW = MONDAY + timedelta(hours=3)
HOME, BRING = reverse("exchange:home"), reverse("exchange:bring")
GOOD = b"Name,Birth date,Consent\nTestina Inventia,06/05/1990,yes\n"
BAD = b"Name,Birth date,Consent\n=1+1,soon,yes\nOther,,perhaps\n"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def maha(house: House, client: Client) -> Client:
    return signed_in(client, house.maha)


def brought(client: Client, house: House, content: bytes, name: str = "people of last year.csv") -> "Answer":
    data = {"once": str(uuid4()), "desk": house.association.reference, "file": SimpleUploadedFile(name, content)}
    return client.post(BRING, data)


def to(name: str) -> str:
    return reverse(f"exchange:{name}", args=[Incoming.objects.get().reference])


def columns(**more: str) -> dict[str, str]:
    return {"c1": "own_Name", "c2": "prs_Birthdate", "c3": "con_Consent", **more}


def checked(client: Client, house: House, content: bytes) -> None:
    brought(client, house, content)
    client.post(to("choose"), columns())
    work.go_on(lambda: NOW)


def test_a_file_is_brought_in_and_its_columns_are_known(maha: Client, house: House) -> None:
    answer = brought(maha, house, GOOD)
    assert answer.status_code == 302
    page = maha.get(answer["Location"])
    assert "Which column holds what?" in words(page)
    assert page.context["form"]["c1"].value() == "own_Name"
    assert b"Testina" not in bytes(Piece.objects.get().data)
    assert "people of last year" not in answer["Location"]


def test_a_file_goes_all_the_way(maha: Client, house: House) -> None:
    checked(maha, house, GOOD)
    assert "1 line is in order: it becomes a case." in words(maha.get(to("file")))
    assert maha.post(to("make_live")).status_code == 302
    assert "0 of 1 cases are ready." in words(maha.get(to("file")))
    work.go_on(lambda: NOW)
    assert "1 case was made. Your desk sees it, nobody else." in words(maha.get(to("file")))
    assert Case.objects.count() == 1
    assert "Testina Inventia" in words(maha.get(reverse("workday:person", args=[Case.objects.get().person.reference])))


def test_what_is_wrong_is_shown_as_it_came_and_mended_there(maha: Client, house: House) -> None:
    checked(maha, house, BAD)
    page = maha.get(to("file"))
    assert "2 problems, on 2 of 2 lines." in words(page)
    assert 'value="soon"' in page.content.decode()
    assert Event.objects.filter(name=Did.IMPORT_SEEN).exists()
    places = {one.wrong.raw: f"m-{one.place}" for one in page.context["faults"]}
    maha.post(to("mend"), {places["soon"]: "06/05/1990", places["perhaps"]: "yes"})
    assert Incoming.objects.get().state == FileState.READY


def test_the_list_of_faults_is_a_table_that_no_program_evaluates(maha: Client, house: House) -> None:
    checked(maha, house, b"Name,Birth date,Consent\nTestina,=1+1,yes\n")
    answer = maha.get(to("faults"))
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Row,Column,Heading,As it came,What to mend"
    assert text.splitlines()[1].startswith("2,B,Birth date,'=1+1,")
    assert "no-store" in answer["Cache-Control"]


def test_what_is_wrong_is_told_in_arabic_too(maha: Client, house: House) -> None:
    accounts.set_preferences(house.maha, language=Language.ARABIC, theme=Theme.AUTO, by=house.maha, at=MONDAY)
    checked(maha, house, BAD)
    said = words(maha.get(to("file")))
    assert "ما يلزم تصحيحه" in said
    assert "Problem" not in said


def test_a_file_is_given_up(maha: Client, house: House) -> None:
    checked(maha, house, GOOD)
    maha.post(to("cancel"))
    work.go_on(lambda: NOW)
    assert "Nothing of this file became a case. It was cancelled." in words(maha.get(to("file")))
    assert not Piece.objects.exists()


def test_no_field_stands_in_two_columns_and_what_was_chosen_stays(maha: Client, house: House) -> None:
    brought(maha, house, GOOD)
    answer = maha.post(to("choose"), columns(c2="own_Name", save_as="Shelter list"))
    assert answer.status_code == 422
    assert "Column A holds this already." in words(answer)
    assert 'value="Shelter list"' in answer.content.decode()


def test_a_saved_choice_is_taken_up(maha: Client, house: House) -> None:
    brought(maha, house, GOOD)
    maha.post(to("choose"), {"c1": "prs_FirstName", "c3": "con_Consent", "save_as": "Shelter list"})
    work.go_on(lambda: NOW)
    maha.post(to("choose"), columns())
    work.go_on(lambda: NOW)
    page = maha.get(to("file"))
    assert "Shelter list" in words(page)
    (saved,) = page.context["mappings"]
    assert maha.get(f"{to('file')}?mapping={saved.reference}").context["form"]["c1"].value() == "prs_FirstName"


def test_a_ground_needs_its_reason(maha: Client, house: House) -> None:
    brought(maha, house, GOOD)
    assert "Say why you go on without consent." in words(maha.post(to("choose"), columns(ground="O1")))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b"\0\1\2\3" * 50, "This is neither an .xlsx workbook nor a text table (.csv)."),
        (b"PK\3\4 and nothing more", "The workbook is damaged."),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(maha: Client, house: House, content: bytes, why: str) -> None:
    answer = brought(maha, house, content)
    assert answer.status_code == 422
    assert why in words(answer)
    assert not Incoming.objects.exists()


def test_a_file_that_is_too_large_is_not_taken_in(maha: Client, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.documents.uploads.MAX_FILE", 10)
    monkeypatch.setattr("malath.documents.uploads.FORM", 10)
    monkeypatch.setattr("malath.exchange.views.MAX_FILE", 10)
    monkeypatch.setattr("django.conf.settings.FILE_UPLOAD_MAX_MEMORY_SIZE", 10)
    answer = brought(maha, house, GOOD)
    assert answer.status_code == 422
    assert f"larger than {MAX_FILE // 1024 // 1024} MB" in words(answer)


def test_another_desk_cannot_be_named(maha: Client, house: House) -> None:
    data = {"once": str(uuid4()), "desk": house.legal.reference, "file": SimpleUploadedFile("a.csv", GOOD)}
    assert maha.post(BRING, data).status_code == 422


PATHS = ("file", "choose", "mend", "faults", "make_live", "cancel")


@pytest.mark.parametrize("name", PATHS)
def test_nobody_else_learns_of_a_file_not_even_at_the_same_desk(maha: Client, house: House, name: str) -> None:
    checked(maha, house, GOOD)
    other = signed_in(Client(), make_user(Role.CASE_MANAGER, house.association))
    ask: Callable[..., Answer] = other.get if name in {"file", "faults"} else other.post
    assert ask(to(name)).status_code == 404


@pytest.mark.parametrize("name", PATHS)
def test_who_may_not_exchange_is_refused(maha: Client, house: House, name: str) -> None:
    checked(maha, house, GOOD)
    other = signed_in(Client(), make_user(Role.POLICE, house.station))
    ask: Callable[..., Answer] = other.get if name in {"file", "faults"} else other.post
    assert ask(to(name)).status_code == 403


@pytest.mark.parametrize("name", ["choose", "mend", "make_live", "cancel"])
def test_acts_need_post(maha: Client, house: House, name: str) -> None:
    brought(maha, house, GOOD)
    assert maha.get(to(name)).status_code == 405


def test_a_step_that_comes_too_late_says_so(maha: Client, house: House) -> None:
    checked(maha, house, GOOD)
    maha.post(to("cancel"))
    assert "The file has moved on meanwhile." in words(maha.post(to("make_live"), follow=True))
