"""Shape of what is typed about phones, and of what a phone wrote."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.cases.words import Need, Risk
from malath.offline.words import DeviceName, SetAside, WhyEnded
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method
from malath.referrals.words import Urgency
from malath.ui.fields import Choice, Choices, Line, Story

FIRST: Final = "first"
"""The kind of a record about somebody who is new; the other is `MORE`, for a case of which the number is known."""
MORE: Final = "more"
CALLED_BY_USER: Final = [(one.value, one.label) for one in WhyEnded if one != WhyEnded.SEAT_ENDED]


class Enrol(forms.Form):
    """A phone that somebody takes along. The key comes from the phone itself."""

    name = Choice(
        label=_("A name for this phone"),
        help_text=_("Neutral, so that a list of phones tells nobody who works where."),
        choices=DeviceName.choices,
        as_list=True,
    )
    desk = Choice(label=_("Your desk"), choices=[])
    public = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, *args: Any, desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        field = self.fields["desk"]
        field.choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        field.initial = desks[0].reference if desks else ""
        if len(desks) == 1:
            field.widget = forms.HiddenInput()

    def clean_desk(self) -> Desk:
        return self.desks[self.cleaned_data["desk"]]


class EndPhone(forms.Form):
    """Why a phone serves no more."""

    why = Choice(label=_("Why?"), choices=CALLED_BY_USER)


class PutAside(forms.Form):
    """What became of a record that was not read in."""

    how = Choice(label=_("What became of it?"), choices=SetAside.choices)


class Notes(forms.Form):
    """What was said, seen and thought, kept apart; and of a known case what changed."""

    words = Story(label=_("The person's own words"), required=False)
    observation = Story(label=_("What you saw or heard yourself"), required=False)
    opinion = Story(label=_("What you think it means"), required=False)
    needs = Choices(label=_("What does the person need now?"), choices=Need.choices, required=False)
    risk = Choice(label=_("How great is the danger now?"), choices=Risk.choices, required=False)


class Wanted(forms.Form):
    """A referral that was asked for on a phone, with what the person answered about it."""

    desk = Line(label=_("Which desk?"), max_length=14)
    type = Choice(label=_("What is needed?"), choices=ServiceKind.choices)
    urgency = Choice(label=_("How urgent is it?"), choices=Urgency.choices)
    reason = Story(label=_("Why is the person referred?"), max_length=4000)
    language = Line(label=_("Language you speak together"), max_length=16, required=False)
    interpreter = Choice(label=_("Interpreter"), choices=Interpreter.choices, required=False)
    method = Choice(label=_("How was the answer given?"), choices=Method.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in (ConsentKind.C3, ConsentKind.C4, ConsentKind.C5, ConsentKind.C8):
            answers = Choice(label=kind.label, choices=Answer.choices, required=False)
            self.fields[kind.value] = answers
            self.fields[f"{kind.value}_mark"] = Line(label=kind.label, max_length=60, required=False)

    def answers(self) -> list[tuple[ConsentKind, Answer, str]]:
        """What was answered, with the mark of the words that were read; what was not asked is not recorded."""
        kinds = (ConsentKind.C3, ConsentKind.C8, ConsentKind.C4, ConsentKind.C5)
        given = [(kind, self.cleaned_data[kind.value], self.cleaned_data[f"{kind.value}_mark"]) for kind in kinds]
        return [(kind, Answer(answer), mark) for kind, answer, mark in given if answer not in ("", Answer.NOT_ASKED)]
