"""Surveys before and after: which answers count as right, whose belong together, and what may be told of them. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from malath.awareness.words import Answered, Arm, AskedAbout, Wave, WhyNot
from malath.figures.intervals import Interval, change_of_others, change_of_same

T = TypeVar("T")
ENOUGH: Final = 30
"""Of fewer nothing is told (domain §14: at least 30 to publish, never under 10)."""
THREE_MONTHS: Final = timedelta(days=91)
SHORTEST_CODE: Final = 4
FOLDED: Final = str.maketrans("أإآٱةى", "ااااهي")
SCALE: Final = (
    Answered.AGREE_NOT_AT_ALL, Answered.AGREE_LITTLE, Answered.AGREE_PARTLY, Answered.AGREE_RATHER, Answered.AGREE_WHOLLY,
)  # fmt: skip
CHOICES: Final[Mapping[AskedAbout, tuple[Answered, ...]]] = {
    AskedAbout.KNOWLEDGE: (Answered.TRUE, Answered.FALSE, Answered.UNSURE),
    AskedAbout.ATTITUDE: SCALE,
    AskedAbout.EFFICACY: SCALE,
    AskedAbout.PRACTICE: (Answered.YES, Answered.NO),
}
WANTED: Final = {
    "agree": frozenset({Answered.AGREE_RATHER, Answered.AGREE_WHOLLY}),
    "disagree": frozenset({Answered.AGREE_NOT_AT_ALL, Answered.AGREE_LITTLE}),
}


@dataclass(frozen=True)
class Item:
    """A question. `right`: the answer that is hoped for."""

    code: str
    about: AskedAbout
    right: str
    text: str
    mark: str

    @property
    def choices(self) -> tuple[Answered, ...]:
        return CHOICES[self.about]


@dataclass(frozen=True)
class Given:
    """What somebody answered once."""

    wave: Wave
    arm: Arm
    code: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Shift:
    """How one item went from before to a later wave, in one arm, of those who are counted. What is None rests on too few
    answers. `same`: among those whose codes match; `others`: among all who answered, who may be other people."""

    before: int
    after: int
    right_before: float | None
    right_after: float | None
    mean_before: float | None
    mean_after: float | None
    others: Interval | None
    matched: int
    same: Interval | None
    gained: float | None
    lost: float | None


def code_of(text: str) -> str:
    """A code as it counts: whichever digits, letters and case it was written in. "" for none."""
    plain = unicodedata.normalize("NFKC", text).translate(FOLDED).casefold()
    return "".join(_digit(mark) for mark in plain if mark.isalnum())


def why_not_answer(items: Sequence[Item], values: Mapping[str, str], code: str, *, closed: bool) -> list[WhyNot]:
    """Why answers are not taken down. `code`: as it counts."""
    known = {item.code: item.choices for item in items}
    checks = (
        (closed, WhyNot.SURVEY_CLOSED),
        (not values, WhyNot.NOTHING_ANSWERED),
        (any(value not in known.get(one, ()) for one, value in values.items()), WhyNot.NO_SUCH_ANSWER),
        (0 < len(code) < SHORTEST_CODE, WhyNot.CODE_TOO_SHORT),
    )
    return [reason for failed, reason in checks if failed]


def is_right(item: Item, value: str) -> bool:
    """Whether an answer is the one that is hoped for. Not knowing is not right."""
    return value in WANTED[item.right] if item.right in WANTED else value == item.right


def shift(item: Item, surveys: Collection[Collection[Given]], arm: Arm, later: Wave) -> Shift:
    """What an item tells from before to a later wave, over one survey or several. Codes match within a survey only."""
    asked = [(_answers(item, given, arm, Wave.BEFORE), _answers(item, given, arm, later)) for given in surveys]
    counted = tellable(asked)
    before, after = ([value for part in counted for _code, value in part[wave]] for wave in (0, 1))
    return _shift(item, before, after, together([_pairs(*part) for part in counted]))


def tellable(asked: Sequence[tuple[Sized, Sized]]) -> list[Any]:
    """Of several surveys, each as who answered before and later, those that are told as one: each that is enough by itself,
    and the small ones if they are enough together. What is told of all, less what is told of each, is nobody's or of thirty."""
    large = [one for one in asked if min(map(len, one)) >= ENOUGH]
    small = [one for one in asked if len(one[0]) < ENOUGH]
    return [*large, *small] if min(sum(len(one[wave]) for one in small) for wave in (0, 1)) >= ENOUGH else large


def together(parts: Sequence[list[T]]) -> list[T]:
    """The same of people who stand in several parts, each counted once."""
    large, small = ([one for part in parts if (len(part) >= ENOUGH) == is_large for one in part] for is_large in (True, False))
    return [*large, *small] if len(small) >= ENOUGH else large


def again_on(first_after: date | None, *, asked_later: bool, closed: bool) -> date | None:
    """From which day on the same people are asked a third time; None where they were, or nobody can be."""
    return None if first_after is None or asked_later or closed else first_after + THREE_MONTHS


def matched(given: Collection[Given], arm: Arm, later: Wave) -> int:
    """How many codes stand in both waves, once in each."""
    return len(_codes(given, arm, Wave.BEFORE) & _codes(given, arm, later))


def _shift(item: Item, before: list[str], after: list[str], pairs: list[tuple[str, str]]) -> Shift:
    enough, same = bool(before), len(pairs) >= ENOUGH
    right = [sum(is_right(item, value) for value in values) for values in (before, after)]
    moved = Counter((is_right(item, old), is_right(item, new)) for old, new in pairs)
    return Shift(
        len(before), len(after), right[0] / len(before) if enough else None, right[1] / len(after) if enough else None,
        _mean(item, before), _mean(item, after),
        change_of_others(right[0], len(before), right[1], len(after)) if enough else None, len(pairs),
        change_of_same(moved[True, True], moved[True, False], moved[False, True], moved[False, False]) if same else None,
        moved[False, True] / len(pairs) if same else None, moved[True, False] / len(pairs) if same else None,
    )  # fmt: skip


def _answers(item: Item, given: Iterable[Given], arm: Arm, wave: Wave) -> list[tuple[str, str]]:
    rows = (one for one in given if one.wave == wave and one.arm == arm)
    return [(one.code, one.values[item.code]) for one in rows if item.code in one.values]


def _pairs(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Answers of one person before and after. A code that stands twice in a wave belongs to two people: it matches nobody."""
    first, second = _alone(before), _alone(after)
    return [(value, second[code]) for code, value in first.items() if code in second]


def _alone(answers: list[tuple[str, str]]) -> dict[str, str]:
    often = Counter(code for code, _ in answers)
    return {code: value for code, value in answers if code and often[code] == 1}


def _codes(given: Iterable[Given], arm: Arm, wave: Wave) -> set[str]:
    often = Counter(one.code for one in given if one.wave == wave and one.arm == arm)
    return {code for code, times in often.items() if code and times == 1}


def _mean(item: Item, values: list[str]) -> float | None:
    if item.about not in {AskedAbout.ATTITUDE, AskedAbout.EFFICACY} or not values:
        return None
    return sum(map(int, values)) / len(values)


def _digit(mark: str) -> str:
    return str(unicodedata.digit(mark)) if mark.isdigit() else mark
