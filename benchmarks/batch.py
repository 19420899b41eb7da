"""How well, how fast and in how much memory batch linkage finds who was written down twice, beside two plain ways to use Splink.

    python -m benchmarks.batch --people 100000

Of four people one was written down a second time by another hand, one of sixteen a third time. *As typed* compares given and
family names by their letters; *one key* compares what all spellings share (the strict skeleton). Neither knows labels; all three
run here one after the other, each in a process of its own on the same files, and each is given the limit at which its F1 is
highest; ours also at the limit that the command has.
"""

import argparse
import os
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from typing import Any, Final

from benchmarks.labelled import recorded, somebody
from benchmarks.likeness import sides
from malath.linkage import batch
from malath.linkage.batch import Found, Row
from malath.people.names import parts, skeleton

SEED: Final = 47
THREADS: Final = 2
AGAIN, THIRD, LOWEST = 0.25, 0.0625, 0.05
ENGINE: Final = "MALATH_ANALYTICS"
Way = Callable[[int], tuple[list[Found], float]]


@dataclass(frozen=True)
class Outcome:
    way: str
    limit: float
    precision: float
    recall: float
    f1: float
    seconds: float
    megabytes: int


def files(count: int) -> Iterator[tuple[int, Row]]:
    """So many files in all, each with the number of the person it is of."""
    rng, number, who = random.Random(SEED), 0, 0
    while number < count:
        person, who = somebody(rng), who + 1
        chance = rng.random()
        for time_written in range(1 + (chance < AGAIN) + (chance < THIRD)):
            if number < count:
                yield who, (number, sides(recorded(rng, person, hard=time_written > 0)))
                number += 1


def ours(count: int) -> tuple[list[Found], float]:
    rows = [row for _, row in files(count)]
    started = time.perf_counter()
    found = batch.find(
        rows,
        engine=os.environ.get(ENGINE, "duckdb"),
        limit=LOWEST,
        say=lambda text: print(f"  {text} {time.perf_counter() - started:,.0f} s", flush=True),
    )
    return found, time.perf_counter() - started


def as_typed(count: int) -> tuple[list[Found], float]:
    return plainly(count, lambda word: word.casefold())


def one_key(count: int) -> tuple[list[Found], float]:
    return plainly(count, skeleton)


def plainly(count: int, form: Callable[[str], str]) -> tuple[list[Found], float]:
    """Splink as its guide begins: names by closeness, the usual blocking rules, trained without labels."""
    read = [row for _, row in files(count)]
    started = time.perf_counter()
    splink, duckdb, arrow = (import_module(name) for name in ("splink", "duckdb", "pyarrow"))
    rows = [_plain_row(number, side, form) for number, side in read]
    with duckdb.connect(":memory:", config={"memory_limit": batch.MEMORY, "threads": THREADS}) as rooms:
        table = import_module("splink.backends.duckdb").DuckDBAPI(connection=rooms).register(arrow.Table.from_pylist(rows))
        linker = splink.Linker(table, _plain_settings(splink), log_level=None)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in (splink.block_on("given", "family"), splink.block_on("born", "nationality", "given")):
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, max_pairs=1e6, record_sample_proportion=1.0
            )
        pairs = linker.inference.predict(threshold_match_probability=0.01).as_pyarrow_table()
    found = map(Found, *(pairs.column(name).to_pylist() for name in ("id_l", "id_r", "match_probability")))
    return list(found), time.perf_counter() - started


def _plain_row(number: int, side: Any, form: Callable[[str], str]) -> dict[str, Any]:
    words = parts(side.names[0]) if form is skeleton else side.names[0].split()
    heard = [form(word) for word in words] or [""]
    return {
        "id": number,
        "given": heard[0],
        "family": heard[-1] if len(heard) > 1 else None,
        "born": side.born,
        "nationality": side.nationality,
        "phone": next(iter(side.phones), None),
        "document": next(iter(side.documents), None),
    }


def _plain_settings(splink: Any) -> Any:
    library = import_module("splink.comparison_library")
    rules = (("given", "family"), ("given", "born"), ("family", "born"), ("phone",), ("document",))
    return splink.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[splink.block_on(*columns) for columns in rules],
        comparisons=[
            library.JaroWinklerAtThresholds("given", [0.92, 0.8]),
            library.JaroWinklerAtThresholds("family", [0.92, 0.8]),
            *(library.ExactMatch(column) for column in ("born", "nationality", "phone", "document")),
        ],
        retain_matching_columns=False,
    )


def judged(found: Sequence[Found], owners: Sequence[int], limit: float) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pairs of files that there are."""
    right = sum(owners[pair.one] == owners[pair.other] for pair in found if pair.score >= limit)
    said = sum(pair.score >= limit for pair in found)
    there = _pairs_of_one(owners)
    return right / max(said, 1), right / max(there, 1), 2 * right / max(said + there, 1)


def _pairs_of_one(owners: Sequence[int]) -> int:
    files_of = [0] * (max(owners) + 1)
    for owner in owners:
        files_of[owner] += 1
    return sum(count * (count - 1) // 2 for count in files_of)


def run(way: str, count: int) -> list[Outcome]:
    """In a process of its own: what one way finds, at its best limit, and for ours at that of the command."""
    found, seconds = WAYS[way](count)
    owners = [owner for owner, _ in files(count)]
    tried = [limit / 100 for limit in (*range(1, 100, 7), 99)]
    best = max(tried, key=lambda limit: judged(found, owners, limit)[2])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    limits = [batch.FOUND, best] if way == "Malath" else [best]
    return [Outcome(way, limit, *judged(found, owners, limit), seconds, memory) for limit in limits]


WAYS: Final[dict[str, Way]] = {"Splink, names as typed": as_typed, "Splink, one key": one_key, "Malath": ours}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=100_000, help="files in all")
    arguments.add_argument("--only", choices=WAYS, help="one of the ways")
    arguments.add_argument("--engine", choices=batch.ENGINES, default="duckdb", help="where ours runs")
    options = arguments.parse_args()
    os.environ[ENGINE] = options.engine
    print(f"{options.people:,} files, {THREADS} threads, {batch.MEMORY} for the engine.", flush=True)
    print(f"{'':<24}{'limit':>7}{'precision':>11}{'recall':>8}{'F1':>8}{'seconds':>9}{'memory':>10}", flush=True)
    for way in [options.only] if options.only else WAYS:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            for one in alone.submit(run, way, options.people).result():
                scores = f"{one.precision:>11.3f}{one.recall:>8.3f}{one.f1:>8.3f}"
                print(f"{one.way:<24}{one.limit:>7.2f}{scores}{one.seconds:>9.0f}{one.megabytes:>7,} MB", flush=True)


if __name__ == "__main__":
    main()
