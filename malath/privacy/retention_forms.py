"""Forms about how long a file is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.privacy.words import HoldKind, KeepBecause
from malath.ui.fields import Choice, Line
from malath.ui.fields import Day as DayField


class KeepLonger(forms.Form):
    """Until when a closed file is kept, and why."""

    until = DayField(label=_("Look at it again on"))
    because = Choice(label=_("Why is it kept?"), choices=KeepBecause.choices)


class NewHold(forms.Form):
    """Who wants the file kept."""

    kind = Choice(label=_("Why must it not be erased?"), choices=HoldKind.choices)
    number = Line(label=_("Number of the order or of the claim"), help_text=_("Kept sealed."), max_length=80)


class EndHold(forms.Form):
    """Which hold ends."""

    hold = forms.IntegerField(widget=forms.HiddenInput)


class EraseForEver(forms.Form):
    """The reference typed again: nobody erases by a slip."""

    typed = Line(label=_("Type the reference of the file"), max_length=20, ltr=True)

    def __init__(self, *args: Any, reference: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reference = reference

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].upper()
        if typed != self.reference:
            raise ValidationError(_("This is not the reference of this file."), code="other")
        return typed
