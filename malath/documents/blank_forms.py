"""From a form of the screen to what stands on paper: each field with its label, its help and its choices, in the language that
is spoken when it is read. Nothing here has words of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django import forms

from malath.ui.fields import Story

Kind = Literal["one", "many", "line", "day", "hour", "story", "tick", "words", "points", "told", "grid"]
PLAIN: Final[dict[type[forms.Field], Kind]] = {forms.BooleanField: "tick", forms.DateField: "day", forms.TimeField: "hour"}
MOST_SHORT: Final = 3
TOO_MANY: Final = 16
"""A list longer than this is written in by hand: nobody looks for a language among thirty boxes."""


@dataclass(frozen=True)
class Option:
    """One answer beside its box, and what explains it."""

    text: str
    hint: str = ""


@dataclass(frozen=True)
class Item:
    """Something on the sheet: a question with room for its answer, or words to read. `mark` is that of the words."""

    kind: Kind
    label: str
    help: str = ""
    options: tuple[Option, ...] = ()
    lines: int = 0
    mark: str = ""
    heads: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A step of the form. `cut`: why it is cut off from what stands above it, "" when it is not."""

    title: str
    items: tuple[Item, ...]
    told: tuple[str, ...] = ()
    cut: str = ""


def items_of(form: forms.Form, names: Iterable[str] = (), *, lines: int = 0) -> tuple[Item, ...]:
    """The fields of a form in its order, or the named ones; what the screen hides or shows apart is left out."""
    apart = getattr(form, "apart", ())
    wanted = list(names) or [name for name in form.fields if name not in apart]
    return tuple(_item(form.fields[name], lines) for name in wanted if not form.fields[name].widget.is_hidden)


def points(label: str, texts: Iterable[object]) -> Item:
    """A list to be read."""
    return Item("points", label, options=tuple(Option(str(text)) for text in texts))


def _item(field: forms.Field, lines: int) -> Item:
    label, hint = str(field.label), str(field.help_text)
    options = _options(field)
    match field:
        case forms.MultipleChoiceField():
            return Item("many", label, hint, options)
        case forms.ChoiceField() if 0 < len(options) <= TOO_MANY:
            return Item("one", label, hint, options)
        case Story():
            return Item("story", label, hint, lines=lines or _room(field))
    return Item(next((kind for plain, kind in PLAIN.items() if isinstance(field, plain)), "line"), label, hint)


def _room(field: Story) -> int:
    """Lines for handwriting: as many as on the screen, and one more where somebody tells a story."""
    rows = int(field.widget.attrs.get("rows", 3))
    return rows + (rows > MOST_SHORT)


def _options(field: forms.Field) -> tuple[Option, ...]:
    if not isinstance(field, forms.ChoiceField):
        return ()
    hints = getattr(field, "hints", {})
    choices: Sequence[tuple[object, object]] = list(field.choices)  # type: ignore[arg-type]  # no groups in our forms
    return tuple(Option(str(text), str(hints.get(value, ""))) for value, text in choices if value not in {"", None})
