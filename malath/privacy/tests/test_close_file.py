"""A file is closed: whoever worked with it sees its status, nothing new leaves; opened again it rests on what still holds."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.testing import Cast, signed_in
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people import actions as people_acts
from malath.people.models import Person
from malath.people.words import AgeBand
from malath.privacy import actions, queries
from malath.privacy.actions import CannotClose, CannotReopen, guardians
from malath.privacy.models import Basis, File, Guardian
from malath.privacy.queries import reopening
from malath.privacy.rules import Sight, View
from malath.privacy.testing import MONDAY, SPOKEN, WORDS, make_consent, make_file, make_ground, make_guardian, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import (
    Answer,
    AssentView,
    BasisKind,
    ConsentKind,
    EndedBecause,
    Purpose,
    Section,
    WhyHidden,
    WhyNot,
    WhyNotClose,
)

LATER = MONDAY + timedelta(days=30)


def sight_for(user: User, person: Person) -> Sight | None:
    found = queries.sight_of(accounts.holdings(user, LATER), person.reference, LATER)
    return found[1] if found else None


def seen_by(user: User, person: Person) -> set[Section]:
    """Nothing at all where the file is not known to them: whoever knows it sees its status."""
    sight = sight_for(user, person)
    return {*sight.full, *sight.own} if sight else set()


@pytest.fixture
def shared(person: Person, house: House, people: Cast) -> Person:
    """Nour's file, which a health centre works with as well."""
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    return person


def test_every_desk_that_saw_it_sees_its_status_and_no_more(shared: Person, house: House, people: Cast) -> None:
    actions.close_file(shared, by=house.nour, at=LATER)
    assert seen_by(house.nour, shared) == {Section.STATUS}
    assert seen_by(house.rana, shared) == {Section.STATUS}
    assert seen_by(people.zayd, shared) == {Section.STATUS}


def test_a_desk_that_never_saw_it_learns_nothing(person: Person, house: House, people: Cast) -> None:
    actions.close_file(person, by=house.nour, at=LATER)
    assert seen_by(people.zayd, person) == set()


def test_a_desk_whose_ground_had_ended_before_gets_nothing_back(shared: Person, house: House, people: Cast) -> None:
    agreed = queries.standing_row(shared.pk, ConsentKind.C3, people.health_centre.agency)
    assert agreed
    actions.withdraw(agreed, shared, by=house.nour, at=MONDAY)
    actions.close_file(shared, by=house.nour, at=LATER)
    assert seen_by(people.zayd, shared) == set()


def test_of_a_closed_file_no_more_agreement_is_asked_for(shared: Person, house: House, people: Cast) -> None:
    def why(user: User) -> WhyHidden:
        holdings = accounts.holdings(user, LATER)
        return queries.why_hidden(holdings, queries.why_visible(holdings, shared, LATER), Section.STORY)

    assert why(people.zayd) != WhyHidden.CLOSED
    actions.close_file(shared, by=house.nour, at=LATER)
    assert (why(people.zayd), why(house.nour)) == (WhyHidden.CLOSED, WhyHidden.CLOSED)


def test_every_ground_ends_because_its_purpose_did(shared: Person, house: House) -> None:
    make_ground(shared, BasisKind.O1, by=house.nour)
    actions.close_file(shared, by=house.nour, at=LATER)
    left = Basis.objects.filter(person=shared)
    assert set(left.filter(ended_at__isnull=True).values_list("kind", flat=True)) == {BasisKind.MANDATE}
    assert set(left.filter(ended_at=LATER).values_list("ended_because", flat=True)) == {EndedBecause.PURPOSE_ENDED}
    assert inbox.waiting(house.rana.pk, []) == []


def test_desks_are_told_that_it_is_closed_and_not_to_stop(shared: Person, house: House, people: Cast) -> None:
    actions.close_file(shared, by=house.nour, at=LATER)
    told = {(item.kind, item.subject) for item in inbox.waiting(people.zayd.pk, [people.health_centre.pk])}
    assert told == {(ItemKind.FILE_CLOSED, shared.reference)}


