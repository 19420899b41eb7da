"""Shape of a return office's table: the file, and what each column holds."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from malath.exchange.return_sheets import COLUMNS
from malath.ui.fields import Choice
from malath.ui.text import isolate

NOTHING: Final = _("Leave it out")


class BringSheet(forms.Form):
    """The table of an office."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A workbook (.xlsx) or a text table (.csv), one line for each person. Macros are never run. It is kept sealed."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.tsv"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )


class SheetColumns(forms.Form):
    """What each column holds."""

    def __init__(self, *args: Any, headings: Sequence[tuple[int, str]], columns: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", NOTHING), *((name, str(of)) for name, of in COLUMNS.items())]
        for number, heading in headings:
            label = f"{get_column_letter(number)} · {isolate(heading)}"
            initial = columns.get(number, "")
            self.fields[f"c-{number}"] = Choice(label=label, choices=choices, as_list=True, required=False, initial=initial)

    @property
    def columns(self) -> dict[int, str]:
        return {int(name[2:]): chosen for name, chosen in self.cleaned_data.items() if chosen}
