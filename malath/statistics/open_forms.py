"""What is typed on the pages of open data."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.documents.streams import MAX_FILE
from malath.statistics.forms import ByFields
from malath.statistics.opendata import noise, shape
from malath.ui.fields import Choice, Choices

SOURCE: Final = 200


class BringRecords(forms.Form):
    """A file of anonymised records, and whose it is."""

    source = forms.CharField(label=_("Whose file is it, and of when?"), max_length=SOURCE)
    file = forms.FileField(
        label=_("File"),
        help_text=_("A text table (.csv) in the published shape of CTDC: 27 columns of codes. Other columns are refused."),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("The file is larger than 64 MB."))
        return file.read()  # type: ignore[no-any-return]


class AskRecords(ByFields):
    """By which columns of a file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[(name, field.label) for name, field in shape.fields().items()], **kwargs)


class AddNoise(forms.Form):
    """Which columns are counted with noise, and how much of the budget that takes."""

    columns = Choices(
        label=_("Columns"),
        choices=lambda: [(name, field.label) for name, field in noise.choosable().items()],
        help_text=_("Two to six. The fewer, the less noise is in each number."),
    )
    epsilon = Choice(
        label=_("Epsilon"),
        choices=[(epsilon, epsilon) for epsilon in noise.epsilons()],
        help_text=_("How much a file may tell of anybody. More means less noise, and takes more of the budget."),
    )
