"""What a formula comes to, given the answers. The twin of `static/js/evaluate.js`: both run `tests/vectors.json`.

Values are text, numbers, yes and no, days, and lists of values where a path leads into several repeated groups. An empty
answer is empty text: it equals "" and nothing else, and as a number it is no number, never 0.
"""

import datetime
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from malath.questionnaires.xpath import Tree

Value = str | float | bool | datetime.date | list[Any]
NUMBER: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?")
EPOCH: Final = datetime.date(1970, 1, 1)
SPACE: Final = " \t\r\n"
NOT_A_NUMBER: Final = math.nan
MOST_PLACES: Final = 15
LONGEST_MATCHED: Final = 500


@dataclass(frozen=True)
class Moment:
    """When a form is filled in, as its formulas may know: the day in Amman, and the moment."""

    today: datetime.date
    now: str


class Seen(Protocol):
    """What a formula can look at from where it stands."""

    @property
    def moment(self) -> Moment: ...

    def value(self, path: str) -> Value: ...

    def nodes(self, path: str) -> list[Value]: ...

    def at(self, path: str, repeat: str, number: int) -> Value: ...

    def position(self, repeat: str) -> int: ...

    def column(self, name: str) -> str: ...


def evaluate(tree: Tree, seen: Seen) -> Value:
    """The value of a tree. Never fails on answers, however odd: it comes to empty text or to no number."""
    match tree[0]:
        case "n" | "s":
            return str(tree[1]) if tree[0] == "s" else float(tree[1])
        case "p":
            return seen.value(tree[1])
        case "c":
            return seen.column(tree[1])
        case "pos":
            return float(seen.position(tree[1]))
        case "f":
            return _called(tree[1], tree[2:], seen)
    return -as_number(evaluate(tree[1], seen)) if tree[0] == "neg" else _operated(tree, seen)


def is_true(tree: Tree | None, seen: Seen) -> bool:
    return tree is not None and as_bool(evaluate(tree, seen))


