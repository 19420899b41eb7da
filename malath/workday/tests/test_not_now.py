"""The database is away for a moment: what the member of staff is shown."""

import re
from html import unescape
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from psycopg.errors import AdminShutdown

from malath.accounts.models import User
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.cases.models import Case, Note

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
TYPED = {"name": 'Selam "of the hill"', "note": "Two lines,\nand <b>.", "needs": ["safe_place", "wages"]}


def away(*_: Any, **__: Any) -> None:
    raise OperationalError("terminating connection") from AdminShutdown()


def held(page: str) -> list[tuple[str, str]]:
    return [(name, unescape(value)) for name, value in HIDDEN.findall(page) if name != "csrfmiddlewaretoken"]


@pytest.fixture
def basim(people: Cast, client: Client) -> Client:
    client.raise_request_exception = False
    return signed_in(client, people.basim)


@pytest.fixture
def gone() -> Any:
    """Nobody can be found out about any more, as when the server is gone."""
    with mock.patch("malath.accounts.http.queries.holdings", away):
        yield


def test_it_says_so_and_asks_to_come_back(basim: Client, gone: None) -> None:
    page = basim.get("/cases/?status=draft")
    assert page.status_code == 503
    assert page["Retry-After"] == "60"
    assert page["Cache-Control"] == "no-store"
    assert "Malath cannot do this just now" in page.text
    assert 'href="/cases/?status=draft"' in page.text
    assert "What you sent" not in page.text


def test_everything_typed_is_kept_and_can_be_sent_again(basim: Client, gone: None) -> None:
    page = basim.post("/cases/new/", TYPED)
    assert page.status_code == 503
    assert "What you typed is kept on this page." in page.text
    assert "Send it again" in page.text
    assert '<form class="row" method="post" action="/cases/new/" data-kept>' in page.text
    assert 'name="csrfmiddlewaretoken"' in page.text
    assert held(page.text) == [
        ("name", TYPED["name"]), ("note", TYPED["note"]), ("needs", "safe_place"), ("needs", "wages"),
    ]  # fmt: skip


def test_what_was_typed_is_shown_to_nobody_who_looks_on(basim: Client, gone: None) -> None:
    visible = re.sub(r"<[^>]*>", " ", basim.post("/cases/new/", TYPED).text)
    assert "Selam" not in visible
    assert "Two lines" not in visible


def test_it_speaks_the_language_of_the_member_of_staff(people: Cast, client: Client, gone: None) -> None:
    client.raise_request_exception = False
    User.objects.filter(pk=people.amal.pk).update(language=Language.ARABIC)
    page = signed_in(client, User.objects.get(pk=people.amal.pk)).get("/cases/", headers={"accept-language": "en"})
    assert 'lang="ar" dir="rtl"' in page.text
    assert "لا يستطيع ملاذ تنفيذ هذا الآن" in page.text
    assert "Malath cannot do this just now" not in page.text


def test_it_speaks_both_when_nobody_can_find_out_who_asks(basim: Client) -> None:
    with mock.patch.object(SessionStore, "_get_session_from_db", away):
        page = basim.post("/cases/new/", TYPED, headers={"accept-language": "en"})
    assert page.status_code == 503
    assert page.text.index("Malath cannot do this just now") < page.text.index("لا يستطيع ملاذ تنفيذ هذا الآن")
    assert len(held(page.text)) == 4


def test_a_strangers_form_does_not_become_ours(people: Cast, gone: None) -> None:
    strict = signed_in(Client(enforce_csrf_checks=True, raise_request_exception=False), people.basim)
    with mock.patch.object(SessionStore, "_get_session_from_db", away):
        page = strict.post("/cases/new/", TYPED)
    assert page.status_code == 503
    assert held(page.text) == []
    assert "Send it again" not in page.text
    assert "Go back, wait a minute" in page.text


@pytest.mark.parametrize("secret", ["password", "new_password1", "code"])
def test_no_secret_is_handed_back(basim: Client, gone: None, secret: str) -> None:
    page = basim.post("/cases/new/", {**TYPED, secret: "a long sentence nobody guesses"})
    assert page.status_code == 503
    assert held(page.text) == []
    assert "nobody guesses" not in page.text


def test_a_file_must_be_chosen_again(basim: Client, gone: None) -> None:
    page = basim.post("/cases/new/", {**TYPED, "file": SimpleUploadedFile("list.xlsx", b"x")})
    assert held(page.text) == []
    assert "Go back, wait a minute" in page.text


def test_a_session_that_could_not_be_kept_is_no_broken_request(basim: Client, case: Case) -> None:
    """Django would take it for one that ended meanwhile. The note was written; sent again, it is still one note."""
    note = {"kind": "observation", "text": "Came alone.", "once": str(uuid4())}
    path = f"/cases/{case.reference}/note/"
    with mock.patch("django.contrib.sessions.models.Session.save", away):
        page = basim.post(path, note)
    assert page.status_code == 503
    assert dict(held(page.text)) == note
    assert basim.post(path, dict(held(page.text))).status_code == 302
    assert Note.objects.filter(case=case).count() == 1


def test_a_fault_of_ours_is_still_called_one(basim: Client) -> None:
    with mock.patch("malath.accounts.queries.holdings", side_effect=ValueError("Selam")):
        page = basim.post("/cases/new/", TYPED)
    assert page.status_code == 500
    assert held(page.text) == []
    assert "Selam" not in page.text


def test_signing_in_is_told_too(client: Client, db: None) -> None:
    client.raise_request_exception = False
    user = make_user(email="amal@example.org", password="a long sentence nobody guesses")
    with mock.patch("malath.accounts.adapters.StaffBackend.authenticate", away):
        page = client.post("/sign-in/", {"login": user.email, "password": "a long sentence nobody guesses"})
    assert page.status_code == 503
    assert "nobody guesses" not in page.text
