"""Reading a workbook of the standard: rows of typed values, or all that is wrong with it, line by line.

All or nothing: a sheet with one problem has no rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final

from malath.exchange.archive import Refusal
from malath.exchange.headings import Column, Headings, Trust, find_headings
from malath.exchange.reasons import NO_FACTS, Finding, Remark, WhyRefused, WhyWrong
from malath.exchange.standard import Field, FieldName
from malath.exchange.values import Fault, Value, has_hidden_characters, parse
from malath.exchange.workbook import Cell, Trouble, open_workbook

TROUBLES: Final[Mapping[Trouble, WhyWrong]] = {
    Trouble.FORMULA: WhyWrong.FORMULA,
    Trouble.ERROR: WhyWrong.ERROR_VALUE,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet: one person and one case. A field that is absent was not recorded."""

    number: int
    values: Mapping[FieldName, Value]

    def of(self, prefix: str) -> Mapping[FieldName, Value]:
        """The values of one part of the standard, such as `prs_`: the person."""
        return {name: value for name, value in self.values.items() if name.startswith(prefix)}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a line says about consent, known even where other cells went wrong. None: not recorded."""

    row: int
    consent: bool | None
    birthdate: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read. Problems stop an import, warnings do not."""

    rows: tuple[Row, ...]
    agreements: tuple[Agreement, ...]
    columns: tuple[Column, ...]
    line_count: int
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every line may be imported."""
        return not self.problems

    def with_problems(self, found: Sequence[Finding]) -> "Sheet":
        """The sheet after a second look: with more problems, and then without rows."""
        if not found:
            return self
        return replace(self, rows=(), problems=tuple(sorted((*self.problems, *found), key=_place)))

    def column_of(self, name: FieldName) -> Column | None:
        """The column that is read as a field."""
        return next((column for column in self.columns if column.field and column.field.name == name), None)

    @property
    def unknown_columns(self) -> tuple[Column, ...]:
        """Columns that have a heading which the standard does not know."""
        return tuple(column for column in self.columns if column.field is None)


def read(content: bytes, *, today: date, trust: Trust = Trust.NAMES) -> Sheet:
    """Read an uploaded workbook. Errors: `Refusal` if the file as a whole cannot be read."""
    book = open_workbook(content)
    headings = find_headings(book, trust)
    entries = list(_entries(headings, today))
    if not entries:
        raise Refusal(WhyRefused.NO_ROWS)
    macros = (Finding(Remark.MACROS_IGNORED, None, "", "", "", NO_FACTS),) if book.has_macros else ()
    faults = (e.finding(e.value.code, e.value.facts) for e in entries if isinstance(e.value, Fault))
    problems = (*headings.problems, *faults)
    hidden = (e.finding(Remark.HIDDEN_CHARACTERS) for e in entries if e.has_hidden)
    rows = tuple(_rows(entries))
    return Sheet(
        rows=() if problems else rows,
        agreements=tuple(_agreements(rows, entries)),
        columns=headings.columns,
        line_count=len({entry.cell.row for entry in entries}),
        problems=problems,
        warnings=(*macros, *headings.warnings, *hidden),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One cell of a column that is read, with what it was understood as."""

    cell: Cell
    column: Column
    field: FieldName
    value: Value | Fault

    @property
    def has_hidden(self) -> bool:
        return has_hidden_characters(self.cell.value)

    def finding(self, code: WhyWrong | Remark, facts: Mapping[str, object] = NO_FACTS) -> Finding:
        return self.column.finding(code, row=self.cell.row, facts=facts)


def _agreements(rows: Iterable[Row], entries: Iterable[_Entry]) -> Iterator[Agreement]:
    """Lines whose cell of consent went wrong are left out: that is told already."""
    unread = {e.cell.row for e in entries if e.field == "con_Consent" and isinstance(e.value, Fault)}
    for row in rows:
        if row.number not in unread:
            consent, birthdate = row.values.get("con_Consent"), row.values.get("prs_Birthdate")
            yield Agreement(
                row.number,
                consent if isinstance(consent, bool) else None,
                birthdate if isinstance(birthdate, date) else None,
            )


def _place(problem: Finding) -> tuple[int, int, str]:
    """Problems in the order of the sheet; those of no column stand at the end of their line."""
    return problem.row or 0, len(problem.column_letter) or 9, problem.column_letter


def _entries(headings: Headings, today: date) -> Iterator[_Entry]:
    """Line by line, column by column. Cells with nothing but blanks are as good as empty."""
    fields = [(column, column.field) for column in headings.columns if column.field is not None]
    for cells in headings.lines():
        for column, of in fields:
            cell = cells.get(column.number)
            value = None if cell is None else _value(cell, of, today)
            if cell is not None and value is not None:
                yield _Entry(cell, column, of.name, value)


def _value(cell: Cell, of: Field, today: date) -> Value | Fault | None:
    if cell.trouble is not None:
        return Fault(TROUBLES[cell.trouble])
    return parse(cell.value, of, today=today)


def _rows(entries: Iterable[_Entry]) -> Iterator[Row]:
    for number, line in groupby(entries, key=lambda entry: entry.cell.row):
        values = {entry.field: entry.value for entry in line if not isinstance(entry.value, Fault)}
        yield Row(number, MappingProxyType(values))
