"""Shape of what is chosen for a form that comes in, for a filling that is begun, and for a phone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.models import Desk
from malath.questionnaires.words import Kind
from malath.ui.fields import Choice


class BringIn(forms.Form):
    """A workbook, and what the form in it is for."""

    kind = Choice(label=_("What is the form for?"), choices=Kind.choices)
    file = forms.FileField(
        label=_("XLSForm (.xlsx)"),
        help_text=_("A workbook with the sheets survey, choices and settings. At most 2 MB, without macros."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )


class Begin(forms.Form):
    """For which desk a form is filled in."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    desk = Choice(label=_("For which desk?"), choices=[], as_list=True)

    def __init__(self, *args: Any, desks: Sequence[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["desk"]
        field.choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        if len(desks) == 1:
            field.widget, field.initial = forms.HiddenInput(), desks[0].reference


class LetIn(forms.Form):
    """For which desk a phone sends."""

    desk = Choice(label=_("Desk of the phone"), help_text=_("What it sends belongs to this desk."), choices=[], as_list=True)

    def __init__(self, *args: Any, desks: Sequence[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
