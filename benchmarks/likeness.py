"""How often, and how fast, the person looked for is among the first ten candidates at intake.

    python -m benchmarks.likeness --people 100000
    python -m benchmarks.likeness --people 1000000 --searches 300

The tokens are the real ones (`people.tokens`), and so is the scorer (`linkage.scoring`); names are held open here, where Malath
unseals those of the candidates first. Everybody is written down once; each search has the same person written down by another
hand: the other letters, other spellings, slips, missing parts, another order, a year guessed or none, as
`benchmarks.labelled` makes them.
"""

import argparse
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.labelled import Record, Somebody, recorded, somebody, spelled
from malath.linkage.scoring import Sides, likeness
from malath.people.names import parts
from malath.people.tokens import (
    MOST_SHARED,
    WEIGHT,
    Token,
    TokenKind,
    bits_for,
    telling,
    tokens_for_person,
    tokens_for_query,
)

SEED: Final = 31
KEY: Final = bytes(range(32))
CANDIDATES: Final = 200
FIRST: Final = 10
KINDS: Final = ("all", "with a year", "without a year", "two parts or fewer")


@dataclass(frozen=True)
class Found:
    """What one search brought: `place` of the person once ranked, None when not among the candidates. `cpu`: seconds of the
    processor, which other programs beside it do not lengthen."""

    asked: Record
    place: int | None
    seconds: float
    cpu: float


class Index:
    """People and their tokens in SQLite: the table and the index of Malath, without its encryption."""

    def __init__(self, people: int, folder: str) -> None:
        self.bits = bits_for(people)
        self.rows = sqlite3.connect(Path(folder) / "people.sqlite")
        self.rows.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, born INTEGER, nationality TEXT, phone TEXT, document TEXT);"
            "CREATE TABLE token (kind INTEGER, value INTEGER, person INTEGER, PRIMARY KEY (kind, value, person)) WITHOUT ROWID;"
            "CREATE TEMP TABLE heap (kind INTEGER, value INTEGER, person INTEGER);"
        )

    def fill(self, people: Iterable[Record]) -> None:
        for number, one in enumerate(people):
            self.rows.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)", (number, *one.cells()))
            tokens = ((token.kind, token.value, number) for token in self._stored(one))
            self.rows.executemany("INSERT INTO heap VALUES (?, ?, ?)", tokens)
        self.rows.execute("INSERT OR IGNORE INTO token SELECT * FROM heap ORDER BY 1, 2, 3")
        self.rows.execute("DROP TABLE heap")
        self.rows.commit()

    def _stored(self, one: Record) -> frozenset[Token]:
        return tokens_for_person(
            KEY,
            names=[one.name] if parts(one.name) else [],
            birth_year=int(one.born) if one.born else None,
            phones=[one.phone] if one.phone else [],
            documents=[one.document] if one.document else [],
            bits=self.bits,
        )

    def search(self, asked: Record) -> list[int]:
        """The people most alike, the nearest first."""
        year = int(asked.born) if asked.born else None
        tokens = tokens_for_query(KEY, text=asked.name, birth_year=year, bits=self.bits)
        for number in filter(None, (asked.phone, asked.document)):
            tokens |= tokens_for_query(KEY, text=number, birth_year=None, bits=self.bits)
        wanted = sides(asked)
        scores = {number: likeness(wanted, held).score for number, held in self._held(self._hits(tokens))}
        return sorted(scores, key=lambda number: -scores[number])

    def _hits(self, tokens: Iterable[Token]) -> list[int]:
        asked = telling({token: self._shared_by(token) for token in tokens})
        if not asked:
            return []
        sets = " UNION ALL ".join(_of_kind(kind, asked) for kind in sorted({token.kind for token in asked}))
        rows = self.rows.execute(f"SELECT person FROM ({sets}) GROUP BY 1 ORDER BY SUM(weight) DESC, 1 DESC LIMIT {CANDIDATES}")  # noqa: S608  # numbers only
        return [number for (number,) in rows]

    def _shared_by(self, token: Token) -> int:
        rows = "SELECT COUNT(*) FROM (SELECT 1 FROM token WHERE kind = ? AND value = ? LIMIT ?)"
        return int(self.rows.execute(rows, (*token, MOST_SHARED)).fetchone()[0])

    def _held(self, numbers: list[int]) -> Iterator[tuple[int, Sides]]:
        marks = ", ".join("?" * len(numbers))
        for number, *cells in self.rows.execute(f"SELECT * FROM person WHERE id IN ({marks})", numbers):  # noqa: S608  # marks only
            yield number, sides(Record(*map(str, cells)))


