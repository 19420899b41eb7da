"""Counts with noise of every pair of twenty columns of 50,000 invented people, and as many rows drawn from them.

    python -m benchmarks.noise                          the table of `benchmarks.anonymous`
    python -m benchmarks.noise --table people.csv       another one
    python -m benchmarks.noise --beside                 and pac-synth 0.0.8 in the same run, if it is installed

Printed: seconds of the wall and of the processor; the median error of what is told of at least ten people, and how much of it is
missing or invented; for rows, the median error of one, two and three columns. The same epsilon, minimum and categories for both.
"""

import argparse
import csv
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.anonymous import PEOPLE, invented
from malath.figures.anonymous import Combination, K
from malath.figures.drawn import drawn
from malath.figures.noisy import counted, fitted, measured, told

SEED: Final = 27
Values = Mapping[str, Sequence[str]]
Counts = Mapping[Combination, int]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=PEOPLE)
    arguments.add_argument("--epsilon", type=float, default=4.0)
    arguments.add_argument("--table", type=Path)
    arguments.add_argument("--beside", action="store_true")
    asked = arguments.parse_args()
    table = read(asked.table) if asked.table else invented(asked.people)
    values = {name: ["", *sorted(set(column) - {""})] for name, column in table.items()}
    codes, people = as_codes(table, values), len(next(iter(table.values())))
    print(f"{people:,} people, {len(values)} columns, epsilon {asked.epsilon:g}")
    true = {size: true_counts(codes, values, size) for size in (1, 2, 3)}
    measured({name: column[:10] for name, column in codes.items()}, values, asked.epsilon)  # what is loaded is in no figure
    noise, numbers = timed("Malath, pairs with noise", lambda: measured(codes, values, asked.epsilon))
    tables = timed("Malath, made to fit each other", lambda: fitted(numbers, values))
    say("Counts told", true[1] | true[2], told(tables, values))
    print(f"  noise: scale {noise.scale:.1f}, delta {noise.delta:g}; nineteen of twenty off by at most {noise.aside:.0f}")
    rows = timed(f"Malath, {people:,} rows drawn", lambda: drawn(tables, people, SEED))
    for size in (1, 2, 3):
        say(f"Rows, {size} column(s)", true[size], true_counts(rows, values, size))
    if asked.beside:
        beside(table, true[1] | true[2], asked.epsilon)


def read(path: Path) -> dict[str, list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {name: [line[name] for line in lines] for name in lines[0]}


def as_codes(table: Mapping[str, Sequence[str]], values: Values) -> dict[str, Any]:
    numpy, codes = import_module("numpy"), {}
    for name, column in table.items():
        place = {value: at for at, value in enumerate(values[name])}
        codes[name] = numpy.array([place[value] for value in column])
    return codes


def true_counts(codes: Mapping[str, Any], values: Values, size: int) -> dict[Combination, int]:
    """Every combination of so many columns that at least one person has; what was not recorded is not counted."""
    numpy, found = import_module("numpy"), {}
    for names in combinations(values, size):
        cells = counted(codes, names, values).reshape([len(values[name]) for name in names])
        inside = cells[(slice(1, None),) * size]
        for place in zip(*(axis.tolist() for axis in numpy.nonzero(inside)), strict=True):
            found[tuple((n, values[n][at + 1]) for n, at in zip(names, place, strict=True))] = int(inside[place])
    return found


def say(what: str, true: Counts, found: Counts) -> None:
    """The error of what both have, and what only one has, of at least ten people."""
    large, kept = {key for key, number in true.items() if number >= K}, {key for key, number in found.items() if number >= K}
    errors = [abs(found[key] - true[key]) / true[key] for key in large & kept]
    missing, made_up = len(large - kept) / len(true), sum(key not in true for key in kept) / len(true)
    print(f"  {what:<24} median error {median(errors):6.1%}   missing {missing:5.1%}   made up {made_up:5.1%}", flush=True)


def timed(what: str, work: Callable[[], Any]) -> Any:
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    print(f"{what:<36} {time.perf_counter() - wall:8.2f} s {time.process_time() - processor:8.2f} s of processor", flush=True)
    return found


def beside(table: Mapping[str, Sequence[str]], true: Counts, epsilon: float) -> None:
    """The same by pac-synth: its counts, and rows drawn from them."""
    package: Any = import_module("pacsynth")
    rows = [list(table), *(list(row) for row in zip(*table.values(), strict=True))]
    chosen = package.DpAggregateSeededParametersBuilder().reporting_length(2).epsilon(epsilon).build()
    synth = package.DpAggregateSeededSynthesizer(chosen)
    data = package.Dataset(rows)
    timed("pac-synth, fit", lambda: synth.fit(data))
    told_of = {_named(key, list(table)): round(number) for key, number in synth.get_dp_aggregates(";").items()}
    say("Counts told", true, told_of)
    sampled = timed("pac-synth, rows", synth.sample)
    counts = package.Dataset(sampled).get_aggregates(2, ";")
    say("Rows, 1 and 2 columns", true, {_named(key, list(table)): number for key, number in counts.items()})


def _named(key: str, names: Sequence[str]) -> Combination:
    cells = [(name, value) for name, _, value in (one.partition(":") for one in key.split(";"))]
    return tuple(sorted(cells, key=lambda cell: names.index(cell[0])))


if __name__ == "__main__":
    main()
