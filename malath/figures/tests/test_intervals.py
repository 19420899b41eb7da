"""Intervals, against the tables of Newcombe (1998)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.figures.intervals import change_of_others, change_of_same, share


@pytest.mark.parametrize(
    ("number", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_is_as_sure_as_wilson_says(number: int, of: int, low: float, high: float) -> None:
    found = share(number, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339), ((3, 10), (9, 10), 0.1705, 0.8090), ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926), ((0, 10), (0, 10), -0.2775, 0.2775), ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)  # fmt: skip
def test_a_change_among_others_is_as_sure_as_newcombe_says(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = change_of_others(*first, *second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_change_among_the_same_people_is_as_sure_as_newcombe_says() -> None:
    found = change_of_same(36, 2, 12, 0)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0569, 0.3404)


COUNTS = st.integers(0, 60)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_an_interval_holds_its_number_and_turns_with_it(both: int, lost: int, gained: int, neither: int) -> None:
    if both + lost + gained + neither:
        found, turned = change_of_same(both, lost, gained, neither), change_of_same(both, gained, lost, neither)
        assert -1 - 1e-9 <= found.low <= found.value + 1e-9 <= found.high + 2e-9 <= 1 + 3e-9
        assert found.value == pytest.approx(-turned.value)
        assert found.low == pytest.approx(-turned.high)


def test_nobody_has_no_share() -> None:
    with pytest.raises(ValueError, match="somebody"):
        share(0, 0)
