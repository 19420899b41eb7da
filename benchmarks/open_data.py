"""What an attack over every table told of a file of 100,000 records in the published shape of CTDC recovers, and what is left of
the same rows in groups of eleven. (That what is counted is what stands in the file is measured by `benchmarks.records`.)

    python -m benchmarks.open_data --rows 100000

The rows are invented from the codes alone, later codes rarer, so that tables have small cells. Ends with 1 when the attack recovers
a hidden cell, or when it does not break tables that hide small cells alone.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from malath.figures.attack import Key  # noqa: E402  # once Django is ready
from malath.figures.rules import STEP, Told  # noqa: E402
from malath.figures.shapes import Shape  # noqa: E402
from malath.figures.tables import BASE, Exposed, as_told, minimum_of, protect, recovered  # noqa: E402
from malath.statistics.compiling.store import Loaded  # noqa: E402
from malath.statistics.opendata import classes, ctdc, shape  # noqa: E402
from malath.statistics.rules import is_too_large  # noqa: E402

SEED: Final = 27
ROWS: Final = 100_000
COUNTRIES: Final = sorted(shape.by_two_letters().values())[:60]
UNIT: Final = frozenset({("unit", "records")})
TABLES: Final = (
    ("gender",), ("ageBroad",), ("gender", "ageBroad"), ("citizenship",), ("gender", "citizenship"),
    ("ageBroad", "isForcedLabour"), ("gender", "isSexualExploit"), ("ageBroad", "traffickMonths"),
    ("yearOfRegistration", "gender"), ("gender", "ageBroad", "isOtherExploit"), ("CountryOfExploitation", "gender"),
    ("typeOfSexPornography", "ageBroad"),
)  # fmt: skip
Tables = Sequence[tuple[Shape, dict[Key, int]]]


def invented(rows: int) -> Iterator[list[str]]:
    """The lines of a file. Repeatable invention, not a secret."""
    chance, columns = random.Random(SEED), []
    for name, kind in shape.kinds().items():
        values = values_of(name, kind)
        columns.append(chance.choices(values, [1 / (1 + number) ** 3 for number in range(len(values))], k=rows))
    yield list(shape.kinds())
    yield from map(list, zip(*columns, strict=True))


def values_of(name: str, kind: str) -> list[str]:
    if kind == shape.YEAR:
        return [str(year) for year in range(2022, 2001, -1)]
    return COUNTRIES if kind == shape.COUNTRY else ["", *(shape.fields()[name].values or ())]


def as_cells(loaded: Loaded, names: Sequence[str]) -> tuple[Shape, dict[Key, int]]:
    """A table with the true number of each cell."""
    counts = loaded.counts("records", names)
    values = [tuple(sorted({str(chosen[place]) for chosen in counts} - {"None"})) for place in range(len(names))]
    named = {UNIT | {(n, v) for n, v in zip(names, c, strict=True) if v is not None}: number for c, number in counts.items()}
    return Shape(tuple(zip(names, values, strict=True)), UNIT), named


def left(tables: Sequence[tuple[Shape, dict[Key, Told | None]]]) -> int:
    """How many hidden cells an attack over all tables recovers."""
    claims = {key: told for _, said in tables for key, told in said.items() if told is not None}
    hidden = [key for _, said in tables for key in said if key not in claims]
    return len(list(recovered([made for made, _ in tables], claims, hidden, STEP)))


def protected(tables: Tables) -> list[tuple[Shape, dict[Key, Told | None]]]:
    told: list[tuple[Shape, dict[Key, Told | None]]] = []
    for made, counts in tables:
        with suppress(Exposed):
            told.append((made, protect(counts, made, before=told, base=BASE)))
    return told


def naive(tables: Tables) -> list[tuple[Shape, dict[Key, Told | None]]]:
    """Small cells hidden, and nothing else."""
    return [
        (made, {key: None if counts.get(key, 0) < STEP else as_told(counts[key], 1, minimum_of(key)) for key in made.cells()})
        for made, counts in tables
    ]


def timed(what: str, work: Any) -> Any:
    started = time.perf_counter()
    found = work()
    print(f"{what:<58} {time.perf_counter() - started:8.2f} s", flush=True)
    return found


def _code(cell: str) -> str:
    return "none" if cell == "" else cell


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=ROWS)
    lines = list(invented(arguments.parse_args().rows))
    content = "\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) for line in lines).encode()
    read = timed(f"Read, {len(lines) - 1:,} rows, {len(content) / 1e6:,.1f} MB", lambda: ctdc.read(content))
    loaded = timed("In the engine", lambda: Loaded({"records": read.columns}))
    tables = [
        table for table in (as_cells(loaded, names) for names in TABLES) if not is_too_large([len(v) for _, v in table[0].dims])
    ]
    told = timed(f"{len(tables)} tables protected, one beside the other", lambda: protected(tables))
    hidden = sum(one is None for _, said in told for one in said.values())
    safe = timed(f"Attack over {len(told)} tables, {hidden} hidden cells", lambda: left(told))
    broken = timed("The same over tables that hide small cells alone", lambda: left(naive(tables)))
    print(f"Recovered: {safe}; of the unprotected: {broken}")
    rows = [tuple(_code(cell) for cell in line) for line in lines[1:]]
    groups = timed("The same rows in groups of eleven", lambda: classes.classes(rows))
    kept = sum(classes.stands(groups).values()) / max(1, sum(cell != "none" for row in rows for cell in row))
    print(f"Groups: {len(groups):,}; records: {sum(n for _, n in groups):,}; of all that was said still told: {kept:.0%}")
    return 1 if safe or not broken else 0


if __name__ == "__main__":
    sys.exit(main())
