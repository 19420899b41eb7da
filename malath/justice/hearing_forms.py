"""Forms of hearings, and of what a person is told."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import Clock
from malath.foundation.clock import AMMAN
from malath.justice.words import Arranged, Event, HearingState, Protecting, Purpose, ToldHow
from malath.ui.fields import Choice, Choices, Day, Line, Story

OF_THE_ACCUSED = [(one.value, one.label) for one in (Event.ARREST, Event.BAIL, Event.RELEASE)]
ENDS = [(one.value, one.label) for one in (HearingState.HELD, HearingState.ADJOURNED, HearingState.CALLED_OFF)]


class OnADay(forms.Form):
    """A day and an hour in Amman."""

    day = Day(label=_("On which day?"))
    hour = Clock(label=_("At what time?"), help_text=_("For example 14:30."))

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], AMMAN)


class SetHearing(OnADay):
    """When, where and for what."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    purpose = Choice(label=_("What for?"), choices=Purpose.choices, as_list=True)
    court = Line(
        label=_("Where?"),
        help_text=_("Court, room or office of the prosecutor. Kept sealed; read on both sides."),
        required=False,
    )


class MoveHearing(OnADay):
    """The new day and hour."""


class Prepare(forms.Form):
    """What the person needs, and how far it is arranged."""

    needs = Choices(label=_("What does the person need so that they can speak?"), choices=Protecting.choices, required=False)
    transport = Choice(label=_("Way there and back"), choices=Arranged.choices)
    interpreter = Choice(label=_("Interpreter"), choices=Arranged.choices)
    support = Choice(label=_("Somebody who comes along"), choices=Arranged.choices)
    support_name = Line(label=_("Who comes along?"), help_text=_("Kept sealed."), required=False)
    note = Story(
        label=_("What else?"),
        help_text=_("Kept sealed; never read by those who investigate. Never the place where the person lives."),
        rows=2,
        max_length=2_000,
        required=False,
    )


class EndHearing(forms.Form):
    """What became of a hearing."""

    outcome = Choice(label=_("What became of it?"), choices=ENDS)
    result = Story(label=_("What came of it?"), help_text=_("Kept sealed."), rows=3, max_length=4_000, required=False)
    day = Day(label=_("On which day does it go on?"), required=False)
    hour = Clock(label=_("At what time?"), required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if (typed.get("day") is None) != (typed.get("hour") is None) and not self.errors:
            raise forms.ValidationError(_("Write both the day and the hour."))
        return typed

    @property
    def next_at(self) -> datetime | None:
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return datetime.combine(day, hour, AMMAN) if day else None


class ChooseNotices(forms.Form):
    """Of what the person wants to be told."""

    events = Choices(
        label=_("Of what does the person want to be told?"),
        help_text=_("Of nothing, unless they say so. They may change it at any time."),
        choices=Event.choices,
        required=False,
    )


class TellOf(forms.Form):
    """What became of somebody accused."""

    event = Choice(label=_("What happened?"), choices=OF_THE_ACCUSED)
    on = Day(label=_("On which day?"))


class RecordTold(forms.Form):
    """How the person was told."""

    how = Choice(label=_("How was the person told?"), choices=ToldHow.choices)
