"""A table of counts as it may be told: small cells are hidden, others with them until nobody works them out, the rest is
rounded. Pure.

A cell is named by what it fixes: `{("unit", "persons"), ("year", "2025"), ("sex", "female")}`; a sum fixes less. So the same
number has the same name in every table, and what one table tells is known when the next is told. Nothing is told of which
cells are small and which are hidden with them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from malath.figures.attack import Attack, Floors, Inconsistent, Key, nothing_besides
from malath.figures.rules import STEP, Told
from malath.figures.shapes import Besides, Shape, Tie, known

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
    ties: Sequence[Besides] = (),
) -> dict[Key, Told | None]:
    """What may be told of a table, with everything that was told `before`, the oldest first, elsewhere (`floors`: of how many
    at least), and known of its fields (`ties`). What was told of a cell once is told again while it is still true. Errors:
    `Exposed`; ValueError for another base."""
    if base not in BASES:
        raise ValueError("Numbers are rounded to 3 or 5.")
    earlier = _known(before)
    said: Said = {key: _first(counts.get(key, 0), key, earlier.get(key), base, minimum) for key in shape.cells()}
    said = _beside_small(said, counts, shape, earlier, minimum)
    for known_too in dict.fromkeys((tuple(ties), ())):
        for number in range(len(before) + 1):
            with suppress(Inconsistent):  # of the oldest others were counted, where they do not fit
                said = _guarded(said, counts, shape, before[number:], minimum=minimum, floors=floors, ties=known_too)
                if number == 0:  # all of it fits, so that whoever knows less learns no more
                    return dict(said)
                break
    return dict(said)


def _beside_small(
    first: Said, counts: Counts, shape: Shape, earlier: Mapping[Key, Told], minimum: int
) -> dict[Key, Told | None]:
    """Where those that are hidden in a line are fewer than the minimum together, the smallest other number of it is hidden too:
    who could undo the rounding would have them by subtraction."""
    said, lines = dict(first), shape.equations()
    again = True
    while again:
        again = False
        for line in lines:
            few = sum(counts.get(key, 0) for key in line.parts if said[key] is None)
            shown = [key for key in line.all if said[key] is not None]
            if 0 < few < minimum and said[line.whole] is not None and (hidden := _smallest(shown, counts, earlier)) is not None:
                said[hidden], again = None, True
    return said


def _smallest(shown: Iterable[Key], counts: Counts, earlier: Mapping[Key, Told]) -> Key | None:
    """What is hidden next: the smallest number, inner cells first. What is out already helps nobody by being hidden."""
    free = (key for key in shown if key not in earlier)
    return min(free, key=lambda key: (-len(key), counts.get(key, 0), sorted(key)), default=None)


def _guarded(
    first: Said, counts: Counts, shape: Shape, before: Sequence[tuple[Shape, Said]], *,
    minimum: int, floors: Floors, ties: Sequence[Besides],
) -> dict[Key, Told | None]:  # fmt: skip
    """A table with more hidden, until no hidden cell of it or of those that are out is worked out. Errors: `Exposed`,
    `Inconsistent`."""
    said, tables, earlier = dict(first), [*(one for one, _ in before), shape], _known(before)
    told = {**earlier, **{key: told for key, told in said.items() if told is not None}}
    attack, claims = _attack(tables, told, floors, ties)
    waiting = deque(key for key in dict.fromkeys(key for one in tables for key in one.cells()) if key not in claims)
    attack.spread(list(waiting))
    while waiting:  # to hide one more makes no other one weaker, so each is looked at once
        if attack.width(waiting[0], enough=minimum) >= minimum:
            waiting.popleft()
        else:
            waiting.append(_hide(waiting[0], said, earlier, counts, attack))
    return said


def _attack(
    tables: Sequence[Shape], told: Mapping[Key, Told], floors: Floors, ties: Sequence[Besides]
) -> tuple[Attack, dict[Key, Told]]:
    """Everything that somebody knows, and what they are told or know of each number."""
    besides = known(tables, [tie for tie in ties if isinstance(tie, Tie)])
    equations = [*(equation for one in tables for equation in one.equations()), *besides.equations]
    keys = {key for equation in equations for key in equation.all}
    within = [pair for tie in ties if not isinstance(tie, Tie) for pair in tie.pairs(keys)]
    claims = {**told, **besides.empty}
    return Attack(equations, claims, floors, within), claims


def _hide(weak: Key, said: dict[Key, Told | None], earlier: Mapping[Key, Told], counts: Counts, attack: Attack) -> Key:
    """Hide what protects a weak cell most cheaply: the smallest number of those that hold it. Errors: `Exposed`,
    `Inconsistent`."""
    hidden = _smallest((key for key in attack.holders(weak) if said.get(key) is not None), counts, earlier)
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
    ties: Sequence[Besides] = (),
) -> Iterator[Key]:
    """The hidden cells that an attack narrows down to fewer numbers than the minimum. Where what was told does not fit
    together, the people counted were others each time, and nothing follows."""
    for known_too in dict.fromkeys((tuple(ties), ())):
        attack, known_of = _attack(tables, claims, floors, known_too)
        with suppress(Inconsistent):
            attack.spread(hidden)
            found = [key for key in hidden if key not in known_of and attack.width(key, enough=minimum) < minimum]
            return iter(found)
    return iter(())
