"""Records made anonymous (`figures.anonymous.groups`), and what they say in the fields of our own tables. Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from malath.figures.anonymous import groups
from malath.figures.attack import Key
from malath.statistics.compiling.records import AGES, GENDERS, Record
from malath.statistics.definitions import NONE
from malath.statistics.opendata import shape
from malath.statistics.rules import age_of, nationality_of, origin_of

K: Final = 11
"""The k of the files that CTDC made k-anonymous (codebook, version 6)."""
Class = tuple[Record, int]


def classes(rows: Sequence[Record], k: int = K) -> list[Class]:
    """What is told of each group, and of how many."""
    return groups(rows, [kind == shape.FLAG for kind in shape.kinds().values()], k)


def stands(told: Sequence[Class]) -> dict[str, int]:
    """Of each column, in how many records it says something."""
    names = shape.kinds()
    return {name: sum(number for row, number in told if row[place] != NONE) for place, name in enumerate(names)}


def floor_of(key: Key, told: Mapping[Key, int]) -> int:
    """How many people at least a cell of our own tables counts, by what a file tells."""
    fixed = {(name, value) for name, value in key if name != "unit"}
    return sum(number for says, number in told.items() if fixed <= says)


def in_our_fields(row: Record, *, home: str, named: frozenset[str]) -> Key:
    """What a record says in the fields of our own tables."""
    said = dict(zip(shape.kinds(), row, strict=True))
    two = [shape.by_three_letters()[said["citizenship"]]] if said["citizenship"] != NONE else []
    sex = next((sex.value for sex, gender in GENDERS.items() if gender == said["gender"]), NONE)
    band = next((band.value for band, age in AGES.items() if age == said["ageBroad"]), NONE)
    known = {
        "year": said["yearOfRegistration"],
        "sex": sex,
        "age_band": band,
        "age": age_of(band) if band != NONE else NONE,
        "origin": origin_of(two, home) if two else NONE,
        "nationality": nationality_of(two, named),
    }
    return frozenset((name, value) for name, value in known.items() if value != NONE)
