"""What can be asked of the trail and of the directory."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.agencies.words import Governorate
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.references import is_reference
from malath.ui.fields import Choice, Day, Line

WITHOUT_REFERENCE = (WORKER.reference, "unknown")


class TrailFilter(forms.Form):
    """Narrow the whole trail."""

    by = Line(label=_("Actor (reference)"), max_length=40, ltr=True, required=False)
    event = Choice(label=_("Event"), choices=Did.choices, as_list=True, required=False)
    day = Day(label=_("Day"), required=False)

    def clean_by(self) -> str:
        """A reference, or the name of an actor without one: what is looked for stands in the trail as well."""
        by: str = self.cleaned_data["by"]
        if by and by not in WITHOUT_REFERENCE and not is_reference(by):
            raise ValidationError(_("This is not a reference. It looks like 7KQF-2M9X-4TZB."))
        return by


class DirectoryFilter(forms.Form):
    """Narrow the directory; the service stands in the chips above."""

    service = forms.CharField(widget=forms.HiddenInput, required=False)
    word = Line(label=_("Name of a body or desk"), max_length=80, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
