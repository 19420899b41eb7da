"""Reminding of going on without consent that nobody has confirmed."""

from datetime import timedelta

import pytest

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.models import Basis
from malath.privacy.testing import MONDAY, make_block, make_ground
from malath.privacy.tests.conftest import House
from malath.privacy.words import BasisKind, WhyNotConfirm

NEARLY = MONDAY + timedelta(hours=20)
OVER = MONDAY + timedelta(hours=24)


@pytest.fixture
def ground(person: Person, house: House) -> Basis:
    return make_ground(person, by=house.nour)


@pytest.fixture
def supervisor(house: House) -> User:
    return house.rana


def told(user: User) -> list[ItemKind]:
    return [ItemKind(item.kind) for item in inbox.waiting(user.pk, [])]


def desk_told(house: House) -> list[ItemKind]:
    return [ItemKind(item.kind) for item in inbox.waiting(0, [house.desk.pk])]


def test_it_is_due_four_hours_before_the_time_is_over_and_when_it_is_over(ground: Basis, person: Person) -> None:
    assert queries.to_remind(NEARLY - timedelta(minutes=1)) == []
    assert queries.to_remind(NEARLY) == [ground]
    actions.remind(ground, person, at=NEARLY)
    assert queries.to_remind(OVER - timedelta(minutes=1)) == []
    assert queries.to_remind(OVER) == [ground]
    actions.remind(ground, person, at=OVER)
    assert queries.to_remind(OVER + timedelta(days=30)) == []


def test_it_reminds_the_supervisors_and_nobody_else_while_there_is_time(
    ground: Basis, person: Person, house: House, supervisor: User
) -> None:
    officer = make_user(Role.DPO)
    actions.remind(ground, person, at=NEARLY)
    assert (told(supervisor), told(officer), desk_told(house)) == ([ItemKind.BASIS_TO_CONFIRM], [], [])


def test_it_tells_supervisors_desk_and_data_protection_officer_when_the_time_is_over(
    ground: Basis, person: Person, house: House, supervisor: User
) -> None:
    officer = make_user(Role.DPO)
    actions.remind(ground, person, at=OVER)
    late = [ItemKind.BASIS_UNCONFIRMED]
    assert (told(supervisor), told(officer), desk_told(house)) == (late, late, late)


def test_whoever_is_asked_twice_has_one_line_and_it_is_the_newest(
    ground: Basis, person: Person, house: House, supervisor: User
) -> None:
    actions.remind(ground, person, at=NEARLY)
    actions.remind(ground, person, at=OVER)
    assert [(item.kind, item.at) for item in inbox.waiting(supervisor.pk, [])] == [(ItemKind.BASIS_UNCONFIRMED, OVER)]
    assert [(item.kind, item.at) for item in inbox.waiting(0, [house.desk.pk])] == [(ItemKind.BASIS_UNCONFIRMED, OVER)]


def test_it_reminds_the_desk_where_nobody_else_can_confirm(person: Person, house: House) -> None:
    ground = make_ground(person, by=house.rana)
    actions.remind(ground, person, at=NEARLY)
    assert (told(house.rana), desk_told(house)) == ([], [ItemKind.BASIS_TO_CONFIRM])


def test_it_passes_over_a_supervisor_who_is_kept_out(ground: Basis, person: Person, house: House, supervisor: User) -> None:
    before = told(supervisor)
    make_block(person, user=supervisor)
    actions.remind(ground, person, at=NEARLY)
    assert (told(supervisor), desk_told(house)) == (before, [ItemKind.BASIS_TO_CONFIRM])


def test_it_leaves_its_trace(ground: Basis, person: Person) -> None:
    actions.remind(ground, person, at=OVER)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts) == (Did.BASIS_REMINDED, {"kind": "O1", "over": "1"})


def test_nobody_is_reminded_of_what_was_confirmed_or_ended_or_is_not_due(
    ground: Basis, person: Person, supervisor: User
) -> None:
    other = make_ground(person, BasisKind.O3)
    actions.confirm(ground, person, by=supervisor, at=MONDAY)
    actions.end_ground(other, person, by=supervisor, at=MONDAY)
    assert queries.to_remind(OVER) == []
    due = make_ground(person, BasisKind.O4)
    for basis, reason in (
        (ground, WhyNotConfirm.ALREADY_CONFIRMED),
        (other, WhyNotConfirm.HAS_ENDED),
        (due, WhyNotConfirm.NOT_DUE),
    ):
        with pytest.raises(actions.CannotConfirm) as error:
            actions.remind(basis, person, at=MONDAY)
        assert error.value.reasons == [reason]


def test_the_confirmation_takes_every_reminder_off_the_list(ground: Basis, person: Person, supervisor: User) -> None:
    actions.remind(ground, person, at=NEARLY)
    actions.remind(ground, person, at=OVER)
    actions.confirm(ground, person, by=supervisor, at=OVER)
    assert told(supervisor) == []
