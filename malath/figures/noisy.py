"""Counts of every pair of some columns with noise (differential privacy, by OpenDP): whoever is in the table or not, what is
told is nearly as likely. Pure, save for the chance in it.

What is measured is every cell of every pair of columns, also where nothing was recorded (`""`), so that one person is in as
many numbers as there are pairs. Of Laplace (epsilon alone) and Gauss (a delta as well) the one with less noise is taken.
Afterwards the tables are made to fit each other, which costs nothing: a column adds up to the same in each, and nothing is
below zero.
The values of a column are fixed beforehand and never read from the table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, log, sqrt
from typing import Any, Final

from malath.figures.anonymous import Combination, K
from malath.figures.engines import package

DELTA: Final = 1e-6
UNSAID: Final = ""
NINETEEN_OF_TWENTY: Final = 1.96
ROUNDS: Final = 5
NARROWEST, WIDEST = 0.1, 1_000.0
"""Between these multiples of what one person changes the noise of Gauss is sought."""
Values = Mapping[str, Sequence[str]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Noise:
    """How much noise there is, and what it is worth. `delta` is 0 for noise of Laplace."""

    epsilon: float
    delta: float
    scale: float

    @property
    def aside(self) -> int:
        """Of twenty numbers as they are measured nineteen are off by no more; a sum of several is off by more."""
        return ceil(NINETEEN_OF_TWENTY * self.scale if self.delta else self.scale * log(20))


def pairs_of(values: Values) -> list[Pair]:
    return list(combinations(values, 2))


def noise_for(pairs: int, epsilon: float) -> Noise:
    """The least noise under which numbers of so many pairs are told at this epsilon. Errors: `EngineMissing`."""
    gauss, laplace = _gauss_scale(pairs, epsilon), pairs / epsilon
    if laplace * sqrt(2) <= gauss:
        return Noise(epsilon, 0.0, laplace)
    return Noise(epsilon, DELTA, gauss)


def measured(table: Mapping[str, Any], values: Values, epsilon: float) -> tuple[Noise, list[int]]:
    """The numbers of each pair in turn, each row by row, with noise. `table`: of each column the places of its values, as NumPy
    has numbers. Errors: `EngineMissing`."""
    dp, numpy = _opendp(), package("numpy")
    pairs = pairs_of(values)
    noise = noise_for(len(pairs), epsilon)
    true = numpy.concatenate([counted(table, pair, values) for pair in pairs])
    return noise, _mechanism(dp, noise)(true.tolist())


def counted(table: Mapping[str, Any], names: Sequence[str], values: Values) -> Any:
    """How many rows have each combination of values, one after the other."""
    cells, code = 1, 0
    for name in names:
        code, cells = code * len(values[name]) + table[name], cells * len(values[name])
    return package("numpy").bincount(code, minlength=cells)


def private_whole(number: int, epsilon: float) -> int:
    """A number that one person changes by one, with noise. Errors: `EngineMissing`."""
    dp = _opendp()
    return int(dp.m.make_laplace(dp.atom_domain(T="i64"), dp.absolute_distance(T="i64"), scale=1 / epsilon)(number))


def fitted(numbers: Sequence[int], values: Values) -> dict[Pair, Any]:
    """The tables of what was measured, made to fit each other."""
    tables, start = {}, 0
    for first, second in pairs_of(values):
        shape = len(values[first]), len(values[second])
        end = start + shape[0] * shape[1]
        tables[first, second] = package("numpy").array(numbers[start:end], dtype=float).reshape(shape)
        start = end
    for _ in range(ROUNDS):
        tables = {pair: table.clip(0) for pair, table in _agreeing(tables).items()}
    return tables


def margins(tables: Mapping[Pair, Any]) -> dict[str, Any]:
    """What each column adds up to over all tables; a table with fewer cells for a value says it more surely."""
    sums: dict[str, Any] = {}
    weights: dict[str, float] = {}
    for pair, table in tables.items():
        for name, along, weight in zip(pair, (1, 0), (1 / table.shape[1], 1 / table.shape[0]), strict=True):
            sums[name] = sums.get(name, 0) + table.sum(along) * weight
            weights[name] = weights.get(name, 0) + weight
    found = {name: total / weights[name] for name, total in sums.items()}
    people = sum(margin.sum() for margin in found.values()) / len(found)
    return {name: margin + (people - margin.sum()) / len(margin) for name, margin in found.items()}


def _agreeing(tables: Mapping[Pair, Any]) -> dict[Pair, Any]:
    ones, agreeing = margins(tables), {}
    for (first, second), table in tables.items():
        moved = table + (ones[first] - table.sum(1))[:, None] / table.shape[1]
        agreeing[first, second] = moved + (ones[second] - moved.sum(0))[None, :] / table.shape[0]
    return agreeing


def told(tables: Mapping[Pair, Any], values: Values, least: int = K) -> dict[Combination, int]:
    """Every value and every pair of values of which about `least` are counted. What was not recorded is not counted."""
    singles = {(name,): margin for name, margin in margins(tables).items()}
    return {
        key: number for names, table in (singles | dict(tables)).items() for key, number in _cells(names, table, values, least)
    }


def _cells(names: Sequence[str], table: Any, values: Values, least: int) -> Iterator[tuple[Combination, int]]:
    for place in zip(*(axis.tolist() for axis in package("numpy").nonzero(table >= least)), strict=True):
        key = tuple((name, values[name][at]) for name, at in zip(names, place, strict=True))
        if all(value != UNSAID for _, value in key):
            yield key, round(float(table[place]))


def _mechanism(dp: Any, noise: Noise) -> Any:
    domain = dp.vector_domain(dp.atom_domain(T="i64"))
    if not noise.delta:
        return dp.m.make_laplace(domain, dp.l1_distance(T="i64"), scale=noise.scale)
    return dp.m.make_gaussian(domain, dp.l2_distance(T="f64"), scale=noise.scale)


def _gauss_scale(pairs: int, epsilon: float) -> float:
    """By the curve of zero-concentrated privacy, at `DELTA`."""
    dp = _opendp()

    def is_enough(scale: float) -> bool:
        concentrated = _mechanism(dp, Noise(epsilon, DELTA, scale))
        as_known = dp.c.make_fix_delta(dp.c.make_zCDP_to_approxDP(concentrated), DELTA)
        return bool(as_known.map(sqrt(pairs))[0] <= epsilon)

    return float(dp.binary_search(is_enough, bounds=(sqrt(pairs) * NARROWEST, sqrt(pairs) * WIDEST)))


def _opendp() -> Any:
    dp = package("opendp.prelude")
    dp.enable_features("contrib")
    return dp
