"""The page of the search."""

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit import queries as trail
from malath.people.models import Person
from malath.privacy import search
from malath.privacy.testing import make_file
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text

PAGE = "/people/"
NOBODY = "Nobody found among the people whose name you may see."


def test_it_begins_with_an_empty_form_and_records_nothing(nour: Client, house: House) -> None:
    response = nour.get(PAGE)
    assert response.status_code == 200
    assert "Two parts of the name" in text(response)
    assert not trail.actor_lines(house.nour.reference)


def test_it_shows_who_was_found_and_why_from_the_post_itself(nour: Client, person: Person) -> None:
    response = nour.post(PAGE, {"name": "دانا سمير", "birth_year": "١٩٩٧"})
    assert response.status_code == 200
    assert "Dana Samir Alias" in text(response)
    assert "1 year apart" in text(response)
    assert f'href="/people/{person.reference}/"' in response.content.decode()


def test_a_number_in_any_digits(nour: Client, person: Person) -> None:
    assert "Phone: the same number" in text(nour.post(PAGE, {"number": "٠٧٩٠٠٠٠٠١٢"}))
    assert "Phone: the same number" in text(nour.post(PAGE, {"number": "۰۷۹۰۰۰۰۰۱۲"}))


def test_what_was_typed_never_stands_in_an_address(nour: Client, person: Person) -> None:
    response = nour.post(PAGE, {"name": "Dana Samir"})
    assert response["Cache-Control"] == "no-store"
    assert 'action="/people/"' in response.content.decode()
    assert "Dana" not in text(nour.get(PAGE + "?name=Dana+Samir"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "Dana"}, "Add another part of the name, or the year of birth."),
        ({"name": "..."}, "Nothing in this can be searched for."),
        ({}, "Write a name, a phone or a document number."),
        ({"birth_year": "1996"}, "Write a name, a phone or a document number."),
        ({"number": "abc"}, "This is neither a phone nor a document number."),
        ({"name": "Dana Samir", "birth_year": "96"}, "1900"),
        ({"name": "x" * 121}, "Use 120 characters or fewer"),
    ],
)
def test_what_is_missing_is_said(nour: Client, person: Person, typed: dict[str, str], said: str) -> None:
    response = nour.post(PAGE, typed)
    assert response.status_code == 422
    assert said in text(response)
    assert "Dana Samir Alias" not in text(response)


def test_one_sentence_when_nobody_is_found_and_when_only_hidden_people_are(nour: Client, people: object) -> None:
    make_file(people.shelter, name="Dana Samir Hidden", phone="+962790000077")  # type: ignore[attr-defined]  # the cast
    never = nour.post(PAGE, {"name": "Yousef Karim"})
    hidden = nour.post(PAGE, {"name": "Dana Samir Hidden"})
    assert NOBODY in text(never)
    assert text(never).replace("Yousef Karim", "") == text(hidden).replace("Dana Samir Hidden", "")
    assert NOBODY in text(nour.post(PAGE, {"number": "0790000077"}))


def test_after_many_searches_it_asks_to_wait(nour: Client, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SEARCHES_AN_HOUR", 1)
    nour.post(PAGE, {"name": "Dana Samir"})
    response = nour.post(PAGE, {"name": "Dana Samir"})
    assert response.status_code == 429
    assert "Too many searches in one hour" in text(response)
    assert "Dana Samir Alias" not in text(response)


@pytest.mark.parametrize("role", [Role.SHELTER_STAFF, Role.DPO, Role.FOCAL_POINT, Role.STATISTICIAN])
def test_who_may_not_search_is_refused(client: Client, house: House, role: Role) -> None:
    signed_in(client, make_user(role, house.desk))
    assert client.get(PAGE).status_code == client.post(PAGE, {"name": "Dana Samir"}).status_code == 403


def test_hidden_characters_in_a_name_are_dropped(nour: Client, person: Person) -> None:
    response = nour.post(PAGE, {"name": "Da\u202ena\x00 Sa\u200fmir"})
    assert "Dana Samir Alias" in text(response)
