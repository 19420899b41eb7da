"""Counts of every combination of up to three of twenty columns of 50,000 invented people, none of fewer than ten.

    python -m benchmarks.anonymous                    ours alone
    python -m benchmarks.anonymous --beside           and pac-synth 0.0.8 in the same run, if it is installed

Printed: seconds of the wall and of the processor for pairs and for triples; beside pac-synth also whether the counts are the
same, and how many times faster ours is. Ends with 1 when they are not the same, or ours is not ten times faster.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from malath.figures.anonymous import Combination, aggregates

PEOPLE: Final = 50_000
SEED: Final = 20260101
K: Final = 10
UNSAID: Final = 0.04
SIZES: Final = (7, 3, 7, 22, 12, 3, 5, 7, 7, 6, 3, *(1,) * 8, 4)
"""How many values each of the twenty columns has: eight of them are flags that are set or were not recorded."""
Counts = dict[Combination, int]


def invented(people: int) -> dict[str, list[str]]:
    """A table in the manner of HTCDS. Shares are invented; later values are rarer."""
    chance, table = random.Random(SEED), {}
    for number, size in enumerate(SIZES):
        values, weights = [f"v{n}" for n in range(size)], [1 / (1 + n) for n in range(size)]
        left_out = UNSAID if size > 1 else 0.6
        column = chance.choices(values, weights, k=people)
        table[f"c{number:02}"] = ["" if chance.random() < left_out else value for value in column]
    return table


def other(table: dict[str, list[str]], most: int) -> Counts:
    """The same by pac-synth: its counts, told down to a multiple of ten."""
    package: Any = import_module("pacsynth")
    rows = [list(table), *(list(row) for row in zip(*table.values(), strict=True))]
    found = package.Dataset(rows).get_aggregates(most, ";")
    return {_named(key): number // K * K for key, number in found.items() if number >= K}


def _named(key: str) -> Combination:
    return tuple(sorted((name, value) for name, _, value in (one.partition(":") for one in key.split(";"))))


def timed(work: Callable[[], Counts], name: str) -> tuple[float, Counts]:
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    took = time.perf_counter() - wall
    print(f"{name:<28} {took:8.2f} s {time.process_time() - processor:8.2f} s of processor {len(found):>9,} counts", flush=True)
    return took, found


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=PEOPLE)
    arguments.add_argument("--beside", action="store_true")
    asked = arguments.parse_args()
    table, wrong = invented(asked.people), False
    aggregates({"warm": ["up"]})  # to load NumPy is in neither figure
    for most, name in ((2, "pairs"), (3, "triples")):
        took, ours = timed(lambda most=most: aggregates(table, k=K, most=most), f"Malath, {name}")  # type: ignore[misc]
        if asked.beside:
            theirs_took, theirs = timed(lambda most=most: other(table, most), f"pac-synth 0.0.8, {name}")  # type: ignore[misc]
            times, same = theirs_took / took, ours == theirs
            print(f"{'':<28} {times:.0f} times faster, {'the same counts' if same else 'OTHER COUNTS'}", flush=True)
            wrong = wrong or not same or times < 10
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
