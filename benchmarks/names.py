"""How well and how fast people are found by spelling: recall among invented people, in memory.

    .venv/bin/python -m benchmarks.names            10,000 and 100,000 people, under two minutes
    .venv/bin/python -m benchmarks.names 10000 --queries 1000

Half of the people are stored in Arabic, half in Latin. `recall` is the share of searches whose person is
among the 200 candidates that the tokens bring; `first` and `ten` are the shares found first and among the
first ten after ranking.
"""

import argparse
import random
import statistics
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from benchmarks.people_names import random_person, typo, variant
from malath.people.names import parts, similarity, skeleton
from malath.people.tokens import Token, TokenKind, bits_for, tokens_for_person, tokens_for_query

SEED: Final = 20
KEY: Final = bytes(range(32))
CANDIDATES: Final = 200
SIZES: Final = (10_000, 100_000)
COLUMNS: Final = "{:<44}{:>8}{:>8}{:>8}{:>12}{:>10}{:>10}"


@dataclass(frozen=True)
class Held:
    """One invented person, stored under one of the two spellings."""

    arabic: str
    latin: str
    year: int
    is_stored_in_arabic: bool

    @property
    def stored(self) -> str:
        return self.arabic if self.is_stored_in_arabic else self.latin

    @property
    def other(self) -> str:
        return self.latin if self.is_stored_in_arabic else self.arabic


@dataclass(frozen=True)
class Found:
    """What one search brought: candidates before the cut, and the person's place once they are ranked."""

    candidates: int
    is_candidate: bool
    place: int | None
    seconds: float


Question = Callable[[random.Random, Held], tuple[str, int | None]]


def across(rng: random.Random, held: Held) -> str:
    return variant(rng, held.other)


def some(name: str, *wanted: int) -> str:
    """Some parts of a name as written: parts are counted as `parts` counts them, so compounds stay whole."""
    words = parts(name)
    return " ".join(words[place] for place in wanted if place < len(words))


def near(rng: random.Random, year: int) -> int:
    return year + rng.choice((-1, 0, 0, 0, 1))


def ends(name: str) -> str:
    return some(name, 0, len(parts(name)) - 1)


QUESTIONS: Final[dict[str, Question]] = {
    "same script, written anew, year": lambda rng, held: (variant(rng, held.stored), near(rng, held.year)),
    "other script, written anew, year": lambda rng, held: (across(rng, held), near(rng, held.year)),
    "other script, written anew, no year": lambda rng, held: (across(rng, held), None),
    "other script, first and last, year": lambda rng, held: (ends(across(rng, held)), near(rng, held.year)),
    "other script, first and last, no year": lambda rng, held: (ends(across(rng, held)), None),
    "other script, first and second, year": lambda rng, held: (
        some(across(rng, held), 0, 1),
        near(rng, held.year),
    ),
    "same script, typo, year": lambda rng, held: (typo(rng, held.stored), near(rng, held.year)),
    "same script, typo, no year": lambda rng, held: (typo(rng, held.stored), None),
    "same script, first and last, typo, year": lambda rng, held: (
        typo(rng, ends(held.stored)),
        near(rng, held.year),
    ),
    "same script, first and last, typo, no year": lambda rng, held: (typo(rng, ends(held.stored)), None),
    "other script, first name and year": lambda rng, held: (some(across(rng, held), 0), near(rng, held.year)),
    "other script, last name and year": lambda rng, held: (
        parts(across(rng, held))[-1],
        near(rng, held.year),
    ),
}


