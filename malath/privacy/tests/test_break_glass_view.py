"""The pages of emergencies: what is said before, the banner while it lasts, and the review by the data protection officer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.people.models import Person
from malath.privacy import actions
from malath.privacy.models import BreakGlass
from malath.privacy.testing import MONDAY, make_block, make_file, make_glass
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import Level, Verdict

TYPED = {"why": "danger", "because": "Neighbours heard screams from the flat."}
BANNER = "A file is open to you in an emergency"


@pytest.fixture
def closed(person: Person, house: House) -> Person:
    actions.close_file(person, by=house.nour, at=MONDAY)
    return person


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


def url(person: Person, rest: str = "") -> str:
    return f"/people/{person.reference}/emergency/{rest}"


def test_what_will_happen_is_said_before(nour: Client, closed: Person) -> None:
    page = text(nour.get(url(closed)))
    assert "for one hour at most, to be read only" in page
    assert "data protection officers are told at once, with your name" in page
    assert not BreakGlass.objects.exists()


def test_it_opens_the_file_and_says_so_on_every_page_until_it_is_over(nour: Client, closed: Person, clock: Clock) -> None:
    answer = nour.post(url(closed), TYPED, follow=True)
    assert "Dana Samir Alias" in text(answer)
    for page in ("/", "/cases/", f"/people/{closed.reference}/"):
        assert BANNER in text(nour.get(page))
    clock.forward(minutes=60)
    page = text(nour.get(f"/people/{closed.reference}/"))
    assert BANNER not in page
    assert "Dana" not in page


def test_the_worker_closes_it_before(nour: Client, closed: Person) -> None:
    nour.post(url(closed), TYPED)
    page = text(nour.post(url(closed, "end/"), follow=True))
    assert "The file is closed to you again." in page
    assert BANNER not in page
    assert "Dana" not in text(nour.get(f"/people/{closed.reference}/"))
    assert nour.get(url(closed, "end/")).status_code == 405


@pytest.mark.parametrize(
    "typed", [{"why": "danger"}, {"because": "x"}, {"why": "curious", "because": "x"}, {"why": "danger", "because": "x" * 2001}]
)
def test_it_refuses_what_says_no_reason_and_keeps_what_was_typed(nour: Client, closed: Person, typed: dict[str, str]) -> None:
    answer = nour.post(url(closed), typed)
    assert answer.status_code == 422
    assert not BreakGlass.objects.exists()


def test_who_sees_the_file_is_told_that_nothing_is_to_be_opened(nour: Client, person: Person) -> None:
    assert "open to you already" in text(nour.get(url(person)))
    assert nour.post(url(person), TYPED).status_code == 422


def test_a_reference_that_is_held_leads_to_the_page_and_no_search(nour: Client, closed: Person) -> None:
    assert "There is no search here." in text(nour.get("/people/emergency/"))
    assert nour.get("/people/emergency/", {"reference": closed.reference.lower()})["Location"] == url(closed)
    assert nour.get("/people/emergency/", {"reference": "Dana"}).status_code == 422


def test_a_stranger_gets_the_strangers_answer(client: Client, person: Person, people: Cast) -> None:
    signed_in(client, people.zayd)
    assert [client.get(url(person)).status_code, client.post(url(person), TYPED).status_code] == [404, 404]
    assert client.post(url(person, "end/")).status_code == 404
    assert not BreakGlass.objects.exists()


def test_the_officer_reviews_it_in_codes_and_references(client: Client, closed: Person, house: House, officer: User) -> None:
    row = make_glass(closed, house.nour)
    signed_in(client, house.nour).get(f"/people/{closed.reference}/")
    signed_in(client, officer)
    assert "Files were opened in an emergency." in text(client.get("/"))
    assert closed.reference in text(client.get("/people/emergencies/"))
    page = client.get(f"/people/emergencies/{row.reference}/")
    assert "Identity and contact shown" in text(page)
    for secret in ("Dana", "screams"):
        assert secret not in page.content.decode()
    line = trail.actor_lines(officer.reference)[0]
    assert (line.name, line.facts["shown"]) == (Did.GLASS_LISTED, closed.reference)
    typed = {"verdict": Verdict.JUSTIFIED, "found": "The desk confirms it."}
    assert client.post(f"/people/emergencies/{row.reference}/", {"verdict": Verdict.JUSTIFIED}).status_code == 422
    assert "Reviewed." in text(client.post(f"/people/emergencies/{row.reference}/", typed, follow=True))
    assert "Files were opened in an emergency." not in text(client.get("/"))
    assert "The desk confirms it." in text(client.get(f"/people/emergencies/{row.reference}/"))
    assert client.post(f"/people/emergencies/{row.reference}/", typed).status_code == 422


def test_nobody_else_reviews(client: Client, closed: Person, house: House) -> None:
    row = make_glass(closed, house.nour)
    for user in (house.nour, house.rana):
        signed_in(client, user)
        assert client.get("/people/emergencies/").status_code == 403
        assert client.get(f"/people/emergencies/{row.reference}/").status_code == 403


def test_an_officer_who_is_kept_out_sees_none_of_it(client: Client, closed: Person, house: House, officer: User) -> None:
    row = make_glass(closed, house.nour)
    make_block(closed, user=officer)
    signed_in(client, officer)
    assert closed.reference not in text(client.get("/people/emergencies/"))
    assert client.get(f"/people/emergencies/{row.reference}/").status_code == 404


def test_those_who_see_the_whole_file_read_why(client: Client, person: Person, house: House, people: Cast) -> None:
    actions.record_left(
        person, how="referral", level=Level.L2, reference="REF", to=people.health_centre, by=house.nour, at=MONDAY
    )
    make_glass(person, people.zayd)
    assert "Neighbours heard screams" in text(signed_in(client, house.nour).get(f"/people/{person.reference}/"))


def test_the_page_of_the_officer_asks_no_more_for_many(client: Client, house: House, people: Cast, officer: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/people/emergencies/")
        return len(found)

    def one_more() -> None:
        person = make_file(house.desk)
        actions.close_file(person, by=house.nour, at=MONDAY)
        make_glass(person, make_user(Role.CASE_MANAGER, house.desk))

    signed_in(client, officer)
    one_more()
    asked()
    before = asked()
    for _ in range(3):
        one_more()
    assert asked() == before
