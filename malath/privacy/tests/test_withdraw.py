"""Taking a consent back: sharing stops at once, no service ends."""

from datetime import timedelta

import pytest

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.agencies.models import Agency
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.actions import CannotRecord
from malath.privacy.models import Access, Basis, Consent
from malath.privacy.testing import MONDAY, make_consent, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import (
    Answer,
    ConsentKind,
    EndedBecause,
    Heard,
    Level,
    Purpose,
    Section,
    WhyNotConsent,
)

LATER = MONDAY + timedelta(hours=3)


def sees(user: User, person: Person) -> frozenset[Section]:
    found = queries.sight_of(accounts.holdings(user, LATER), person.reference, LATER)
    return found[1].full | found[1].own if found else frozenset()


def take_back(person: Person, kind: ConsentKind, by: User, body: Agency | None = None, heard: Heard | None = None) -> Consent:
    consent = queries.standing_row(person.pk, kind, body)
    assert consent is not None
    return actions.withdraw(consent, person, by=by, at=LATER, heard=heard)


@pytest.fixture
def shared(person: Person, house: House, people: Cast) -> Person:
    """Amal's shelter sees the person: C3 for it, and C8."""
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    return person


@pytest.mark.parametrize("kind", [ConsentKind.C1, ConsentKind.C3, ConsentKind.C8])
def test_access_that_stood_on_it_ends_in_the_same_moment(shared: Person, house: House, people: Cast, kind: ConsentKind) -> None:
    assert Section.IDENTITY in sees(people.amal, shared)
    take_back(shared, kind, house.nour, people.shelter.agency if kind == ConsentKind.C3 else None)
    assert sees(people.amal, shared) == frozenset()


def test_the_rest_goes_on(shared: Person, house: House, people: Cast) -> None:
    make_consent(shared, ConsentKind.C2, desk=house.desk)
    take_back(shared, ConsentKind.C2, house.nour)
    assert Section.IDENTITY in sees(people.amal, shared)
    assert Section.STORY in sees(house.nour, shared)


def test_c4_takes_back_what_it_had_widened_and_no_more(person: Person, house: House) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU))
    officer = make_user(Role.CTU_IDENT, unit)
    make_shared(person, unit, asked_at=house.desk, purpose=Purpose.IDENTIFICATION, also=[ConsentKind.C4])
    assert Section.STORY in sees(officer, person)
    take_back(person, ConsentKind.C4, house.nour)
    assert sees(officer, person) == {Section.STATUS, Section.FACTS, Section.SAFETY}


def test_c1_ends_the_file_for_everybody(shared: Person, house: House, people: Cast) -> None:
    take_back(shared, ConsentKind.C1, house.nour)
    assert sees(house.nour, shared) == sees(people.amal, shared) == frozenset()


def test_it_says_when_and_by_whom(shared: Person, house: House) -> None:
    consent = take_back(shared, ConsentKind.C8, house.nour)
    stored = Consent.objects.get(pk=consent.pk)
    assert (stored.withdrawn_at, stored.withdrawn_by) == (LATER, house.nour.reference)
    assert (stored.answer, stored.superseded_at) == (Answer.YES, None)
    ended = Basis.objects.filter(grounds__consent=consent)
    assert {basis.ended_because for basis in ended} == {EndedBecause.WITHDRAWN}


def test_it_leaves_codes_in_the_trail(shared: Person, house: House, people: Cast) -> None:
    take_back(shared, ConsentKind.C3, house.nour, people.shelter.agency, Heard.CODE_WORD)
    line = trail.file_lines(shared.reference)[0]
    assert line.name == Did.CONSENT_WITHDRAWN
    assert line.facts == {
        "kind": "C3", "bases": "1", "body": people.shelter.agency.reference, "heard": "code_word"
    }  # fmt: skip


def test_each_desk_concerned_is_told_to_stop_without_a_name_or_a_link(shared: Person, house: House, people: Cast) -> None:
    take_back(shared, ConsentKind.C8, house.nour)
    (item,) = inbox.waiting(people.amal.pk, [people.shelter.pk])
    assert (item.kind, item.subject, item.link) == (ItemKind.BASIS_ENDED, shared.reference, "")
    assert not inbox.waiting(people.zayd.pk, [people.health_centre.pk])


def test_it_removes_nothing(shared: Person, house: House) -> None:
    before = (Consent.objects.count(), Access.objects.count(), Basis.objects.count())
    take_back(shared, ConsentKind.C8, house.nour)
    assert (Consent.objects.count(), Access.objects.count(), Basis.objects.count()) == before


def test_the_person_may_agree_again(shared: Person, house: House, people: Cast) -> None:
    take_back(shared, ConsentKind.C8, house.nour)
    make_consent(shared, ConsentKind.C8, desk=house.desk, at=LATER)
    standing = queries.standing_for(shared.pk, purpose=Purpose.SHELTER, receiver=people.shelter.agency, at=LATER)
    assert standing.level == Level.L3
    assert sees(people.amal, shared) == frozenset(), "what ended does not come back by itself"


def test_it_refuses_a_second_time(shared: Person, house: House) -> None:
    take_back(shared, ConsentKind.C8, house.nour)
    with pytest.raises(CannotRecord) as refused:
        take_back(shared, ConsentKind.C8, house.nour)
    assert refused.value.reasons == [WhyNotConsent.ALREADY_WITHDRAWN]


def test_it_refuses_what_was_never_given(person: Person, house: House) -> None:
    make_consent(person, ConsentKind.C4, Answer.NO, desk=house.desk)
    with pytest.raises(CannotRecord) as refused:
        take_back(person, ConsentKind.C4, house.nour)
    assert refused.value.reasons == [WhyNotConsent.NOT_GIVEN]


def test_it_refuses_while_nobody_knows_whose_wish_it_is(shared: Person, house: House, people: Cast) -> None:
    with pytest.raises(CannotRecord) as refused:
        take_back(shared, ConsentKind.C8, house.nour, heard=Heard.UNSURE)
    assert refused.value.reasons == [WhyNotConsent.NOT_SURE]
    assert Section.IDENTITY in sees(people.amal, shared)


def test_what_left_stays_in_the_statement(shared: Person, house: House, people: Cast) -> None:
    actions.record_left(shared, how="referral", level=Level.L2, reference="REF", by=house.nour, at=MONDAY, to=people.shelter)
    take_back(shared, ConsentKind.C8, house.nour)
    assert [(line.to, line.level) for line in queries.left_lines(shared)] == [(people.shelter.agency.name, Level.L2)]
