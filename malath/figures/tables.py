"""A table of counts as it may be told: small cells are hidden, others with them until nobody works them out, the rest is
rounded. Pure.

A cell is named by what it fixes: `{("unit", "persons"), ("year", "2025"), ("sex", "female")}`; a sum fixes less. So the same
number has the same name in every table, and what one table tells is known when the next is told. Nothing is told of which
cells are small and which are hidden with them.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
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


@dataclass(frozen=True)
class Tie:
    """Two fields of which one says something of the other, as an age band says who is a child. `goes`: whether a value of the
    first and one of the second can be of the same person."""

    first: str
    second: str
    goes: Callable[[str, str], bool]

    def impossible(self, shape: Shape) -> Iterator[Key]:
        """Cells of a shape with both fields of which everybody knows that they are empty."""
        for key in shape.cells():
            fixed = dict(key)
            if {self.first, self.second} <= fixed.keys() and not self.goes(fixed[self.first], fixed[self.second]):
                yield key


def tied(tables: Sequence[Shape], ties: Sequence[Tie]) -> tuple[list[Shape], dict[Key, Told]]:
    """What everybody knows besides: the tables of two tied fields together, which nobody told, and which cells are empty."""
    shapes = [*tables]
    for tie in ties:
        pairs = [(one, other) for one in tables if _has(one, tie.first) for other in tables if _has(other, tie.second)]
        shapes += dict.fromkeys(_joined(one, other, tie) for one, other in pairs)
    return shapes, {key: Told(0, 0) for tie in ties for shape in shapes for key in tie.impossible(shape)}


def _has(shape: Shape, name: str) -> bool:
    return any(name == field for field, _ in shape.dims)


def _joined(one: Shape, other: Shape, tie: Tie) -> Shape:
    """The two tied fields, with the other fields that stand in both tables."""
    left, right = dict(one.dims), dict(other.dims)
    wanted = [tie.first, tie.second, *(name for name in left if name in right and name not in {tie.first, tie.second})]
    values = [tuple(dict.fromkeys((*left.get(name, ()), *right.get(name, ())))) for name in wanted]
    return Shape(tuple(zip(wanted, values, strict=True)), one.common)


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
    ties: Sequence[Tie] = (),
) -> dict[Key, Told | None]:
    """What may be told of a table, with everything that was told `before`, the oldest first, elsewhere (`floors`: of how many
    at least), and known of its fields (`ties`). What was told of a cell once is told again while it is still true. Errors:
    `Exposed`; ValueError for another base."""
    if base not in BASES:
        raise ValueError("Numbers are rounded to 3 or 5.")
    earlier = _known(before)
    first = {key: _first(counts.get(key, 0), key, earlier.get(key), base, minimum) for key in shape.cells()}
    out = [told for told, _ in before]
    for known in dict.fromkeys((tuple(ties), ())):  # where what is known does not fit what was told, the tables alone
        with suppress(Inconsistent):
            return _guarded(first, counts, shape, out, earlier, minimum=minimum, floors=floors, ties=known)
    # Others were counted when the oldest table was made, so nothing follows from it.
    later = before[1:]
    return protect(counts, shape, before=later, base=base, minimum=minimum, floors=floors, ties=ties) if before else first


def _guarded(
    first: Said, counts: Counts, shape: Shape, out: Sequence[Shape], earlier: Mapping[Key, Told], *,
    minimum: int, floors: Floors, ties: Sequence[Tie],
) -> dict[Key, Told | None]:  # fmt: skip
    """A table with more hidden, until no hidden cell of it or of those that are `out` is worked out. Errors: `Exposed`,
    `Inconsistent`."""
    said, tables = dict(first), [*out, shape]
    shapes, empty = tied(tables, ties)
    claims = {**earlier, **{key: told for key, told in said.items() if told is not None}, **empty}
    attack = Attack([equation for one in shapes for equation in one.equations()], claims, floors)
    waiting = deque(key for key in dict.fromkeys(key for one in tables for key in one.cells()) if key not in claims)
    while waiting:  # to hide one more makes no other one weaker, so each is looked at once
        if attack.width(waiting[0], enough=minimum) >= minimum:
            waiting.popleft()
        else:
            waiting.append(_hide(waiting[0], shape, said, earlier, counts, attack))
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
    ties: Sequence[Tie] = (),
) -> Iterator[Key]:
    """The hidden cells that an attack narrows down to fewer numbers than the minimum. Where what was told does not fit
    together, the people counted were others each time, and nothing follows."""
    for known in dict.fromkeys((tuple(ties), ())):
        shapes, empty = tied(tables, known)
        attack = Attack([equation for shape in shapes for equation in shape.equations()], {**claims, **empty}, floors)
        with suppress(Inconsistent):
            found = [key for key in hidden if key not in empty and attack.width(key, enough=minimum) < minimum]
            return iter(found)
    return iter(())


def _cheapest(weak: Key, shape: Shape, said: Said, earlier: Mapping[Key, Told], counts: Counts) -> Key | None:
    """What is hidden next: the smallest number beside or above the weak cell, else the smallest of all. What is out already
    helps nobody by being hidden."""
    near = {key for equation in shape.equations() if weak in equation.all for key in equation.all}
    shown = [key for key, told in said.items() if told is not None and key not in earlier]
    if not shown:
        return None
    return min(shown, key=lambda key: (key not in near, -len(key), counts.get(key, 0), sorted(key)))
