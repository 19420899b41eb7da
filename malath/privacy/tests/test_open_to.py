"""Opening a file, and letting desks in: each row stands on a basis, and leaves a trace."""

from datetime import timedelta

import pytest

from malath.accounts import queries as accounts
from malath.accounts.testing import Cast
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.acts import WriteOutsideAct, unguarded
from malath.people.models import Person
from malath.people.testing import make_person
from malath.privacy import actions, queries
from malath.privacy.levels import sections_up_to
from malath.privacy.models import Access, File
from malath.privacy.testing import MONDAY, make_file, make_ground, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import BasisKind, Level, Purpose

LATER = MONDAY + timedelta(hours=1)


def test_a_file_begins_with_the_desk_that_opened_it(house: House) -> None:
    person = make_person(house.desk)
    actions.begin(person, desk=house.desk, by=house.nour, at=MONDAY)
    file = File.objects.get(person=person)
    assert (file.opened_by_desk, file.opened_at) == (house.desk, MONDAY)
    assert trail.file_lines(person.reference)[0].name == Did.FILE_OPENED


def test_the_opener_gets_everything_or_only_its_own_writing(house: House, people: Cast) -> None:
    whole = Access.objects.get(person=make_file(house.desk))
    own = Access.objects.get(person=make_file(people.station, own_writing_only=True))
    assert (whole.level, whole.own_writing_only, whole.purpose) == (Level.L4, False, Purpose.OPENING)
    assert (own.level, own.own_writing_only) == (Level.L4, True)


def test_what_a_standing_grants_is_opened_each_on_its_own_basis(person: Person, house: House, people: Cast) -> None:
    (access,) = make_shared(person, people.health_centre, asked_at=house.desk)
    assert access.level == Level.L2
    assert set(access.sections) == sections_up_to(Level.L2)
    assert access.desk == people.health_centre
    assert {ground.consent.kind for ground in access.basis.grounds.all()} == {"C1", "C3"}


def test_a_ground_without_consent_is_used_as_it_stands(person: Person, house: House, people: Cast) -> None:
    basis = make_ground(person, BasisKind.O1)
    standing = queries.standing_for(person.pk, purpose=Purpose.HEALTH, receiver=people.health_centre.agency, at=MONDAY)
    (access,) = actions.open_for(
        person, standing.grants, desk=people.health_centre, purpose=Purpose.HEALTH, by=house.nour, at=MONDAY
    )
    assert access.basis == basis


def test_it_leaves_desk_level_and_purpose_in_the_trail(person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH, by=house.nour)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.by) == (Did.ACCESS_OPENED, house.nour.reference)
    assert line.facts == {"desk": people.health_centre.reference, "level": "2", "purpose": "health"}


def test_what_left_is_kept_with_its_level_and_reference(person: Person, house: House, people: Cast) -> None:
    actions.record_left(
        person, how="referral", level=Level.L2, reference="AAAA-BBBB-CCCC", by=house.nour, at=MONDAY, to=people.shelter
    )
    (line,) = queries.left_lines(person)
    assert (line.how, line.level, line.reference, line.at) == ("referral", Level.L2, "AAAA-BBBB-CCCC", MONDAY)
    assert trail.file_lines(person.reference)[0].name == Did.LEFT


def test_a_body_that_sees_its_own_writing_only_reads_what_it_sent_itself(people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    for user, desk in ((people.basim, people.shelter), (house.nour, people.health_centre)):
        actions.record_left(person, how="referral", level=Level.L2, reference="R", by=user, at=MONDAY, to=desk)
    holdings = accounts.holdings(people.basim, MONDAY)
    found = queries.sight_of(holdings, person.reference, MONDAY)
    assert found is not None
    assert [line.to for line in queries.left_seen(person, found[1], holdings)] == [people.shelter.agency.name]


def test_something_that_happens_moves_the_file_up_but_not_for_who_sees_own_writing_only(house: House, people: Cast) -> None:
    person = make_file(people.station, own_writing_only=True)
    make_shared(person, people.health_centre, asked_at=people.station)
    before = dict(Access.objects.filter(person=person).values_list("desk_id", "touched_at"))
    with unguarded():
        actions.touch(person.pk, at=LATER)
    after = dict(Access.objects.filter(person=person).values_list("desk_id", "touched_at"))
    assert after[people.health_centre.pk] == LATER
    assert after[people.station.pk] == before[people.station.pk]


def test_nothing_is_written_outside_an_act(person: Person) -> None:
    with pytest.raises(WriteOutsideAct):
        Access.objects.filter(person=person).update(level=4)
    with pytest.raises(WriteOutsideAct):
        File.objects.filter(person=person).delete()
