"""Is it the person who asks?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.privacy.words import Heard
from malath.ui.fields import Choice


class AskedBy(forms.Form):
    """How the desk made sure, and whether the statement is wanted on paper."""

    heard = Choice(label=_("How do you know that the person asks, and speaks freely?"), choices=Heard.choices)
    printed = forms.BooleanField(widget=forms.HiddenInput, required=False)
