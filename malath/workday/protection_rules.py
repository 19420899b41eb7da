"""Which sections of shelters are told of together, so that no number is of one house. Pure."""

from collections.abc import Mapping
from typing import Final

from malath.shelter.words import Takes

HOUSES: Final = 3
"""Of fewer houses nothing is told: whoever knows one of two would read the other."""

Group = frozenset[Takes]


def together(houses: Mapping[Takes, frozenset[int]]) -> list[Group]:
    """Sections of enough houses by themselves, the others together; with a group that is large enough where they are too few
    even so, and not at all where there is none."""
    alone = [frozenset({takes}) for takes in Takes if len(houses.get(takes, ())) >= HOUSES]
    rest = frozenset(takes for takes in Takes if 0 < len(houses.get(takes, ())) < HOUSES)
    if not rest or _houses(rest, houses) >= HOUSES:
        return [*alone, *([rest] if rest else [])]
    return [*alone[:-1], alone[-1] | rest] if alone else []


def _houses(group: Group, houses: Mapping[Takes, frozenset[int]]) -> int:
    return len(frozenset().union(*(houses[takes] for takes in group)))
