"""Nothing is worked out from what is told: tried with every number that fits."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.figures.rules import STEP, Told, exactly, percent, rest, share, summed, tell, total

Desks = list[list[int]]
counts = st.integers(0, 14)
groups = st.lists(st.lists(counts, min_size=1, max_size=3), min_size=1, max_size=3).filter(lambda one: sum(map(len, one)) <= 5)


def published(places: Desks) -> tuple[Told, ...]:
    """What somebody sees of desks in places: each desk, the total of each place, the total of the country."""
    desks = [[tell(number) for number in place] for place in places]
    of_places = [total(sum(place), told) for place, told in zip(places, desks, strict=True)]
    return (*(one for told in desks for one in told), *of_places, total(sum(map(sum, places)), of_places))


def fitting(places: Desks) -> Iterator[Desks]:
    """All numbers that fit what is seen."""
    told = published(places)
    desks, of_places, country = told[: sum(map(len, places))], told[sum(map(len, places)) : -1], told[-1]
    for numbers in product(*(range(one.least, one.most + 1) for one in desks)):
        taken = iter(numbers)
        other = [[next(taken) for _ in place] for place in places]
        sums = [sum(place) for place in other]
        if all(one.least <= number <= one.most for one, number in zip((*of_places, country), (*sums, sum(sums)), strict=True)):
            yield other


@given(groups)
def test_every_number_that_is_told_could_still_be_any_of_its_range(places: Desks) -> None:
    told = published(places)
    seen: list[set[int]] = [set() for _ in told]
    for other in fitting(places):
        sums = [sum(place) for place in other]
        for values, number in zip(seen, [*(one for place in other for one in place), *sums, sum(sums)], strict=True):
            values.add(number)
    assert [values == set(range(one.least, one.most + 1)) for values, one in zip(seen, told, strict=True)] == [True] * len(told)


@given(groups)
def test_who_knows_the_rule_learns_no_more(places: Desks) -> None:
    """Numbers that fit would be told the same, so that none of them can be ruled out by trying."""
    told = published(places)
    assert all(published(other) == told for other in fitting(places))


@given(st.lists(counts, min_size=1, max_size=4), st.data())
def test_a_share_by_another_view_narrows_nothing_that_was_told(desks: list[int], data: st.DataObject) -> None:
    """The same referrals once by desk and once by urgency: neither view tells more of the other."""
    everything, told = sum(desks), [tell(number) for number in desks]
    whole = total(everything, told)
    emergency = data.draw(st.integers(0, everything))
    urgent = data.draw(st.integers(0, everything - emergency))
    first = share(emergency, whole)
    second = share(urgent, whole, [first])
    left = rest(whole, [first, second])
    assert left.least <= everything - emergency - urgent <= left.most
    worlds = [
        (one, two, number)
        for one in range(first.least, first.most + 1)
        for two in range(second.least, second.most + 1)
        for number in range(max(whole.least, one + two), whole.most + 1)
    ]
    assert {number for _, _, number in worlds} == set(range(whole.least, whole.most + 1))
    assert {one for one, _, _ in worlds} == set(range(first.least, first.most + 1))
    for one, two, number in worlds:
        assert share(one, whole) == first
        assert share(two, whole, [first]) == second or one + two > number


@given(st.integers(0, 10_000))
def test_it_tells_a_range_of_five_in_which_the_number_lies(number: int) -> None:
    told = tell(number)
    assert told.least <= number <= told.most
    assert told.width == STEP - 1


@given(st.lists(st.integers(0, 300), min_size=20, max_size=60))
def test_a_total_of_many_is_told_as_closely_as_a_single_number(numbers: list[int]) -> None:
    assert total(sum(numbers), [tell(number) for number in numbers]).width <= 2 * STEP


@pytest.mark.parametrize("number", range(STEP))
def test_none_and_one_are_told_the_same(number: int) -> None:
    """Otherwise the first referral to a desk would show, at the hour when it came."""
    assert tell(number) == tell(0) == Told(0, 4)


@given(st.lists(counts, max_size=6))
def test_those_who_may_see_the_rows_see_the_numbers(numbers: list[int]) -> None:
    assert total(sum(numbers), [exactly(number) for number in numbers]) == exactly(sum(numbers))


@given(counts, st.lists(counts, max_size=5))
def test_sums_and_rests_follow_from_what_was_told(number: int, numbers: Sequence[int]) -> None:
    told = summed([tell(one) for one in numbers])
    assert told.least <= sum(numbers) <= told.most
    assert rest(told, [told]) == Told(0, told.width)
    assert number <= (told + tell(number)).most


def test_a_percentage_says_how_far_it_is_known() -> None:
    assert percent(exactly(3), exactly(1)) == Told(75, 75)
    assert percent(tell(42), tell(7)) == Told(81, 90)
    assert percent(tell(3), tell(1)) is None
    assert percent(tell(7), tell(3)) == Told(55, 100)


def test_it_refuses_what_is_no_count() -> None:
    with pytest.raises(ValueError, match="below zero"):
        tell(-1)
    with pytest.raises(ValueError, match="not the sum"):
        total(30, [tell(3)])
