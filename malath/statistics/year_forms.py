"""What is typed of a year before Malath."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.statistics.definitions import FIELDS, SPLITS
from malath.statistics.forms import REASON
from malath.ui.fields import Line, Whole

MOST = 1_000_000


class Enter(forms.Form):
    """The total as the source gives it, and the splits that it has. `split`: whether the measure is of people who are helped;
    `revises`: whether figures stand already."""

    total = Whole(label=_("Total, as the source gives it"), min_value=0, max_value=MOST)

    def __init__(self, *args: Any, split: bool, revises: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(parts()) if split else []
        for name, of, value in self.parts:
            label = f"{FIELDS[of].label}: {FIELDS[of].label_of(value)}"
            self.fields[name] = Whole(label=label, required=False, min_value=0, max_value=MOST)
        self.fields["source"] = Line(label=_("Source: which report, which page"), max_length=REASON)
        if revises:
            self.fields["because"] = Line(label=_("Why the figures change"), max_length=REASON)

    @property
    def splits(self) -> dict[str, dict[str, int | None]]:
        found: dict[str, dict[str, int | None]] = {}
        for name, of, value in self.parts:
            found.setdefault(of, {})[value] = self.cleaned_data[name]
        return found


def parts() -> Iterator[tuple[str, str, str]]:
    """The field of each part of each split: its name, the split, the value."""
    return ((f"{of}_{value}", of, value) for of in SPLITS for value in FIELDS[of].values or ())
