"""Rows drawn from counts of pairs (`noisy.fitted`), so that each pair of columns is counted in them nearly as it was told. For
teaching and for tests of software: nobody stands in them, and nobody is added or taken away by looking at them. Pure, with the
chance that is given.

Each column is drawn for itself; then, pair by pair and some times over, rows that are too many in one cell are moved to one
where rows are lacking, those nearest in the first column first.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from malath.figures.noisy import Pair, margins

ROUNDS: Final = 4
ALL_AT_FIRST: Final = 1.0
THEN: Final = 0.8
"""The share of the rows that are too many which is moved: all in the first round, fewer later, so that the pairs settle."""


def drawn(tables: Mapping[Pair, Any], rows: int, seed: int) -> dict[str, Any]:
    """Of each column the places of its values, row by row."""
    numpy = import_module("numpy")
    chance = numpy.random.default_rng(seed)
    table = {
        name: chance.permutation(numpy.repeat(numpy.arange(len(margin)), whole(numpy, margin, rows)))
        for name, margin in margins(tables).items()
    }
    wanted = {pair: whole(numpy, cells, rows) for pair, cells in tables.items()}
    pairs = list(wanted)
    for turn in range(ROUNDS):
        share = ALL_AT_FIRST if turn == 0 else THEN**turn
        for place in chance.permutation(len(pairs)):
            first, second = pairs[place]
            _move(numpy, chance, table, (first, second), wanted[first, second], share)
    return table


def whole(numpy: Any, cells: Any, rows: int) -> Any:
    """Cells as whole numbers that add up to `rows`."""
    positive = cells.clip(0)
    if not positive.sum():
        positive = positive + 1
    exact = positive / positive.sum() * rows
    found = numpy.floor(exact).astype(int)
    left = rows - int(found.sum())
    found.ravel()[numpy.argsort(-(exact - found).ravel(), kind="stable")[:left]] += 1
    return found


def _move(numpy: Any, chance: Any, table: dict[str, Any], pair: Pair, wanted: Any, share: float) -> None:
    """Some of the rows that are too many in a cell, to cells where rows are lacking."""
    first, second = pair
    code = table[first] * wanted.shape[1] + table[second]
    there = numpy.bincount(code, minlength=wanted.size)
    lacking = wanted.ravel() - there
    order = chance.permutation(len(code))
    order = order[numpy.argsort(code[order], kind="stable")]
    rank = numpy.arange(len(code)) - numpy.repeat(numpy.cumsum(there) - there, there)
    surplus = order[rank < numpy.repeat(_part(numpy, chance, -lacking, share), there)]
    goal = numpy.repeat(numpy.arange(wanted.size), _part(numpy, chance, lacking, share))
    number = min(len(surplus), len(goal))
    surplus, goal = (some[numpy.sort(chance.permutation(len(some))[:number])] for some in (surplus, goal))
    table[first][surplus], table[second][surplus] = goal // wanted.shape[1], goal % wanted.shape[1]


def _part(numpy: Any, chance: Any, numbers: Any, share: float) -> Any:
    """A share of the numbers above zero, whole by chance."""
    return numpy.floor(numbers.clip(0) * share + (0 if share == ALL_AT_FIRST else chance.random(len(numbers)))).astype(int)
