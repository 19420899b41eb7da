"""A table of counts as it may be told: small cells are hidden, others with them until nobody works them out, the rest is
rounded. Pure.

A cell is named by what it fixes: `{("unit", "persons"), ("year", "2025"), ("sex", "female")}`; a sum fixes less. So the same
number has the same name in every table, and what one table tells is known when the next is told. Nothing is told of which
cells are small and which are hidden with them.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from malath.figures.attack import Attack, Equation, Floors, Inconsistent, Key, nothing_besides
from malath.figures.rules import STEP, Told

BASE: Final = 5
"""To a multiple of it what is told is rounded (domain §16: 3 or 5)."""
BASES: Final = (3, 5)
TOGETHER: Final = frozenset({"nationality", "form", "governorate"})
MOST_TOGETHER: Final = 10
"""Nationality, form or sector, and governorate together: nothing below ten (domain §16)."""
Counts = Mapping[Key, int]
Said = Mapping[Key, Told | None]
"""What was told of each cell; None: it is hidden."""
Minimum = Callable[[Key], int]


class Exposed(Exception):
    """Together with what was told before, nothing of this table can be told without telling of a few."""


@dataclass(frozen=True)
class Shape:
    """The fields of a table with their values, and what all of it has in common."""

    dims: tuple[tuple[str, tuple[str, ...]], ...]
    common: Key = frozenset()

    def cells(self) -> Iterator[Key]:
        """Every cell and every sum."""
        each = [[(), *(((name, value),) for value in values)] for name, values in self.dims]
        return (self.common.union(*chosen) for chosen in product(*each))

    def equations(self) -> list[Equation]:
        """Each sum with the cells that it is the sum of, along one field at a time."""
        found = []
        for key in self.cells():
            fixed = {name for name, _ in key}
            for name, values in self.dims:
                if name not in fixed:
                    found.append(Equation(key, tuple(key | {(name, value)} for value in values)))
        return found


def minimum_of(key: Key, minimum: int = STEP) -> int:
    """Below which number a cell is hidden."""
    return max(minimum, MOST_TOGETHER) if {name for name, _ in key} >= TOGETHER else minimum


def rounded(number: int, base: int = BASE) -> int:
    """To the nearest multiple."""
    return (number + base // 2) // base * base


def as_told(number: int, base: int, minimum: int) -> Told:
    """What follows for a number from its being told: it is not a hidden one, and it is rounded to what is shown."""
    middle, aside = rounded(number, base), base // 2
    return Told(max(middle - aside, minimum), middle + aside)


def protect(
    counts: Counts,
    shape: Shape,
    *,
    before: Sequence[tuple[Shape, Said]] = (),
    base: int = BASE,
    minimum: int = STEP,
    floors: Floors = nothing_besides,
) -> dict[Key, Told | None]:
    """What may be told of a table, with everything that was told `before`, the oldest first, and elsewhere (`floors`: of how
    many at least). What was told of a cell once is told again while it is still true. Errors: `Exposed`; ValueError for another
    base."""
    if base not in BASES:
        raise ValueError("Numbers are rounded to 3 or 5.")
    earlier = _known(before)
    said = {key: _first(counts.get(key, 0), key, earlier.get(key), base, minimum) for key in shape.cells()}
    tables = [*(told for told, _ in before), shape]
    claims = {**earlier, **{key: told for key, told in said.items() if told is not None}}
    attack = Attack([equation for one in tables for equation in one.equations()], claims, floors)
    waiting = deque(key for key in dict.fromkeys(key for one in tables for key in one.cells()) if key not in claims)
    try:
        while waiting:  # to hide one more makes no other one weaker, so each is looked at once
            if attack.width(waiting[0], enough=minimum) >= minimum:
                waiting.popleft()
            else:
                waiting.append(_hide(waiting[0], shape, said, earlier, counts, attack))
    except Inconsistent:  # others were counted when the oldest table was made, so nothing follows from it
        return protect(counts, shape, before=before[1:], base=base, minimum=minimum, floors=floors) if before else said
    return said


def _hide(
    weak: Key, shape: Shape, said: dict[Key, Told | None], earlier: Mapping[Key, Told], counts: Counts, attack: Attack
) -> Key:
    """Hide what protects a weak cell most cheaply. Errors: `Exposed`."""
    hidden = _cheapest(weak, shape, said, earlier, counts)
    if hidden is None:
        raise Exposed
    said[hidden] = None
    attack.forget(hidden)
    return hidden


def _first(number: int, key: Key, earlier: Told | None, base: int, minimum: int) -> Told | None:
    least = minimum_of(key, minimum)
    if number < least:
        return None
    if earlier is not None and earlier.least <= number <= earlier.most:
        return earlier
    return as_told(number, base, least)


def _known(before: Sequence[tuple[Shape, Said]]) -> dict[Key, Told]:
    """What is out of each cell; the last word where there are several."""
    return {key: told for _, said in before for key, told in said.items() if told is not None}


def recovered(
    tables: Sequence[Shape],
    claims: Mapping[Key, Told],
    hidden: Sequence[Key],
    minimum: int = STEP,
    floors: Floors = nothing_besides,
) -> Iterator[Key]:
    """The hidden cells that an attack narrows down to fewer numbers than the minimum. Where what was told does not fit
    together, the people counted were others each time, and nothing follows."""
    equations = [equation for shape in tables for equation in shape.equations()]
    attack = Attack(equations, claims, floors)
    try:
        for key in hidden:
            if attack.width(key, enough=minimum) < minimum:
                yield key
    except Inconsistent:
        return


def _cheapest(weak: Key, shape: Shape, said: Said, earlier: Mapping[Key, Told], counts: Counts) -> Key | None:
    """What is hidden next: the smallest number beside or above the weak cell, else the smallest of all. What is out already
    helps nobody by being hidden."""
    near = {key for equation in shape.equations() if weak in equation.all for key in equation.all}
    shown = [key for key, told in said.items() if told is not None and key not in earlier]
    if not shown:
        return None
    return min(shown, key=lambda key: (key not in near, -len(key), counts.get(key, 0), sorted(key)))