def test_what_the_person_agreed_to_stays_on_record(shared: Person, house: House) -> None:
    before = queries.asked(shared.pk)
    actions.close_file(shared, by=house.nour, at=LATER)
    assert queries.asked(shared.pk) == before


def test_nothing_new_leaves_while_it_is_closed(shared: Person, house: House, people: Cast) -> None:
    receiver = people.health_centre.agency
    actions.close_file(shared, by=house.nour, at=LATER)
    standing = queries.standing_for(shared.pk, purpose=Purpose.HEALTH, receiver=receiver, at=LATER)
    assert (standing.is_open, standing.why_not) == (False, (WhyNot.FILE_CLOSED,))
    actions.reopen_file(shared, desk=house.desk, by=house.nour, at=LATER)
    assert queries.standing_for(shared.pk, purpose=Purpose.HEALTH, receiver=receiver, at=LATER).is_open


def test_it_is_not_closed_twice(person: Person, house: House) -> None:
    actions.close_file(person, by=house.nour, at=LATER)
    with pytest.raises(CannotClose) as refused:
        actions.close_file(person, by=house.nour, at=LATER)
    assert refused.value.reasons == [WhyNotClose.CLOSED_ALREADY]


def test_the_page_shows_the_status_and_changes_nothing(client: Client, person: Person, house: House) -> None:
    actions.close_file(person, by=house.nour, at=MONDAY)
    page = f"/people/{person.reference}/"
    answer = signed_in(client, house.nour).get(page)
    assert answer.status_code == 200
    assert "Dana" not in answer.content.decode()
    assert client.get(f"{page}consents/").status_code == 403


