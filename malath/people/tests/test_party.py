"""Other parties: kept apart from the person, and never a way to them."""

import pytest

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.foundation.actor import WORKER
from malath.people import actions, queries
from malath.people.actions import CannotWrite, records
from malath.people.models import Person
from malath.people.testing import make_party, make_person, make_safe_contact
from malath.people.words import DetailKind, PartyKind, WhyNotWrite

EMPLOYER = "+962790000077"


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk, phone="+962790000012")


def test_another_party_is_written_down(person: Person, desk: Desk) -> None:
    make_party(person, desk, kind=PartyKind.ALLEGED_TRAFFICKER)
    (party,) = queries.parties_of(person.pk)
    assert (party.kind, party.name, party.phone, party.place) == ("alleged", "Household Twelve", EMPLOYER, "Third circle")
    assert trail.file_lines(person.reference)[0].facts == {"kind": "alleged"}


def test_their_number_is_not_written_down_as_the_persons(person: Person, desk: Desk) -> None:
    make_party(person, desk)
    with pytest.raises(CannotWrite) as refused:
        actions.write_details(person, [(DetailKind.OTHER_PHONE, EMPLOYER)], desk=desk, by=WORKER, at=LONG_AGO)
    assert refused.value.reasons == [WhyNotWrite.NUMBER_OF_ANOTHER]


def test_their_number_is_not_agreed_for_safe_contact(desk: Desk) -> None:
    person = make_person(desk, phone=EMPLOYER)
    make_party(person, make_desk())
    with pytest.raises(CannotWrite) as refused:
        make_safe_contact(person, desk, number=EMPLOYER)
    assert refused.value.reasons == [WhyNotWrite.NUMBER_OF_ANOTHER]


def test_only_a_number_of_the_person_is_agreed(person: Person, desk: Desk) -> None:
    with pytest.raises(CannotWrite) as refused:
        make_safe_contact(person, desk, number="+962790000055")
    assert refused.value.reasons == [WhyNotWrite.NO_SUCH_NUMBER]
    make_safe_contact(person, desk, number="+962790000012")
    rule = queries.contact_of(person.pk)
    assert rule is not None
    assert rule.number == "+962790000012"


def test_ended_their_number_is_free_again(person: Person, desk: Desk) -> None:
    party = make_party(person, desk)
    with pytest.raises(CannotWrite):
        records.end_party(party, desk=make_desk(), by=WORKER, at=LONG_AGO)
    records.end_party(party, desk=desk, by=WORKER, at=LONG_AGO)
    assert queries.parties_of(person.pk) == []
    assert queries.numbers_of_others(person.pk) == frozenset()
