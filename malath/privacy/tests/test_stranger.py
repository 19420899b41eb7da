"""A stranger, a blocked viewer and who makes a reference up get the same answer: in bytes and in statements."""

import re

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.people.models import Person
from malath.people.testing import make_party
from malath.privacy import gates
from malath.privacy.testing import make_block, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.statements import shapes

NOWHERE = "ZZZZ-ZZZZ-ZZZZ"
PAGES = {
    "person": "",
    "trail": "trail/",
    "facts": "facts/",
    "identity": "identity/",
    "reach": "reach/",
    "safe contact": "safe-contact/",
    "consents": "consents/",
    "one question": "consents/C4/",
    "whom to ask about": "consents/C3/",
    "withdrawal": "consents/C1/withdraw/",
    "blocks": "blocks/",
    "emergency": "emergency/",
    "statement": "statement/",
}
SEEN = re.compile(r'name="seen" value="([^"]*)"')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def zayd(client: Client, people: Cast) -> Client:
    return signed_in(client, people.zayd)


def bytes_of(response: HttpResponseBase, reference: str) -> bytes:
    """The answer without what differs in every request: the token against forgery, and the address itself."""
    assert response.status_code == 404
    return TOKEN.sub(b"", response.content).replace(reference.encode(), b"")  # type: ignore[attr-defined]  # a page


def answer(client: Client, reference: str, page: str, *, post: bool = False) -> tuple[bytes, list[str]]:
    with CaptureQueriesContext(connection) as asked:
        url = f"/people/{reference}/{page}"
        response = client.post(url) if post else client.get(url)
    return bytes_of(response, reference), shapes(asked.captured_queries)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_hidden_person_is_one_that_never_existed(zayd: Client, person: Person, page: str) -> None:
    zayd.get(f"/people/{NOWHERE}/{page}")
    assert answer(zayd, person.reference, page) == answer(zayd, NOWHERE, page)


@pytest.mark.parametrize(
    "page", [*PAGES.values(), "blocks/end/", "emergency/end/"], ids=[*PAGES, "end of a block", "end of an emergency"]
)
def test_posting_tells_no_more_than_looking(zayd: Client, person: Person, page: str) -> None:
    if page in {"", "trail/", "consents/", "consents/C3/"}:
        assert zayd.post(f"/people/{person.reference}/{page}").status_code == 405
        return
    zayd.post(f"/people/{NOWHERE}/{page}")
    assert answer(zayd, person.reference, page, post=True) == answer(zayd, NOWHERE, page, post=True)


@pytest.mark.parametrize("whom", ["user", "desk", "agency"])
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_blocked_viewer_gets_the_strangers_answer(nour: Client, house: House, whom: str, page: str) -> None:
    person = make_file(house.desk, name="Dana Alias")
    chosen = {"user": house.nour, "desk": house.desk, "agency": house.desk.agency}[whom]
    make_block(person, **{whom: chosen})  # type: ignore[arg-type]  # one of three
    nour.get(f"/people/{NOWHERE}/{page}")
    assert answer(nour, person.reference, page) == answer(nour, NOWHERE, page)


def test_what_was_asked_for_is_kept_in_the_askers_own_chain_only(zayd: Client, person: Person, people: Cast) -> None:
    before = len(trail.file_lines(person.reference))
    zayd.get(f"/people/{person.reference}/")
    assert len(trail.file_lines(person.reference)) == before
    line = trail.actor_lines(people.zayd.reference)[0]
    assert (line.name, line.subject) == (Did.REFUSED, person.reference)


@pytest.mark.parametrize("reference", ["7KQF2M9X4TZB", "7kqf-2m9x-4tzb", "1", "7KQF-2M9X-4TZ1", "../../etc"])
def test_what_is_no_reference_is_no_address(zayd: Client, reference: str) -> None:
    assert zayd.get(f"/people/{reference}/").status_code == 404


def test_nobody_gets_anywhere_without_signing_in(client: Client, person: Person) -> None:
    for page in PAGES.values():
        response = client.get(f"/people/{person.reference}/{page}")
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_who_knows_the_file_and_not_the_section_is_told_so(zayd: Client, person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk)
    assert zayd.get(f"/people/{person.reference}/").status_code == 200
    for page in ("identity/", "reach/", "safe-contact/", "consents/", "consents/C4/", "blocks/"):
        assert zayd.get(f"/people/{person.reference}/{page}").status_code == 403


def test_pages_are_kept_by_no_browser(nour: Client, person: Person) -> None:
    for page in PAGES.values():
        assert nour.get(f"/people/{person.reference}/{page}")["Cache-Control"] == "no-store"


def test_no_title_and_no_address_on_a_page_names_anybody(nour: Client, person: Person) -> None:
    for page in PAGES.values():
        html = nour.get(f"/people/{person.reference}/{page}").content.decode()
        assert "Dana" not in html.split("</title>")[0]
        assert not re.search(r'(?:href|action)="[^"]*(Dana|Samir|790000012)', html)


def test_numbers_are_not_tried_one_by_one_by_who_does_not_read_of_other_parties(
    client: Client, person: Person, house: House, clock: Clock
) -> None:
    """Said is that a number is another's, or a wrong door is rung; so every try is in the trail, and they are few."""
    make_party(person, house.desk, phone="+962790000099")
    signed_in(client, make_user(Role.RETURN, house.desk))
    address = f"/people/{person.reference}/reach/"

    def write(number: str) -> str:
        seen = SEEN.search(client.get(address).content.decode())
        typed = {"phone": number, "seen": seen[1] if seen else ""}
        return client.post(address, typed, follow=True).content.decode()

    assert "This number cannot be used" in write("+962790000099")
    tries = [write(f"+96279000011{last}") for last in range(gates.NUMBERS_AN_HOUR - 1)]
    assert not any("Too many numbers" in page for page in tries)
    for number in ("+962790000099", "+962790000120"):
        page = write(number)
        assert "Too many numbers in one hour" in page
        assert "This number cannot be used" not in page
    names = [line.name for line in trail.file_lines(person.reference)]
    assert names.count(Did.NUMBER_TRIED) == gates.NUMBERS_AN_HOUR
    clock.forward(hours=2)
    signed_in(client, house.nour)
    assert not any("Too many numbers" in write(f"+96279000013{last}") for last in range(gates.NUMBERS_AN_HOUR + 1))
    assert [line.name for line in trail.file_lines(person.reference)].count(Did.NUMBER_TRIED) == gates.NUMBERS_AN_HOUR
