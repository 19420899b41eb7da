"""Forms of services given and of contacts afterwards: shape only."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import Clock
from malath.agencies.words import Currency
from malath.foundation.clock import AMMAN
from malath.people.words import Tried
from malath.support.queries import services
from malath.support.words import Care, CareSaid, Funder, GivenKind, Satisfaction, Unit
from malath.ui.fields import Amount, Choice, Day, Line, Story, Whole


class RecordService(forms.Form):
    """Something that the person received."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What did the person receive?"), choices=GivenKind.choices, as_list=True)
    on = Day(label=_("On which day?"))
    units = Whole(label=_("How many?"), min_value=1, max_value=1_000)
    unit = Choice(label=_("Of what?"), choices=Unit.choices, as_list=True)
    agency = Choice(label=_("Which body gave it?"), choices=services.bodies, as_list=True, required=False)
    provider = Line(label=_("If it was another one: who?"), help_text=_("Kept sealed."), required=False)
    cost = Amount(label=_("What did it cost, if that is known?"), required=False)
    currency = Choice(label=_("In which currency?"), choices=Currency.choices, as_list=True)
    funder = Choice(label=_("Who pays?"), choices=Funder.choices, as_list=True)
    satisfaction = Choice(
        label=_("What does the person say of it?"),
        choices=Satisfaction.choices,
        hints={Satisfaction.DECLINED: _("Nothing follows from it.")},
    )
    words = Line(label=_("What should be known of it?"), help_text=_("Kept sealed."), max_length=400, required=False)


class NoteEvent(forms.Form):
    """When it happened, as the person says."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    on = Day(label=_("On which day did it happen?"))
    time = Clock(label=_("At about what time?"), help_text=_("If it is not known: the earliest hour that it may have been."))
    contraception = forms.BooleanField(
        label=_("Emergency contraception may matter for this person"),
        help_text=_("It is offered to whoever could become pregnant, whatever their age."),
        required=False,
    )

    @property
    def happened(self) -> datetime:
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"], AMMAN)


class AnswerCare(forms.Form):
    """What became of an offer."""

    care = forms.ChoiceField(choices=Care.choices)
    said = forms.ChoiceField(choices=CareSaid.choices)


class PlanContacts(forms.Form):
    """From when on the person is contacted."""

    start = Day(label=_("Counted from which day?"))


class RecordContact(forms.Form):
    """What came of a contact."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    result = Choice(label=_("What came of it?"), choices=Tried.choices)
    words = Story(
        label=_("How is the person, in their words?"), help_text=_("Kept sealed."), rows=3, max_length=4_000, required=False
    )
    stops = forms.BooleanField(label=_("They want no further contacts"), required=False)
