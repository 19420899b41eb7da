"""A file of anonymised records in the published shape of CTDC: how long it takes to read, and whether its counts are those of
the file, counted by itself.

    python -m benchmarks.records --rows 100000
"""

import argparse
import csv
import os
import resource
import sys
import time
from collections import Counter
from itertools import combinations
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from malath.statistics.compiling.store import Loaded  # noqa: E402  # once Django is ready
from malath.statistics.opendata import ctdc, shape  # noqa: E402
from malath.statistics.testing import invented_records  # noqa: E402

ROWS: Final = 100_000
RECORDS: Final = "records"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=ROWS)
    content = invented_records(arguments.parse_args().rows)
    started = time.perf_counter()
    columns = ctdc.read(content).columns
    if columns is None:
        return 1
    print(f"{len(columns):,} rows, {len(content) / 1e6:.0f} MB, read in {time.perf_counter() - started:.1f} s")
    started, loaded = time.perf_counter(), Loaded({RECORDS: columns})
    pairs = list(combinations(shape.kinds(), 2))
    found = {pair: loaded.counts(RECORDS, pair) for pair in pairs}
    print(f"{len(pairs)} tables of two columns counted in {time.perf_counter() - started:.1f} s")
    rows = list(csv.DictReader(content.decode().splitlines()))
    wrong = [pair for pair in pairs if inner(found[pair]) != Counter((row[pair[0]], row[pair[1]]) for row in rows)]
    print(f"Tables that differ from a count of the file itself: {len(wrong)}")
    print(f"Memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return 1 if wrong else 0


def inner(counts: dict[tuple[str | None, ...], int]) -> dict[tuple[str, ...], int]:
    """The cells alone, in the words of the file."""
    return {
        tuple("" if one == "none" else str(one) for one in key): number for key, number in counts.items() if None not in key
    }


if __name__ == "__main__":
    sys.exit(main())