class Index:
    """The tokens of everybody, as a database would hold them."""

    def __init__(self, people: list[Held]) -> None:
        self.people = people
        self.bits = bits_for(len(people))
        self.values: dict[Token, array[int]] = {}
        self.counts: list[int] = []
        started = time.process_time()
        for number, held in enumerate(people):
            self._add(number, held)
        self.seconds = time.process_time() - started

    def _add(self, number: int, held: Held) -> None:
        tokens = tokens_for_person(KEY, names=[held.stored], birth_year=held.year, phones=[], documents=[], bits=self.bits)
        self.counts.append(len(tokens))
        for token in tokens:
            self.values.setdefault(token, array("l")).append(number)

    def search(self, text: str, year: int | None, wanted: int) -> Found:
        started = time.process_time()
        hits = self._hits(tokens_for_query(KEY, text=text, birth_year=year, bits=self.bits))
        candidates = [number for number, _ in hits.most_common(CANDIDATES)]
        ranked = self._ranked(text, year, candidates)
        seconds = time.process_time() - started
        place = ranked.index(wanted) + 1 if wanted in ranked else None
        return Found(len(hits), wanted in candidates, place, seconds)

    def _hits(self, tokens: Iterable[Token]) -> Counter[int]:
        hits: Counter[int] = Counter()
        for token in tokens:
            hits.update(self.values.get(token, ()))
        return hits

    def _ranked(self, text: str, year: int | None, candidates: list[int]) -> list[int]:
        asked = parts(text)
        scores = {number: self._score(asked, year, self.people[number]) for number in candidates}
        return sorted(scores, key=lambda number: -scores[number])

    def _score(self, asked: tuple[str, ...], year: int | None, held: Held) -> float:
        years = 1.0 if year is None else 1 - 0.03 * min(abs(year - held.year), 5)
        return similarity(asked, parts(held.stored)) * years


def invented(count: int) -> list[Held]:
    rng = random.Random(SEED)
    return [Held(*random_person(rng), is_stored_in_arabic=rng.random() < 0.5) for _ in range(count)]


def measure(index: Index, question: Question, queries: int) -> list[Found]:
    rng = random.Random(SEED + 1)
    found = []
    for _ in range(queries):
        wanted = rng.randrange(len(index.people))
        text, year = question(rng, index.people[wanted])
        found.append(index.search(text, year, wanted))
    return found


def line(name: str, found: list[Found]) -> str:
    count = len(found)
    shares = [
        sum(one.is_candidate for one in found) / count,
        sum(one.place == 1 for one in found) / count,
        sum(one.place is not None and one.place <= 10 for one in found) / count,
    ]
    middle = statistics.median(one.candidates for one in found)
    milliseconds = sorted(one.seconds * 1000 for one in found)
    times = [milliseconds[count // 2], milliseconds[int(count * 0.95)]]
    written = [*(f"{share:.3f}" for share in shares), f"{middle:,.0f}", *(f"{time:.1f} ms" for time in times)]
    return COLUMNS.format(name, *written)


def describe(index: Index) -> None:
    people = len(index.people)
    each, middle = index.seconds / people * 1e6, statistics.median(index.counts)
    print(f"\n{people:,} people, {index.bits} bits; indexed in {each:.0f} µs per person.")
    print(f"Tokens per person: median {middle:.0f}, most {max(index.counts)}. People per value of a token:")
    for kind in TokenKind:
        sizes = sorted(len(holders) for token, holders in index.values.items() if token.kind == kind)
        if sizes:
            few = sum(size < 5 for size in sizes) / len(sizes)
            mean, most = statistics.mean(sizes), sizes[-1]
            shares = f"mean {mean:>6.1f}  most {most:>6,}  under 5 {few:>6.1%}"
            print(f"  {kind.name:<17}{len(sizes):>8,} values  {shares}")


def spelling_time() -> None:
    rng = random.Random(SEED + 2)
    names = [random_person(rng)[0] for _ in range(2000)]
    skeleton.cache_clear()
    started = time.process_time()
    for name in names:
        for part in parts(name):
            skeleton(part)
            skeleton(part, loose=True)
    each = (time.process_time() - started) / len(names) * 1e6
    print(f"Normalising, parts and both skeletons: {each:.0f} µs per name.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("people", type=int, nargs="*", default=SIZES)
    arguments.add_argument("--queries", type=int, default=150)
    options = arguments.parse_args()
    spelling_time()
    for count in options.people:
        index = Index(invented(count))
        describe(index)
        print(COLUMNS.format("", "recall", "first", "ten", "candidates", "p50", "p95"))
        for name, question in QUESTIONS.items():
            print(line(name, measure(index, question, options.queries)))


if __name__ == "__main__":
    main()
