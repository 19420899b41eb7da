"""One cell into one value: what the standard's field holds, or a fault that says why the cell cannot be it.

An empty cell is no value: *not recorded*, never "no".
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz, process

from malath.exchange.reasons import WhyWrong
from malath.exchange.standard import FIELDS, Choice, Field, FieldName, Kind, folded
from malath.exchange.workbook import RawValue
from malath.ui.fields import STORY_LENGTH, read_day
from malath.ui.phones import read_phone
from malath.ui.text import clean_story, digits

Value = str | tuple[str, ...] | date | bool | int | Decimal

MAX_TEXT: Final = 200
MAX_DIGITS: Final = 15
MAX_PIECES_OF_A_LABEL: Final = 4
LONGEST_COMPARED: Final = 100
ALIKE: Final = 75
FIRST_YEAR: Final = 1901
"""Spreadsheets disagree about days before March 1900."""
LAST_YEAR: Final = 2100
MAY_LIE_AHEAD: Final = frozenset({"spl_PlannedEndDate"})

YES: Final = frozenset(map(folded, ("yes", "y", "true", "1", "نعم", "أجل", "صحيح")))
NO: Final = frozenset(map(folded, ("no", "n", "false", "0", "لا", "كلا", "خطأ")))

SEPARATORS: Final = re.compile(r"[;,|\n؛،]")
EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell holds no value of its field."""

    code: WhyWrong
    facts: Mapping[str, object] = field(default_factory=dict)


def parse(raw: RawValue, of: Field, *, today: date) -> Value | Fault | None:
    """The value of one cell; None when it is empty."""
    text = _as_text(raw)
    if not text:
        return None
    if of.kind is Kind.DATE:
        return _date(raw, of, today)
    if of.kind in BY_TEXT:
        return BY_TEXT[of.kind](text)
    return BY_FIELD[of.kind](text, of)


def _as_text(raw: RawValue) -> str:
    match raw:
        case str():
            return _tidy(raw)
        case float() if raw.is_integer():
            return str(int(raw))
        case bool():
            return str(raw).lower()
        case datetime():
            return raw.date().isoformat()
        case date():
            return raw.isoformat()
    return str(raw)


def _tidy(text: str) -> str:
    """`clean_story` where it has something to do, which is rare."""
    return unicodedata.normalize("NFC", text).strip() if text.isprintable() else clean_story(text)


def has_hidden_characters(raw: RawValue) -> bool:
    """Whether the cell holds characters that `parse` takes out because nobody sees them."""
    if not isinstance(raw, str) or raw.isprintable():
        return False
    return "".join(clean_story(raw).split()) != "".join(unicodedata.normalize("NFC", raw).split())


def _text(text: str) -> Value | Fault:
    return _within(" ".join(text.split()), MAX_TEXT)


def _long_text(text: str) -> Value | Fault:
    return _within(text, STORY_LENGTH)


def _within(text: str, limit: int) -> Value | Fault:
    return text if len(text) <= limit else Fault(WhyWrong.TOO_LONG, {"limit": limit})


def _code(text: str, of: Field) -> Value | Fault:
    codes = _codes(text, of)
    if isinstance(codes, Fault):
        return codes
    if of.is_many:
        return codes
    return codes[0] if len(codes) == 1 else Fault(WhyWrong.MORE_THAN_ONE)


def _code_or_text(text: str, of: Field) -> Value | Fault:
    return of.code_of(text) or _text(text)


def _codes(text: str, of: Field) -> tuple[str, ...] | Fault:
    """Every value that a cell lists, each once, in its order.

    Labels hold separators themselves ("Korea, Republic of"), so the longest run that is a value is taken.
    """
    pieces = [piece.strip() for piece in SEPARATORS.split(text) if folded(piece)]
    codes: list[str] = []
    while pieces:
        taken, found = _longest(pieces, of)
        if not taken:
            return _not_in_list(pieces[0], of)
        codes += found
        del pieces[:taken]
    return tuple(dict.fromkeys(codes)) or Fault(WhyWrong.NOT_IN_LIST)


def _longest(pieces: list[str], of: Field) -> tuple[int, list[str]]:
    """How many pieces were taken, and the codes they stand for."""
    for taken in range(min(len(pieces), MAX_PIECES_OF_A_LABEL), 0, -1):
        code = of.code_of(" ".join(pieces[:taken]))
        if code is not None:
            return taken, [code]
    # Forms on phones (XForms) write several codes with nothing but blanks between them.
    words = [of.code_of(word) for word in pieces[0].split()]
    codes = [code for code in words if code is not None]
    return (1, codes) if len(codes) == len(words) else (0, [])


def _not_in_list(text: str, of: Field) -> Fault:
    nearest = _nearest(folded(text)[:LONGEST_COMPARED], of.name)
    if nearest is None:
        return Fault(WhyWrong.NOT_IN_LIST)
    return Fault(WhyWrong.NOT_IN_LIST_NEAREST, {"nearest": nearest})


def _nearest(word: str, name: FieldName) -> Choice | None:
    of = FIELDS[name]
    near = process.extractOne(word, of.known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return of.choices[of.known[near[0]]] if near else None


def _date(raw: RawValue, of: Field, today: date) -> date | Fault:
    day = _day(raw)
    if day is None:
        return Fault(WhyWrong.NOT_A_DATE)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Fault(WhyWrong.DATE_OUT_OF_RANGE, {"first": FIRST_YEAR, "last": LAST_YEAR})
    if day > today and of.name not in MAY_LIE_AHEAD:
        return Fault(WhyWrong.DATE_IN_FUTURE)
    return day


def _day(raw: RawValue) -> date | None:
    match raw:
        case datetime():
            return raw.date()
        case date():
            return raw
        case str():
            return _written_day(raw)
    return None


def _written_day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValidationError:
        return None


def _boolean(text: str) -> Value | Fault:
    word = folded(digits(text))
    if word in YES or word in NO:
        return word in YES
    return Fault(WhyWrong.NOT_YES_OR_NO)


def _integer(text: str, of: Field) -> Value | Fault:
    number = _number(text)
    if number is None or number != number.to_integral_value():
        return Fault(WhyWrong.NOT_WHOLE)
    return _in_limits(number, of) or int(number)


def _decimal(text: str, of: Field) -> Value | Fault:
    number = _number(text)
    if number is None:
        return Fault(WhyWrong.NOT_A_NUMBER)
    # As exact as a spreadsheet can hold it, so that writing and reading it again changes nothing.
    return _in_limits(number, of) or Decimal(repr(float(number)))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(digits(text).replace("٫", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < MAX_DIGITS else None


def _in_limits(number: Decimal, of: Field) -> Fault | None:
    if of.limits is None or of.limits[0] <= number <= of.limits[1]:
        return None
    return Fault(WhyWrong.OUT_OF_RANGE, {"first": of.limits[0], "last": of.limits[1]})


def _phone(text: str) -> Value | Fault:
    return read_phone(text) or Fault(WhyWrong.NOT_A_PHONE)


def _email(text: str) -> Value | Fault:
    return _within(text, MAX_TEXT) if EMAIL.fullmatch(text) else Fault(WhyWrong.NOT_AN_EMAIL)


BY_TEXT: Final[Mapping[Kind, Callable[[str], Value | Fault]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.BOOLEAN: _boolean,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
}
BY_FIELD: Final[Mapping[Kind, Callable[[str, Field], Value | Fault]]] = {
    Kind.CODE: _code,
    Kind.CODE_OR_TEXT: _code_or_text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
}
