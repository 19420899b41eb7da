"""Forgetting a person: nothing of them opens again, and lists of others go on."""

import pytest

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.models import DataKey
from malath.foundation.sealing import Erased
from malath.people import actions, queries
from malath.people.models import Detail, Person, SearchToken
from malath.people.testing import make_person, make_safe_contact
from malath.people.words import DetailKind


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def erased(desk: Desk) -> Person:
    person = make_person(desk, name="Dana Alias", phone="+962790000012")
    make_safe_contact(person, desk)
    actions.erase(person, by=WORKER, at=LONG_AGO)
    return Person.objects.get(pk=person.pk)


def test_the_key_is_gone(erased: Person) -> None:
    key = DataKey.objects.get(pk=erased.key_id)
    assert (key.wrapped, key.erased_at) == (None, LONG_AGO)


def test_nothing_opens_again(erased: Person) -> None:
    for detail in Detail.objects.filter(person=erased).select_related("key"):
        with pytest.raises(Erased):
            detail.opened("value")


def test_search_tokens_are_gone(erased: Person) -> None:
    assert not SearchToken.objects.filter(person=erased).exists()


def test_nothing_new_is_written(erased: Person, desk: Desk) -> None:
    with pytest.raises(Erased):
        actions.write_details(erased, [(DetailKind.NAME, "Again")], desk=desk, by=WORKER, at=LONG_AGO)
    with pytest.raises(Erased):
        make_safe_contact(erased, desk)


def test_lists_of_others_go_on_without_them(erased: Person, desk: Desk) -> None:
    other = make_person(desk, name="Sami Other")
    assert set(queries.details_of([erased.pk, other.pk])) == {other.pk}
    assert queries.contact_of(erased.pk) is None


def test_other_people_keep_theirs(erased: Person, desk: Desk) -> None:
    other = make_person(desk, name="Sami Other")
    assert queries.name_in(queries.details_of([other.pk])[other.pk]) == "Sami Other"


def test_the_trail_stays_whole(erased: Person) -> None:
    assert trail.file_lines(erased.reference)[0].name == Did.PERSON_ERASED
    assert trail.verify().faults == ()
