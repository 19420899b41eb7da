"""What of the figures of a return office is told, and how roughly. Pure. Counts go through `figures`; a time says nothing of
one person: it is told of ten or more, in steps of five days, and is the longest of nobody."""

from typing import Final

FEWEST: Final = 10
"""Of fewer people no time and no average is told."""
SHARES: Final = (50, 90)
"""The median, and the time that nine in ten do not wait longer than."""
STEP: Final = 5


def place_of(number: int, share: int) -> int | None:
    """Which of so many, the shortest first, a share of a hundred stands at; None where they are too few. Never the last."""
    if number < FEWEST:
        return None
    return min(number - 2, max(0, -(-number * share // 100) - 1))


def days_told(days: int) -> int:
    """Days as they are told: the end of the step in which they lie."""
    return (max(days, 0) // STEP + 1) * STEP
