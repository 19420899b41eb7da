"""Which column of a sheet is which field of the standard.

The official workbooks have a hidden row of field names over a row of visible headings. The names were made
for machines, the headings are what people typed under, and in four address columns they contradict each
other: whoever reads the file chooses which to trust, and is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from openpyxl.utils import get_column_letter

from malath.exchange.archive import Refusal
from malath.exchange.reasons import NO_FACTS, Finding, Remark, WhyRefused, WhyWrong
from malath.exchange.standard import COLUMN_ALIASES, FIELDS, Field, FieldName, folded
from malath.exchange.workbook import Cell, Table, Workbook
from malath.ui.text import clean_line

ROWS_SEARCHED: Final = 10
FEWEST_HEADINGS: Final = 3
"""Visible headings such as *Status* or *Country* stand in any sheet; one or two prove nothing."""
LONGEST_HEADING: Final = 200
SHEETS_WITHOUT_CASES: Final = frozenset({"about", "validation"})

BY_NAME: Final[Mapping[str, Field]] = {
    **{folded(name): of for name, of in FIELDS.items()},
    **{folded(alias): FIELDS[name] for alias, name in COLUMN_ALIASES.items()},
}


def _by_label() -> Mapping[str, Sequence[Field]]:
    fields: dict[str, list[Field]] = defaultdict(list)
    for of in FIELDS.values():
        for label in {folded(of.label), folded(of.label_ar)}:
            fields[label].append(of)
    return fields


BY_LABEL: Final = _by_label()


class Trust(StrEnum):
    """Which heading counts where the hidden name and the visible one contradict each other."""

    NAMES = "names"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Column:
    """One column that has a heading. Without a field it is not read."""

    number: int
    heading: str
    field: Field | None

    @property
    def letter(self) -> str:
        """The column as the spreadsheet program shows it."""
        return get_column_letter(self.number)

    def finding(self, code: WhyWrong | Remark, *, row: int | None = None, facts: Mapping[str, object] = NO_FACTS) -> Finding:
        """Something to tell about this column, or about its cell in one row."""
        name = self.field.name if self.field is not None else ""
        return Finding(code, row, self.letter, self.heading, name, facts)


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of one sheet, and what is to be told about them."""

    table: Table
    last_row: int
    columns: tuple[Column, ...]
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    has_names: bool

    @property
    def numbers(self) -> Mapping[FieldName, int]:
        """Number of the column of each field that is read."""
        return {column.field.name: column.number for column in self.columns if column.field is not None}

    def lines(self) -> Iterator[Mapping[int, Cell]]:
        """Rows under the headings in which at least one column that is read has a value."""
        read = {column.number for column in self.columns if column.field is not None}
        for number, cells in self.table.rows.items():
            if number > self.last_row and not read.isdisjoint(cells):
                yield cells


def find_headings(book: Workbook, trust: Trust) -> Headings:
    """The sheet that holds cases. Errors: `Refusal` if there is none, more than one, or nothing in it."""
    found = [headings for table in book.tables if (headings := _headings(table, trust)) is not None]
    named = [headings for headings in found if headings.has_names]
    candidates = named or [h for h in found if h.table.name.casefold() not in SHEETS_WITHOUT_CASES]
    if not candidates:
        raise Refusal(WhyRefused.NO_HEADINGS)
    filled = [headings for headings in candidates if any(headings.lines())]
    if len(filled) > 1:
        raise Refusal(WhyRefused.TWO_SHEETS)
    if not filled:
        raise Refusal(WhyRefused.NO_ROWS)
    return filled[0]


def headings_of(table: Table) -> Headings:
    """The headings of a sheet that is known to have them, such as a template. Errors: `Refusal`."""
    headings = _headings(table, Trust.NAMES)
    if headings is None:
        raise Refusal(WhyRefused.NO_HEADINGS)
    return headings