def as_text(value: Value) -> str:
    value = first(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def as_number(value: Value) -> float:
    value = first(value)
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    if isinstance(value, datetime.date):
        return float((value - EPOCH).days)
    text = str(value).strip(SPACE)
    return float(text) if NUMBER.fullmatch(text) else NOT_A_NUMBER


def as_bool(value: Value) -> bool:
    value = first(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return value != ""


def first(value: Value) -> str | float | bool | datetime.date:
    """Of several the first; of none, empty text."""
    if isinstance(value, list):
        return first(value[0]) if value else ""
    return value


def number_text(number: float) -> str:
    """As people write it: no exponent, no point behind a whole number."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def kept_text(value: Value) -> str:
    """The value as an answer is kept: what is no number is nothing."""
    text = as_text(value)
    return "" if text in ("NaN", "Infinity", "-Infinity") else text


def read_day(text: str) -> datetime.date | None:
    match = DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return datetime.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _operated(tree: Tree, seen: Seen) -> Value:
    operator, left = tree[1], evaluate(tree[2], seen)
    if operator == "or":
        return as_bool(left) or as_bool(evaluate(tree[3], seen))
    if operator == "and":
        return as_bool(left) and as_bool(evaluate(tree[3], seen))
    right = evaluate(tree[3], seen)
    if operator in ("=", "!="):
        same: bool = operator == "="
        return _equal(first(left), first(right)) == same
    a, b = as_number(left), as_number(right)
    return _COMPARED[operator](a, b) if operator in _COMPARED else _COUNTED[operator](a, b)


_COMPARED: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_COUNTED: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "div": lambda a, b: a / b if b else _over_nothing(a, b),
    "mod": lambda a, b: math.fmod(a, b) if b and math.isfinite(a) and not math.isnan(b) else NOT_A_NUMBER,
}


def _over_nothing(a: float, b: float) -> float:
    return NOT_A_NUMBER if not a or math.isnan(a) or math.isnan(b) else math.copysign(math.inf, a) * math.copysign(1, b)


def _equal(a: str | float | bool | datetime.date, b: str | float | bool | datetime.date) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return as_bool(a) == as_bool(b)
    if isinstance(a, float) or isinstance(b, float):
        return as_number(a) == as_number(b)
    return as_text(a) == as_text(b)


def _called(name: str, given: Sequence[Tree], seen: Seen) -> Value:
    if name == "if":
        return evaluate(given[1] if as_bool(evaluate(given[0], seen)) else given[2], seen)
    if name == "indexed-repeat":
        number = as_number(evaluate(given[2], seen))
        return seen.at(given[0][1], given[1][1], int(number)) if math.isfinite(number) else ""
    if name in ("sum", "count", "count-non-empty"):
        return _OF_MANY[name](seen.nodes(given[0][1]))
    if name in ("today", "now"):
        return seen.moment.today if name == "today" else seen.moment.now
    values = [seen.nodes(one[1]) if one[0] == "p" and name in _SPREAD else evaluate(one, seen) for one in given]
    return _FUNCTIONS[name](*values)


def _sum(values: list[Value]) -> float:
    total = 0.0
    for value in values:
        total += as_number(value)
    return total


_SPREAD: Final = frozenset({"min", "max", "join"})
_OF_MANY: Final[dict[str, Callable[[list[Value]], Value]]] = {
    "sum": _sum,
    "count": lambda values: float(len(values)),
    "count-non-empty": lambda values: float(sum(as_text(value) != "" for value in values)),
}


def _spread(values: Sequence[Value]) -> list[Value]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _extreme(pick: Callable[[list[float]], float], values: Sequence[Value]) -> float:
    numbers = [as_number(value) for value in _spread(values)]
    return NOT_A_NUMBER if not numbers or any(math.isnan(one) for one in numbers) else pick(numbers)


def _codes(value: Value) -> list[str]:
    return as_text(value).split()


def _selected_at(value: Value, number: Value) -> str:
    codes, at = _codes(value), as_number(number)
    return codes[int(at)] if math.isfinite(at) and 0 <= at < len(codes) else ""


def _substr(text: Value, start: Value, end: Value | None = None) -> str:
    whole = as_text(text)
    return whole[_index(start, len(whole)) : len(whole) if end is None else _index(end, len(whole))]


def _index(value: Value, length: int) -> int:
    number = as_number(value)
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return length if number > 0 else 0
    at = int(number)
    return min(max(at + length if at < 0 else at, 0), length)


def _translate(text: Value, old: Value, new: Value) -> str:
    before, after = as_text(old), as_text(new)
    table: dict[str, str] = {}
    for place, sign in enumerate(before):
        table.setdefault(sign, after[place] if place < len(after) else "")
    return "".join(table.get(sign, sign) for sign in as_text(text))


def _regex(text: Value, pattern: Value) -> bool:
    whole = as_text(text)
    return len(whole) <= LONGEST_MATCHED and re.fullmatch(as_text(pattern), whole, re.ASCII) is not None


def _round(value: Value, places: Value = 0.0) -> float:
    number, at = as_number(value), as_number(places)
    if not math.isfinite(number) or not math.isfinite(at):
        return number if math.isfinite(at) else NOT_A_NUMBER
    factor = 10.0 ** max(min(int(at), MOST_PLACES), -MOST_PLACES)
    scaled = number * factor + 0.5
    return math.floor(scaled) / factor if math.isfinite(scaled) else number


def _int(value: Value) -> float:
    number = as_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _pow(value: Value, power: Value) -> float:
    try:
        result = math.pow(as_number(value), as_number(power))
    except (OverflowError, ValueError):
        return NOT_A_NUMBER
    return result if math.isfinite(result) else NOT_A_NUMBER


def _date(value: Value) -> Value:
    value = first(value)
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and not NUMBER.fullmatch(value.strip(SPACE)):
        return read_day(value) or ""
    number = as_number(value)
    if not math.isfinite(number):
        return ""
    try:
        return EPOCH + datetime.timedelta(days=math.floor(number))
    except OverflowError:
        return ""


def _format_date(value: Value, form: Value) -> str:
    day = _date(value)
    if not isinstance(day, datetime.date):
        return ""
    signs = {
        "Y": f"{day.year:04}", "y": f"{day.year % 100:02}", "m": f"{day.month:02}", "n": str(day.month), "d": f"{day.day:02}",
        "e": str(day.day), "H": "00", "h": "0", "M": "00", "3": "000", "S": "00", "%": "%",
    }  # fmt: skip
    return re.sub(r"%(.)", lambda match: signs.get(match[1], ""), as_text(form))


def _coalesce(*values: Value) -> Value:
    return next((value for value in values if as_text(value) != ""), "")


def _days(value: Value) -> float:
    day = _date(value)
    return as_number(day) if isinstance(day, datetime.date) else NOT_A_NUMBER


def _number(value: Value) -> float:
    return as_number(value)


_FUNCTIONS: Final[dict[str, Callable[..., Value]]] = {
    "selected": lambda value, code: as_text(code).strip(SPACE) in _codes(value),
    "selected-at": _selected_at,
    "count-selected": lambda value: float(len(_codes(value))),
    "coalesce": _coalesce,
    "not": lambda value: not as_bool(value),
    "true": lambda: True,
    "false": lambda: False,
    "boolean": as_bool,
    "boolean-from-string": lambda value: as_text(value) in ("1", "true"),
    "number": _number,
    "int": _int,
    "string": as_text,
    "concat": lambda *values: "".join(as_text(one) for one in values),
    "string-length": lambda value: float(len(as_text(value))),
    "substr": _substr,
    "contains": lambda text, part: as_text(part) in as_text(text),
    "starts-with": lambda text, part: as_text(text).startswith(as_text(part)),
    "ends-with": lambda text, part: as_text(text).endswith(as_text(part)),
    "normalize-space": lambda text: " ".join(one for one in re.split(f"[{SPACE}]+", as_text(text)) if one),
    "translate": _translate,
    "regex": _regex,
    "round": _round,
    "abs": lambda value: abs(as_number(value)),
    "pow": _pow,
    "min": lambda *values: _extreme(min, values),
    "max": lambda *values: _extreme(max, values),
    "join": lambda between, *values: as_text(between).join(as_text(one) for one in _spread(values)),
    "date": _date,
    "decimal-date-time": _days,
    "format-date": _format_date,
}
