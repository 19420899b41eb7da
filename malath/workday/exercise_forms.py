"""For whom accounts are made in a house for training."""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.roles import Role
from malath.ui.fields import Choice, Line, Whole

MOST = 40


class Trainees(forms.Form):
    """The people of a course; they all begin in one role."""

    course = Line(label=_("Course"), max_length=40, help_text=_("It stands behind each name. Never the name of a person."))
    many = Whole(label=_("How many people"), min_value=1, max_value=MOST, initial=12)
    role = Choice(label=_("Role"), choices=Role.choices, as_list=True)
