"""The form in which something unusual is settled."""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.privacy.words import Answered
from malath.ui.fields import Choice, Story


class SettleUnusual(forms.Form):
    """What came of asking."""

    answered = Choice(label=_("What came of asking?"), choices=Answered.choices)
    said = Story(
        label=_("Whom did you ask, and what did they say?"),
        help_text=_("No names of people in files. Kept sealed."),
        rows=3,
        max_length=2000,
    )