def test_it_leaves_nothing_behind_when_the_trace_fails(person: Person, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("no trace")

    monkeypatch.setattr(audit, "_append", fail)
    with pytest.raises(RuntimeError, match="no trace"):
        actions.close_file(person, by=house.nour, at=LATER)
    assert File.objects.get(pk=person.pk).closed_at is None
    assert not Basis.objects.filter(person=person, kind=BasisKind.MANDATE).exists()


def test_opened_again_it_rests_on_what_the_person_agreed_to(shared: Person, house: House, people: Cast) -> None:
    before = seen_by(house.nour, shared)
    actions.close_file(shared, by=house.nour, at=LATER)
    actions.reopen_file(shared, desk=house.desk, by=house.nour, at=LATER)
    assert seen_by(house.nour, shared) == before
    assert seen_by(people.zayd, shared) == {Section.STATUS}
    assert trail.file_lines(shared.reference)[0].name == Did.FILE_REOPENED


def test_a_receiving_desk_gets_back_what_consent_still_reaches(shared: Person, house: House, people: Cast) -> None:
    before = seen_by(people.zayd, shared)
    actions.close_file(shared, by=people.zayd, at=LATER)
    actions.reopen_file(shared, desk=people.health_centre, by=people.zayd, at=LATER)
    assert seen_by(people.zayd, shared) == before
    assert seen_by(house.nour, shared) == {Section.STATUS}


def test_a_front_line_desk_gets_back_its_own_writing_only(people: Cast) -> None:
    person = make_file(people.station, own_writing_only=True)
    actions.close_file(person, by=people.basim, at=LATER)
    actions.reopen_file(person, desk=people.station, by=people.basim, at=LATER)
    sight = sight_for(people.basim, person)
    assert sight is not None
    assert sight.full == {Section.STATUS}
    assert Section.STORY in sight.own


def test_without_a_consent_that_holds_it_needs_a_ground(person: Person, house: House) -> None:
    make_consent(person, ConsentKind.C1, Answer.NO, desk=house.desk)
    actions.close_file(person, by=house.nour, at=LATER)
    with pytest.raises(CannotReopen) as refused:
        actions.reopen_file(person, desk=house.desk, by=house.nour, at=LATER)
    assert refused.value.reasons == [WhyNotClose.NO_GROUND]
    assert File.objects.get(pk=person.pk).closed_at == LATER
    make_ground(person, BasisKind.O4, by=house.nour, at=LATER)
    actions.reopen_file(person, desk=house.desk, by=house.nour, at=LATER)
    assert Section.STORY in seen_by(house.nour, person)


def nothing_more(_person: Person, _house: House) -> None:
    """The yes of before stands."""


def a_no(person: Person, house: House) -> None:
    make_consent(person, ConsentKind.C1, Answer.NO, desk=house.desk)


def a_guardian(person: Person, house: House) -> Guardian:
    guardian = make_guardian(person, desk=house.desk, by=house.nour, verified_by=house.rana)
    actions.record_consent(
        person, kind=ConsentKind.C1, answer=Answer.YES, circumstances=SPOKEN, wording=WORDS, desk=house.desk, by=house.nour,
        at=MONDAY, guardian=guardian, view=View(AssentView.YES, ""),
    )  # fmt: skip
    return guardian


def a_suspected_guardian(person: Person, house: House) -> None:
    guardians.doubt_guardian(a_guardian(person, house), because="He took her papers.", by=house.nour, at=MONDAY)


def a_guardian_of_one_now_grown(person: Person, house: House) -> None:
    a_guardian(person, house)
    people_acts.change_facts(
        person, {"age_band": AgeBand.B18}, version=person.version, desk=house.desk, by=house.nour, at=MONDAY
    )


@pytest.mark.parametrize(
    ("said", "again"),
    [
        (nothing_more, True),
        (a_no, False),
        (a_guardian, True),
        (a_suspected_guardian, False),
        (a_guardian_of_one_now_grown, False),
    ],
)
def test_it_is_opened_again_exactly_where_the_page_offers_it(
    house: House, said: Callable[[Person, House], object], *, again: bool
) -> None:
    child = make_file(
        house.desk, name="Lina Samir Alias", facts={"age_band": AgeBand.B9 if said != nothing_more else AgeBand.B18}
    )
    said(child, house)
    actions.close_file(child, by=house.nour, at=LATER)
    assert reopening.reopens(child, house.desk, LATER) is again
    with nullcontext() if again else pytest.raises(CannotReopen):
        actions.reopen_file(child, desk=house.desk, by=house.nour, at=LATER)


def test_a_receiver_is_offered_it_only_where_its_own_consent_stands(shared: Person, house: House, people: Cast) -> None:
    agreed = queries.standing_row(shared.pk, ConsentKind.C3, people.health_centre.agency)
    assert agreed
    actions.close_file(shared, by=house.nour, at=LATER)
    assert reopening.reopens(shared, people.health_centre, LATER)
    actions.withdraw(agreed, shared, by=house.nour, at=LATER)
    assert not reopening.reopens(shared, people.health_centre, LATER)
    assert reopening.reopens(shared, house.desk, LATER)
    assert not reopening.reopens(shared, people.station, LATER)


def test_a_desk_that_never_worked_with_it_gets_nothing(person: Person, house: House, people: Cast) -> None:
    actions.close_file(person, by=house.nour, at=LATER)
    with pytest.raises(CannotReopen) as refused:
        actions.reopen_file(person, desk=people.health_centre, by=people.zayd, at=LATER)
    assert refused.value.reasons == [WhyNotClose.NEVER_THERE]


def test_a_file_that_is_not_closed_is_not_opened_again(person: Person, house: House) -> None:
    with pytest.raises(CannotReopen) as refused:
        actions.reopen_file(person, desk=house.desk, by=house.nour, at=LATER)
    assert refused.value.reasons == [WhyNotClose.NOT_CLOSED]


def test_it_can_be_closed_and_opened_again_and_again(person: Person, house: House) -> None:
    for _ in range(3):
        actions.close_file(person, by=house.nour, at=LATER)
        actions.reopen_file(person, desk=house.desk, by=house.nour, at=LATER)
    assert Section.STORY in seen_by(house.nour, person)
