"""What may be told of a number to somebody who may not see what it counts. Pure.

Each number is told as the range in which it lies, in steps of five. A total is told in steps of its own, which depend on
what was told of its parts and on nothing else, and of which each leaves every part its whole range. Numbers that fit what
was told would therefore be told the same: knowing the rule helps nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

STEP: Final = 5
"""Fewer than so many are never told apart, none included (domain §16: cells under five)."""


@dataclass(frozen=True, order=True)
class Told:
    """A number, as far as it is told: it lies between `least` and `most`, both included."""

    least: int
    most: int

    def __add__(self, other: "Told") -> "Told":
        return Told(self.least + other.least, self.most + other.most)

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def width(self) -> int:
        return self.most - self.least


NONE: Final = Told(0, 0)


def exactly(number: int) -> Told:
    """The number itself: for those who may see the rows behind it."""
    return Told(number, number)


def tell(number: int) -> Told:
    """A number by itself. Errors: ValueError below zero."""
    if number < 0:
        raise ValueError("A count is not below zero.")
    least = number // STEP * STEP
    return Told(least, least + STEP - 1)


def total(number: int, parts: Sequence[Told]) -> Told:
    """The sum of numbers of which each was told. Errors: ValueError when what was told does not add up to it."""
    told = summed(parts)
    if not told.least <= number <= told.most:
        raise ValueError("The total is not the sum of its parts.")
    first, last = _steps(told, max((part.width for part in parts), default=0))
    if first > last or number < first:
        return Told(told.least, first - 1 if first <= last else told.most)
    start = min(number // STEP * STEP, last)
    return Told(start, start + STEP - 1 if start < last else told.most)


def _steps(told: Told, widest: int) -> tuple[int, int]:
    """Where the second step of a total begins, and where the last one does. The lowest step reaches as far as a part could
    by itself with the others at their least, the highest begins no later than a part could leave it."""
    first = -(-(told.least + widest + 1) // STEP) * STEP
    last = (told.most - widest) // STEP * STEP
    return first, last


def summed(parts: Sequence[Told]) -> Told:
    """What follows for a sum from what was told of its parts, and no more."""
    return sum(parts, NONE)


def share(number: int, whole: Told, others: Sequence[Told] = ()) -> Told:
    """A share of a whole that was told as the total of other parts: danger to life among all that waits. `others`: shares
    told before. The steps end where the shares would say more of the whole than was told of it."""
    least = sum(one.least for one in others)
    last = max(whole.least - least, 0) // STEP * STEP
    start = min(number // STEP * STEP, last)
    return Told(start, start + STEP - 1 if start < last else whole.most - least)


def rest(whole: Told, shares: Sequence[Told]) -> Told:
    """What follows for the rest of a whole from what was told of it and of its other shares."""
    told = summed(shares)
    return Told(max(whole.least - told.most, 0), max(whole.most - told.least, 0))


def percent(part: Told, beside: Told) -> Told | None:
    """How many of a hundred: `part` of `part` and `beside` together, as far as both are told; None when there may be none,
    or when nearly everything would be possible."""
    if part.least + beside.least == 0:
        return None
    told = Told(100 * part.least // (part.least + beside.most), -(-100 * part.most // (part.most + beside.least)))
    return told if told.width <= 50 else None  # half of all there is
