"""The running table of a return office, row by row: who asked to go home, and where they stand. Pure.

A consent is never guessed: a row without its own two answers, record (C1) and return (C11), is told and brings nobody in. What
the table says of gates is kept as words: a proof is not a cell, so whoever comes in stands before the first gate.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl.utils import get_column_letter

from malath.exchange.checking import as_came
from malath.exchange.fields import BY_OTHER_WORD, WHOLE_NAME
from malath.exchange.htcds import TROUBLES
from malath.exchange.mapping import SEX_OF_GENDER, age_band
from malath.exchange.reasons import sentence
from malath.exchange.standard import FIELDS, Field, Kind, folded
from malath.exchange.tables import Line
from malath.exchange.values import Fault, Value, parse
from malath.exchange.words import WhyNotLine
from malath.exchange.workbook import Cell
from malath.people.words import CHILD_BANDS, AgeBand, DetailKind, Sex
from malath.returns import rules as returns
from malath.returns.rules import Wish
from malath.returns.words import ReturnKind

MOST_LINES: Final = 200
LARGEST: Final = 1024 * 1024


def _as(of: Field, english: str, arabic: str, **more: object) -> Field:
    return dataclasses.replace(of, label=english, label_ar=arabic, **more)  # type: ignore[arg-type]  # parts of a field


COLUMNS: Final[Mapping[str, Field]] = {
    "name": WHOLE_NAME,
    "born": _as(FIELDS["prs_Birthdate"], "Birth date", "تاريخ الميلاد"),
    "sex": _as(FIELDS["prs_Gender"], "Sex", "الجنس"),
    "nationality": _as(FIELDS["prs_Citizenship"], "Nationality", "الجنسية"),
    "language": _as(FIELDS["prs_PrimaryLanguage"], "Language", "اللغة"),
    "phone": _as(FIELDS["prs_MobilePhone"], "Phone", "الهاتف"),
    "country": _as(FIELDS["prs_Citizenship"], "Country of return", "بلد العودة", is_many=False),
    "asked_on": _as(FIELDS["prs_Birthdate"], "Asked since", "تاريخ الطلب"),
    "record": _as(FIELDS["con_Consent"], "Agreed to a record (C1)", "وافق على التدوين (C1)"),
    "file": _as(FIELDS["con_Consent"], "Agreed to a file for return (C11)", "وافق على ملف العودة (C11)"),
    "stands": _as(WHOLE_NAME, "Where it stands", "أين وصل", kind=Kind.TEXT),
}
NEEDED: Final = {
    "born": WhyNotLine.NO_BIRTH, "country": WhyNotLine.NO_COUNTRY, "asked_on": WhyNotLine.NO_DAY,
    "record": WhyNotLine.NOT_AGREED, "file": WhyNotLine.NOT_AGREED,
}  # fmt: skip
KNOWN: Final = {"own_Name": "name", "prs_Birthdate": "born", "prs_Gender": "sex", "prs_Citizenship": "nationality",
                "prs_PrimaryLanguage": "language", "prs_MobilePhone": "phone"}  # fmt: skip


@dataclass(frozen=True)
class SheetFault:
    """One cell that has to be mended, or what a row lacks (column 0). `raw`: as it came."""

    row: int
    column: int
    field: str
    message: str
    raw: str = ""

    @property
    def letter(self) -> str:
        return get_column_letter(self.column) if self.column else ""


@dataclass(frozen=True)
class SheetRow:
    """One row, understood on a day."""

    number: int
    values: Mapping[str, Value]
    today: date

    @property
    def age_band(self) -> AgeBand:
        return age_band(self.values.get("born"), self.today)

    @property
    def asked_on(self) -> date:
        found = self.values["asked_on"]
        assert isinstance(found, date)  # noqa: S101  # checked before
        return found

    @property
    def details(self) -> list[tuple[DetailKind, str]]:
        kinds = {"name": DetailKind.NAME, "born": DetailKind.BIRTH_DATE, "phone": DetailKind.PHONE}
        return [(kind, str(self.values[name])) for name, kind in kinds.items() if name in self.values]

    @property
    def facts(self) -> dict[str, object]:
        nationalities = self.values.get("nationality", ())
        sex = SEX_OF_GENDER.get(str(self.values.get("sex")), Sex.UNKNOWN)
        known = {"sex": sex, "age_band": self.age_band, "nationalities": list(nationalities)}  # type: ignore[arg-type]
        return known | ({"language": self.values["language"]} if "language" in self.values else {})


@dataclass(frozen=True)
class CheckedSheet:
    """Every row of a table, and what has to be mended before any of them comes in."""

    rows: tuple[SheetRow, ...]
    faults: tuple[SheetFault, ...]


def suggested(headings: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The column of each heading that can only mean one, each once."""
    by_label = {folded(label): name for name, of in COLUMNS.items() for label in (of.label, of.label_ar)}
    found: dict[int, str] = {}
    for number, heading in headings:
        word = folded(heading)
        name = by_label.get(word) or KNOWN.get(BY_OTHER_WORD.get(word, ""))
        if name and name not in found.values():
            found[number] = name
    return found


