"""The helpline's pages: who may see them, what they show and refuse, and how many statements they take."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.testing import signed_in
from malath.foundation.testing import Clock
from malath.helpline.actions import contacts
from malath.helpline.models import Contact
from malath.helpline.queries import contacts as queries
from malath.helpline.testing import MONDAY, make_contact, make_line
from malath.helpline.tests.conftest import Camp
from malath.helpline.words import ContactResult

CALL = {"reach": "call", "number": "+962790000012", "since": "09:00", "until": "17:00", "code_word": "pomegranate"}
TOLD = {
    "for_whom": "other", "safe": "no", "danger": "no", "child": "yes", "words": "<script>alert(1)</script>", "reach": "none",
    "channel": "phone",
}  # fmt: skip


@pytest.fixture
def contact(camp: Camp, clock: Clock) -> Contact:
    make_line(camp.desk, camp.huda, MONDAY)
    return make_contact(camp.desk, MONDAY, safe="no", words="The door is locked.", **CALL)


def url(contact: Contact, what: str = "") -> str:
    return f"/helpline/{contact.reference}/{what}"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_the_list_shows_how_soon_and_never_what_was_said(samar: Client, contact: Contact) -> None:
    page = text(samar, "/helpline/")
    assert contact.reference in page
    assert "The door is locked." not in page


def test_a_stranger_learns_nothing_and_a_role_without_right_is_refused(camp: Camp, contact: Contact) -> None:
    basim = signed_in(Client(), camp.basim)
    assert basim.get(url(contact)).status_code == 403
    assert signed_in(Client(), camp.huda).get("/helpline/AAAA-AAAA-AAAA/").status_code == 404


def test_it_is_taken_answered_noted_called_and_settled(samar: Client, contact: Contact) -> None:
    assert "+962790000012" not in text(samar, url(contact)).replace(" ", "")
    assert samar.post(url(contact, "take/")).status_code == 302
    page = text(samar, url(contact))
    assert "+962790000012" in page.replace(" ", "")
    assert "pomegranate" in page
    assert samar.post(url(contact, "answer/"), {"answer-words": "Come to us."}).status_code == 302
    assert samar.post(url(contact, "note/"), {"note-words": "Heard a child."}).status_code == 302
    assert samar.post(url(contact, "call/"), {"call-result": "stranger"}).status_code == 302
    assert samar.post(url(contact, "settle/"), {"came_of_it": ContactResult.ADVISED}).status_code == 302
    page = text(samar, url(contact))
    assert all(words in page for words in ("Come to us.", "Heard a child."))


def test_at_another_hour_the_number_is_not_on_the_page_and_the_call_is_refused(
    camp: Camp, contact: Contact, clock: Clock
) -> None:
    clock.at = MONDAY.replace(hour=20)
    samar = signed_in(Client(), camp.samar)
    samar.post(url(contact, "take/"))
    assert "0012" not in text(samar, url(contact))
    assert samar.post(url(contact, "call/"), {"call-result": "spoken"}).status_code == 409


@pytest.mark.parametrize("what", ["answer/", "note/", "settle/", "call/"])
def test_a_form_without_an_answer_is_shown_again_or_refused(samar: Client, contact: Contact, what: str) -> None:
    samar.post(url(contact, "take/"))
    assert samar.post(url(contact, what), {}).status_code in (409, 422)


def test_a_second_taker_is_told(samar: Client, camp: Camp, contact: Contact) -> None:
    samar.post(url(contact, "take/"))
    assert samar.post(url(contact, "take/")).status_code == 409


@pytest.mark.parametrize("what", ["take/", "answer/", "note/", "call/", "settle/", "alike/"])
def test_acts_need_post(samar: Client, contact: Contact, what: str) -> None:
    assert samar.get(url(contact, what)).status_code == 405


def test_all_that_say_the_same_go_with_one_press(samar: Client, camp: Camp, contact: Contact) -> None:
    copy = make_contact(camp.desk, MONDAY, "another", safe="no", words="The door is locked.")
    assert samar.post(url(contact, "alike/")).status_code == 302
    copy.refresh_from_db()
    assert copy.came_of_it == ContactResult.NOT_MEANT


def test_a_contact_is_written_down_and_a_script_in_it_does_nothing(samar: Client, camp: Camp, contact: Contact) -> None:
    answer = samar.post("/helpline/new/", {**TOLD, "desk": camp.desk.reference})
    assert answer.status_code == 302
    page = samar.get(answer["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_what_was_typed_stays_when_the_hours_are_missing(samar: Client, camp: Camp, contact: Contact) -> None:
    answer = samar.post("/helpline/new/", {**TOLD, "reach": "call", "words": "She phoned.", "desk": camp.desk.reference})
    assert answer.status_code == 422
    assert "She phoned." in answer.content.decode()


def test_nothing_said_is_refused(samar: Client, camp: Camp, contact: Contact) -> None:
    assert samar.post("/helpline/new/", {**TOLD, "words": "", "desk": camp.desk.reference}).status_code == 409


def test_without_a_line_nothing_can_be_written_down(samar: Client) -> None:
    assert "<form method" not in text(samar, "/helpline/new/").partition("<main")[2]


def test_a_supervisor_opens_and_closes_the_line_of_the_own_body_only(camp: Camp, clock: Clock) -> None:
    huda = signed_in(Client(), camp.huda)
    assert huda.post(f"/helpline/lines/{camp.desk.reference}/open/").status_code == 302
    assert huda.post(f"/helpline/lines/{camp.desk.reference}/open/").status_code == 409
    assert huda.post(f"/helpline/lines/{camp.desk.reference}/close/").status_code == 302
    assert huda.post("/helpline/lines/AAAA-AAAA-AAAA/open/").status_code == 404
    assert signed_in(Client(), camp.samar).get("/helpline/lines/").status_code == 403


def test_what_was_thrown_away_is_said_and_nothing_can_be_written(camp: Camp, contact: Contact, clock: Clock) -> None:
    contacts.take_contact(contact, by=camp.samar, at=MONDAY)
    at = clock.forward(days=90)
    samar = signed_in(Client(), camp.samar)
    contacts.forget_contact(queries.to_forget(at)[0], at=at)
    assert "answer-words" not in text(samar, url(contact))
    assert samar.post(url(contact, "note/"), {"note-words": "x"}).status_code == 409


def test_pages_take_as_many_statements_whatever_is_there(samar: Client, camp: Camp, contact: Contact) -> None:
    samar.post(url(contact, "take/"))
    samar.get("/helpline/")  # whoever looks for the first time begins a chain of their own
    counts = []
    for number in range(2):
        samar.post(url(contact, "note/"), {"note-words": f"x {number}"})
        make_contact(camp.desk, MONDAY, f"code {number}", words=f"y {number}")
        with CaptureQueriesContext(connection) as asked:
            samar.get(url(contact))
            samar.get("/helpline/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
