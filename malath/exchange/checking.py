"""Rows of a file as they are staged: what each cell was understood as, and what has to be mended, as it came. Pure."""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from openpyxl.utils import get_column_letter

from malath.exchange.fields import COLUMNS, CONSENT, WHOLE_NAME
from malath.exchange.htcds import TROUBLES, Agreement, Row
from malath.exchange.mapping import Arrival, arrival, details_in, plain, value_of, why_ungrounded
from malath.exchange.reasons import Finding, WhyWrong
from malath.exchange.standard import FieldName
from malath.exchange.tables import Line
from malath.exchange.values import Fault, Value, parse
from malath.exchange.workbook import Cell
from malath.people.words import DetailKind
from malath.privacy.words import BasisKind

ON_A_GROUND: Final = 200
"""A supervisor looks at each person within a day."""
LONGEST_SHOWN: Final = 300


@dataclass(frozen=True)
class Wrong:
    """One cell that is no value of its field, or a line that stands on nothing (column 0 where the file has no such column).
    `raw`: as it came."""

    row: int
    column: int
    field: FieldName
    code: WhyWrong
    raw: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def finding(self, headings: Mapping[int, str]) -> Finding:
        """The same, ready to be told."""
        of = COLUMNS[self.field]
        facts = {name: of.choices.get(fact, fact) if name == "nearest" else fact for name, fact in self.facts.items()}
        letter = get_column_letter(self.column) if self.column else ""
        return Finding(self.code, self.row, letter, headings.get(self.column, ""), self.field, facts)


@dataclass(frozen=True)
class Checked:
    """Some rows, and what is wrong in them."""

    rows: tuple[Row, ...]
    wrong: tuple[Wrong, ...]

    @property
    def faulty(self) -> int:
        return len({one.row for one in self.wrong})


@dataclass(frozen=True)
class Rules:
    """By what rows are checked: fields by column, the ground for lines without agreement, the day."""

    columns: Mapping[int, FieldName]
    ground: BasisKind | None
    today: date

    @property
    def consent_column(self) -> int:
        return next((number for number, name in self.columns.items() if name == CONSENT), 0)


def check(lines: Iterable[Line], rules: Rules) -> Checked:
    """Each line by itself."""
    rows: list[Row] = []
    wrong: list[Wrong] = []
    for number, cells in lines:
        row, faults = _row(number, cells, rules)
        if row.values or faults:
            rows.append(row)
            wrong += faults
            wrong += ungrounded(row, faults, rules, as_came(cells.get(rules.consent_column)))
    return Checked(tuple(rows), tuple(wrong))


def ungrounded(row: Row, faults: Iterable[Wrong], rules: Rules, raw: str) -> list[Wrong]:
    """That nothing allows to record the person of a line; what went wrong in its consent is told already."""
    if any(fault.field == CONSENT for fault in faults):
        return []
    why = why_ungrounded(_agreement(row), rules.ground, rules.today)
    return [] if why is None else [Wrong(row.number, rules.consent_column, CONSENT, why, raw)]


def stands_on_ground(row: Row) -> bool:
    """Whether a line brings no agreement of its own."""
    return row.values.get(CONSENT) is not True


def mended(checked: Checked, place: tuple[int, int], text: str, rules: Rules) -> Checked:
    """The rows after somebody typed another value for a cell that was wrong; an empty one means: not recorded."""
    number, column = place
    name = rules.columns[column]
    value = parse(text, COLUMNS[name], today=rules.today)
    row = next(row for row in checked.rows if row.number == number)
    values = {field: old for field, old in row.values.items() if field != name}
    if value is not None and not isinstance(value, Fault):
        values[name] = value
    now = Row(number, values)
    others = [one for one in checked.wrong if one.row == number and one.column != column and one.code not in GROUNDS]
    faults = [*others, Wrong(number, column, name, value.code, text, _facts(value))] if isinstance(value, Fault) else others
    faults += ungrounded(now, faults, rules, text if name == CONSENT else _consent_raw(checked, number))
    rows = tuple(now if one.number == number else one for one in checked.rows)
    rest = [one for one in checked.wrong if one.row != number]
    return Checked(rows, tuple(sorted((*rest, *faults), key=lambda one: (one.row, one.column))))


