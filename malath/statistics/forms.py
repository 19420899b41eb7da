"""What is typed on the pages of statistics."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.statistics.definitions import FIELDS
from malath.statistics.words import Unit

METHOD = 4_000
REASON = 300


class ByFields(forms.Form):
    """By which fields somebody wants a table."""

    first = forms.ChoiceField(label=_("By"))
    second = forms.ChoiceField(label=_("And by"), required=False)
    third = forms.ChoiceField(label=_("And by, a third one"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["first"].field.choices = choices  # type: ignore[attr-defined]
        for name in ("second", "third"):
            self[name].field.choices = [("", _("Nothing more")), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        return [self.cleaned_data[name] for name in ("first", "second", "third") if self.cleaned_data[name]]


class Ask(ByFields):
    """Which table of our own figures: what is counted, and by which fields."""

    unit = forms.ChoiceField(label=_("What is counted"), choices=Unit.choices)
    field_order = ("unit", "first", "second", "third")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[(field.code, field.label) for field in FIELDS.values()], **kwargs)


class Propose(forms.Form):
    """How the figures were made, for whoever reads them."""

    method_en = forms.CharField(label=_("How the figures were made, in English"), widget=forms.Textarea, max_length=METHOD)
    method_ar = forms.CharField(label=_("How the figures were made, in Arabic"), widget=forms.Textarea, max_length=METHOD)


class Because(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Why"), max_length=REASON)
