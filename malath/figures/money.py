"""What may be told of money that was spent on people. Pure.

A sum of many amounts gives one away to whoever knows it with and without that one, or all the others. So a sum is told of
ten people or more, when none of them has half of it, and in steps no smaller than the largest amount: with one person more
or less it is told the same or one step further, whatever their amount was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import count
from typing import Final

FEWEST: Final = 10


@dataclass(frozen=True)
class Sum:
    """A sum as it is told: the nearest multiple of `step`."""

    amount: Decimal
    step: Decimal


def step_of(largest: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is no smaller."""
    steps = (Decimal(lead * 10**power) for power in count() for lead in (1, 2, 5))
    return next(step for step in steps if step >= largest)


def sum_told(amounts: Iterable[Decimal]) -> Sum | None:
    """One amount for each person. None where nothing is told."""
    each = [amount for amount in amounts if amount > 0]
    whole, largest = sum(each, Decimal(0)), max(each, default=Decimal(0))
    if len(each) < FEWEST or largest * 2 >= whole:
        return None
    step = step_of(largest)
    return Sum((whole / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step, step)
