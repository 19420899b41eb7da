"""How sure a share and a difference of shares are: intervals of 95 of 100. Pure.

Wilson, E. B. (1927) for one share. Newcombe, R. G. (1998), Statistics in Medicine 17: for two groups of other people method 10,
p. 873–890; for the same people asked twice method 10, p. 2635–2650. Both hold also for few and for none.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """A number, and between what it lies."""

    value: float
    low: float
    high: float


def share(number: int, of: int) -> Interval:
    """A share between 0 and 1. Errors: ValueError for a share of nobody."""
    if of <= 0 or not 0 <= number <= of:
        raise ValueError("A share is of somebody.")
    middle = (number + Z * Z / 2) / (of + Z * Z)
    reach = Z / (of + Z * Z) * sqrt(number * (of - number) / of + Z * Z / 4)
    return Interval(number / of, max(0.0, middle - reach), min(1.0, middle + reach))


def change_of_others(before: int, of_before: int, after: int, of_after: int) -> Interval:
    """How much larger a share is among other people: after less before."""
    first, second = share(before, of_before), share(after, of_after)
    value = second.value - first.value
    low = value - sqrt((second.value - second.low) ** 2 + (first.high - first.value) ** 2)
    high = value + sqrt((second.high - second.value) ** 2 + (first.value - first.low) ** 2)
    return Interval(value, low, high)


def change_of_same(both: int, lost: int, gained: int, neither: int) -> Interval:
    """How much larger a share is among the same people. `both`: right before and after; `lost`: right before and wrong after;
    `gained`: wrong before and right after; `neither`: wrong both times."""
    total = both + lost + gained + neither
    first, second = share(both + lost, total), share(both + gained, total)
    value = (gained - lost) / total
    tie = _tie(both, lost, gained, neither)
    low = value - _reach(second.value - second.low, first.high - first.value, tie)
    high = value + _reach(second.high - second.value, first.value - first.low, tie)
    return Interval(value, low, high)


def _tie(both: int, lost: int, gained: int, neither: int) -> float:
    """How much the two answers of one person hang together: phi, corrected as by Newcombe where it is positive."""
    margins = (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
    if margins == 0:
        return 0.0
    crossed, total = both * neither - lost * gained, both + lost + gained + neither
    corrected = max(crossed - total / 2, 0) if crossed > 0 else crossed
    return corrected / sqrt(margins)


def _reach(one: float, other: float, tie: float) -> float:
    return sqrt(max(0.0, one * one - 2 * tie * one * other + other * other))
