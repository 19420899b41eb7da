"""Trying to reach the person as agreed, and what came of it."""

import pytest

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.people import actions, queries
from malath.people.actions import Stale
from malath.people.models import Person
from malath.people.testing import make_person, make_safe_contact
from malath.people.words import Tried


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk, phone="+962790000012")


def attempt(person: Person, desk: Desk, result: Tried, version: int = 1) -> None:
    actions.try_contact(person, result, note="A man.", version=version, desk=desk, by=WORKER, at=LONG_AGO)


def test_it_says_what_came_of_it(person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    attempt(person, desk, Tried.SOMEBODY_ELSE)
    last = queries.last_try(person.pk, 1)
    assert last is not None
    assert (last.result, last.note) == (Tried.SOMEBODY_ELSE, "A man.")
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts) == (Did.CONTACT_TRIED, {"result": "somebody_else"})


def test_agreed_anew_the_old_try_says_nothing(person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    attempt(person, desk, Tried.UNSAFE)
    make_safe_contact(person, desk)
    assert queries.last_try(person.pk, 2) is None


def test_without_the_agreement_that_was_seen_nothing_is_recorded(person: Person, desk: Desk) -> None:
    with pytest.raises(Stale):
        attempt(person, desk, Tried.REACHED)
    make_safe_contact(person, desk)
    with pytest.raises(Stale):
        attempt(person, desk, Tried.REACHED, version=2)


def test_the_newest_try_counts(person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    attempt(person, desk, Tried.UNSAFE)
    attempt(person, desk, Tried.REACHED)
    last = queries.last_try(person.pk, 1)
    assert last is not None
    assert last.result == Tried.REACHED
