"""What is said of two files: joined, parted, different, not sure; and that nothing is ever joined or parted in passing."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.linkage import actions, queries
from malath.linkage.actions import CannotSay
from malath.linkage.models import Judgement, Member, Pair
from malath.linkage.queries import pages
from malath.linkage.rules import groups
from malath.linkage.testing import BECAUSE, make_pairs, make_said
from malath.linkage.tests.conftest import House
from malath.linkage.words import Said, WhyNot
from malath.people.models import Person
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY, make_block
from malath.workday.trail import Walls, what_happened

NAME = "Fatuma Ali Hassan"


def people_of(house: House, count: int) -> list[Person]:
    return [make_case(house.desk, house.nour, name=NAME).person for _ in range(count)]


def pairs_of(house: House, people: list[Person]) -> dict[tuple[int, int], Pair]:
    for person in people:
        make_pairs(person, house.desk, house.nour)
    return {(pair.one_id, pair.other_id): pair for pair in Pair.objects.all()}


@pytest.fixture
def two(house: House) -> Pair:
    return next(iter(pairs_of(house, people_of(house, 2)).values()))


def say(pair: Pair, said: Said, house: House, **how: object) -> Pair:
    given = {"because": BECAUSE, "answers": True, "seen": pair.said, "desk": house.desk, "by": house.nour, "at": MONDAY}
    return actions.say(pair, said, **{**given, **how})  # type: ignore[arg-type]  # as given


def part(pair: Pair, said: Said, house: House, **how: object) -> Pair:
    given = {"because": BECAUSE, "answers": True, "seen": Said.SAME, "desk": house.desk, "by": house.nour, "at": MONDAY}
    return actions.part(pair, said, **{**given, **how})  # type: ignore[arg-type]  # as given


def test_the_same_person_stands_in_two_files_that_both_stay(two: Pair, house: House) -> None:
    say(two, Said.SAME, house)
    assert queries.same_as(two.one_id) == [two.other]
    assert queries.same_as(two.other_id) == [two.one]
    assert two.one.reference != two.other.reference


def test_parted_files_stand_alone_again_with_all_that_was_said(two: Pair, house: House) -> None:
    part(say(two, Said.SAME, house), Said.DIFFERENT, house)
    assert queries.same_as(two.one_id) == []
    assert not Member.objects.exists()
    said = Judgement.objects.order_by("pk").values_list("said", "parted")
    assert list(said) == [(Said.SAME, False), (Said.DIFFERENT, True)]


def test_why_lies_sealed_and_is_read_with_the_pair(two: Pair, house: House) -> None:
    say(two, Said.UNSURE, house)
    [row] = Judgement.objects.all()
    assert BECAUSE.encode() not in bytes(row.because)
    line = pages.pair_line(
        queries.pair_by_reference(two.reference) or two, two.one, accounts.holdings(house.nour, MONDAY), MONDAY
    )
    assert line is not None
    assert line.because == BECAUSE


def test_who_is_not_sure_leaves_it_on_the_list(two: Pair, house: House) -> None:
    say(two, Said.UNSURE, house)
    assert len(queries.open_pairs(accounts.holdings(house.nour, MONDAY))) == 1


def test_both_files_keep_it_in_their_trail(two: Pair, house: House) -> None:
    part(say(two, Said.SAME, house), Said.UNSURE, house)
    for person in (two.one, two.other):
        names = {line.name for line in trail.file_lines(person.reference)}
        assert {Did.FILES_JOINED, Did.FILES_PARTED} <= names


def test_who_reads_one_of_two_files_reads_nothing_of_the_other_in_its_trail(two: Pair, house: House) -> None:
    say(two, Said.SAME, house)
    make_block(two.other, user=house.colleague, by=house.rima)
    for user, expected in ((house.nour, 1), (house.colleague, 0)):
        held = accounts.holdings(user, MONDAY)
        section = pages.section_of(two.one, held, MONDAY)
        assert len(section.same) == expected
        sight = privacy.sights(held, [two.one_id], MONDAY)[two.one_id]
        walls = Walls(AgencyKind.ASSOCIATION, looks=True, in_emergency=False)
        beside = section.references
        told = what_happened(sight, held, user, tones={Did.FILES_JOINED: "info"}, limit=9, walls=walls, beside=beside)
        assert len(told) == expected


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"because": " "}, WhyNot.REASON_MISSING),
        ({"answers": False}, WhyNot.NOT_YOURS),
        ({"seen": Said.UNSURE}, WhyNot.SAID_MEANWHILE),
    ],
)
def test_a_refused_join_leaves_nothing_behind(two: Pair, house: House, how: dict[str, object], reason: WhyNot) -> None:
    with pytest.raises(CannotSay) as refused:
        say(two, Said.SAME, house, **how)
    assert refused.value.reasons == [reason]
    assert not Judgement.objects.exists()
    assert not Member.objects.exists()


def test_files_that_do_not_stand_together_are_not_parted(two: Pair, house: House) -> None:
    with pytest.raises(CannotSay) as refused:
        part(two, Said.DIFFERENT, house, seen="")
    assert refused.value.reasons == [WhyNot.NOT_TOGETHER]


def test_files_that_stand_together_are_parted_first(two: Pair, house: House) -> None:
    joined = say(two, Said.SAME, house)
    with pytest.raises(CannotSay) as refused:
        say(joined, Said.DIFFERENT, house)
    assert refused.value.reasons == [WhyNot.TOGETHER]


def test_nobodys_different_is_overruled_in_passing(house: House) -> None:
    """The first and the third are different people: a second one cannot be both."""
    people = people_of(house, 3)
    pairs = pairs_of(house, people)
    first, second, third = (person.pk for person in people)
    make_said(pairs[first, third], Said.DIFFERENT, house.desk, house.nour)
    make_said(pairs[first, second], Said.SAME, house.desk, house.nour)
    with pytest.raises(CannotSay) as refused:
        say(pairs[second, third], Said.SAME, house)
    assert refused.value.reasons == [WhyNot.SAID_DIFFERENT]


def test_who_stands_together_through_another_is_not_called_different(house: House) -> None:
    people = people_of(house, 3)
    pairs = pairs_of(house, people)
    first, second, third = (person.pk for person in people)
    make_said(pairs[first, second], Said.SAME, house.desk, house.nour)
    make_said(pairs[second, third], Said.SAME, house.desk, house.nour)
    for said in (Said.SAME, Said.DIFFERENT):
        with pytest.raises(CannotSay) as refused:
            say(pairs[first, third], said, house)
        assert refused.value.reasons == [WhyNot.ONE_ALREADY]


def test_one_may_change_ones_mind_about_two_files(two: Pair, house: House) -> None:
    say(say(two, Said.DIFFERENT, house), Said.SAME, house)
    assert queries.same_as(two.one_id) == [two.other]


STEPS = st.lists(st.tuples(st.sampled_from(list(combinations(range(4), 2))), st.sampled_from(Said)), max_size=12)


@pytest.fixture
def four(house: House) -> tuple[list[Person], dict[tuple[int, int], Pair]]:
    people = people_of(house, 4)
    return people, pairs_of(house, people)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_said_in_whatever_order_nobody_stands_with_the_wrong_one(
    four: tuple[list[Person], dict[tuple[int, int], Pair]], house: House, steps: list[tuple[tuple[int, int], Said]]
) -> None:
    people, pairs = four
    _nothing_said(people)
    for (one, other), said in steps:
        pair = Pair.objects.get(pk=pairs[people[one].pk, people[other].pk].pk)
        try:
            act = part if pair.said == Said.SAME and said != Said.SAME else say
            act(pair, said, house, seen=pair.said)
        except CannotSay:
            pass
        _holds(people)


def _nothing_said(people: list[Person]) -> None:
    from malath.foundation.acts import unguarded  # noqa: PLC0415  # between two examples

    with unguarded():
        Judgement.objects.all().delete()
        Member.objects.all().delete()
        Pair.objects.update(said="")


def _holds(people: list[Person]) -> None:
    ids = [person.pk for person in people]
    ties = queries.ties_among(ids)
    expected = {group for group in groups(ids, ties) if len(group) > 1}
    stands: dict[object, set[int]] = {}
    for person_id, cluster in Member.objects.values_list("person_id", "cluster"):
        stands.setdefault(cluster, set()).add(person_id)
    assert {frozenset(group) for group in stands.values()} == expected, "rows say what was said"
    different = Pair.objects.filter(said=Said.DIFFERENT).values_list("one_id", "other_id")
    assert not any({one, other} <= group for one, other in different for group in expected), "no two that are different"
    assert len(ties) == sum(len(group) - 1 for group in expected), "each tie parts what it joined"
