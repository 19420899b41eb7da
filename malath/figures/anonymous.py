"""Counts of every combination of one, two and three fields, none of fewer than `k` people and each told down to a multiple of
it (k-anonymous aggregates). Pure.

Meant for many people and for tables of coarse columns: nothing here looks at what was told before, so at the size of one
country's yearly figures `tables` is used instead.
"""

from collections.abc import Iterator, Mapping, Sequence
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
