"""What is typed into a screening, as it lies sealed: steps by name, each with the number of its state."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from malath.screening.words import Age, Alone, Answer, Danger, HandPurpose, Kind, Pending, Place, Step, Work

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Conditions:
    """How and where the talk was. Nothing of it identifies anybody."""

    age: Age = Age.ADULT
    kind: Kind = Kind.LABOUR
    alone: Alone = Alone.NOT_KNOWN
    danger: Danger = Danger.NOT_KNOWN
    language: str = ""
    interpreter: str = ""
    place: Place | str = ""
    work: Work | str = ""
    governorate: str = ""
    pending: tuple[Pending, ...] = ()


@dataclass(frozen=True)
class Content:
    """All that is typed into one screening. `states`: how often each step was written, so that nobody writes over what they
    have not seen."""

    conditions: Conditions | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    purposes: tuple[HandPurpose, ...] = ()
    said: str = ""
    seen: str = ""
    thought: str = ""
    states: Mapping[str, int] = field(default_factory=dict)

    @property
    def alone(self) -> Alone | None:
        return self.conditions.alone if self.conditions else None

    @property
    def danger(self) -> Danger | None:
        return self.conditions.danger if self.conditions else None

    def state(self, step: str) -> int:
        return self.states.get(step, 0)


def conditions_in(values: Values) -> Conditions:
    return Conditions(
        age=Age(values["age"]),
        kind=Kind(values["kind"]),
        alone=Alone(values["alone"]),
        danger=Danger(values.get("danger") or Danger.NOT_KNOWN),
        language=values.get("language", ""),
        interpreter=values.get("interpreter", ""),
        place=Place(values["place"]) if values.get("place") else "",
        work=Work(values["work"]) if values.get("work") else "",
        governorate=values.get("governorate", ""),
        pending=tuple(Pending(code) for code in values.get("pending", ())),
    )


def put(before: Content, step: str, values: Values, *, known: Collection[str]) -> Content:
    """What lies there once a step is written. `known`: the codes of the step in the list that is used; others are left out."""
    states = {**before.states, step: before.state(step) + 1}
    if step == Step.CONDITIONS:
        return replace(before, conditions=conditions_in(values), states=states)
    if step == Step.SIGNS:
        return replace(before, signs=tuple(sorted(values["signs"])), states=states)
    if step == Step.WORDS:
        purposes = tuple(HandPurpose(code) for code in values["purposes"])
        texts = {name: values[name] for name in ("said", "seen", "thought")}
        return replace(before, purposes=purposes, states=states, **texts)
    answers = {code: Answer(values[code]) for code in sorted(known) if code in values}
    return replace(before, answers={**before.answers, **answers}, states=states)


def changed(before: Content, after: Content) -> set[str]:
    """The codes whose answer is another than before."""
    codes, unasked = before.answers.keys() | after.answers.keys(), Answer.NOT_ASKED
    return {code for code in codes if before.answers.get(code, unasked) != after.answers.get(code, unasked)}


def written(text: str) -> Content:
    """What lies sealed, opened. An empty text is a screening in which nothing was typed yet."""
    if not text:
        return Content()
    kept = json.loads(text)
    return Content(
        conditions=conditions_in(kept["conditions"]) if kept["conditions"] else None,
        answers={code: Answer(answer) for code, answer in kept["answers"].items()},
        signs=tuple(kept["signs"]),
        purposes=tuple(HandPurpose(code) for code in kept["purposes"]),
        said=kept["said"],
        seen=kept["seen"],
        thought=kept["thought"],
        states=kept["states"],
    )


def as_text(content: Content) -> str:
    """The same as it is sealed. What was not asked is not written: that is what not being there means."""
    held = content.conditions
    conditions = {**vars(held), "pending": [one.value for one in held.pending]} if held else None
    kept = {
        "conditions": conditions,
        "answers": {code: answer for code, answer in content.answers.items() if answer != Answer.NOT_ASKED},
        "signs": list(content.signs), "purposes": [one.value for one in content.purposes],
        "said": content.said, "seen": content.seen, "thought": content.thought, "states": dict(content.states),
    }  # fmt: skip
    return json.dumps(kept, ensure_ascii=False)
