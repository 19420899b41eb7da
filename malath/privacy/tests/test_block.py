"""Keeping somebody out because the person asks for it, and ending that."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from malath.accounts import actions as account_actions
from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.testing import Cast
from malath.accounts.words import RelationKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.actions import CannotBlock
from malath.privacy.models import Block
from malath.privacy.testing import MONDAY, make_block, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import BlockKind, Level, WhyNotBlock

LATER = MONDAY + timedelta(hours=1)


def is_seen(user: User, person: Person) -> bool:
    return queries.sight_of(accounts.holdings(user, LATER), person.reference, LATER) is not None


WAYS: dict[str, Callable[[Cast], dict[str, object]]] = {
    "member of staff": lambda people: {"user": people.amal},
    "desk": lambda people: {"desk": people.shelter},
    "agency": lambda people: {"agency": people.shelter.agency},
}


@pytest.fixture
def shared(person: Person, house: House, people: Cast) -> Person:
    make_shared(person, people.shelter, asked_at=house.desk)
    return person


@pytest.mark.parametrize("whom", WAYS)
def test_it_wins_over_every_access(shared: Person, people: Cast, whom: str) -> None:
    assert is_seen(people.amal, shared)
    make_block(shared, **WAYS[whom](people))  # type: ignore[arg-type]  # one of three
    assert not is_seen(people.amal, shared)


def test_it_keeps_nobody_else_out(shared: Person, house: House, people: Cast) -> None:
    make_block(shared, agency=people.shelter.agency)
    assert is_seen(house.nour, shared)
    assert is_seen(people.amal, other := make_file(people.shelter))
    assert not queries.is_kept_out(accounts.holdings(people.amal, LATER), other)


def test_it_wins_over_a_supervisor(house: House) -> None:
    person = make_file(house.desk)
    make_block(person, user=house.rana)
    assert not is_seen(house.rana, person)
    assert is_seen(house.nour, person)


def test_a_relation_that_was_declared_keeps_out_as_well(house: House) -> None:
    person = make_file(house.desk)
    account_actions.declare_relation(
        house.nour, person_reference=person.reference, kind=RelationKind.NEIGHBOUR, by=house.nour, at=MONDAY
    )
    assert not is_seen(house.nour, person)
    assert queries.is_kept_out(accounts.holdings(house.nour, LATER), person)
    assert is_seen(house.rana, person)


@pytest.mark.parametrize("whom", WAYS)
def test_of_several_only_those_are_left_whom_nothing_keeps_from_the_file(
    shared: Person, people: Cast, house: House, whom: str
) -> None:
    several = [people.amal, people.huda, house.nour]
    assert queries.whom_nothing_keeps_from(shared, several, LATER) == several
    account_actions.declare_relation(
        house.nour, person_reference=shared.reference, kind=RelationKind.NEIGHBOUR, by=house.nour, at=MONDAY
    )
    make_block(shared, **WAYS[whom](people))  # type: ignore[arg-type]  # one of three
    free = [user for user in several if not queries.is_kept_out(accounts.holdings(user, LATER), shared)]
    assert people.amal not in free
    assert house.nour not in free
    assert queries.whom_nothing_keeps_from(shared, several, LATER) == free


def test_asking_for_several_takes_no_longer_than_for_one(
    shared: Person, people: Cast, house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        queries.whom_nothing_keeps_from(shared, [people.amal, people.huda, people.basim, house.nour, house.rana], LATER)


def test_lists_of_who_is_kept_out(shared: Person, house: House, people: Cast) -> None:
    make_block(shared, user=people.amal)
    make_block(shared, desk=people.station)
    assert queries.users_kept_from(shared) == {people.amal.pk}
    assert queries.desks_kept_from(shared, [people.station, people.shelter]) == {people.station.pk}
    blocked, related = queries.few_kept_from(accounts.holdings(people.basim, LATER))
    assert [row["person_id"] for row in blocked] == [shared.pk]
    assert not related.exists()


def test_it_leaves_the_kind_in_the_trail_and_not_whom(shared: Person, people: Cast, house: House) -> None:
    make_block(shared, user=people.amal, by=house.nour)
    line = trail.file_lines(shared.reference)[0]
    assert (line.name, line.subject, line.facts) == (Did.BLOCK_SET, shared.reference, {"kind": "asked"})
    assert people.amal.reference not in str(line)


def test_it_refuses_what_stands_already(shared: Person, people: Cast) -> None:
    make_block(shared, user=people.amal)
    with pytest.raises(CannotBlock) as refused:
        make_block(shared, user=people.amal)
    assert refused.value.reasons == [WhyNotBlock.ALREADY_BLOCKED]
    make_block(shared, desk=people.shelter)


def test_it_warns_who_would_close_the_file_to_themselves(shared: Person, house: House) -> None:
    holdings = accounts.holdings(house.nour, MONDAY)

    def block(*, others_help: bool) -> Block:
        return actions.block(
            shared,
            kind=BlockKind.ASKED,
            by=house.nour,
            at=MONDAY,
            agency=house.desk.agency,
            blocker=holdings,
            others_help=others_help,
        )

    with pytest.raises(CannotBlock) as refused:
        block(others_help=False)
    assert refused.value.reasons == [WhyNotBlock.LEAVES_NOBODY]
    assert is_seen(house.nour, shared)
    block(others_help=True)
    assert not is_seen(house.nour, shared)


def test_ending_it_gives_back_what_consents_allow(shared: Person, house: House, people: Cast) -> None:
    row = make_block(shared, user=people.amal)
    actions.unblock(row, shared, by=house.nour, at=LATER)
    assert is_seen(people.amal, shared)
    stored = Block.objects.get(pk=row.pk)
    assert (stored.ended_at, stored.ended_by) == (LATER, house.nour.reference)
    assert trail.file_lines(shared.reference)[0].name == Did.BLOCK_ENDED


def test_one_that_stands_for_a_conflict_of_interest_is_not_ended_here(shared: Person, house: House, people: Cast) -> None:
    row = make_block(shared, user=people.amal, kind=BlockKind.CONFLICT)
    with pytest.raises(CannotBlock) as refused:
        actions.unblock(row, shared, by=house.nour, at=LATER)
    assert refused.value.reasons == [WhyNotBlock.NOT_ASKED_FOR]
    assert not is_seen(people.amal, shared)


def test_it_may_be_set_again_after_it_ended(shared: Person, house: House, people: Cast) -> None:
    actions.unblock(make_block(shared, user=people.amal), shared, by=house.nour, at=LATER)
    make_block(shared, user=people.amal, at=LATER)
    assert not is_seen(people.amal, shared)


def test_people_of_whom_a_blocked_viewer_sees_a_level_leave_the_person_out(shared: Person, people: Cast) -> None:
    holdings = accounts.holdings(people.amal, LATER)
    assert list(queries.people_visible_to(holdings, LATER, level=Level.L1)) == [shared]
    make_block(shared, user=people.amal)
    assert list(queries.people_visible_to(holdings, LATER, level=Level.L1)) == []
