"""Forms of compartments: to whom one is opened, and whose is closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.privacy.words import COMPARTMENTS
from malath.ui.fields import Choice, Options

SECTIONS = [(section.value, section.label) for section in COMPARTMENTS]


class OpenCompartment(forms.Form):
    """To whom: a worker of a desk that sees the file."""

    section = forms.ChoiceField(widget=forms.HiddenInput, choices=SECTIONS)
    whom = Choice(
        label=_("Open it to"),
        help_text=_("To this worker alone, not to their desk. Only as long as the person agrees."),
        choices=(),
        as_list=True,
    )

    def __init__(self, *args: Any, whom: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"] = Choice(
            label=self.fields["whom"].label, help_text=self.fields["whom"].help_text, choices=whom, as_list=True
        )


class EndCompartment(forms.Form):
    """Whose row ends."""

    section = forms.ChoiceField(widget=forms.HiddenInput, choices=SECTIONS)
    row = forms.IntegerField(widget=forms.HiddenInput)
