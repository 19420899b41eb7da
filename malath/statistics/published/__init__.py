"""What is out: released tables in words, and nothing that leads to a row. The public site may read here, and nowhere else in
statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import get_language

from malath.statistics.models import Release, Table
from malath.statistics.words import ReleaseState

LONGEST: Final = 240
OUT: Final = (ReleaseState.RELEASED, ReleaseState.CORRECTED)
"""What was released stays to be read when a newer version replaces it."""


@dataclass(frozen=True)
class Row:
    """A line of a table: what it is of, and what is told under each column; None: not told."""

    labels: tuple[str, ...]
    cells: tuple[tuple[str, int | None], ...]
    is_sum: bool


@dataclass(frozen=True)
class Bar:
    """A line of a drawn table, and how long it is."""

    label: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A table in the language of the page."""

    title: str
    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Of a table of one field: a bar for each line that is told."""
        told = [(row.labels[0], row.cells[0][1] or 0) for row in self.rows if not row.is_sum and row.cells[0][1]]
        if len(self.columns) != 1 or not told:
            return ()
        most = max(number for _, number in told)
        return tuple(Bar(label, round(LONGEST * number / most)) for label, number in told)


def as_lines(sheet: Sheet) -> list[list[str]]:
    """A table as lines of a file; what is not told stays empty."""
    head = [*sheet.heads, *sheet.columns]
    return [[sheet.title], head, *([*row.labels, *("" if n is None else str(n) for _, n in row.cells)] for row in sheet.rows)]


@dataclass(frozen=True)
class Published:
    """A version that is out, or was. `table`: what it is a version of."""

    reference: str
    table: Table
    version: int
    at: datetime
    method: str
    sheet: Sheet


def published() -> list[Published]:
    """Every table that is out, the newest first. One statement."""
    rows = Release.objects.filter(state=ReleaseState.RELEASED).select_related("table").order_by("-settled_at", "-pk")
    return [of_release(row) for row in rows]


def by_reference(reference: str) -> list[Published]:
    """One version that is out, or was until a newer one came."""
    rows = Release.objects.filter(state__in=OUT, reference=reference).select_related("table")
    return [of_release(row) for row in rows]


def of_release(row: Release) -> Published:
    method = row.method_en if get_language() == "en" else row.method_ar
    return Published(row.reference, row.table, row.version, row.settled_at or row.proposed_at, method, sheet_of(row.table))


def sheet_of(table: Table) -> Sheet:
    return sheet_from(table.cells, table.shown)


def sheet_from(cells: Sequence[Any], shown: Mapping[str, Any]) -> Sheet:
    """A table with its last field as columns, where it has more than one."""
    language = "en" if get_language() == "en" else "ar"
    numbers = {tuple(chosen): told[1] - shown["base"] // 2 if told else None for chosen, told in cells}
    words: list[Mapping[str, str]] = [of[language] for of in shown["values"]]
    fields, everything = shown["fields"][language], shown["everything"][language]
    if len(words) == 1:
        chosen: list[tuple[str | None, ...]] = [*((value,) for value in words[0]), (None,)]
        number = shown["number"][language]
        rows = [_row(one, words, everything, [(number, numbers.get(one))]) for one in chosen]
        return Sheet(shown["title"][language], tuple(fields), (number,), tuple(rows))
    across: list[str | None] = [*words[-1], None]
    beginnings = dict.fromkeys(key[:-1] for key in numbers)
    columns = tuple(everything if value is None else words[-1][value] for value in across)
    rows = [
        _row(one, words, everything, [(name, numbers.get((*one, value))) for name, value in zip(columns, across, strict=True)])
        for one in beginnings
    ]
    return Sheet(shown["title"][language], tuple(fields[:-1]), columns, tuple(rows))


def _row(
    chosen: Sequence[str | None],
    words: Sequence[Mapping[str, str]],
    everything: str,
    cells: Sequence[tuple[str, int | None]],
) -> Row:
    labels = tuple(everything if value is None else of[value] for value, of in zip(chosen, words, strict=False))
    return Row(labels, tuple(cells), None in chosen)
