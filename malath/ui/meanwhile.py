"""Two people at one form: what stands there now beside what the second one typed. Shown by `ui/meanwhile.html`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from malath.ui.times import day_text, list_text


@dataclass(frozen=True)
class Beside:
    """One field as it stands now, and as somebody typed it who had not seen that."""

    label: str
    now: str
    typed: str


def beside(form: forms.Form, stored: Mapping[str, object]) -> tuple[Beside, ...]:
    """What somebody else wrote meanwhile beside what was typed, where they differ; empty when they agree."""
    shown = [name for name, field in form.fields.items() if not isinstance(field.widget, forms.HiddenInput)]
    both = {name: (_shown(form.fields[name], stored.get(name)), _typed(form, name)) for name in shown}
    return tuple(Beside(str(form.fields[name].label), *texts) for name, texts in both.items() if texts[0] != texts[1])


def rest_on(form: forms.Form, **marks: object) -> None:
    """Keep what was typed, but let it rest on the state that stands now: `marks` are hidden fields such as `version`."""
    typed = cast(QueryDict, form.data).copy()
    for name, mark in marks.items():
        typed[name] = "" if mark is None else str(mark)
    form.data = typed


def _typed(form: forms.Form, name: str) -> str:
    return _shown(form.fields[name], form.cleaned_data.get(name))


def _shown(field: forms.Field, value: object) -> str:
    choices = {str(code): str(label) for code, label in _choices(field)}
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.MultipleChoiceField) and isinstance(value, Iterable):
        chosen = {str(one) for one in value}
        return list_text([label for code, label in choices.items() if code in chosen])
    if isinstance(value, time):
        return f"{value:%H:%M}"
    text = day_text(value) if isinstance(value, date) else "" if value is None else str(value)
    return choices.get(text, text) if text else ""


def _choices(field: forms.Field) -> Iterable[tuple[object, object]]:
    return field.choices if isinstance(field, forms.ChoiceField) else ()  # type: ignore[return-value]  # flat lists