def check(
    lines: Iterable[Line], columns: Mapping[int, str], mended: Mapping[tuple[int, int], str], today: date
) -> CheckedSheet:
    """Each row by itself; a cell that was typed anew counts instead of what came."""
    rows: list[SheetRow] = []
    faults: list[SheetFault] = []
    for number, cells in lines:
        row, wrong = _row(number, cells, columns, mended, today)
        if row.values or wrong:
            rows.append(row)
            faults += wrong or _lacks(row, columns)
    if len(rows) > MOST_LINES:
        faults.insert(0, SheetFault(0, 0, "", str(WhyNotLine.TOO_MANY.label)))
    return CheckedSheet(tuple(rows), tuple(faults))


def _row(
    number: int, cells: Mapping[int, Cell], columns: Mapping[int, str], mended: Mapping[tuple[int, int], str], today: date
) -> tuple[SheetRow, list[SheetFault]]:
    values: dict[str, Value] = {}
    faults = []
    for column, name in columns.items():
        raw = mended.get((number, column), as_came(cells.get(column)))
        value = _value(cells.get(column), mended.get((number, column)), COLUMNS[name], today)
        if isinstance(value, Fault):
            faults.append(SheetFault(number, column, str(COLUMNS[name]), sentence(value.code, value.facts), raw))
        elif value is not None:
            values[name] = value
    return SheetRow(number, values, today), faults


def _value(cell: Cell | None, typed: str | None, of: Field, today: date) -> Value | Fault | None:
    if typed is not None:
        return parse(typed, of, today=today)
    if cell is None:
        return None
    return Fault(TROUBLES[cell.trouble]) if cell.trouble is not None else parse(cell.value, of, today=today)


def _lacks(row: SheetRow, columns: Mapping[int, str]) -> list[SheetFault]:
    """What a row that can be read does not say, or why the rule of returns lets it wait for another way."""
    place = {name: column for column, name in columns.items()}
    missing = [name for name in NEEDED if row.values.get(name) in (None, False)]
    if missing:
        return [_fault(row, place.get(name, 0), name, str(NEEDED[name].label)) for name in missing]
    if row.age_band in CHILD_BANDS:
        return [_fault(row, place["born"], "born", str(WhyNotLine.A_CHILD.label))]
    nationalities = row.facts["nationalities"]
    wish = Wish(
        ReturnKind.STRANDED, own_wish=True, own_means=False, other_funder=False, is_child=False,
        nationalities=frozenset(nationalities), decided=frozenset(),  # type: ignore[call-overload]  # a list of codes
    )  # fmt: skip
    why = returns.why_not_ask(wish, agreed=True, open_already=False)
    return [_fault(row, place.get("nationality", 0), "nationality", str(one.label)) for one in why]


def _fault(row: SheetRow, column: int, name: str, message: str) -> SheetFault:
    value = row.values.get(name)
    return SheetFault(row.number, column, str(COLUMNS[name]), message, "" if value is None else str(value))


def template_rows(language: str) -> Sequence[Sequence[str]]:
    """The headings of an empty table, in one language."""
    return [[of.label_ar if language == "ar" else of.label for of in COLUMNS.values()]]
