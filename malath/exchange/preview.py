"""What an import would do, shown before anything is written: counts, columns, first lines, every problem."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from malath.exchange.headings import Column
from malath.exchange.htcds import Row, Sheet
from malath.exchange.reasons import Finding, WhyWrong
from malath.exchange.standard import FIELDS, Field, FieldName
from malath.exchange.values import Value
from malath.ui.text import isolate
from malath.ui.times import day_text, number_text

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FIRST_ROWS: Final = 5
PAGE: Final = 50
LISTED: Final = 500
"""Whoever has more to mend mends these first; the counts tell of all."""

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


TITLES: Final[Mapping[Fate, "StrPromise"]] = {
    Fate.REBUILT: _("Columns that become part of the case"),
    Fate.KEPT: _("Columns kept with the case as imported"),
    Fate.IGNORED: _("Columns that are not read"),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One line without a name: a few facts, and how many others it has."""

    row: int
    facts: tuple[tuple[Field, str], ...]
    others: int


@dataclass(frozen=True, slots=True)
class Often:
    """One thing to tell of one column, and how often it is met."""

    finding: Finding
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """So many problems as one looks through at a time."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> int | None:
        return self.findings[0].row

    @property
    def last(self) -> int | None:
        return self.findings[-1].row


@dataclass(frozen=True, slots=True)
class Fated:
    """Columns that share a fate."""

    fate: Fate
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        return f"{TITLES[self.fate]} ({isolate(number_text(len(self.columns)))})"


@dataclass(frozen=True, slots=True)
class Preview:
    """Ready to be shown. `pages`: the first problems, in the order of the sheet."""

    line_count: int
    faulty_line_count: int
    columns: Mapping[Fate, tuple[Column, ...]]
    first: tuple[Summary, ...]
    problem_count: int
    often: tuple[Often, ...]
    pages: tuple[Page, ...]
    warnings: tuple[Often, ...]
    may_be_imported: bool

    @property
    def not_listed(self) -> int:
        """How many more problems there are than are listed."""
        return self.problem_count - sum(len(page.findings) for page in self.pages)

    @property
    def fates(self) -> tuple[Fated, ...]:
        """What becomes of the columns, fates without any left out."""
        return tuple(Fated(fate, columns) for fate, columns in self.columns.items() if columns)


def preview(sheet: Sheet, *, rebuilt: Collection[FieldName]) -> Preview:
    """Lay a sheet out for its sender. Fields in `rebuilt` become rows, other known ones are kept."""
    listed = sheet.problems[:LISTED]
    return Preview(
        line_count=sheet.line_count,
        faulty_line_count=len({problem.row for problem in sheet.problems}),
        columns={fate: tuple(c for c in sheet.columns if _fate(c, rebuilt) is fate) for fate in Fate},
        first=tuple(_summary(row) for row in sheet.rows[:FIRST_ROWS]),
        problem_count=len(sheet.problems),
        often=_often(sheet.problems),
        pages=tuple(Page(listed[start : start + PAGE]) for start in range(0, len(listed), PAGE)),
        warnings=_often(sheet.warnings),
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


def _often(findings: Sequence[Finding]) -> tuple[Often, ...]:
    """The same thing in the same column told once, the most frequent first."""
    found = [_without_nearest(finding) for finding in findings]
    counts = Counter((finding.column_letter, finding.code) for finding in found)
    first = {(finding.column_letter, finding.code): finding for finding in reversed(found)}
    return tuple(Often(first[key], count) for key, count in counts.most_common())


def _without_nearest(problem: Finding) -> Finding:
    """Each cell has a nearest value of its own."""
    near = problem.code is WhyWrong.NOT_IN_LIST_NEAREST
    return replace(problem, code=WhyWrong.NOT_IN_LIST) if near else problem


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
