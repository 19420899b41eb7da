"""The page on which a consent is taken back."""

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.people.models import Person
from malath.people.testing import make_safe_contact
from malath.privacy import actions, queries
from malath.privacy.testing import MONDAY, make_consent, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import Answer, ConsentKind, Level, Purpose

ALONE = {"heard": "alone"}


@pytest.fixture
def shared(person: Person, house: House, people: Cast) -> Person:
    """Amal's shelter sees the person, and something went there."""
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    actions.record_left(person, how="referral", level=Level.L2, reference="REF", by=house.nour, at=MONDAY, to=people.shelter)
    return person


def url(person: Person, rest: str) -> str:
    return f"/people/{person.reference}/consents/{rest}"


def test_it_shows_first_what_cannot_be_called_back(nour: Client, shared: Person, people: Cast) -> None:
    page = text(nour.get(url(shared, "C8/withdraw/")))
    assert "What already left and cannot be called back" in page
    assert "Dar al-Nakheel Minimum facts 2 Nov 2026" in page
    assert "No service ends because of it." in page
    assert page.index("cannot be called back") < page.index("Withdraw this consent")


def test_it_asks_whose_wish_it_is_and_has_the_code_word_at_hand(nour: Client, shared: Person, house: House) -> None:
    page = text(nour.get(url(shared, "C8/withdraw/")))
    assert "Is the person safe to talk now?" in page
    assert "No code word is known to you." in page
    make_safe_contact(shared, house.desk, code_word="blue door")
    assert "blue door" in text(nour.get(url(shared, "C8/withdraw/")))


def test_it_ends_access_at_once_and_says_so(nour: Client, client: Client, shared: Person, people: Cast) -> None:
    response = nour.post(url(shared, "C8/withdraw/"), ALONE, follow=True)
    assert response.redirect_chain == [(url(shared, ""), 302)]
    assert "The consent is withdrawn. Access that stood on it ended at once. No service ends." in text(response)
    assert "Withdrawn" in text(response)
    assert signed_in(client, people.amal).get(f"/people/{shared.reference}/").status_code == 404


def test_c3_is_taken_back_for_one_body(nour: Client, shared: Person, people: Cast, house: House) -> None:
    make_consent(shared, ConsentKind.C3, desk=house.desk, body=people.health_centre.agency)
    nour.post(url(shared, f"C3/{people.shelter.agency.reference}/withdraw/"), ALONE)
    gone = queries.standing_row(shared.pk, ConsentKind.C3, people.shelter.agency)
    kept = queries.standing_row(shared.pk, ConsentKind.C3, people.health_centre.agency)
    assert gone is not None
    assert kept is not None
    assert (gone.withdrawn_at, kept.withdrawn_at) == (MONDAY, None)


def test_c1_closes_the_file_to_the_one_who_takes_it_back_too(nour: Client, shared: Person) -> None:
    assert "access to it ends for your desk as well" in text(nour.get(url(shared, "C1/withdraw/")))
    response = nour.post(url(shared, "C1/withdraw/"), ALONE, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "The file is now closed to you as well." in text(response)
    assert nour.get(url(shared, "")).status_code == 404


def test_how_the_wish_was_heard_stands_in_the_trail(nour: Client, shared: Person) -> None:
    nour.post(url(shared, "C8/withdraw/"), {"heard": "code_word"})
    assert trail.file_lines(shared.reference)[0].facts["heard"] == "code_word"


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"heard": "unsure"}, "Nothing was changed. Speak with the person alone first"), ({}, "This field is required.")],
)
def test_while_nobody_is_sure_nothing_changes(nour: Client, shared: Person, typed: dict[str, str], said: str) -> None:
    response = nour.post(url(shared, "C8/withdraw/"), typed)
    assert response.status_code == 422
    assert said in text(response)
    standing = queries.standing_row(shared.pk, ConsentKind.C8, None)
    assert standing is not None
    assert standing.withdrawn_at is None


def test_a_second_time_there_is_nothing_to_withdraw(nour: Client, shared: Person) -> None:
    nour.post(url(shared, "C8/withdraw/"), ALONE)
    assert "There is nothing to withdraw" in text(nour.get(url(shared, "C8/withdraw/")))
    response = nour.post(url(shared, "C8/withdraw/"), ALONE)
    assert response.status_code == 422
    assert len([line for line in trail.file_lines(shared.reference) if line.name == "consent.withdrawn"]) == 1


def test_a_no_cannot_be_withdrawn(nour: Client, person: Person, house: House) -> None:
    make_consent(person, ConsentKind.C4, Answer.NO, desk=house.desk)
    assert "There is nothing to withdraw" in text(nour.get(url(person, "C4/withdraw/")))


def test_what_another_desk_wrote_down_is_not_there_for_a_front_line_desk(client: Client, people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    make_consent(person, ConsentKind.C4, desk=house.desk)
    signed_in(client, people.basim)
    assert client.get(url(person, "C4/withdraw/")).status_code == 404
    assert client.post(url(person, "C4/withdraw/"), ALONE).status_code == 404
    assert client.get(url(person, "C1/withdraw/")).status_code == 200


def test_the_name_of_a_secret_body_stays_out_of_the_statement(
    client: Client, shared: Person, people: Cast, house: House
) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU, "The Unit", "الوحدة"))
    for desk in (people.station, unit):
        actions.record_left(shared, how="referral", level=Level.L2, reference="REF2", by=house.nour, at=MONDAY, to=desk)
    page = text(signed_in(client, people.amal).get(url(shared, "C8/withdraw/")))
    assert "Dar al-Nakheel" in page, "their own body"
    assert "Station district one" in page, "no secret"
    assert "The Unit" not in page
    assert "The Unit" in text(signed_in(client, house.nour).get(url(shared, "C8/withdraw/")))


@pytest.mark.parametrize(("role", "status"), [(Role.SHELTER_STAFF, 302), (Role.FOCAL_POINT, 403), (Role.DPO, 404)])
def test_who_may(client: Client, shared: Person, house: House, role: Role, status: int) -> None:
    signed_in(client, make_user(role, house.desk))
    assert client.post(url(shared, "C8/withdraw/"), ALONE).status_code == status
