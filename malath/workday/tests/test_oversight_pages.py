"""What the data protection officer looks at: acts of administrators, searches, refusals, signed states."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as events
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.inbox.models import Posting
from malath.inbox.testing import make_destination, make_sheet
from malath.privacy.testing import MONDAY
from malath.workday.management.commands import backup, upgrade
from malath.workday.oversight import PAGE

PAGES = ("/trail/house/", "/trail/searches/", "/trail/refusals/", "/trail/states/")


@pytest.fixture
def dima(client: Client, people: Cast) -> User:
    """The data protection officer; the browser is hers."""
    officer = make_user(Role.DPO, people.health_centre, name_en="Dima")
    signed_in(client, officer)
    return officer


def text(answer: Any) -> str:
    return re.sub(r"</?bdi[^>]*>", "", html.unescape(answer.content.decode()))


def rows(answer: Any) -> int:
    return text(answer).count("<tr>") - 1 if "<tbody>" in text(answer) else 0


@pytest.mark.parametrize("page", PAGES)
def test_only_the_officer_looks_and_the_look_is_recorded(client: Client, people: Cast, dima: User, page: str) -> None:
    assert client.get(page).status_code == 200
    assert events.actor_lines(dima.reference)[0].name == Did.TRAIL_VIEWED
    for user in (people.huda, make_user(Role.ADMINISTRATOR)):
        assert signed_in(client, user).get(page).status_code == 403


def test_acts_of_administrators_say_who_did_what_to_whom(client: Client, people: Cast, dima: User) -> None:
    adam = make_user(Role.ADMINISTRATOR, name_en="Adam")
    accounts.end_staff(people.zayd, by=adam, at=MONDAY)
    page = text(client.get("/trail/house/", {"by": adam.reference}))
    assert "Staff account ended" in page
    assert "Zayd" in page
    assert "Adam" in page
    assert rows(client.get("/trail/house/", {"by": adam.reference})) == 1
    assert rows(client.get("/trail/house/", {"by": adam.reference, "shelf": "bodies"})) == 0
    assert 0 < rows(client.get("/trail/house/", {"shelf": "seats"})) < rows(client.get("/trail/house/"))


def test_what_was_done_at_the_machine_stands_there_too(client: Client, dima: User) -> None:
    upgrade.upgraded(3, by=WORKER, at=MONDAY)
    backup.begin(by=WORKER, at=MONDAY)
    page = text(client.get("/trail/house/", {"shelf": "keys"}))
    assert "Brought to another version" in page
    assert "Backup begun" in page


def test_nothing_about_a_person_stands_among_acts_of_administrators(client: Client, case: Case, dima: User) -> None:
    page = text(client.get("/trail/house/"))
    for word in (case.reference, case.person.reference, "Dana", "Case opened"):
        assert word not in page


def test_older_acts_stand_on_the_next_page(client: Client, people: Cast, dima: User) -> None:
    for _ in range(PAGE):
        make_user()
    first = client.get("/trail/house/", {"shelf": "accounts"})
    older = re.search(r'rel="next" href="([^"]+)"', html.unescape(first.content.decode()))
    assert older
    assert rows(first) == PAGE
    assert "shelf=accounts" in older[1]
    assert 0 < rows(client.get(older[1])) < PAGE


def test_searches_are_counted_and_not_told(client: Client, people: Cast, case: Case, dima: User, clock: Clock) -> None:
    signed_in(client, people.basim)
    for word in ("Dana Alias", "Nobody Known", "Almaz Tesfaye"):
        client.get("/people/", {"name": word, "text": word})
        client.post("/people/", {"name": word, "text": word})
    client.get("/people/7777-7777-7777/")
    signed_in(client, dima)
    (found,) = [one for one in events.searchers(clock.at - timedelta(days=1), cap=10) if one.by == people.basim.reference]
    assert found.refusals == 1
    page = text(client.get("/trail/searches/"))
    assert "Basim" in page
    for word in ("Dana", "Almaz", "Nobody Known"):
        assert word not in page


def test_refusals_say_who_asked_and_for_which_code_and_not_whether_it_exists(
    client: Client, people: Cast, case: Case, dima: User
) -> None:
    signed_in(client, people.zayd)
    for reference in (case.person.reference, "7777-7777-7777"):
        assert client.get(f"/people/{reference}/").status_code == 404
    answer = signed_in(client, dima).get("/trail/refusals/", {"by": people.zayd.reference})
    body = text(answer).split("<tbody>")[1]
    assert rows(answer) == 2
    one, other = (re.sub(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", "…", row) for row in body.split("<tr>")[1:3])
    assert re.sub(r"</tbody>.*", "", other, flags=re.DOTALL).strip() == one.strip()


def test_a_name_is_no_filter(client: Client, dima: User) -> None:
    for page in ("/trail/house/", "/trail/refusals/"):
        assert client.get(page, {"by": "Almaz Tesfaye"}).status_code == 422


def test_a_sheet_is_printed_and_confirmed(client: Client, dima: User) -> None:
    make_sheet(at=MONDAY)
    answer = client.post("/trail/states/print/", follow=True)
    page = text(answer)
    copy = Posting.objects.order_by("pk").last()
    assert copy is not None
    mark = events.mark_of(copy.checkpoint or 0)
    assert mark in page
    assert "<svg" in page
    address = f"/trail/states/{copy.reference}/confirm/"
    wrong = client.post(address, {"mark": "0000-0000-0000-0000"})
    assert (wrong.status_code, "not the mark" in text(wrong), "0000-0000" in text(wrong)) == (422, True, True)
    assert client.post(address, {"mark": mark.lower()}).status_code == 302
    assert Posting.objects.get(pk=copy.pk).confirmed_by == dima.reference
    assert "is already" not in text(client.get("/trail/states/"))


def test_the_mark_of_what_went_by_mail_is_not_shown_to_who_confirms_it(client: Client, dima: User) -> None:
    sheet = make_sheet(at=MONDAY)
    assert events.mark_of(sheet.checkpoint or 0) not in text(client.get("/trail/states/"))


def test_it_warns_while_no_state_leaves(client: Client, dima: User) -> None:
    assert "No state leaves this machine by itself" in text(client.get("/trail/states/"))
    make_destination(at=MONDAY)
    assert "No state leaves this machine by itself" not in text(client.get("/trail/states/"))


def test_what_is_not_there_is_404(client: Client, dima: User) -> None:
    assert client.get("/trail/states/7777-7777-7777/").status_code == 404
    assert client.post("/trail/states/7777-7777-7777/confirm/").status_code == 404
    assert client.get("/trail/states/print/").status_code == 405


@pytest.mark.parametrize(("page", "statements"), [("/trail/house/", 14), ("/trail/refusals/", 14), ("/trail/searches/", 13)])
@pytest.mark.parametrize("many", [1, 40])
def test_pages_take_a_fixed_number_of_statements(
    client: Client, people: Cast, dima: User, page: str, statements: int, many: int
) -> None:
    for _ in range(many):
        make_user(Role.SOCIAL)
    signed_in(client, people.zayd)
    for _ in range(many):
        client.get("/people/7777-7777-7777/")
    signed_in(client, dima).get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    assert len(asked) == statements
