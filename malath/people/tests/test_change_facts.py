"""Changing the facts of a person."""

from datetime import timedelta

import pytest

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.foundation.actor import WORKER
from malath.people import actions
from malath.people.actions import Stale
from malath.people.models import Person
from malath.people.testing import make_person

LATER = LONG_AGO + timedelta(days=1)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk, facts={"sex": "female", "language": "am"})


def test_it_changes_what_is_named_and_nothing_else(person: Person, desk: Desk) -> None:
    changed = actions.change_facts(person, {"language": "om"}, version=1, desk=desk, by=WORKER, at=LATER)
    assert (changed.language, changed.sex, changed.version) == ("om", "female", 2)


def test_it_says_which_desk_wrote_last(person: Person) -> None:
    other = make_desk()
    assert actions.change_facts(person, {"language": "om"}, version=1, desk=other, by=WORKER, at=LATER).facts_desk == other


def test_the_trail_names_the_fields_and_not_their_values(person: Person, desk: Desk) -> None:
    facts = {"language": "om", "sex": "female", "children": 2}
    actions.change_facts(person, facts, version=1, desk=desk, by=WORKER, at=LATER)
    assert trail.file_lines(person.reference)[0].facts == {"changed": "children language"}


def test_who_comes_second_changes_nothing(person: Person, desk: Desk) -> None:
    actions.change_facts(person, {"language": "om"}, version=1, desk=desk, by=WORKER, at=LATER)
    with pytest.raises(Stale):
        actions.change_facts(person, {"language": "ar"}, version=1, desk=desk, by=WORKER, at=LATER)
    assert Person.objects.get(pk=person.pk).language == "om"


def test_what_is_no_fact_is_refused(person: Person, desk: Desk) -> None:
    with pytest.raises(ValueError, match="not a fact"):
        actions.change_facts(person, {"key_id": None}, version=1, desk=desk, by=WORKER, at=LATER)
