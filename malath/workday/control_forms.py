"""What is typed in the control room: codes and a day, no words about anybody."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.coordination.words import Agreed, TakenOutFor
from malath.ui.fields import Choice, Day

KINDS = (("xlsx", pgettext_lazy("file", "Workbook (xlsx)")), ("csv", pgettext_lazy("file", "Plain table (csv)")))


class Agree(forms.Form):
    """What was agreed with a desk."""

    what = Choice(label=_("What was agreed"), choices=Agreed.choices)
    until = Day(label=_("Until which day"), required=False)


class TakeOut(forms.Form):
    """The table as a file."""

    because = Choice(label=_("For what"), choices=TakenOutFor.choices, as_list=True)
    kind = Choice(label=_("As"), choices=KINDS, initial="xlsx")
