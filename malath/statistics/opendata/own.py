"""Reads of open data of our own: which files were made to leave the house, what they tell, and of how many people at least."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from malath.figures.anonymous import Combination
from malath.figures.attack import Floors, Key
from malath.figures.noisy import Noise
from malath.statistics import rules
from malath.statistics.compiling import practice
from malath.statistics.definitions import FIELDS, NONE, Text
from malath.statistics.models import OpenFile, Spending
from malath.statistics.opendata import noise, shape
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
class Listing:
    """Numbers of one file: of what they are, and each with what it is of."""

    title: Text
    of: Text
    number: Text
    rows: tuple[tuple[Text, int], ...]


@dataclass(frozen=True)
class OwnPage:
    """One file: what it says of itself, its numbers, and of which other file it was drawn."""

    line: OwnLine
    rows: int
    noise: Noise | None
    listings: tuple[Listing, ...]
    source: str
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
    refused = rules.why_not_settle(ReleaseState(file.state), proposed_by=file.proposed_by, by=reader)
    rows, listings = _shown(file)
    added = noise.noise_of(file) if file.kind == OwnFile.NOISY else None
    source = file.source.reference if file.source else ""
    return OwnPage(_line(file), rows, added, tuple(listings), source, tuple(str(reason.label) for reason in refused))


def _shown(file: OpenFile) -> tuple[int, list[Listing]]:
    """How many records or numbers a file tells, and what the page shows of it."""
    match OwnFile(file.kind):
        case OwnFile.RECORDS:
            said = tuple((shape.LABELS[name], number) for name, number in stands(held(file)).items())
            listing = Listing(_("In how many records each column says something"), _("Column"), _("Records that say it"), said)
            return sum(number for _row, number in held(file)), [listing]
        case OwnFile.NOISY:
            counts = noise.counts_in(file)
            return len(counts), [_of_column(name, counts) for name in noise.values_in(file)]
        case OwnFile.DRAWN:
            labels = (_("One column"), _("Two columns together"), _("Three columns together"))
            off = tuple((labels[size - 1], percent) for size, percent in file.held["quality"])
            listing = Listing(_("How good the records are"), _("Counts of"), _("Of a hundred records off"), off)
            return len(file.held["rows"][0]), [listing]


def _of_column(name: str, counts: Mapping[Combination, int]) -> Listing:
    """What is told of each value of a column by itself."""
    field = FIELDS[name]
    singles = ((key[0][1], number) for key, number in counts.items() if len(key) == 1 and key[0][0] == name)
    rows = tuple((field.label_of(value), number) for value, number in singles)
    return Listing(field.label, field.label, _("People, about"), rows)


def by_reference(reference: str) -> OpenFile | None:
    return OpenFile.objects.select_related("source").defer("source__held").filter(reference=reference).first()


def locked(pk: int) -> OpenFile:
    return OpenFile.objects.select_for_update(of=("self",)).get(pk=pk)


def made_lately(kind: OwnFile, at: datetime) -> bool:
    """Whether a file of a kind was made within a year. One that was sent back left for nobody."""
    rows = OpenFile.objects.filter(kind=kind, proposed_at__gt=at - YEAR)
    return rows.exclude(state=ReleaseState.SENT_BACK).exists()


def held(file: OpenFile) -> list[Class]:
    return [(tuple(row), number) for row, number in file.held["groups"]]


def table(file: OpenFile) -> Iterator[list[str]]:
    """The lines of a file, headings first."""
    match OwnFile(file.kind):
        case OwnFile.RECORDS:
            return _records(file)
        case OwnFile.NOISY:
            return noise.lines_of_counts(file)
        case OwnFile.DRAWN:
            return noise.lines_of_rows(file)


def _records(file: OpenFile) -> Iterator[list[str]]:
    """Records in the shape of CTDC; what is missing is NULL."""
    yield list(shape.kinds())
    for row, number in held(file):
        line = [NULL if value == NONE else value for value in row]
        yield from [line] * number


def is_drawn_from(source: OpenFile) -> bool:
    """Whether records were drawn from these counts, and not sent back."""
    return OpenFile.objects.filter(source=source).exclude(state=ReleaseState.SENT_BACK).exists()


@dataclass(frozen=True)
class Ledger:
    """The budget of epsilon: each file that took some, the newest first, and what is left."""

    lines: tuple[tuple[str, OwnFile, Decimal, datetime], ...]
    spent: Decimal
    in_all: Decimal = rules.EPSILON_IN_ALL

    @property
    def left(self) -> Decimal:
        return self.in_all - self.spent


def ledger() -> Ledger:
    """One statement."""
    rows = Spending.objects.values_list("file__reference", "file__kind", "epsilon", "at").order_by("-at", "-pk")
    lines = tuple((reference, OwnFile(kind), epsilon, at) for reference, kind, epsilon, at in rows)
    return Ledger(lines, sum((line[2] for line in lines), Decimal(0)))


def floors() -> Floors:
    """Of how many people at least each cell of our own tables counts, by every file of records that was ever made."""
    rows = OpenFile.objects.filter(kind=OwnFile.RECORDS).exclude(state=ReleaseState.SENT_BACK)
    files = [in_fields(held(row)) for row in rows]

    def floor(key: Key) -> int:
        return max((floor_of(key, told) for told in files), default=0)

    return floor


def in_fields(told: list[Class]) -> dict[Key, int]:
    """What a file tells in the fields of our own tables, and of how many."""
    how, found = practice(), dict[Key, int]()
    for row, number in told:
        says = in_our_fields(row, home=how.home, named=how.named)
        found[says] = found.get(says, 0) + number
    return found


def _line(row: OpenFile) -> OwnLine:
    return OwnLine(row.reference, OwnFile(row.kind), ReleaseState(row.state), row.proposed_at, row.because)
