"""The page on which somebody goes on without consent in a case that is open already."""

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.people.words import AgeBand
from malath.privacy import queries
from malath.privacy.models import Basis
from malath.privacy.testing import MONDAY, make_consent, make_file, make_ground
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import Answer, BasisKind, ConsentKind, Purpose

TYPED = {"kind": "O1", "because": "He said that he will come back tonight."}


def url(person: Person, rest: str = "") -> str:
    return f"/people/{person.reference}/consents/without/{rest}"


def test_it_goes_on_and_asks_the_supervisor(nour: Client, person: Person, house: House) -> None:
    answer = nour.post(url(person), TYPED, follow=True)
    assert "You go on without consent." in text(answer)
    assert "He said that he will come back tonight." in text(answer)
    basis = Basis.objects.get(person=person, kind=BasisKind.O1)
    assert (basis.opened_by, basis.confirmed_at) == (house.nour.reference, None)
    assert [item.kind for item in inbox.waiting(house.rana.pk, [])] == [ItemKind.BASIS_TO_CONFIRM]


def test_a_person_in_danger_of_life_can_be_referred_over_a_no(nour: Client, person: Person, house: House, people: Cast) -> None:
    shelter = people.shelter.agency
    make_consent(person, ConsentKind.C3, Answer.NO, desk=house.desk, body=shelter)
    nour.post(url(person), TYPED)
    standing = queries.standing_for(person.pk, purpose=Purpose.SHELTER, receiver=shelter, at=MONDAY)
    assert (standing.is_open, standing.level) == (True, 3)


def test_it_goes_back_to_the_step_it_was_opened_from_and_nowhere_else(nour: Client, person: Person) -> None:
    step = "/referrals/SOME-STEP/desk/"
    assert f'href="{step}"' in nour.get(url(person, f"?next={step}")).content.decode()
    assert nour.post(url(person, "?next=https://elsewhere.example/"), TYPED)["Location"].endswith("/consents/")
    again = {**TYPED, "kind": "O4"}
    assert nour.post(url(person, f"?next={step}"), again)["Location"] == step


@pytest.mark.parametrize(("typed", "error"), [
    ({"kind": "O1", "because": " "}, "This field is required."),
    ({"kind": "O2", "because": "A reason."}, "Select a valid choice"),
    ({"kind": "mandate", "because": "A reason."}, "Select a valid choice"),
    ({"because": "A reason."}, "This field is required."),
    ({"kind": "O1", "because": "x" * 2001}, "at most 2000"),
])  # fmt: skip
def test_it_refuses_what_names_no_ground_of_an_adult_or_no_reason(
    nour: Client, person: Person, typed: dict[str, str], error: str
) -> None:
    answer = nour.post(url(person), typed)
    assert answer.status_code == 422
    assert not Basis.objects.filter(person=person, kind__startswith="O").exists()


def test_a_reason_of_the_full_length_is_kept(nour: Client, person: Person) -> None:
    assert nour.post(url(person), {"kind": "O1", "because": "x" * 2000}).status_code == 302


def test_for_a_child_its_own_ground_comes_first(client: Client, house: House) -> None:
    child = make_file(house.desk, facts={"age_band": AgeBand.B9})
    page = text(signed_in(client, house.nour).get(url(child)))
    assert page.index("Child at risk") < page.index("Imminent danger to life")


def test_a_ground_that_stands_is_not_offered_again(nour: Client, person: Person) -> None:
    make_ground(person, BasisKind.O1)
    assert 'value="O1"' not in nour.get(url(person)).content.decode()


def test_a_front_line_officer_finds_the_way_on_the_page_of_consents(client: Client, people: Cast) -> None:
    person = make_file(people.station, own_writing_only=True)
    page = signed_in(client, people.basim).get(f"/people/{person.reference}/consents/")
    assert url(person) in page.content.decode()
    assert "He said that he will come back tonight." in text(client.post(url(person), TYPED, follow=True))


def test_opening_it_is_a_view_of_the_consents(nour: Client, person: Person) -> None:
    nour.get(url(person))
    assert trail.file_lines(person.reference)[0].name == Did.CONSENTS_VIEWED


def test_a_stranger_gets_404_and_nothing_happens(client: Client, person: Person, people: Cast) -> None:
    signed_in(client, people.zayd)
    assert [client.get(url(person)).status_code, client.post(url(person), TYPED).status_code] == [404, 404]
    assert queries.grounds_standing(person.pk) == set()
