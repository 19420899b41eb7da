"""The page on which the person keeps somebody out."""

import pytest
from django.test import Client

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Agency, Desk
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.people.models import Person
from malath.privacy import queries
from malath.privacy.testing import make_block, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import BlockKind

Whom = dict[str, User | Desk | Agency]


def url(person: Person, rest: str = "") -> str:
    return f"/people/{person.reference}/blocks/{rest}"


def of(body: Agency) -> str:
    return f"?body={body.reference}"


def test_nobody_is_kept_out_until_the_person_asks(nour: Client, person: Person) -> None:
    page = text(nour.get(url(person)))
    assert "Nobody is kept out." in page
    assert "No reason is needed, and none is asked." in page


@pytest.mark.parametrize("whom", ["user", "desk", "agency"])
def test_the_person_keeps_out_whom_they_want(nour: Client, person: Person, people: Cast, whom: str) -> None:
    amal: Whom = {"user": people.amal, "desk": people.shelter, "agency": people.shelter.agency}
    chosen = amal[whom]
    typed = {"whom": f"{whom} {chosen.reference}"}
    response = nour.post(url(person) + of(people.shelter.agency), typed, follow=True)
    assert response.redirect_chain == [(url(person), 302)]
    assert chosen.name_en in text(response)
    assert queries.is_blocked(
        person,
        user=people.amal if whom == "user" else None,
        desk=people.shelter if whom == "desk" else None,
        agency=people.shelter.agency if whom == "agency" else None,
    )


def test_the_choice_says_nothing_about_who_has_access(nour: Client, person: Person, people: Cast, house: House) -> None:
    before = text(nour.get(url(person) + of(people.health_centre.agency)))
    assert "Zayd" in before
    make_shared(person, people.health_centre, asked_at=house.desk)
    assert text(nour.get(url(person) + of(people.health_centre.agency))) == before


def test_blocking_who_never_had_access_is_answered_like_any_other(nour: Client, person: Person, people: Cast) -> None:
    response = nour.post(url(person) + of(people.station.agency), {"whom": f"user {people.basim.reference}"}, follow=True)
    assert "Kept out, from this moment on." in text(response)


def test_twice_is_refused(nour: Client, person: Person, people: Cast) -> None:
    make_block(person, user=people.amal)
    response = nour.post(url(person) + of(people.shelter.agency), {"whom": f"user {people.amal.reference}"})
    assert response.status_code == 422
    assert "This one is kept out of the file already." in text(response)


@pytest.mark.parametrize("whom", ["user ZZZZ-ZZZZ-ZZZZ", "nobody", "", "desk", "agency X"])
def test_somebody_who_is_not_on_the_list_is_refused(nour: Client, person: Person, people: Cast, whom: str) -> None:
    assert nour.post(url(person) + of(people.shelter.agency), {"whom": whom}).status_code == 422
    assert nour.post(url(person), {"whom": f"user {people.amal.reference}"}).status_code == 422
    assert not queries.block_lines(person)


def test_an_agency_that_does_not_exist_is_no_page(nour: Client, person: Person) -> None:
    assert nour.get(url(person) + "?body=ZZZZ-ZZZZ-ZZZZ").status_code == 404


@pytest.mark.parametrize("whom", ["user", "desk", "agency"])
def test_who_would_close_the_file_to_themselves_is_warned_first(nour: Client, person: Person, house: House, whom: str) -> None:
    own: Whom = {"user": house.nour, "desk": house.desk, "agency": house.desk.agency}
    chosen = own[whom]
    typed = {"whom": f"{whom} {chosen.reference}"}
    response = nour.post(url(person) + of(house.desk.agency), typed)
    assert response.status_code == 422
    assert "This closes the file to you as well." in text(response)
    assert not queries.block_lines(person)
    sure = nour.post(url(person) + of(house.desk.agency), {**typed, "others_help": "on"}, follow=True)
    assert sure.redirect_chain == [("/", 302)]
    assert "The file is now closed to you as well." in text(sure)
    assert nour.get(url(person)).status_code == 404


def test_a_block_is_ended(nour: Client, person: Person, people: Cast) -> None:
    row = make_block(person, user=people.amal)
    response = nour.post(url(person, "end/"), {"block": row.pk}, follow=True)
    assert "The block has ended." in text(response)
    assert not queries.block_lines(person)
    assert trail.file_lines(person.reference)[1].name == Did.BLOCK_ENDED


def test_a_conflict_of_interest_is_not_ended_here(nour: Client, person: Person, people: Cast) -> None:
    row = make_block(person, user=people.amal, kind=BlockKind.CONFLICT)
    assert "End the block" not in text(nour.get(url(person)))
    response = nour.post(url(person, "end/"), {"block": row.pk}, follow=True)
    assert "A conflict of interest is not ended here" in text(response)
    assert queries.block_lines(person)


def test_a_block_of_another_person_cannot_be_ended_from_here(nour: Client, person: Person, house: House, people: Cast) -> None:
    other = make_file(house.desk)
    row = make_block(other, user=people.amal)
    for number in (row.pk, 0, "x", ""):
        assert nour.post(url(person, "end/"), {"block": number}).status_code == 404
    assert queries.block_lines(other)


def test_ending_needs_post(nour: Client, person: Person) -> None:
    assert nour.get(url(person, "end/")).status_code == 405


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SOCIAL, 200), (Role.SUPERVISOR, 200), (Role.SHELTER_STAFF, 403), (Role.INSPECTOR, 403), (Role.DPO, 404)],
)
def test_who_may(client: Client, person: Person, house: House, role: Role, status: int) -> None:
    signed_in(client, make_user(role, house.desk))
    assert client.get(url(person)).status_code == status
