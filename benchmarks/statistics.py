"""A million people in thirty columns: how long it takes to make columns of rows, to seal them on the disk, to open them, and to
tell tables of them with disclosure control.

    python -m benchmarks.statistics --people 1000000
    python -m benchmarks.statistics --people 10000000 --columns     columns are invented, and none is made of rows

Measured: everything from rows as the parts hand them over (codes, invented from a seed) to the sealed file; the reading of the
database itself is not in it. Then tables of one, two and three fields, counted and protected, without a page around; each is
asked for five times, and the slowest is told.
"""

import argparse
import os
import random
import resource
import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from malath.documents import container  # noqa: E402  # once Django is ready
from malath.figures.engines import package  # noqa: E402
from malath.figures.shapes import Shape  # noqa: E402
from malath.figures.tables import protect  # noqa: E402
from malath.statistics.compiling.columns import Columns, packed, unpacked  # noqa: E402
from malath.statistics.compiling.store import Loaded  # noqa: E402
from malath.statistics.definitions import FIELDS, PEOPLE, RECORDS, Field, of  # noqa: E402
from malath.statistics.words import Unit  # noqa: E402

SEED: Final = 61
COLUMNS: Final = 30
TIMES: Final = 5
YEARS: Final = [str(year) for year in range(2009, 2027)]
TABLES: Final = (("sex",), ("sex", "age_band"), ("governorate", "form"), ("sex", "age", "governorate"))
NAME: Final = b"bench"


def fields() -> dict[str, Field]:
    """Those of people, and as many more of eight values each as make thirty."""
    known = {field.code: FIELDS[field.code] for field in of(Unit.PERSONS)}
    more = {f"more_{number}": Field(f"more_{number}", "", "", "", RECORDS, PEOPLE) for number in range(COLUMNS - len(known))}
    return known | more


def rows(people: int, columns: Mapping[str, Field]) -> Iterator[tuple[int, Mapping[str, str]]]:
    chance = random.Random(SEED)  # repeatable invention, not a secret
    values = {name: list(field.values or (YEARS if "year" in name else "abcdefgh")) for name, field in columns.items()}
    for who in range(people):
        yield who, {name: some[int(len(some) * chance.random())] for name, some in values.items()}


def of_rows(people: int, columns: Mapping[str, Field]) -> Columns:
    """As the parts hand them over, and how long it takes to make columns of them."""
    made, took, invented = Columns(list(columns), columns), 0.0, rows(people, columns)
    while some := [row for _, row in zip(range(20_000), invented, strict=False)]:
        started = time.perf_counter()
        made.add_all(some)
        took += time.perf_counter() - started
    say("Columns of rows", took)
    return made


def of_columns(people: int, columns: Mapping[str, Field]) -> Columns:
    """The same columns at once: what many people take is seen sooner."""
    numpy, made = package("numpy"), Columns(list(columns), columns)
    chance = numpy.random.default_rng(SEED)
    made.who.frombytes(numpy.arange(people, dtype=numpy.uint64).tobytes())
    for name, field in columns.items():
        made.values[name] = list(field.values or (YEARS if "year" in name else "abcdefgh"))
        made.codes[name].frombytes(chance.integers(0, len(made.values[name]), people, dtype=numpy.uint16).tobytes())
    return made


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=1_000_000)
    arguments.add_argument("--columns", action="store_true")
    asked, columns = arguments.parse_args(), fields()
    made = of_columns(asked.people, columns) if asked.columns else of_rows(asked.people, columns)
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory() as folder:
        path, started = Path(folder) / "columns", time.perf_counter()
        with path.open("wb") as file:
            file.writelines(container.sealed(key, NAME, packed({"persons": made})))
        say(f"Sealed on the disk, {path.stat().st_size / 1e6:,.0f} MB", time.perf_counter() - started)
        started = time.perf_counter()
        with path.open("rb") as file:
            loaded = Loaded(unpacked(b"".join(container.opened(key, NAME, file.read))))
        say("Opened, and in the engine", time.perf_counter() - started)
    for names in TABLES:
        say(f"Table by {', '.join(names)}", max(told(loaded, names) for _ in range(TIMES)))
    print(f"Memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def told(loaded: Loaded, names: tuple[str, ...]) -> float:
    """How long one table takes, from the question to what is told."""
    started = time.perf_counter()
    counts = loaded.counts("persons", names)
    values = [tuple(sorted({chosen[place] for chosen in counts} - {None}, key=str)) for place in range(len(names))]
    shape = Shape(tuple((name, tuple(map(str, some))) for name, some in zip(names, values, strict=True)))
    named = {frozenset((n, v) for n, v in zip(names, c, strict=True) if v is not None): number for c, number in counts.items()}
    protect(named, shape)
    return time.perf_counter() - started


def say(what: str, seconds: float) -> None:
    print(f"{what:<44} {seconds:8.3f} s", flush=True)


if __name__ == "__main__":
    main()
