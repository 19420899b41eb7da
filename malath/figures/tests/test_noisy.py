"""Counts with noise, and rows drawn from them. Without the optional package nothing here is run."""

import sys
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import sqrt
from statistics import median

import numpy
import pytest

from malath.figures.drawn import drawn, whole
from malath.figures.engines import EngineMissing
from malath.figures.noisy import DELTA, counted, fitted, margins, measured, noise_for, pairs_of, private_whole, told

pytest.importorskip("opendp")

VALUES: Mapping[str, Sequence[str]] = {"sex": ("", "f", "m"), "age": ("", "child", "adult"), "form": ("", "a", "b", "c", "d")}
PEOPLE = 4_000


def people() -> dict[str, numpy.ndarray]:
    """Women are mostly adults, and of form a."""
    chance = numpy.random.default_rng(1)
    sex = chance.choice(3, PEOPLE, p=[0.05, 0.7, 0.25])
    age = numpy.where(sex == 1, chance.choice(3, PEOPLE, p=[0, 0.1, 0.9]), chance.choice(3, PEOPLE, p=[0, 0.5, 0.5]))
    return {"sex": sex, "age": age, "form": numpy.where(sex == 1, 1, chance.choice(5, PEOPLE))}


def errors(true: Mapping[str, numpy.ndarray], found: Mapping[str, numpy.ndarray], size: int) -> list[float]:
    pairs = [(counted(true, n, VALUES), counted(found, n, VALUES)) for n in combinations(VALUES, size)]
    return [abs(b - a) / a for one, other in pairs for a, b in zip(one, other, strict=True) if a >= 10]


def test_the_noise_is_what_one_person_in_every_pair_needs() -> None:
    few, many = noise_for(3, 1.0), noise_for(190, 4.0)
    assert (few.delta, few.scale) == (0.0, 3.0), "noise of Laplace: one person is in three numbers"
    assert many.delta == DELTA
    assert sqrt(190) < many.scale < 190 / 4 * sqrt(2), "of many pairs noise of Gauss is less"


def test_less_epsilon_is_more_noise() -> None:
    assert noise_for(10, 1.0).aside > noise_for(10, 2.0).aside > noise_for(10, 4.0).aside


def test_counts_are_told_nearly_as_they_are() -> None:
    table = people()
    noise, numbers = measured(table, VALUES, 4.0)
    said = told(fitted(numbers, VALUES), VALUES)
    women = int((table["sex"] == 1).sum())
    assert abs(said[("sex", "f"),] - women) < 8 * noise.aside
    assert abs(said[("sex", "f"), ("form", "a")] - women) < 8 * noise.aside
    assert all(value for key in said for _, value in key), "what was not recorded is not counted"
    assert min(said.values()) >= 10


def test_the_tables_fit_each_other_and_nothing_is_below_zero() -> None:
    tables = fitted(measured(people(), VALUES, 1.0)[1], VALUES)
    ones = margins(tables)
    for (first, second), table in tables.items():
        assert table.min() >= 0
        assert abs(table.sum(1) - ones[first]).max() < 5
        assert abs(table.sum(0) - ones[second]).max() < 5


def test_two_measurements_are_not_the_same() -> None:
    table = people()
    assert measured(table, VALUES, 1.0)[1] != measured(table, VALUES, 1.0)[1]
    assert len({private_whole(100, 0.1) for _ in range(20)}) > 1


def test_drawn_rows_count_nearly_as_the_tables_say() -> None:
    table = people()
    true = fitted(numpy.concatenate([counted(table, pair, VALUES) for pair in pairs_of(VALUES)]).tolist(), VALUES)
    rows = drawn(true, PEOPLE, seed=7)
    assert {len(column) for column in rows.values()} == {PEOPLE}
    assert median(errors(table, rows, 1)) < 0.01
    assert median(errors(table, rows, 2)) < 0.03


def test_whole_numbers_add_up() -> None:
    assert whole(numpy, numpy.array([0.4, 0.4, -1.0]), 5).tolist() in ([3, 2, 0], [2, 3, 0])
    assert whole(numpy, numpy.array([0.0, -2.0]), 3).sum() == 3


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opendp.prelude", None)
    with pytest.raises(EngineMissing):
        noise_for(3, 1.0)
