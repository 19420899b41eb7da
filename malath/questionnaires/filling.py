"""A form with answers in it: what is asked, what is worked out, what is wrong. The twin of `look` in `static/js/evaluate.js`.

Answers are kept flat: the path of a question, with the number of the repeated group where it lies in one (`guests[2]/age`); of
a repeated group itself, how many there are. What was typed stays as it was typed, also when it is wrong or not asked any more;
what counts is what is asked. Unknown, not asked and refused are codes of a form's own lists: nothing here knows them apart
from any other answer, so nothing can make one of another. An empty answer is none of them.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from malath.questionnaires.definition import Choice, Form, Group, Item, Node, Words, repeat_of
from malath.questionnaires.evaluating import NUMBER, Moment, Value, as_text, evaluate, is_true, kept_text, read_day

Answers = Mapping[str, str]
Wrong = Literal["needed", "whole", "number", "day", "hour", "moment", "choice", "rule", "long"]
MOST_REPEATS: Final = 50
LONGEST: Final = 20_000
WHOLE: Final = re.compile(r"-?[0-9]{1,15}")
DECIMAL: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
HOUR: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,3})?)?([+-][0-9]{2}:?[0-9]{2}|Z)?")
MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(.+)")


@dataclass
class Look:
    """Everything that follows from the answers at one moment. Keys are those of the answers."""

    form: Form
    answers: Answers
    moment: Moment
    asked: dict[str, bool] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    @cached_property
    def nodes_by_path(self) -> dict[str, Node]:
        return {node.path: node for node in self.form.nodes()}

    @cached_property
    def repeats(self) -> tuple[str, ...]:
        return tuple(group.path for group in self.form.repeats())

    def count(self, repeat: str) -> int:
        """How many of a repeated group there are; none while it is not asked."""
        text = self.answers.get(repeat, "")
        number = int(text) if WHOLE.fullmatch(text) else 0
        return min(max(number, 0), MOST_REPEATS) if self.asked.get(repeat, True) else 0

    def keys(self, path: str) -> list[str]:
        """Every key of a path, one for each repeated group it lies in."""
        repeat = repeat_of(path, self.repeats)
        if not repeat:
            return [path]
        return [key_of(path, repeat, number) for number in range(1, self.count(repeat) + 1)]

    def errors(self) -> dict[str, Wrong]:
        """What is wrong with what is asked, by key, in the order of the form."""
        found: dict[str, Wrong] = {}
        for item in self.form.items():
            if item.asks:
                checked = {key: self.wrong(item, key) for key in self.keys(item.path)}
                found |= {key: wrong for key, wrong in checked.items() if wrong}
        return found

    def wrong(self, item: Item, key: str) -> Wrong | None:
        """Why the answer to one question cannot stay as it is."""
        if not self.asked.get(key):
            return None
        text, here = self.values[key], Here(self, key)
        if not text:
            return "needed" if is_true(item.required, here) else None
        if len(text) > LONGEST:
            return "long"
        if shape := _misshapen(item, text):
            return shape
        if item.kind in ("one", "many") and not set(_given(item, text)) <= {one.code for one in self.choices(item, key)}:
            return "choice"
        return "rule" if item.constraint and not is_true(item.constraint, here) else None

    def choices(self, item: Item, key: str) -> list[Choice]:
        """The answers one may choose from, as far as the others leave them."""
        given = self.form.lists.get(item.list_name, ())
        if item.filter is None:
            return list(given)
        return [one for one in given if is_true(item.filter, Here(self, key, one))]

    def words(self, words: Words, language: str, key: str) -> str:
        """A text of the form in a language, or in the next best, with what stands between its pieces."""
        pieces = words.get(language) or next((words[one] for one in ("", *self.form.languages) if words.get(one)), ())
        here = Here(self, key)
        return "".join(one if isinstance(one, str) else as_text(evaluate(one, here)) for one in pieces)

    def record(self) -> dict[str, str]:
        """What counts: the answers to what was asked, and what was worked out. A question left empty is there, empty; one that
        was not asked is not there."""
        kept: dict[str, str] = {}
        for node in self.form.nodes():
            if isinstance(node, Group):
                kept |= {node.path: str(self.count(node.path))} if node.repeats and self.asked.get(node.path) else {}
            elif node.kind != "note":
                kept |= {key: self.values[key] for key in self.keys(node.path) if self.asked.get(key)}
        return kept


@dataclass(frozen=True)
class Here:
    """What a formula sees from where it stands."""

    look: Look
    key: str
    choice: Choice | None = None

    @property
    def moment(self) -> Moment:
        return self.look.moment

    @property
    def own(self) -> tuple[str, int]:
        """The repeated group one stands in, and its number; "" and 0 outside of any."""
        match = re.match(r"(.+?)\[(\d+)\]", self.key)
        return (match[1], int(match[2])) if match else ("", 0)

    def value(self, path: str) -> Value:
        found = self.nodes(path)
        return found[0] if len(found) == 1 else found

    def nodes(self, path: str) -> list[Value]:
        own, number = self.own
        if path in self.look.repeats:
            return [""] * self.look.count(path)
        repeat = repeat_of(path, self.look.repeats)
        if repeat and repeat == own:
            return [self._typed(path, key_of(path, own, number))]
        return (
            [self._typed(path, key) for key in self.look.keys(path) if self.look.asked.get(key)]
            if repeat
            else [self._typed(path, path)]
        )

    def at(self, path: str, repeat: str, number: int) -> Value:
        fits = repeat_of(path, self.look.repeats) == repeat and 1 <= number <= self.look.count(repeat)
        return self._typed(path, key_of(path, repeat, number)) if fits else ""

    def position(self, repeat: str) -> int:
        own, number = self.own
        return number if own == repeat else 0

    def column(self, name: str) -> str:
        if self.choice is None:
            return ""
        return self.choice.code if name == "name" else self.choice.columns.get(name, "")

    def _typed(self, path: str, key: str) -> Value:
        """An answer as its question means it: a number, a day, or text. What is not asked is empty."""
        text = self.look.values.get(key, "") if self.look.asked.get(key) else ""
        node = self.look.nodes_by_path.get(path)
        kind = node.kind if isinstance(node, Item) else ""
        if kind in ("integer", "decimal") and NUMBER.fullmatch(text):
            return float(text)
        if kind in ("date", "today"):
            return read_day(text) or text
        return text


def look(form: Form, answers: Answers, moment: Moment) -> Look:
    """Work everything out, each thing after what it leans on."""
    seen = Look(form, answers, moment)
    for path in form.order:
        node = seen.nodes_by_path[path]
        for key in seen.keys(path):
            seen.asked[key] = _is_asked(seen, node, key)
            if isinstance(node, Item):
                seen.values[key] = _value(seen, node, key)
    return seen


def key_of(path: str, repeat: str, number: int) -> str:
    return f"{repeat}[{number}]{path[len(repeat) :]}"


def first_answers(form: Form, moment: Moment) -> dict[str, str]:
    """What stands in a form before anybody typed: fixed defaults, then those that are worked out, top to bottom. A repeated
    group begins with one."""
    answers = {group.path: "1" for group in form.repeats()}
    repeats = tuple(group.path for group in form.repeats())
    for item in form.items():
        repeat = repeat_of(item.path, repeats)
        if item.default or item.kind == "today":
            answers[key_of(item.path, repeat, 1) if repeat else item.path] = item.default or moment.today.isoformat()
    return answers | worked_out(form, answers, moment)


def worked_out(form: Form, answers: Answers, moment: Moment) -> dict[str, str]:
    """Defaults by formula, for what has no answer yet."""
    made: dict[str, str] = {}
    for item in form.items():
        if item.first is not None:
            seen = look(form, {**answers, **made}, moment)
            made |= {
                key: kept_text(evaluate(item.first, Here(seen, key))) for key in seen.keys(item.path) if key not in answers
            }
    return made


def with_one_more(form: Form, answers: Answers, repeat: str, moment: Moment) -> dict[str, str]:
    """Another one of a repeated group, with what stands in it before anybody typed."""
    seen = look(form, answers, moment)
    number = seen.count(repeat) + 1
    if number > MOST_REPEATS:
        return dict(answers)
    inside = [item for item in form.items() if item.path.startswith(f"{repeat}/") and item.default]
    fresh = {key_of(item.path, repeat, number): item.default for item in inside}
    after = {**answers, repeat: str(number), **fresh}
    return after | worked_out(form, after, moment)


def without_one(answers: Answers, repeat: str, number: int, count: int) -> dict[str, str]:
    """One of a repeated group taken out; those behind it move up."""
    if not 1 <= number <= count:
        return dict(answers)
    kept = {key: text for key, text in answers.items() if not key.startswith(f"{repeat}[")}
    for key, text in answers.items():
        match = re.match(r"(\d+)\](.*)", key[len(repeat) + 1 :]) if key.startswith(f"{repeat}[") else None
        if match and (place := int(match[1])) != number:
            kept[f"{repeat}[{place - (place > number)}]{match[2]}"] = text
    return {**kept, repeat: str(count - 1)}


def _is_asked(seen: Look, node: Node, key: str) -> bool:
    """Whether a node is asked: everything it lies in is, and its own condition holds."""
    above = key.rpartition("/")[0]
    if above and not seen.asked.get(re.sub(r"\[\d+\]$", "", above) if above.endswith("]") else above, True):
        return False
    return node.relevant is None or is_true(node.relevant, Here(seen, key))


def _value(seen: Look, item: Item, key: str) -> str:
    if item.calculation is not None:
        return kept_text(evaluate(item.calculation, Here(seen, key))) if seen.asked[key] else ""
    return seen.answers.get(key, "")


def _given(item: Item, text: str) -> list[str]:
    return text.split() if item.kind == "many" else [text]


def _misshapen(item: Item, text: str) -> Wrong | None:
    fits: dict[str, tuple[Wrong, bool]] = {
        "integer": ("whole", WHOLE.fullmatch(text) is not None),
        "decimal": ("number", DECIMAL.fullmatch(text) is not None),
        "date": ("day", _is_day(text)),
        "time": ("hour", HOUR.fullmatch(text) is not None),
        "datetime": ("moment", _is_moment(text)),
        "tick": ("choice", text == "OK"),
    }
    wrong, right = fits.get(item.kind, ("rule", True))
    return None if right else wrong


def _is_day(text: str) -> bool:
    day = read_day(text)
    return day is not None and len(text) == 10 and datetime.date(1800, 1, 1) <= day


def _is_moment(text: str) -> bool:
    match = MOMENT.fullmatch(text)
    return match is not None and _is_day(match[1]) and HOUR.fullmatch(match[2]) is not None


def asked_items(seen: Look, nodes: Iterator[Node]) -> Iterator[tuple[Item, str]]:
    """Questions and notes that are asked now, with their keys."""
    for node in nodes:
        if isinstance(node, Item) and node.kind not in ("calculated", "start", "end", "today"):
            yield from ((node, key) for key in seen.keys(node.path) if seen.asked.get(key))
