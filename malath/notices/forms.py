"""Shape of a notice: boxes only, nowhere to write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.words import Governorate
from malath.notices.words import Known, Others, Sector
from malath.ui.fields import Choice

DANGER = [("no", _("No")), ("yes", _("Yes: it goes to the Unit at once"))]


class NewNotice(forms.Form):
    """Where, in which sector, and whether others are in danger."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True)
    sector = Choice(label=_("In which sector?"), choices=Sector.choices)
    known = Choice(
        label=_("How many workers do you know of there?"),
        help_text=_("Used to see whether the notice would point at one person. It is not kept."),
        choices=Known.choices,
    )
    others = Choice(label=_("Are others in danger there?"), choices=Others.choices)
    danger = Choice(label=_("Is a life in danger now?"), choices=DANGER, initial="no")