GROUNDS: Final = frozenset({WhyWrong.NOT_AGREED, WhyWrong.NOT_A_CHILD, WhyWrong.TOO_MANY_ON_A_GROUND})


def too_many(checked: Checked, before: int, rules: Rules) -> Checked:
    """The rows, with a fault on each that goes beyond what a supervisor can look at within a day."""
    faulty = {one.row for one in checked.wrong}
    without = [row for row in checked.rows if stands_on_ground(row) and row.number not in faulty]
    over = without[max(ON_A_GROUND - before, 0) :]
    facts = {"limit": str(ON_A_GROUND)}
    added = [Wrong(row.number, rules.consent_column, CONSENT, WhyWrong.TOO_MANY_ON_A_GROUND, "", facts) for row in over]
    return replace(checked, wrong=(*checked.wrong, *added)) if added else checked


def rows_as_json(rows: Sequence[Row]) -> str:
    kept = [[row.number, {name: _as_json(value) for name, value in row.values.items()}] for row in rows]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def rows_in(text: str) -> tuple[Row, ...]:
    """The rows that `rows_as_json` wrote."""
    found = json.loads(text) if text else []
    return tuple(Row(number, {name: value_of(v, COLUMNS[name]) for name, v in values.items()}) for number, values in found)


def wrong_as_json(wrong: Sequence[Wrong]) -> str:
    kept = [[w.row, w.column, w.field, w.code.value, w.raw, dict(w.facts)] for w in wrong]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def wrong_in(text: str) -> tuple[Wrong, ...]:
    """What `wrong_as_json` wrote."""
    found = json.loads(text) if text else []
    return tuple(Wrong(row, column, name, WhyWrong(code), raw, facts) for row, column, name, code, raw, facts in found)


def arriving(row: Row, today: date) -> Arrival:
    """One row as the acts of cases take it; a whole name stays whole."""
    arrived = arrival(_without_whole(row), today=today)
    return replace(arrived, first=replace(arrived.first, details=details_of(row)))


def details_of(row: Row) -> list[tuple[DetailKind, str]]:
    """What identifies or reaches the person of a row."""
    whole = row.values.get(WHOLE_NAME.name)
    said = details_in(_without_whole(row))
    return said if whole is None else [(DetailKind.NAME, str(whole)), *said]


def _without_whole(row: Row) -> Row:
    if WHOLE_NAME.name not in row.values:
        return row
    return Row(row.number, {name: value for name, value in row.values.items() if name != WHOLE_NAME.name})


def as_came(cell: Cell | None) -> str:
    """A cell as its sender sees it."""
    if cell is None:
        return ""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date() if value.time() == datetime.min.time() else value
    return str(value)[:LONGEST_SHOWN]


def _row(number: int, cells: Mapping[int, Cell], rules: Rules) -> tuple[Row, list[Wrong]]:
    values: dict[FieldName, Value] = {}
    faults: list[Wrong] = []
    for column, name in rules.columns.items():
        cell = cells.get(column)
        value = None if cell is None else _value(cell, name, rules.today)
        if isinstance(value, Fault):
            faults.append(Wrong(number, column, name, value.code, as_came(cell), _facts(value)))
        elif value is not None:
            values[name] = value
    return Row(number, values), faults


def _value(cell: Cell, name: FieldName, today: date) -> Value | Fault | None:
    return Fault(TROUBLES[cell.trouble]) if cell.trouble is not None else parse(cell.value, COLUMNS[name], today=today)


def _facts(fault: Fault) -> dict[str, str]:
    return {name: getattr(fact, "code", None) or str(fact) for name, fact in fault.facts.items()}


def _agreement(row: Row) -> Agreement:
    consent, birth = row.values.get(CONSENT), row.values.get("prs_Birthdate")
    return Agreement(row.number, consent if isinstance(consent, bool) else None, birth if isinstance(birth, date) else None)


def _consent_raw(checked: Checked, number: int) -> str:
    return next((one.raw for one in checked.wrong if one.row == number and one.code in GROUNDS), "")


def _as_json(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else plain(value)


def headings_as_json(headings: Sequence[tuple[int, str]]) -> str:
    return json.dumps([list(one) for one in headings], ensure_ascii=False)


def headings_in(text: str) -> list[tuple[int, str]]:
    """Number and text of each column."""
    return [(number, heading) for number, heading in (json.loads(text) if text else [])]
