"""A look through the XML of a workbook before a faster reader, which trusts more, is let at it.

Refused here: document types and entities, cells beyond the limits, strings that are short in the file and
enormous once every cell that points at them holds a copy. Found here: what the faster reader drops without a
word, formulas and error values.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from malath.exchange.archive import Refusal
from malath.exchange.reasons import WhyRefused

MAX_PEOPLE: Final = 5_000
MAX_ROW: Final = MAX_PEOPLE + 2
"""People, and two rows of headings."""
MAX_COLUMN: Final = 120
"""The standard has 84 fields."""
MAX_CELL: Final = 32_767
"""The longest text a spreadsheet program lets into a cell."""
MAX_TEXT: Final = 20_000_000
MAX_ELEMENTS: Final = 1_000_000
"""Every field of the standard for the most people, each a cell and its value."""

PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
ROW: Final = re.compile(r"[1-9][0-9]{0,6}")
ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
NAMESPACE_END: Final = " "
HOLDING: Final = frozenset({"f", "is", "v"})
"""What makes a cell one that the faster reader counts, even with nothing or only blanks in it: it lays out everything
between the first of them and the last."""

Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(slots=True)
class SheetScan:
    """What was found in one sheet."""

    formulas: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)


@dataclass(slots=True)
class Budget:
    """What all sheets of one workbook may hold together: characters in cells, elements of XML."""

    text: int = MAX_TEXT
    elements: int = MAX_ELEMENTS

    def spend(self, *, text: int = 0, elements: int = 0) -> None:
        self.text -= text
        self.elements -= elements
        if min(self.text, self.elements) < 0:
            raise Refusal(WhyRefused.TOO_MUCH)


def check_xml(part: bytes) -> None:
    """Look through a part of which nothing is needed but that it is harmless. Errors: `Refusal`."""
    _parse(part, _parser())


def string_lengths(part: bytes, budget: Budget) -> Sequence[int]:
    """Length of each shared string, in characters. Errors: `Refusal`."""
    strings = _Strings(budget)
    _parse(part, _parser(strings))
    return strings.lengths


def scan_sheet(part: bytes, lengths: Sequence[int], budget: Budget) -> SheetScan:
    """Look through one sheet, spending of the budget what it holds. Errors: `Refusal`."""
    cells = _Cells(lengths, budget)
    _parse(part, _parser(cells))
    return cells.found


def sheet_parts(book: bytes, relations: bytes, budget: Budget) -> Mapping[str, str]:
    """Name of each sheet, in order, and the name of the part that holds its cells. Errors: `Refusal`."""
    sheets, targets = _Attributes("sheet", budget), _Attributes("Relationship", budget)
    _parse(book, _parser(sheets))
    _parse(relations, _parser(targets))
    paths = {found.get("Id"): _path(found.get("Target", "")) for found in targets.found}
    named = {found.get("name", ""): paths.get(found.get("id"), "") for found in sheets.found}
    if len(named) < len(sheets.found):
        _refuse_damaged()
    return named


def _path(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


class _Handler:
    """What expat calls back. Names come without their namespace."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def characters(self, text: str) -> None: ...


class _Attributes(_Handler):
    """Attributes of every element of one name."""

    def __init__(self, name: str, budget: Budget) -> None:
        super().__init__(budget)
        self.name = name
        self.found: list[Mapping[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == self.name:
            self.found.append({_local(key): value for key, value in attributes.items()})


class _Strings(_Handler):
    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.lengths: list[int] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)
            _check_length(self.lengths[-1])


class _Cells(_Handler):
    def __init__(self, lengths: Sequence[int], budget: Budget) -> None:
        super().__init__(budget)
        self.found = SheetScan()
        self.lengths = lengths
        self.row = 0
        self.column = 0
        self.kind = ""
        self.value: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes.get("r"))
        elif name == "f":
            self.found.formulas.add((self.row, self.column))
        if name in HOLDING:
            self._check_place()

    def characters(self, text: str) -> None:
        self.value.append(text)

    def end(self, name: str) -> None:
        if name == "c":
            self._close_cell()
        elif name in ("f", "row"):
            self.value.clear()

    def _open_row(self, number: str | None) -> None:
        if number is not None and not ROW.fullmatch(number):
            _refuse_damaged()
        self.row = int(number) if number else self.row + 1
        self.column = 0

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self.value.clear()
        self.kind = attributes.get("t", "")
        place = attributes.get("r")
        if place is None:
            self.column += 1
            return
        match = PLACE.fullmatch(place)
        if match is None or int(match[2]) != self.row:
            _refuse_damaged()
        self.column = column_index_from_string(match[1])

    def _close_cell(self) -> None:
        value = "".join(self.value).strip()
        self.value.clear()
        if not value:
            return
        self._check_place()
        if self.kind == "e":
            self.found.errors.add((self.row, self.column))
        length = self._length(value)
        _check_length(length)
        self.budget.spend(text=length)

    def _length(self, value: str) -> int:
        if self.kind != "s":
            return len(value)
        if not value.isascii() or not value.isdigit() or int(value) >= len(self.lengths):
            _refuse_damaged()
        return self.lengths[int(value)]

    def _check_place(self) -> None:
        if self.row > MAX_ROW:
            raise Refusal(WhyRefused.TOO_MANY_ROWS, limit=MAX_PEOPLE)
        if self.column > MAX_COLUMN:
            raise Refusal(WhyRefused.TOO_MANY_COLUMNS, limit=MAX_COLUMN)


def _parser(handler: _Handler | None = None) -> expat.XMLParserType:
    parser = expat.ParserCreate(None, NAMESPACE_END)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    if handler is None:
        return parser

    def start(name: str, attributes: Mapping[str, str]) -> None:
        handler.budget.spend(elements=1)
        handler.start(_local(name), attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.characters
    return parser


def _parse(part: bytes, parser: expat.XMLParserType) -> None:
    try:
        # As text, so that the parser takes it for UTF-8 whatever it declares, as the faster reader does.
        parser.Parse(part.decode("utf-8-sig"), True)
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise Refusal(WhyRefused.DAMAGED) from error


def _local(name: str) -> str:
    return name.rpartition(NAMESPACE_END)[2]


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ENCODINGS:
        _refuse_damaged()


def _check_length(length: int) -> None:
    if length > MAX_CELL:
        raise Refusal(WhyRefused.CELL_TOO_LONG, limit=MAX_CELL)


def _refuse_doctype(*_: object) -> NoReturn:
    raise Refusal(WhyRefused.UNSAFE_XML)


def _refuse_damaged() -> NoReturn:
    raise Refusal(WhyRefused.DAMAGED)
