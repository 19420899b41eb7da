"""Person D's rule (scenario 5): at the moment of withdrawal nothing is left in any place where the file was seen."""

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.people.models import Person
from malath.privacy.testing import make_consent, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import ConsentKind, Purpose

PAGES = ("", "trail/", "consents/", "identity/", "facts/")
SHELTER_STANDS_ON = [ConsentKind.C1, ConsentKind.C3, ConsentKind.C8]


def withdraw(client: Client, house: House, person: Person, kind: ConsentKind, body: str = "") -> None:
    signed_in(client, house.nour)
    rest = f"{kind}/{body}/withdraw/" if body else f"{kind}/withdraw/"
    assert client.post(f"/people/{person.reference}/consents/{rest}", {"heard": "alone"}).status_code == 302


@pytest.mark.parametrize("kind", SHELTER_STANDS_ON)
def test_page_search_and_trail_are_closed_to_the_body(
    client: Client, person: Person, house: House, people: Cast, kind: ConsentKind
) -> None:
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    signed_in(client, people.amal)
    assert "Dana Samir Alias" in text(client.post("/people/", {"name": "Dana Samir"}))
    assert [client.get(f"/people/{person.reference}/{page}").status_code for page in PAGES] == [200] * len(PAGES)
    withdraw(client, house, person, kind, people.shelter.agency.reference if kind == ConsentKind.C3 else "")
    signed_in(client, people.amal)
    assert "Nobody found" in text(client.post("/people/", {"name": "Dana Samir"}))
    assert "Nobody found" in text(client.post("/people/", {"number": "0790000012"}))
    assert [client.get(f"/people/{person.reference}/{page}").status_code for page in PAGES] == [404] * len(PAGES)


def test_c4_takes_name_and_identity_back_from_the_unit_and_leaves_the_minimum(
    client: Client, person: Person, house: House
) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU))
    officer = make_user(Role.CTU_IDENT, unit)
    make_shared(person, unit, asked_at=house.desk, purpose=Purpose.IDENTIFICATION, also=[ConsentKind.C4])
    assert "Dana Samir Alias" in text(signed_in(client, officer).get(f"/people/{person.reference}/"))
    withdraw(client, house, person, ConsentKind.C4)
    page = text(signed_in(client, officer).get(f"/people/{person.reference}/"))
    assert "Dana" not in page
    assert "21 to 29" in page
    assert client.get(f"/people/{person.reference}/identity/").status_code == 403
    assert "Nobody found" in text(client.post("/people/", {"name": "Dana Samir"}))


def test_other_bodies_and_the_case_manager_go_on(client: Client, person: Person, house: House, people: Cast) -> None:
    lawyers = make_desk(make_agency(AgencyKind.LEGAL))
    lawyer = make_user(Role.LAWYER, lawyers)
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    make_shared(person, lawyers, asked_at=house.desk)
    withdraw(client, house, person, ConsentKind.C8)
    for user in (lawyer, house.nour):
        assert "Dana Samir Alias" in text(signed_in(client, user).get(f"/people/{person.reference}/"))


def test_a_form_that_was_open_at_that_moment_saves_nothing(client: Client, person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    assert signed_in(client, people.amal).get(f"/people/{person.reference}/facts/").status_code == 200
    withdraw(client, house, person, ConsentKind.C8)
    late = {"version": "1", "sex": "male", "age_band": "21-29"}
    assert signed_in(client, people.amal).post(f"/people/{person.reference}/facts/", late).status_code == 404
    assert Person.objects.get(pk=person.pk).sex == "female"


def test_consenting_again_opens_nothing_by_itself(client: Client, person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    withdraw(client, house, person, ConsentKind.C8)
    make_consent(person, ConsentKind.C8, desk=house.desk)
    assert signed_in(client, people.amal).get(f"/people/{person.reference}/").status_code == 404