def _of_kind(kind: TokenKind, asked: Iterable[Token]) -> str:
    values = ", ".join(str(token.value) for token in asked if token.kind == kind)
    return f"SELECT person, {WEIGHT[kind]} AS weight FROM token WHERE kind = {int(kind)} AND value IN ({values})"  # noqa: S608  # numbers only


def sides(record: Record) -> Sides:
    return Sides(
        names=(record.name,),
        born=int(record.born) if record.born else None,
        nationality=record.nationality or None,
        phones=(record.phone,) if record.phone else (),
        documents=(record.document,) if record.document else (),
    )


def is_searchable(record: Record) -> bool:
    return len(parts(record.name)) > 1 or bool(record.born)


def by_another_hand(rng: random.Random, who: Somebody) -> Record:
    """Without the numbers that are known."""
    asked = with_numbers(rng, who)
    return Record(asked.name, asked.born, asked.nationality)


def with_numbers(rng: random.Random, who: Somebody) -> Record:
    return next(record for _ in range(50) if is_searchable(record := recorded(rng, who)))


ASKED: Final[dict[str, Callable[[random.Random, Somebody], Record]]] = {
    "Spelled otherwise, in either letters, with the year or the next": spelled,
    "By another hand, in a hurry: name, year, nationality": by_another_hand,
    "The same with phone and document where known": with_numbers,
}


def measure(index: Index, wanted: dict[int, Somebody], ask: Callable[[random.Random, Somebody], Record]) -> list[Found]:
    rng, found = random.Random(SEED + 2), []
    for number, who in wanted.items():
        asked = ask(rng, who)
        started, worked = time.perf_counter(), time.process_time()
        ranked = index.search(asked)
        seconds, cpu = time.perf_counter() - started, time.process_time() - worked
        found.append(Found(asked, ranked.index(number) + 1 if number in ranked else None, seconds, cpu))
    return found


def of_kind(found: list[Found], kind: str) -> list[Found]:
    if kind == "with a year":
        return [one for one in found if one.asked.born]
    if kind == "without a year":
        return [one for one in found if not one.asked.born]
    return [one for one in found if len(parts(one.asked.name)) < 3] if kind != "all" else found


def line(kind: str, found: list[Found]) -> str:
    count = len(found) or 1
    candidates = sum(one.place is not None for one in found) / count
    ten = sum(one.place is not None and one.place <= FIRST for one in found) / count
    first = sum(one.place == 1 for one in found) / count
    times = "".join(_times([one.seconds for one in found]) + _times([one.cpu for one in found]))
    return f"{kind:<22}{len(found):>8}{candidates:>12.3f}{ten:>8.3f}{first:>8.3f}{times}"


def _times(seconds: list[float]) -> list[str]:
    """The middle one and the one that five in a hundred are slower than, in milliseconds."""
    times = sorted(one * 1000 for one in seconds) or [0.0]
    return [f"{time:>9.1f} ms" for time in (statistics.median(times), times[int(len(times) * 0.95)])]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=100_000)
    arguments.add_argument("--searches", type=int, default=500)
    options = arguments.parse_args()
    rng = random.Random(SEED)
    chosen = set(random.Random(SEED + 1).sample(range(options.people), min(options.searches, options.people)))
    wanted: dict[int, Somebody] = {}

    def everybody() -> Iterator[Record]:
        for number in range(options.people):
            who = somebody(rng)
            if number in chosen:
                wanted[number] = who
            yield recorded(rng, who, hard=False)

    with tempfile.TemporaryDirectory(prefix="malath-bench-") as folder:
        started, index = time.perf_counter(), Index(options.people, folder)
        index.fill(everybody())
        print(f"{options.people:,} people, {index.bits} bits, filled in {time.perf_counter() - started:,.0f} s.")
        for title, ask in ASKED.items():
            print(f"\n{title}")
            heads = "".join(f"{head:>12}" for head in ("p50", "p95", "cpu p50", "cpu p95"))
            print(f"{'':<22}{'searches':>8}{'candidates':>12}{'ten':>8}{'first':>8}{heads}", flush=True)
            found = measure(index, wanted, ask)
            for kind in KINDS:
                print(line(kind, of_kind(found, kind)))
    print(f"\nMost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


if __name__ == "__main__":
    main()
