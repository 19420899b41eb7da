"""Going on without consent (O1–O4), and bases that rest on consents."""

from datetime import timedelta

import pytest

from malath.accounts import queries as accounts
from malath.agencies.testing import make_agency
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.models import Basis
from malath.privacy.testing import MONDAY, make_consent, make_ground
from malath.privacy.tests.conftest import House
from malath.privacy.words import BasisKind, ConsentKind, Level, Purpose, Section


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
    make_ground(person, BasisKind.O2)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts) == (Did.BASIS_OPENED, {"kind": "O2"})


@pytest.mark.parametrize(
    ("kind", "level"),
    [(BasisKind.O1, Level.L3), (BasisKind.O2, Level.L3), (BasisKind.O3, Level.L2), (BasisKind.O4, Level.L3)],
)
def test_it_carries_least_data(person: Person, kind: BasisKind, level: Level) -> None:
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
