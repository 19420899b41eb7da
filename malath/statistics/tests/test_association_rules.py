"""Intervals of told numbers: as wide as what was not told."""

from hypothesis import given
from hypothesis import strategies as st

from malath.figures.intervals import change_of_others, share
from malath.figures.rules import Told
from malath.statistics.association_rules import Group, accepted_share, difference, is_apart

STEPS = st.integers(1, 60).map(lambda step: Told(5 * step - 2, 5 * step + 2))
GROUPS = st.builds(Group, STEPS, STEPS)
CLOSE = 1e-9


@given(GROUPS, GROUPS, st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_whatever_the_numbers_are_they_lie_in_what_is_said(trained: Group, others: Group, more: list[int]) -> None:
    ends = (trained.accepted, trained.declined, others.accepted, others.declined)
    yes, no, yes_of_others, no_of_others = (told.least + one for told, one in zip(ends, more, strict=True))
    said, true = accepted_share(trained), share(yes, yes + no)
    assert said.low <= true.low + CLOSE
    assert said.high >= true.high - CLOSE
    apart = change_of_others(yes_of_others, yes_of_others + no_of_others, yes, yes + no)
    assert difference(trained, others).low <= apart.low + CLOSE
    assert difference(trained, others).high >= apart.high - CLOSE


def test_seventy_one_beside_forty_eight_of_a_hundred_are_apart_when_there_are_enough() -> None:
    """Scenario A.7."""
    trained, others = Group(Told(140, 144), Told(56, 60)), Group(Told(94, 98), Told(102, 106))
    found = difference(trained, others)
    assert (round(100 * accepted_share(trained).value), round(100 * accepted_share(others).value)) == (71, 48)
    assert (round(100 * found.low), round(100 * found.value), round(100 * found.high)) == (11, 23, 34)
    assert is_apart(found)


def test_of_few_answers_nothing_is_said_to_be_apart() -> None:
    assert not is_apart(difference(Group(Told(8, 12), Told(3, 7)), Group(Told(5, 7), Told(5, 7))))
