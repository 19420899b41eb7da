"""Shape of what is typed about two files, and to other bodies."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.linkage.words import Said
from malath.ui.fields import Choice, Story

HINTS: Mapping[str, Any] = {
    Said.SAME: _("Both files stay, each with its number and its desks. Who may read both sees that they stand together."),
    Said.DIFFERENT: _("You are not asked again, unless something else agrees one day."),
    Said.UNSURE: _("It stays on the list. Ask the person first, when that is safe."),
}
APART = [(one.value, one.label) for one in (Said.DIFFERENT, Said.UNSURE)]


class Say(forms.Form):
    """Whether two files are of one person. `seen`: what stood when the page was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=9)
    said = Choice(label=_("Are these two files of one person?"), choices=Said.choices, hints=HINTS)
    because = Story(
        label=_("What makes you sure, or not?"),
        help_text=_("A sentence is enough. Kept sealed: who may read both files reads it. Never that somebody cheats."),
        rows=3,
        max_length=2000,
    )

    def __init__(self, *args: Any, parting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parting:
            field = self.fields["said"]
            field.label = _("What is so instead?")
            field.choices = APART  # type: ignore[attr-defined]  # a Choice


class AskElsewhere(forms.Form):
    """Why other bodies are asked about a person."""

    because = Story(
        label=_("Why does it matter for the person?"),
        help_text=_("For example: she may have told it all before. Your own body reads it, nobody else."),
        rows=3,
        max_length=2000,
    )
