"""The person asks who has seen their file: bodies, days and purposes, read aloud, once it is sure who asks."""

from datetime import timedelta

from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.testing import Cast, signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.people.models import Person
from malath.people.testing import make_safe_contact
from malath.privacy import actions, queries
from malath.privacy.models import Left
from malath.privacy.queries import statement as reads
from malath.privacy.testing import MONDAY, make_block, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import ConsentKind, Purpose

LATER = MONDAY + timedelta(days=3)


def url(person: Person) -> str:
    return f"/people/{person.reference}/statement/"


def test_it_names_bodies_days_and_purposes_and_never_staff(nour: Client, person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    page = text(nour.post(url(person), {"heard": "alone"}))
    assert people.health_centre.agency.name_en in page
    assert "Health care" in page
    assert "Nour" not in page.partition("Bodies that could see the file")[2]


def test_what_ended_says_when(person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    consent = queries.standing_row(person.pk, ConsentKind.C3, people.health_centre.agency)
    assert consent
    actions.withdraw(consent, person, by=house.nour, at=LATER)
    found = queries.sight_of(accounts.holdings(house.nour, LATER), person.reference, LATER)
    assert found
    lines = reads.statement_of(person, found[1], accounts.holdings(house.nour, LATER), LATER).seen_by
    assert [(line.purpose, line.since, line.until) for line in lines] == [
        (Purpose.OPENING, MONDAY, None), (Purpose.HEALTH, MONDAY, LATER),
    ]  # fmt: skip


def test_it_shows_nothing_before_it_is_sure_who_asks(nour: Client, person: Person, people: Cast, house: House) -> None:
    make_safe_contact(person, house.desk)
    page = nour.get(url(person))
    assert "blue door" in text(page)
    assert "Bodies that could see the file" not in text(page)
    refused = nour.post(url(person), {"heard": "unsure"})
    assert refused.status_code == 422
    assert "Bodies that could see the file" not in text(refused)
    assert nour.post(url(person), {}).status_code == 422
    assert not Left.objects.exists()


def test_that_it_was_given_is_kept_as_left_and_paper_apart(nour: Client, person: Person) -> None:
    nour.post(url(person), {"heard": "code_word"})
    page = text(nour.post(url(person), {"heard": "code_word", "printed": "1"}))
    assert "keep no copy" in page
    assert list(Left.objects.order_by("pk").values_list("how", flat=True)) == ["read_aloud", "on_paper"]
    given = [line.facts for line in trail.file_lines(person.reference) if line.name == Did.STATEMENT_GIVEN]
    assert given == [{"heard": "code_word", "printed": "1"}, {"heard": "code_word", "printed": ""}]


def test_what_the_person_was_told_is_no_body_without_a_name(nour: Client, person: Person) -> None:
    nour.post(url(person), {"heard": "alone"})
    for page in (nour.get(f"/people/{person.reference}/consents/withdraw/"), nour.post(url(person), {"heard": "alone"})):
        assert "The person, who asked who has seen the file" in text(page)
        assert "not named here" not in text(page)
        assert "name is not shown" not in text(page)


def test_a_desk_that_sees_its_own_writing_only_says_nothing(client: Client, people: Cast) -> None:
    person = make_file(people.station, own_writing_only=True)
    signed_in(client, people.basim)
    assert [client.get(url(person)).status_code, client.post(url(person)).status_code] == [403, 403]


def test_strangers_and_blocked_viewers_get_404(
    client: Client, nour: Client, person: Person, house: House, people: Cast
) -> None:
    make_block(person, user=house.nour)
    assert [nour.get(url(person)).status_code, nour.post(url(person)).status_code] == [404, 404]
    assert signed_in(client, people.zayd).get(url(person)).status_code == 404
