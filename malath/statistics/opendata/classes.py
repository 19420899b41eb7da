"""Records made anonymous: groups of people of whom a file tells the same, none smaller than `K`. Pure.

Every column counts, not only those by which somebody is known. Column by column each group is divided by value; a value of
fewer than `K` is told as missing, and others with it until the missing ones are enough. A flag stands only where as many do not
have it, so that nobody's exploitation follows from who they are. Of a group a multiple of `K` is told, so that the next file
does not tell who came since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

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
    if len(rows) < k:
        return []
    groups: list[tuple[Record, list[Record]]] = [((), list(rows))]
    for place, kind in enumerate(shape.kinds().values()):
        groups = [
            ((*told, value), some)
            for told, group in groups
            for value, some in divided(group, place, k, is_flag=kind == shape.FLAG)
        ]
    return [(told, len(group) // k * k) for told, group in groups]


def divided(group: Iterable[Record], place: int, k: int, *, is_flag: bool) -> Iterator[tuple[str, list[Record]]]:
    """A group by the values of one column."""
    by: dict[str, list[Record]] = defaultdict(list)
    for row in group:
        by[row[place]].append(row)
    missing = by.pop(NONE, [])
    for value in sorted(by, key=lambda value: (len(by[value]), value)):
        if len(by[value]) < k or len(missing) < (k if missing or is_flag else 0):
            missing += by.pop(value)
    yield from by.items()
    if missing:
        yield NONE, missing


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
