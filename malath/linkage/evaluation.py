"""How well likeness tells one person from two, on pairs of which it is known: precision, recall and F1 at several limits."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from malath.linkage.scoring import ALIKE, Sides, likeness

NEEDED: Final = ("name_1", "name_2", "same")
LIMITS: Final = (0.1, 0.3, ALIKE, 0.7, 0.9)
YES, NO = frozenset({"1", "yes", "true", "same", "نعم"}), frozenset({"0", "no", "false", "different", "لا"})


class CannotRead(Exception):
    """A file of labelled pairs is not what is documented; says which line and why."""


@dataclass(frozen=True)
class Judged:
    """A pair of which it is known whether it is one person, and what likeness says."""

    score: float
    same: bool


@dataclass(frozen=True)
class Quality:
    """At one limit: how many of the pairs called alike are one person, and how many of those that are were found."""

    limit: float
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


def labelled(file: TextIO) -> Iterator[tuple[Sides, Sides, bool]]:
    """The pairs of a CSV file: columns name_1, name_2, same, and as far as known born_, nationality_, phone_, document_, each
    _1 and _2. Several values in a cell are parted by ";". Errors: `CannotRead`."""
    rows = csv.DictReader(file)
    missing = [column for column in NEEDED if column not in (rows.fieldnames or ())]
    if missing:
        raise CannotRead(f"The first line does not name: {', '.join(missing)}.")
    for row in rows:
        try:
            yield sides(row, "1"), sides(row, "2"), _is_same(row["same"])
        except (ValueError, AttributeError) as error:
            raise CannotRead(f"Line {rows.line_num}: {error}") from None


def sides(row: dict[str, str], which: str) -> Sides:
    """One file of a pair."""
    born = (row.get(f"born_{which}") or "").strip()[:4]
    return Sides(
        names=_cells(row, f"name_{which}"),
        born=int(born) if born else None,
        nationality=(row.get(f"nationality_{which}") or "").strip().upper() or None,
        phones=_cells(row, f"phone_{which}"),
        documents=_cells(row, f"document_{which}"),
    )


def judged(pairs: Iterable[tuple[Sides, Sides, bool]]) -> list[Judged]:
    return [Judged(likeness(one, other).score, same) for one, other, same in pairs]


def quality(pairs: Sequence[Judged], limit: float) -> Quality:
    alike = [pair.same for pair in pairs if pair.score >= limit]
    right = sum(alike)
    return Quality(limit, right, len(alike) - right, sum(pair.same for pair in pairs) - right)


def best(pairs: Sequence[Judged]) -> Quality:
    """At the limit, in hundredths, where F1 is highest."""
    return max((quality(pairs, limit / 100) for limit in range(1, 100)), key=lambda found: found.f1)


def report(pairs: Sequence[Judged]) -> Iterator[str]:
    """The lines that the command prints."""
    same = sum(pair.same for pair in pairs)
    yield f"{len(pairs):,} pairs, {same:,} of one person. A person is asked from {ALIKE}."
    yield f"{'limit':>6}{'precision':>11}{'recall':>8}{'F1':>8}{'right':>9}{'wrong':>9}{'missed':>9}"
    for found in [*(quality(pairs, limit) for limit in LIMITS), best(pairs)]:
        counts = f"{found.right:>9,}{found.wrong:>9,}{found.missed:>9,}"
        yield f"{found.limit:>6.2f}{found.precision:>11.3f}{found.recall:>8.3f}{found.f1:>8.3f}{counts}"
    yield "The last line is the limit at which F1 is highest here."


def _cells(row: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in (row.get(column) or "").split(";") if cell.strip())


def _is_same(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in YES | NO:
        raise ValueError(f"same is neither 1 nor 0: {cell}")
    return word in YES
