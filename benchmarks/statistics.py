"""How long it takes to make columns of rows, to seal them on the disk, to open them, and to tell tables of them with disclosure
control.

    python -m benchmarks.statistics --people 1000000     people in thirty columns
    python -m benchmarks.statistics --rows 10000000      cases and referrals, half each, through the real compile

Measured: everything from rows as the parts hand them over (codes, invented from a seed) to the sealed file; the reading of the
database itself is not in it. With `--rows` then the set of tables that is told each night, and an attack over all of it; with
`--people` tables of one, two and three fields, without a page around, each asked for five times, and the slowest told. Seconds, and
seconds of processor: other work beside it makes the first longer, hardly the second. Ends with 1 when the attack recovers a cell.
"""

import argparse
import os
import random
import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from benchmarks import counted  # noqa: E402  # once Django is ready
from malath.documents import container  # noqa: E402  # once Django is ready
from malath.figures.rules import STEP, Told  # noqa: E402
from malath.figures.shapes import Shape  # noqa: E402
from malath.figures.tables import (  # noqa: E402
    protect,
    recovered,
)
from malath.statistics import actions, queries  # noqa: E402
from malath.statistics.compiling.columns import Columns, packed, unpacked  # noqa: E402
from malath.statistics.compiling.store import Loaded  # noqa: E402
from malath.statistics.definitions import FIELDS, PEOPLE, RECORDS, STANDARD, Field, of  # noqa: E402
from malath.statistics.words import Unit  # noqa: E402

SEED: Final = 61
COLUMNS: Final = 30
TIMES: Final = 5
YEARS: Final = [str(year) for year in range(2009, 2027)]
TABLES: Final = (("sex",), ("sex", "age_band"), ("governorate", "form"), ("sex", "age", "governorate"))
NAME: Final = b"bench"
T = TypeVar("T")
Night = list[tuple[Shape, dict[Any, Told | None]]]


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


def wide(people: int) -> dict[str, Columns]:
    """As the parts hand them over, and how long it takes to make columns of them."""
    columns = fields()
    made, invented, took = Columns(list(columns), columns), rows(people, columns), [0.0, 0.0]
    while some := [row for _, row in zip(range(20_000), invented, strict=False)]:
        started = time.perf_counter(), time.process_time()
        made.add_all(some)
        took = [took[0] + time.perf_counter() - started[0], took[1] + time.process_time() - started[1]]
    say("Columns of rows", *took)
    return {Unit.PERSONS.value: made}


def real(number: int) -> dict[str, Columns]:
    """Through the compile itself. What inventing the rows takes is told apart."""
    timed(
        "(rows invented, and let go)",
        lambda: [sum(1 for _ in some(number // 2)) for some in (counted.cases, counted.referrals)],
    )
    units = timed("Compiled, the inventing in it", lambda: counted.compiled(number))
    return {unit.value: columns for unit, columns in units.items()}


def kept(units: Mapping[str, Columns], folder: Path) -> Path:
    path, key = folder / "columns", secrets.token_bytes(32)
    with path.open("wb") as file:
        file.writelines(container.sealed(key, NAME, packed(units)))
    (folder / "key").write_bytes(key)
    return path


def opened(path: Path) -> Loaded:
    with path.open("rb") as file:
        return Loaded(unpacked(b"".join(container.opened((path.parent / "key").read_bytes(), NAME, file.read))))


def told(loaded: Loaded, names: tuple[str, ...]) -> None:
    """One table, from the question to what is told."""
    counts = loaded.counts("persons", names)
    values = [tuple(sorted({chosen[place] for chosen in counts} - {None}, key=str)) for place in range(len(names))]
    shape = Shape(tuple((name, tuple(map(str, some))) for name, some in zip(names, values, strict=True)))
    named = {frozenset((n, v) for n, v in zip(names, c, strict=True) if v is not None): number for c, number in counts.items()}
    protect(named, shape)


def night(loaded: Loaded) -> dict[Unit, Night]:
    """The standard set, each table beside those before it, as the worker tells it."""
    out: dict[Unit, Night] = {unit: [] for unit in Unit}
    for unit, asked in STANDARD:
        names = sorted(asked, key=list(FIELDS).index)
        counts, before = loaded.counts(unit, names), out[unit]
        values = {name: actions._values(name, place, counts, before) for place, name in enumerate(names)}
        with suppress(actions.CannotTell):
            said, shape = actions.controlled(counts, unit.value, values, before)
            before.append((shape, said))
    return out


def attacked(out: Mapping[Unit, Night]) -> int:
    """How many hidden cells an attack over everything that was told recovers."""
    found, ties = 0, queries.ties()
    for tables in out.values():
        claims = {key: one for _, said in tables for key, one in said.items() if one is not None}
        hidden = list(dict.fromkeys(key for _, said in tables for key in said if key not in claims))
        found += len(list(recovered([shape for shape, _ in tables], claims, hidden, STEP, ties=ties)))
    return found


def timed(what: str, work: Callable[[], T]) -> T:
    started = time.perf_counter(), time.process_time()
    done = work()
    say(what, time.perf_counter() - started[0], time.process_time() - started[1])
    return done


def say(what: str, seconds: float, of_processor: float) -> None:
    print(f"{what:<52} {seconds:9.3f} s {of_processor:9.3f} s of processor", flush=True)


def slowest(loaded: Loaded, names: tuple[str, ...]) -> tuple[float, float]:
    """Of all times a table is asked for."""
    took = []
    for _ in range(TIMES):
        started = time.perf_counter(), time.process_time()
        told(loaded, names)
        took.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    return max(took)


def memory() -> str:
    return f"Memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=1_000_000)
    arguments.add_argument("--rows", type=int, default=0)
    asked = arguments.parse_args()
    units = real(asked.rows) if asked.rows else wide(asked.people)
    print(", ".join(f"{name}: {len(columns):,} rows" for name, columns in units.items() if len(columns)), memory(), sep="; ")
    with tempfile.TemporaryDirectory() as folder:
        path = timed("Sealed on the disk", lambda: kept(units, Path(folder)))
        print(f"{path.stat().st_size / 1e6:,.0f} MB")
        units.clear()
        loaded = timed("Opened, and in the engine", lambda: opened(path))
    loaded.counts("persons", ("sex",))  # what is loaded with the first one is not the second one's
    for names in TABLES:
        say(f"Table by {', '.join(names)}", *slowest(loaded, names))
    left = 0
    if asked.rows:
        out = timed("Tables of a night", lambda: night(loaded))
        hidden = sum(one is None for tables in out.values() for _, said in tables for one in said.values())
        left = timed(f"Attack on {sum(map(len, out.values()))} tables, {hidden} hidden cells", lambda: attacked(out))
        print(f"Recovered: {left}")
    print(memory())
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
