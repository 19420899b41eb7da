"""Reads of open data of our own: which files were made to leave the house, what they tell, and of how many people at least."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from malath.figures.attack import Floors, Key
from malath.statistics import rules
from malath.statistics.compiling import practice
from malath.statistics.definitions import NONE, Text
from malath.statistics.models import OpenFile
from malath.statistics.opendata import shape
from malath.statistics.opendata.classes import Class, floor_of, in_our_fields, stands
from malath.statistics.opendata.ctdc import NULL
from malath.statistics.words import OwnFile, ReleaseState

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class OwnLine:
    """A file in a list."""

    reference: str
    kind: OwnFile
    state: ReleaseState
    at: datetime
    because: str


@dataclass(frozen=True)
class OwnPage:
    """One file: of how many it tells, and in how many of them each column says something."""

    line: OwnLine
    rows: int
    stands: tuple[tuple[Text, int], ...]
    why_not_approve: tuple[str, ...]

    @property
    def waits(self) -> bool:
        return self.line.state == ReleaseState.PROPOSED

    @property
    def is_out(self) -> bool:
        return self.line.state == ReleaseState.RELEASED


def lines() -> tuple[OwnLine, ...]:
    """Every file, the newest first. One statement."""
    return tuple(_line(row) for row in OpenFile.objects.defer("held").order_by("-proposed_at", "-pk"))


def page(file: OpenFile, reader: str) -> OwnPage:
    told = held(file)
    refused = rules.why_not_settle(ReleaseState(file.state), proposed_by=file.proposed_by, by=reader)
    said = tuple((shape.LABELS[name], number) for name, number in stands(told).items())
    return OwnPage(_line(file), sum(number for _, number in told), said, tuple(str(reason.label) for reason in refused))


def by_reference(reference: str) -> OpenFile | None:
    return OpenFile.objects.filter(reference=reference).first()


def locked(pk: int) -> OpenFile:
    return OpenFile.objects.select_for_update(of=("self",)).get(pk=pk)


def made_lately(kind: OwnFile, at: datetime) -> bool:
    """Whether a file of a kind was made within a year. One that was sent back left for nobody."""
    rows = OpenFile.objects.filter(kind=kind, proposed_at__gt=at - YEAR)
    return rows.exclude(state=ReleaseState.SENT_BACK).exists()


def held(file: OpenFile) -> list[Class]:
    return [(tuple(row), number) for row, number in file.held["groups"]]


def table(file: OpenFile) -> Iterator[list[str]]:
    """The lines of a file, headings first; what is missing is NULL."""
    yield list(shape.kinds())
    for row, number in held(file):
        line = [NULL if value == NONE else value for value in row]
        yield from [line] * number


def floors() -> Floors:
    """Of how many people at least each cell of our own tables counts, by every file of records that was ever made."""
    rows = OpenFile.objects.filter(kind=OwnFile.RECORDS).exclude(state=ReleaseState.SENT_BACK)
    files = [in_fields(held(row)) for row in rows]

    def floor(key: Key) -> int:
        return max((floor_of(key, told) for told in files), default=0)

    return floor


def in_fields(told: list[Class]) -> list[tuple[dict[str, str], int]]:
    how = practice()
    return [(in_our_fields(row, home=how.home, named=how.named), number) for row, number in told]


def _line(row: OpenFile) -> OwnLine:
    return OwnLine(row.reference, OwnFile(row.kind), ReleaseState(row.state), row.proposed_at, row.because)
