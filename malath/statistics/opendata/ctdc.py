"""A file in the published shape of CTDC as columns of codes, or all that must be mended in it, by line and column; and back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from malath.statistics.compiling.columns import Columns
from malath.statistics.definitions import NONE
from malath.statistics.opendata import shape
from malath.statistics.words import Faulty

AT_ONCE: Final = 20_000
MOST_ROWS: Final = 1_000_000
MOST_TOLD: Final = 50
"""So many faults are told at once; how many more there are is said."""
YEARS: Final = range(1990, 2101)
MISSING: Final = {"", "NULL"}
NULL: Final = "NULL"


@dataclass(frozen=True)
class Fault:
    """What is wrong where; `line` counts from 1, the headings among them. Never what stands there."""

    why: Faulty
    line: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Read:
    """What was read: columns, or faults; never both."""

    columns: Columns | None
    faults: tuple[Fault, ...] = ()
    more: int = 0


def read(content: bytes) -> Read:
    """All of a file, or nothing."""
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        headings = [heading.strip() for heading in next(lines, [])]
        faults = list(_in_headings(headings))
        return Read(None, tuple(faults)) if faults else _rows(lines, headings)
    except (UnicodeDecodeError, csv.Error):
        return Read(None, (Fault(Faulty.NOT_TEXT),))


def write(columns: Columns) -> Iterator[list[str]]:
    """The lines of a file, headings first; what is missing is NULL."""
    names = list(shape.kinds())
    yield names
    values = {name: [NULL if value == NONE else value for value in columns.values[name]] for name in names}
    for row in zip(*(columns.codes[name] for name in names), strict=True):
        yield [values[name][code] for name, code in zip(names, row, strict=True)]


def _in_headings(headings: Sequence[str]) -> Iterator[Fault]:
    known = shape.kinds()
    yield from (Fault(Faulty.COLUMN_MISSING, 1, name) for name in known if name not in headings)
    for place, name in enumerate(headings):
        if name in headings[:place]:
            yield Fault(Faulty.COLUMN_TWICE, 1, str(place + 1))
        elif name not in known:
            yield Fault(Faulty.COLUMN_UNKNOWN, 1, str(place + 1))


def _rows(lines: Iterable[list[str]], headings: Sequence[str]) -> Read:
    made, faults, start = Columns(list(shape.kinds()), shape.fields()), list[Fault](), 2
    waiting = iter(lines)
    while some := list(islice(waiting, AT_ONCE)):
        if start - 2 + len(some) > MOST_ROWS:
            return Read(None, (Fault(Faulty.TOO_MANY_ROWS),))
        coded = _coded(some, headings, start, faults)
        if not faults:
            made.add_all((start + place, dict(zip(headings, row, strict=True))) for place, row in enumerate(coded))
        start += len(some)
    if start == 2:
        return Read(None, (Fault(Faulty.NO_ROWS),))
    faults.sort(key=lambda fault: (fault.line or 0, fault.column))
    return Read(None if faults else made, tuple(faults[:MOST_TOLD]), max(0, len(faults) - MOST_TOLD))


def _coded(some: Sequence[list[str]], headings: Sequence[str], start: int, faults: list[Fault]) -> Iterator[tuple[str, ...]]:
    """The cells as codes. What is wrong goes to `faults`."""
    uneven = [Fault(Faulty.WIDTH, start + place) for place, row in enumerate(some) if len(row) != len(headings)]
    faults += uneven
    if uneven:
        return iter(())
    columns = zip(headings, zip(*some, strict=True), strict=True)
    return zip(*(_column(name, cells, start, faults) for name, cells in columns), strict=True)


def _column(name: str, cells: Sequence[str], start: int, faults: list[Fault]) -> list[str]:
    """One column of some rows; each value is looked at once, however often it stands there."""
    codes = {cell: code_of(name, cell.strip()) for cell in set(cells)}
    wrong = {cell: code for cell, code in codes.items() if isinstance(code, Faulty)}
    if wrong:
        faults += [Fault(wrong[cell], start + place, name) for place, cell in enumerate(cells) if cell in wrong]
    return [str(codes[cell]) for cell in cells]


def code_of(name: str, cell: str) -> str | Faulty:
    """What a cell says, or why it says nothing."""
    if cell in MISSING:
        return NONE
    match shape.kinds()[name]:
        case shape.YEAR:
            year = cell.removesuffix(".0")
            return year if year.isascii() and year.isdecimal() and int(year) in YEARS else Faulty.NOT_A_YEAR
        case shape.COUNTRY:
            return cell if cell in shape.by_three_letters() else Faulty.NOT_A_COUNTRY
        case shape.FLAG:
            return "1" if cell in {"1", "1.0"} else Faulty.NOT_A_FLAG
    return shape.spellings(name).get(shape.plain(cell), Faulty.NOT_A_CODE)
