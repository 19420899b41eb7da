"""Surveys before and after: which answers count as right, whose belong together, and what may be told of them. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from malath.awareness.words import Answered, Arm, AskedAbout, Wave, WhyNot
from malath.figures.intervals import Interval, change_of_others, change_of_same

ENOUGH: Final = 30
"""Of fewer nothing is told (domain §14: at least 30 to publish, never under 10)."""
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
    """How one item went from before to a later wave, in one arm. What is None rests on too few answers. `same`: among those
    whose codes match; `others`: among all who answered, before and after, who may be other people."""

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


def shift(item: Item, given: Collection[Given], arm: Arm, later: Wave) -> Shift:
    """What an item tells from before to a later wave."""
    before, after = (_answers(item, given, arm, wave) for wave in (Wave.BEFORE, later))
    first, second = [value for _, value in before], [value for _, value in after]
    enough = min(len(first), len(second)) >= ENOUGH
    right = [sum(is_right(item, value) for value in values) for values in (first, second)]
    pairs = _pairs(before, after)
    moved = Counter((is_right(item, old), is_right(item, new)) for old, new in pairs)
    same = len(pairs) >= ENOUGH
    return Shift(
        len(first), len(second),
        right[0] / len(first) if len(first) >= ENOUGH else None, right[1] / len(second) if len(second) >= ENOUGH else None,
        _mean(item, first), _mean(item, second),
        change_of_others(right[0], len(first), right[1], len(second)) if enough else None, len(pairs),
        change_of_same(moved[True, True], moved[True, False], moved[False, True], moved[False, False]) if same else None,
        moved[False, True] / len(pairs) if same else None, moved[True, False] / len(pairs) if same else None,
    )  # fmt: skip


def matched(given: Collection[Given], arm: Arm, later: Wave) -> int:
    """How many codes stand in both waves, once in each."""
    return len(_codes(given, arm, Wave.BEFORE) & _codes(given, arm, later))


def is_compared(given: Iterable[Given], later: Wave) -> bool:
    """Whether enough who did not take part were asked both times: without them no effect is claimed."""
    asked = Counter(one.wave for one in given if one.arm == Arm.COMPARED)
    return min(asked[Wave.BEFORE], asked[later]) >= ENOUGH


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
    if item.about not in {AskedAbout.ATTITUDE, AskedAbout.EFFICACY} or len(values) < ENOUGH:
        return None
    return sum(map(int, values)) / len(values)


def _digit(mark: str) -> str:
    return str(unicodedata.digit(mark)) if mark.isdigit() else mark
