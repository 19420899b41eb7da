"""Counts of every combination of one, two and three fields, none of fewer than `k` people and each told down to a multiple of
it (k-anonymous aggregates); rows in groups that tell the same. Pure.

Meant for many people and for tables of coarse columns: nothing here looks at what was told before, so at the size of one
country's yearly figures `tables` is used instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import prod
from typing import Any, Final

from malath.figures.engines import package

MOST: Final = 3
K: Final = 10
Combination = tuple[tuple[str, str], ...]


def aggregates(table: Mapping[str, Sequence[str]], *, k: int = K, most: int = MOST) -> dict[Combination, int]:
    """How many rows have each combination of values of up to `most` columns, in the order of the columns. An empty value was
    not recorded: it is no value, and is not counted. Errors: `EngineMissing`; ValueError for `k` below 2."""
    if k < 2:
        raise ValueError("A group has at least two.")
    columns = _coded(package("numpy"), table)
    names = [combination for size in range(1, most + 1) for combination in combinations(columns, size)]
    return {key: number // k * k for chosen in names for key, number in _counted(chosen, columns, k)}


def _coded(numpy: Any, table: Mapping[str, Sequence[str]]) -> dict[str, tuple[Any, list[tuple[str, str]]]]:
    """Each column as small numbers, 0 for what was not recorded, and what the others stand for."""
    coded = {}
    for name, column in table.items():
        known = {value: number for number, value in enumerate(dict.fromkeys(("", *column)))}
        numbers = numpy.fromiter(map(known.__getitem__, column), dtype=numpy.intp, count=len(column))
        coded[name] = numbers, [(name, value) for value in known]
    return coded


def _counted(
    chosen: Sequence[str], columns: Mapping[str, tuple[Any, list[tuple[str, str]]]], k: int
) -> Iterator[tuple[Combination, int]]:
    """The combinations of some columns that at least `k` rows have."""
    numpy = package("numpy")
    named = [columns[name][1] for name in chosen]
    sizes, codes = [len(values) for values in named], columns[chosen[0]][0]
    for name, size in zip(chosen[1:], sizes[1:], strict=True):
        codes = codes * size + columns[name][0]
    found = numpy.bincount(codes, minlength=prod(sizes)).reshape(sizes)[(slice(1, None),) * len(sizes)]
    places = numpy.nonzero(found >= k)
    rows = zip(*(place.tolist() for place in places), strict=True)
    for place, number in zip(rows, found[places].tolist(), strict=True):
        yield tuple(values[at + 1] for values, at in zip(named, place, strict=True)), number


Row = tuple[str, ...]


def groups(rows: Sequence[Row], flags: Sequence[bool], k: int, missing: str = "none") -> list[tuple[Row, int]]:
    """Groups of rows of which the same is told, and of how many each. Every column counts, not only those by which somebody is
    known. Column by column each group is divided by value; a value of fewer than `k` is told as missing, and others with it
    until the missing ones are enough. A flag stands only where as many do not have it, so that nobody's exploitation follows
    from who they are. Of a group a multiple of `k` is told, so that the next file does not tell who came since."""
    if len(rows) < k:
        return []
    found: list[tuple[Row, list[Row]]] = [((), list(rows))]
    for place, flag in enumerate(flags):
        found = [
            ((*told, one), some) for told, group in found for one, some in _divided(group, place, k, missing, is_flag=flag)
        ]
    return [(told, len(group) // k * k) for told, group in found]


def _divided(group: Iterable[Row], place: int, k: int, missing: str, *, is_flag: bool) -> Iterator[tuple[str, list[Row]]]:
    """A group by the values of one column."""
    by: dict[str, list[Row]] = defaultdict(list)
    for row in group:
        by[row[place]].append(row)
    rest = by.pop(missing, [])
    for value in sorted(by, key=lambda value: (len(by[value]), value)):
        if len(by[value]) < k or len(rest) < (k if rest or is_flag else 0):
            rest += by.pop(value)
    yield from by.items()
    if rest:
        yield missing, rest