def recognised(table: Table) -> Headings | None:
    """The headings of a sheet that has those of the standard; None for any other sheet."""
    return _headings(table, Trust.NAMES)


def _headings(table: Table, trust: Trust) -> Headings | None:
    top = {n: _texts(cells) for n, cells in table.rows.items() if n <= ROWS_SEARCHED}
    names_row = max(top, key=lambda n: _names_in(top[n]), default=0)
    names = top.get(names_row, {})
    if _names_in(names):
        labels = top.get(names_row + 1, {})
        if 2 * _labels_in(labels) < _names_in(names):
            return _understood(table, names_row, names, {}, trust)
        return _understood(table, names_row + 1, names, labels, trust)
    labels_row = max(top, key=lambda n: _labels_in(top[n]), default=0)
    if _labels_in(top.get(labels_row, {})) < FEWEST_HEADINGS:
        return None
    return _understood(table, labels_row, {}, top[labels_row], trust)


def _texts(cells: Mapping[int, Cell]) -> Mapping[int, str]:
    texts = {n: clean_line(cell.value) for n, cell in cells.items() if isinstance(cell.value, str)}
    return {number: text[:LONGEST_HEADING] for number, text in texts.items() if text}


def _names_in(texts: Mapping[int, str]) -> int:
    return sum("_" in text and folded(text) in BY_NAME for text in texts.values())


def _labels_in(texts: Mapping[int, str]) -> int:
    return sum(folded(text) in BY_LABEL for text in texts.values())


def _understood(table: Table, last_row: int, names: Mapping[int, str], labels: Mapping[int, str], trust: Trust) -> Headings:
    columns: list[Column] = []
    warnings: list[Finding] = []
    for number in sorted(names.keys() | labels.keys()):
        column, remark = _column(number, names.get(number, ""), labels.get(number, ""), trust)
        columns.append(column)
        warnings += remark
    warnings += _without_heading(table, last_row, names.keys() | labels.keys())
    return Headings(
        table,
        last_row,
        tuple(columns),
        problems=tuple(_duplicates(columns, last_row)),
        warnings=tuple(warnings),
        has_names=bool(names),
    )


def _column(number: int, name: str, label: str, trust: Trust) -> tuple[Column, list[Finding]]:
    named = BY_NAME.get(folded(name)) if name else None
    labelled = BY_LABEL.get(folded(label), ()) if label else ()
    heading = label or name
    if named is not None and labelled and named not in labelled:
        read = labelled[0] if trust is Trust.LABELS and len(labelled) == 1 else named
        column = Column(number, heading, read)
        facts = {"named": named, "labelled": labelled[0], "read": read}
        return column, [column.finding(Remark.LABEL_DISAGREES, facts=facts)]
    if named is not None:
        return Column(number, heading, named), []
    if len(labelled) == 1:
        return Column(number, heading, labelled[0]), []
    column = Column(number, heading, None)
    return column, [column.finding(Remark.HEADING_AMBIGUOUS if labelled else Remark.HEADING_UNKNOWN)]


def _duplicates(columns: Sequence[Column], row: int) -> Iterator[Finding]:
    first: dict[str, Column] = {}
    for column in columns:
        if column.field is None:
            continue
        other = first.setdefault(column.field.name, column)
        if other is not column:
            yield column.finding(WhyWrong.DUPLICATE_HEADING, row=row, facts={"other": other.letter})


def _without_heading(table: Table, last_row: int, headed: set[int]) -> Iterator[Finding]:
    """Columns with something in them and no heading; a first column of numbers only counts the lines."""
    values: dict[int, list[Cell]] = defaultdict(list)
    for number, cells in table.rows.items():
        if number > last_row:
            for column in cells.keys() - headed:
                values[column].append(cells[column])
    for column in sorted(values):
        if column > 1 or not all(map(_counts_lines, values[column])):
            yield Column(column, "", None).finding(Remark.HEADING_MISSING)


def _counts_lines(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) or cell.trouble is not None
