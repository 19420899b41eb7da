"""Counts of combinations, none of fewer than k: the same as counting by hand."""

import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest

from malath.figures.anonymous import Combination, aggregates
from malath.figures.engines import EngineMissing

ROWS = 300


def invented(seed: int) -> dict[str, list[str]]:
    chance = random.Random(seed)
    return {
        name: [chance.choice(values) for _ in range(ROWS)]
        for name, values in zip("abcd", ["xy", "pqr ", "1 ", "uvw"], strict=True)
    }


def by_hand(table: Mapping[str, Sequence[str]], k: int) -> dict[Combination, int]:
    found: Counter[Combination] = Counter()
    for row in zip(*table.values(), strict=True):
        said = [(name, value) for name, value in zip(table, row, strict=True) if value]
        found.update(chosen for size in (1, 2, 3) for chosen in combinations(said, size))
    return {chosen: number // k * k for chosen, number in found.items() if number >= k}


@pytest.mark.parametrize("k", [2, 5, 10])
def test_they_are_those_that_somebody_counts_by_hand(k: int) -> None:
    table = {name: [value.strip() for value in column] for name, column in invented(k).items()}
    assert aggregates(table, k=k) == by_hand(table, k)


def test_what_was_not_recorded_is_no_value() -> None:
    assert aggregates({"sex": ["f", "f", ""], "flag": ["", "", ""]}, k=2) == {(("sex", "f"),): 2}


def test_nothing_is_told_of_fewer_than_k() -> None:
    table = {"sex": ["f"] * 9 + ["m"] * 19}
    assert aggregates(table, k=10) == {(("sex", "m"),): 10}


def test_nobody_is_counted_of_an_empty_table() -> None:
    assert aggregates({"sex": []}) == {}


def test_a_group_of_one_is_no_group() -> None:
    with pytest.raises(ValueError, match="at least two"):
        aggregates({"sex": ["f"]}, k=1)


def test_without_the_packages_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(EngineMissing):
        aggregates({"sex": ["f"]})
