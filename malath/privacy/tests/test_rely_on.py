"""Going on without consent (O1–O4), and bases that rest on consents."""

from datetime import timedelta

import pytest

from malath.accounts import queries as accounts
from malath.accounts.testing import Cast
from malath.agencies.testing import make_agency
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.people.words import AgeBand
from malath.privacy import actions, queries
from malath.privacy.actions import CannotRely
from malath.privacy.models import Basis
from malath.privacy.testing import MONDAY, make_block, make_consent, make_file, make_ground
from malath.privacy.tests.conftest import House
from malath.privacy.words import BasisKind, ConsentKind, Level, Purpose, Section, WhyNotRely


def test_it_says_why_and_until_when_a_supervisor_confirms(person: Person, house: House) -> None:
    basis = make_ground(person, BasisKind.O1, because="He will be back tonight.", by=house.nour)
    stored = Basis.objects.select_related("key").get(pk=basis.pk)
    assert stored.opened("because") == "He will be back tonight."
    assert stored.confirm_by == MONDAY + timedelta(hours=24)
    assert (stored.opened_by, stored.opened_at) == (house.nour.reference, MONDAY)


def test_it_seals_the_reason(person: Person) -> None:
    basis = make_ground(person, because="He will be back tonight.")
    stored = Basis.objects.values_list("because", flat=True).get(pk=basis.pk)
    assert stored
    assert b"tonight" not in bytes(stored)


def test_it_leaves_the_kind_in_the_trail_and_not_the_reason(person: Person) -> None:
    make_ground(person, BasisKind.O4)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts) == (Did.BASIS_OPENED, {"kind": "O4"})


def refusal(person: Person, kind: BasisKind, because: str = "He is outside the door.") -> list[WhyNotRely]:
    with pytest.raises(CannotRely) as refused:
        make_ground(person, kind, because=because)
    return refused.value.reasons


def test_it_refuses_without_a_reason(person: Person) -> None:
    assert refusal(person, BasisKind.O1, because="  ") == [WhyNotRely.REASON_MISSING]
    assert not Basis.objects.filter(person=person, kind=BasisKind.O1).exists()


def test_it_refuses_child_at_risk_for_an_adult(person: Person) -> None:
    assert refusal(person, BasisKind.O2) == [WhyNotRely.ONLY_FOR_A_CHILD]


def test_it_refuses_a_ground_that_stands_so_that_the_time_to_confirm_does_not_begin_anew(person: Person) -> None:
    make_ground(person, BasisKind.O1)
    assert refusal(person, BasisKind.O1) == [WhyNotRely.STANDS_ALREADY]


def test_it_asks_the_supervisors_of_the_body_and_nobody_else(person: Person, house: House) -> None:
    make_ground(person, by=house.nour)
    assert [item.kind for item in inbox.waiting(house.rana.pk, [])] == [ItemKind.BASIS_TO_CONFIRM]
    assert inbox.waiting(house.nour.pk, [house.desk.pk]) == []


def test_it_asks_the_desk_where_the_only_supervisor_goes_on_or_is_kept_out(person: Person, house: House) -> None:
    make_block(person, user=house.rana)
    make_ground(person, by=house.nour)
    assert inbox.waiting(house.rana.pk, []) == []
    assert [item.kind for item in inbox.waiting(house.nour.pk, [house.desk.pk])] == [ItemKind.BASIS_TO_CONFIRM]


def test_it_opens_nothing_by_itself(person: Person, people: Cast) -> None:
    make_ground(person)
    holdings = accounts.holdings(people.amal, MONDAY)
    assert queries.sight_of(holdings, person.reference, MONDAY) is None


def test_a_front_line_desk_and_its_supervisor_see_the_ground_they_go_on_and_no_other(people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    make_ground(person, BasisKind.O1, because="He is outside the door.", by=people.basim)
    make_ground(person, BasisKind.O3, desk=house.desk, by=house.nour)
    for user in (people.basim, people.huda):
        holdings = accounts.holdings(user, MONDAY)
        found = queries.sight_of(holdings, person.reference, MONDAY)
        assert found is not None
        lines = queries.basis_lines(person, found[1], holdings, MONDAY)
        assert [(line.kind, line.because) for line in lines] == [(BasisKind.O1, "He is outside the door.")]


@pytest.mark.parametrize(
    ("kind", "level"),
    [(BasisKind.O1, Level.L3), (BasisKind.O2, Level.L3), (BasisKind.O3, Level.L2), (BasisKind.O4, Level.L3)],
)
def test_it_carries_least_data(house: House, kind: BasisKind, level: Level) -> None:
    person = make_file(house.desk, facts={"age_band": AgeBand.B9})
    make_ground(person, kind)
    lawyers = make_agency(AgencyKind.LEGAL)
    standing = queries.standing_for(person.pk, purpose=Purpose.LEGAL, receiver=lawyers, at=MONDAY)
    assert (standing.level, standing.is_open) == (level, True)


def test_a_basis_that_rests_on_consents_ends_with_the_first_of_their_last_days(person: Person, house: House) -> None:
    today = MONDAY.date()
    long = make_consent(person, ConsentKind.C2, desk=house.desk)
    short = make_consent(person, ConsentKind.C6, desk=house.desk, expires_on=today + timedelta(days=3))
    basis = actions.rest_on(person, [long.pk, short.pk], by=house.nour, at=MONDAY)
    assert basis.until is not None
    last = basis.until - timedelta(seconds=1)
    assert queries.is_open(basis.pk, last)
    assert not queries.is_open(basis.pk, basis.until)
    assert (basis.until - MONDAY) < timedelta(days=4)


def test_the_page_shows_grounds_to_who_sees_the_consents_and_reasons_to_who_sees_the_story(
    person: Person, house: House
) -> None:
    make_ground(person, because="He will be back tonight.")
    found = queries.sight_of(accounts.holdings(house.nour, MONDAY), person.reference, MONDAY)
    assert found is not None
    holdings = accounts.holdings(house.nour, MONDAY)
    (line,) = queries.basis_lines(person, found[1], holdings, MONDAY)
    assert (line.kind, line.because) == (BasisKind.O1, "He will be back tonight.")
    less = type(found[1])(1, "", frozenset({Section.CONSENTS}), frozenset(), frozenset(), 3)
    assert queries.basis_lines(person, less, holdings, MONDAY)[0].because == ""
    own = type(found[1])(1, "", frozenset({Section.STATUS}), frozenset(Section), frozenset({1}), 3)
    assert queries.basis_lines(person, own, holdings, MONDAY) == ()
