"""Reads of the years: those that are counted from files, those before that were entered by hand, each marked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from malath.figures.attack import Key
from malath.figures.rules import Told
from malath.figures.shapes import Shape
from malath.figures.tables import Said
from malath.foundation.clock import in_amman
from malath.statistics import queries, year_rules
from malath.statistics.definitions import DECIDED, FIELDS, Text, key_of
from malath.statistics.models import Table, YearClosing, YearEntry
from malath.statistics.words import Measure, Unit, YearState

COUNTED_AS = {Measure.IDENTIFIED: "identified", Measure.POTENTIAL: "potential_victim"}
"""Which measure a compile knows, by the value of its field `found`."""


@dataclass(frozen=True)
class YearLine:
    """One number of one year. `told`: None where it is not told; `source`: empty where it was counted from files."""

    year: int
    told: int | None
    source: str
    revision: int
    state: YearState

    @property
    def is_counted(self) -> bool:
        return not self.source


@dataclass(frozen=True)
class YearsPage:
    """Of each measure its years, the newest first. `missing`: years that are neither counted nor entered."""

    measures: tuple[tuple[str, tuple[YearLine, ...]], ...]
    missing: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        return not any(lines for _, lines in self.measures)


@dataclass(frozen=True)
class EntryCard:
    """Figures of one measure in one year, as far as the reader is told; earlier revisions with why they changed."""

    measure: Measure
    source: str
    revision: int
    at: datetime
    total: int | None
    splits: tuple[tuple[Text, tuple[tuple[Text, int | None], ...]], ...]
    earlier: tuple[tuple[int, datetime, int | None, str], ...]


@dataclass(frozen=True)
class YearPage:
    """A year that was entered by hand, and what its reader may do."""

    year: int
    state: YearState
    entries: tuple[EntryCard, ...]
    is_counted: bool
    why_not_close: tuple[str, ...]
    because: str


def common_of(year: int, measure: str) -> Key:
    return frozenset({("measure", measure), ("year", str(year))})


def revisions(year: int, measure: str) -> list[YearEntry]:
    return list(YearEntry.objects.filter(year=year, measure=measure).order_by("revision"))


def is_entered(year: int) -> bool:
    return YearEntry.objects.filter(year=year).exists()


def is_counted(year: int) -> bool:
    """Whether the compile that stands tells of the year."""
    return str(year) in queries.years_of(queries.standard(queries.standing()).values())


def closing_of(year: int) -> YearClosing | None:
    return YearClosing.objects.filter(year=year, opened_at__isnull=True).first()


def state_of(year: int) -> YearState:
    return _state(closing_of(year))


def _state(closing: YearClosing | None) -> YearState:
    if closing is None:
        return YearState.OPEN
    return YearState.CLOSED if closing.closed_at else YearState.CLOSING


def told_by(entry: YearEntry) -> Iterator[tuple[Shape, Said]]:
    """What a revision told, in the names that disclosure control gives to cells."""
    common, total = common_of(entry.year, entry.measure), _told(entry.told["total"])
    for split, parts in entry.splits.items():
        said = {common | {(split, value)}: _told(entry.told[split][value]) for value in parts}
        yield Shape(((split, tuple(parts)),), common), {common: total, **said}
    if not entry.splits:
        yield Shape((), common), {common: total}


def _told(ends: Any) -> Told | None:
    return Told(*ends) if ends else None


def shown(entry: YearEntry, ends: Any) -> int | None:
    """A number of a revision as it is written."""
    return ends[1] - entry.told["base"] // 2 if ends else None


def years_page(at: datetime) -> YearsPage:
    """Five statements."""
    last = {(entry.year, entry.measure): entry for entry in YearEntry.objects.order_by("revision")}
    states = {one.year: _state(one) for one in YearClosing.objects.filter(opened_at__isnull=True)}
    entered = [(entry.measure, _entered_line(entry, states.get(entry.year, YearState.OPEN))) for entry in last.values()]
    lines = [*entered, *_counted_lines(queries.standard(queries.standing()))]
    known, now = {line.year for _, line in lines}, in_amman(at).year
    return YearsPage(
        tuple((str(one.label), _newest(line for measure, line in lines if measure == one)) for one in Measure),
        tuple(year for year in range(now, year_rules.FIRST_YEAR - 1, -1) if year not in known),
    )


def _newest(lines: Iterable[YearLine]) -> tuple[YearLine, ...]:
    """What is counted from files comes before what was entered of the same year."""
    return tuple(sorted(lines, key=lambda line: (-line.year, not line.is_counted)))


def _entered_line(entry: YearEntry, state: YearState) -> YearLine:
    return YearLine(entry.year, shown(entry, entry.told["total"]), entry.source, entry.revision, state)


def _counted_lines(tables: Mapping[tuple[str, str], Table]) -> Iterator[tuple[str, YearLine]]:
    table = tables.get(key_of(Unit.PERSONS, DECIDED))
    aside = table.shown["base"] // 2 if table else 0
    for (found, year), told in table.cells if table else ():
        measure = next((one for one, code in COUNTED_AS.items() if code == found), None)
        if measure and year and year.isdecimal():
            yield measure, YearLine(int(year), told[1] - aside if told else None, "", 0, YearState.OPEN)


def year_page(year: int, reader: str, *, exact: bool) -> YearPage:
    """`exact`: whether the reader enters figures and so sees them as the source gives them. Four statements."""
    rows = YearEntry.objects.filter(year=year).order_by("revision")
    by_measure: dict[str, list[YearEntry]] = {}
    for row in rows:
        by_measure.setdefault(row.measure, []).append(row)
    closing = YearClosing.objects.filter(year=year).order_by("pk").last()
    standing = closing if closing and closing.opened_at is None else None
    refused = year_rules.why_not_close(_state(standing), asked_by=standing.asked_by, by=reader) if standing else []
    return YearPage(
        year,
        _state(standing),
        tuple(_card(by_measure[one], exact=exact) for one in Measure if one in by_measure),
        is_counted(year),
        tuple(str(reason.label) for reason in refused),
        closing.because if closing else "",
    )


def _card(rows: list[YearEntry], *, exact: bool) -> EntryCard:
    last = rows[-1]
    totals = [row.total if exact else shown(row, row.told["total"]) for row in rows]
    splits = [
        (FIELDS[split].label, tuple(
            (FIELDS[split].label_of(value), n if exact else shown(last, last.told[split][value])) for value, n in parts.items()
        ))
        for split, parts in last.splits.items()
    ]  # fmt: skip
    earlier = [(row.revision, row.at, total, after.because) for row, after, total in zip(rows, rows[1:], totals, strict=False)]
    return EntryCard(Measure(last.measure), last.source, last.revision, last.at, totals[-1], tuple(splits), tuple(earlier))


def is_a_year(year: int, at: datetime) -> bool:
    """Whether figures can be of this year."""
    return year_rules.FIRST_YEAR <= year <= in_amman(at).year


def is_split(measure: Measure) -> bool:
    return measure in year_rules.OF_PEOPLE_HELPED


def last_entered(year: int, measure: Measure) -> YearEntry | None:
    return YearEntry.objects.filter(year=year, measure=measure).order_by("-revision").first()


def as_typed(entry: YearEntry | None) -> dict[str, object]:
    """What a correction begins with."""
    if entry is None:
        return {}
    parts = {f"{split}_{value}": number for split, numbers in entry.splits.items() for value, number in numbers.items()}
    return {"total": entry.total, "source": entry.source, **parts}
