"""A form as pages: its steps, and on each the questions with their answers, hints and errors, in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from malath.questionnaires.definition import Choice, Form, Group, Item, Node, repeat_of
from malath.questionnaires.evaluating import read_day
from malath.questionnaires.filling import Look, Wrong, key_of
from malath.questionnaires.instances import tidy
from malath.ui.fields import read_day as day_typed
from malath.ui.text import clean_line, clean_story, digits

AT_ONCE: Final = 10
"""So many questions that stand in no group are asked on one step."""
MANY: Final = 12
"""A longer list is one to choose from, not one of buttons."""


@dataclass(frozen=True)
class Asked:
    """One answer that can be chosen. `open`: the other answers leave it to be chosen."""

    code: str
    label: str
    chosen: bool
    open: bool


@dataclass(frozen=True)
class Question:
    """One question on a step."""

    name: str
    key: str
    kind: str
    label: str
    hint: str
    text: str
    answers: tuple[Asked, ...]
    asked: bool
    needed: bool
    fixed: bool
    long: bool
    as_list: bool
    error: str

    @property
    def grouped(self) -> bool:
        return self.kind in ("one", "many") and not self.as_list


@dataclass(frozen=True)
class Block:
    """Questions that belong together on a step. `number`: which one of a repeated group, 0 when it is none."""

    key: str
    title: str
    hint: str
    asked: bool
    questions: tuple[Question, ...]
    number: int = 0


@dataclass(frozen=True)
class Step:
    """A step of the form: what stands on it. `repeat`: the path of the repeated group that it is."""

    number: int
    title: str
    nodes: tuple[Node, ...]
    repeat: str = ""


def steps_of(form: Form, language: str, look: Look | None = None) -> list[Step]:
    """One group is one step; questions that stand in none are taken together, ten at a time."""
    steps: list[Step] = []
    loose: list[Node] = []
    for node in (*form.children, None):
        if isinstance(node, Item) and node.kind in ("calculated", "start", "end", "today"):
            continue
        if isinstance(node, Group) or node is None or len(loose) == AT_ONCE:
            steps += [Step(len(steps) + 1, "", tuple(loose))] if loose else []
            loose = []
        if isinstance(node, Group):
            title = look.words(node.label, language, node.path) if look else node.path
            steps.append(Step(len(steps) + 1, title, (node,), node.path if node.repeats else ""))
        elif node is not None:
            loose.append(node)
    return steps


def is_asked(look: Look, step: Step) -> bool:
    """Whether anything of a step is asked now."""
    return any(look.asked.get(key) for node in step.nodes for key in look.keys(node.path))


def blocks_of(look: Look, step: Step, language: str, errors: Mapping[str, Wrong]) -> tuple[Block, ...]:
    """What stands on a step, asked or not: what is not is hidden, and shown when another answer asks for it."""
    names = names_of(look.form)
    painter = _Painter(look, language, errors, names)
    if step.repeat:
        group = step.nodes[0]
        assert isinstance(group, Group)  # noqa: S101  # a step of a repeated group is that group
        numbers = range(1, look.count(step.repeat) + 1)
        return tuple(block for number in numbers for block in painter.blocks((group,), number))
    return tuple(painter.blocks(step.nodes, 0))


def names_of(form: Form) -> dict[str, str]:
    """Under which name the answer to a path is sent: short, and the same for the same form."""
    return {item.path: f"q{number}" for number, item in enumerate(form.items(), 1)}


def name_of_key(form: Form, key: str, names: Mapping[str, str]) -> str:
    path, number = _split(key, tuple(group.path for group in form.repeats()))
    return f"{names[path]}_{number}" if number else names[path]


def answers_in(look: Look, step: Step, sent: QueryDict) -> dict[str, str]:
    """What was typed on a step, by key: tidied, and in the form in which it counts where it can be read so. What cannot stays
    as it was typed."""
    names = names_of(look.form)
    answers = {}
    for node in _items(step.nodes):
        if node.asks:
            for key in look.keys(node.path):
                answers[key] = _typed(node, sent.getlist(name_of_key(look.form, key, names)))
    return answers


def language_names(languages: tuple[str, ...]) -> list[tuple[str, str]]:
    """Languages of a form, each by its own name."""
    return [(code, _own_name(code)) for code in languages]


def language_for(form: Form, wanted: str) -> str:
    """The language that was chosen, or that of the page, or the first of the form."""
    known = form.languages
    return next((one for one in (wanted, get_language() or "") if one in known), known[0] if known else "")


def said(look: Look, item: Item, key: str, language: str) -> str:
    """An answer as it is read: choices by their words, a day as days are written."""
    text = look.values.get(key, "")
    if item.kind in ("one", "many"):
        labels = {one.code: look.words(one.words, language, key) for one in look.form.lists.get(item.list_name, ())}
        return " · ".join(labels.get(code, code) for code in text.split()) if item.kind == "many" else labels.get(text, text)
    if item.kind == "date" and (day := read_day(text)):
        return f"{day:%d/%m/%Y}"
    return _("Yes") if item.kind == "tick" and text else text


class _Painter:
    """Makes blocks of groups and questions of what they hold."""

    def __init__(self, look: Look, language: str, errors: Mapping[str, Wrong], names: Mapping[str, str]) -> None:
        self.look, self.language, self.errors, self.names = look, language, errors, names

    def blocks(self, nodes: tuple[Node, ...], number: int) -> Iterator[Block]:
        """A block for the questions that stand together, and one for each group below."""
        loose = [node for node in nodes if isinstance(node, Item)]
        if loose:
            yield Block("", "", "", True, tuple(self.questions(loose, number)))
        for node in nodes:
            if isinstance(node, Group):
                yield from self._group(node, number)

    def _group(self, group: Group, number: int) -> Iterator[Block]:
        if group.repeats and not number:
            for each in range(1, self.look.count(group.path) + 1):
                yield from self._group(group, each)
            return
        key = self._key(group.path, number)
        items = [node for node in group.children if isinstance(node, Item)]
        title = self.look.words(group.label, self.language, key)
        hint = self.look.words(group.hint, self.language, key)
        asked = self.look.asked.get(group.path if group.repeats else key, False)
        own = number if group.repeats else 0
        yield Block(key, title, hint, asked, tuple(self.questions(items, number)), own)
        for node in group.children:
            if isinstance(node, Group):
                yield from self._group(node, number)

    def questions(self, items: list[Item], number: int) -> Iterator[Question]:
        for item in items:
            if item.kind not in ("calculated", "start", "end", "today"):
                yield self._question(item, self._key(item.path, number))

    def _question(self, item: Item, key: str) -> Question:
        look, wrong = self.look, self.errors.get(key)
        choices = look.form.lists.get(item.list_name, ()) if item.kind in ("one", "many") else ()
        return Question(
            name=name_of_key(look.form, key, self.names), key=key, kind=item.kind,
            label=look.words(item.label, self.language, key) or item.path.rpartition("/")[2],
            hint=look.words(item.hint, self.language, key), text=_shown(item, look.values.get(key, "")),
            answers=tuple(self._answers(item, key, choices)), asked=look.asked.get(key, False),
            needed=item.required == ("f", "true"), fixed=item.fixed or item.calculation is not None,
            long="multiline" in item.appearance, as_list=item.kind == "one" and len(choices) > MANY,
            error=self._error(item, key, wrong) if wrong else "",
        )  # fmt: skip

    def _answers(self, item: Item, key: str, choices: tuple[Choice, ...]) -> Iterator[Asked]:
        chosen = self.look.values.get(key, "").split()
        free = {one.code for one in self.look.choices(item, key)} if choices else set()
        for one in choices:
            label = self.look.words(one.words, self.language, key) or one.code
            yield Asked(one.code, label, one.code in chosen, one.code in free)

    def _error(self, item: Item, key: str, wrong: Wrong) -> str:
        words = {"needed": item.required_words, "rule": item.constraint_words}.get(wrong, {})
        return self.look.words(words, self.language, key) or str(_said_of(wrong))

    def _key(self, path: str, number: int) -> str:
        repeat = repeat_of(path, self.look.repeats)
        return key_of(path, repeat, number) if repeat else path


def _said_of(wrong: Wrong) -> Any:
    return {
        "needed": _("An answer is needed here."), "whole": _("Write a whole number, for example 3."),
        "number": _("Write a number, for example 3.5."), "day": _("Write the date as day/month/year, for example 12/11/2026."),
        "hour": _("Write the hour as 14:30."), "moment": _("Choose a day and an hour."),
        "choice": _("Choose one of the answers."), "rule": _("This answer does not fit."), "long": _("This text is too long."),
    }[wrong]  # fmt: skip


def _items(nodes: tuple[Node, ...]) -> Iterator[Item]:
    for node in nodes:
        if isinstance(node, Item):
            yield node
        else:
            yield from _items(node.children)


def _typed(item: Item, given: list[str]) -> str:
    if item.kind == "many":
        return " ".join(dict.fromkeys(" ".join(given).split()))
    text = tidy(given[-1]) if given else ""
    if item.kind in ("one", "tick", "time", "datetime"):
        return clean_line(text)
    if item.kind in ("integer", "decimal"):
        return clean_line(digits(text)).replace("٫", ".")
    if item.kind == "date":
        return _day(text)
    return clean_story(text) if "multiline" in item.appearance else clean_line(text)


def _day(text: str) -> str:
    try:
        return day_typed(text).isoformat()
    except Exception:  # noqa: BLE001  # whatever it is, it stays as it was typed, and is said to be no day
        return clean_line(text)


def _shown(item: Item, text: str) -> str:
    day = read_day(text) if item.kind == "date" else None
    return f"{day:%d/%m/%Y}" if day else text


def _split(key: str, repeats: tuple[str, ...]) -> tuple[str, int]:
    for repeat in repeats:
        if key.startswith(f"{repeat}["):
            number, _bracket, rest = key[len(repeat) + 1 :].partition("]")
            return f"{repeat}{rest}", int(number)
    return key, 0


def _own_name(code: str) -> str:
    try:
        return Locale.parse(code).get_display_name(code) or code
    except (UnknownLocaleError, ValueError):
        return code
