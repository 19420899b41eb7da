"""Sums of money: nobody's amount follows from one, also not from two."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from malath.figures.money import FEWEST, step_of, sum_told

AMOUNTS = st.lists(st.decimals("0.001", 5000, places=3), min_size=FEWEST, max_size=40)


@given(AMOUNTS, st.decimals("0.001", 5000, places=3))
def test_one_person_more_moves_a_sum_by_a_step_at_most(amounts: list[Decimal], more: Decimal) -> None:
    before, after = sum_told(amounts), sum_told([*amounts, more])
    if before and after and before.step == after.step:
        assert after.amount - before.amount in (0, after.step)
    for told in (before, after):
        assert told is None or told.step >= max(amounts)


@given(AMOUNTS)
def test_what_is_told_is_near_the_sum(amounts: list[Decimal]) -> None:
    told = sum_told(amounts)
    assert told is None or abs(told.amount - sum(amounts)) <= told.step / 2


def test_nothing_is_told_of_fewer_than_ten_nor_where_one_has_half() -> None:
    assert sum_told([Decimal(300)] * 9) is None
    assert sum_told([Decimal(300)] * 9 + [Decimal(0)]) is None
    assert sum_told([Decimal(10)] * 30 + [Decimal(300)]) is None
    told = sum_told([Decimal(300)] * 10)
    assert told is not None
    assert (told.amount, told.step) == (Decimal(3000), Decimal(500))


def test_steps_are_one_two_and_five() -> None:
    assert [step_of(Decimal(one)) for one in ("0.4", "1.5", "2", "30", "501")] == [1, 2, 2, 50, 1000]
