"""What an import would do, shown before anything is written: counts, columns, first lines, every problem."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import pgettext

from malath.exchange.headings import Column
from malath.exchange.htcds import Row, Sheet
from malath.exchange.reasons import Finding
from malath.exchange.standard import FIELDS, Field, FieldName
from malath.exchange.values import Value
from malath.ui.times import day_text

FIRST_ROWS: Final = 10

SHOWN: Final[tuple[FieldName, ...]] = (
    "con_Consent",
    "prs_Gender",
    "prs_Citizenship",
    "vic_TraffickingStatus",
    "vic_TypeOfExploitation",
    "cas_Status",
    "cas_IncomingReferralDate",
    "cas_OutgoingReferralDate",
)
"""Facts by which the sender recognises a line, and by which nobody is found."""


class Fate(StrEnum):
    """What becomes of a column."""

    REBUILT = "rebuilt"
    KEPT = "kept"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Summary:
    """One line without a name: a few facts, and how many others it has."""

    row: int
    facts: tuple[tuple[Field, str], ...]
    others: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Ready to be shown."""

    line_count: int
    faulty_line_count: int
    columns: Mapping[Fate, tuple[Column, ...]]
    first: tuple[Summary, ...]
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    may_be_imported: bool


def preview(sheet: Sheet, *, rebuilt: Collection[FieldName]) -> Preview:
    """Lay a sheet out for its sender. Fields in `rebuilt` become rows, other known ones are kept."""
    return Preview(
        line_count=sheet.line_count,
        faulty_line_count=len({problem.row for problem in sheet.problems}),
        columns={fate: tuple(c for c in sheet.columns if _fate(c, rebuilt) is fate) for fate in Fate},
        first=tuple(_summary(row) for row in sheet.rows[:FIRST_ROWS]),
        problems=sheet.problems,
        warnings=sheet.warnings,
        may_be_imported=sheet.is_sound,
    )


def shown(value: Value, of: Field) -> str:
    """A value in the language that is active now."""
    match value:
        case bool():
            return pgettext("imported value", "Yes") if value else pgettext("imported value", "No")
        case date():
            return day_text(value)
        case tuple():
            return pgettext("between values of a list", ", ").join(_title(code, of) for code in value)
        case str():
            return _title(value, of)
    return str(value)


def _title(code: str, of: Field) -> str:
    return str(of.choices.get(code, code))


def _fate(column: Column, rebuilt: Collection[FieldName]) -> Fate:
    if column.field is None:
        return Fate.IGNORED
    return Fate.REBUILT if column.field.name in rebuilt else Fate.KEPT


def _summary(row: Row) -> Summary:
    fields = (FIELDS[name] for name in SHOWN if name in row.values)
    facts = tuple((of, shown(row.values[of.name], of)) for of in fields)
    return Summary(row.number, facts, others=len(row.values) - len(facts))
