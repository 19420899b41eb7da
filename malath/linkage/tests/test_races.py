"""Two who judge at once, on PostgreSQL: one after the other, so that nobody stands with somebody who is called different."""

from functools import partial

import pytest
from django.db import connection

from malath.cases.testing import make_case
from malath.foundation.testing import at_once
from malath.linkage import actions, queries
from malath.linkage.actions import CannotSay
from malath.linkage.models import Member, Pair
from malath.linkage.rules import groups
from malath.linkage.testing import BECAUSE, make_pairs, make_said
from malath.linkage.tests.conftest import House, build
from malath.linkage.words import Said
from malath.people.models import Person
from malath.privacy.testing import MONDAY

NAMES = ("Fatuma Ali Hassan", "Rosa Santos Cruz", "Linh Tran Pham", "Sunita Devi Thapa")
"""Another one for each round: of many with one name the first ten are found."""
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def four(house: House, name: str) -> tuple[list[Person], dict[tuple[int, int], Pair]]:
    people = [make_case(house.desk, house.nour, name=name).person for _ in range(4)]
    for person in people:
        make_pairs(person, house.desk, house.nour)
    ids = {person.pk for person in people}
    return people, {(row.one_id, row.other_id): row for row in Pair.objects.filter(one__in=ids, other__in=ids)}


def say(pair: Pair, said: Said, house: House) -> Pair:
    return actions.say(pair, said, because=BECAUSE, answers=True, seen="", desk=house.desk, by=house.nour, at=MONDAY)


def part(pair: Pair, house: House) -> Pair:
    seen = Said.SAME
    return actions.part(
        pair, Said.DIFFERENT, because=BECAUSE, answers=True, seen=seen, desk=house.desk, by=house.nour, at=MONDAY
    )


def holds(people: list[Person]) -> bool:
    """Whether rows say what was said, and each tie joined two groups."""
    ids = [person.pk for person in people]
    ties = queries.ties_among(ids)
    expected = {group for group in groups(ids, ties) if len(group) > 1}
    stands: dict[object, set[int]] = {}
    for person_id, cluster in Member.objects.filter(person__in=ids).values_list("person_id", "cluster"):
        stands.setdefault(cluster, set()).add(person_id)
    different = Pair.objects.filter(said=Said.DIFFERENT, one__in=ids).values_list("one_id", "other_id")
    apart = not any({one, other} <= group for one, other in different for group in expected)
    return (
        apart and {frozenset(group) for group in stands.values()} == expected and len(ties) == sum(len(g) - 1 for g in expected)
    )


def test_two_who_join_the_same_groups_by_other_files_join_once() -> None:
    house = build()
    for name in NAMES:
        people, pairs = four(house, name)
        a, b, c, d = (person.pk for person in people)
        make_said(pairs[a, b], Said.SAME, house.desk, house.nour)
        make_said(pairs[c, d], Said.SAME, house.desk, house.nour)
        answers = at_once(partial(say, pairs[a, c], Said.SAME, house), partial(say, pairs[b, d], Said.SAME, house))
        assert sum(isinstance(answer, CannotSay) for answer in answers) == 1, answers
        assert holds(people)


def test_who_joins_and_who_calls_different_at_once_never_both_get_their_way() -> None:
    house = build()
    for name in NAMES:
        people, pairs = four(house, name)
        a, b, c, _d = (person.pk for person in people)
        make_said(pairs[a, b], Said.SAME, house.desk, house.nour)
        answers = at_once(partial(say, pairs[b, c], Said.SAME, house), partial(say, pairs[a, c], Said.DIFFERENT, house))
        assert sum(isinstance(answer, CannotSay) for answer in answers) == 1, answers
        assert holds(people)


def test_who_joins_and_who_parts_at_once_leave_what_was_said() -> None:
    house = build()
    for name in NAMES:
        people, pairs = four(house, name)
        a, b, c, _d = (person.pk for person in people)
        joined = make_said(pairs[a, b], Said.SAME, house.desk, house.nour)
        answers = at_once(
            partial(say, pairs[b, c], Said.SAME, house),
            partial(part, joined, house),
        )
        assert not any(isinstance(answer, Exception) for answer in answers), answers
        assert holds(people)
