"""Shape of what is typed at a link, and of what the sender writes down."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.outside.queries import Said
from malath.outside.words import Saying
from malath.referrals.words import Alternative, AnsweredHow, DeclineReason, Outcome, QuestionKind
from malath.ui.fields import Choice, Line, Story
from malath.ui.text import digits

HOW = [(how.value, how.label) for how in (AnsweredHow.PHONE, AnsweredHow.PAPER, AnsweredHow.IN_PERSON)]
NEEDED = {
    Saying.DECLINE: {"because": _("Say why."), "alternative": _("Say what you offer instead.")},
    Saying.ASK: {"question": _("Choose a question.")},
}


class Passcode(forms.Form):
    """The half that came another way; spaces and Arabic digits are fine."""

    passcode = Line(label=_("Passcode"), max_length=40, ltr=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passcode"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "short"}

    def clean_passcode(self) -> str:
        return "".join(mark for mark in digits(self.cleaned_data["passcode"]) if mark.isdigit())


class Answer(forms.Form):
    """What a body answers: what goes with each answer is asked beside it."""

    saying = Choice(label=_("What do you answer?"), choices=Saying.choices)
    because = Choice(
        label=_("If you cannot: why?"),
        help_text=_(
            "A person is never declined for want of papers, for pregnancy or illness, or for not working with the police."
        ),
        choices=DeclineReason.choices,
        as_list=True,
        required=False,
    )
    alternative = Choice(label=_("And what do you offer instead?"), choices=Alternative.choices, as_list=True, required=False)
    question = Choice(label=_("If you ask: what?"), choices=QuestionKind.choices, as_list=True, required=False)
    note = Story(
        label=_("In your words"),
        help_text=_("Which other desk, which day, what you need to know. No name and no phone of the person."),
        rows=3,
        max_length=1000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, message in NEEDED.get(data.get("saying", ""), {}).items():
            if name in data and not data[name]:
                self.add_error(name, str(message))
        return data


class WrittenDown(Answer):
    """The same, as the sender heard it."""

    how = Choice(label=_("How did the answer come?"), choices=HOW)
    field_order = ["how", "saying"]


class WhatCameOfIt(forms.Form):
    """The outcome, as the sender heard it."""

    how = Choice(label=_("How did you hear of it?"), choices=HOW)
    outcome = Choice(label=_("What came of it?"), choices=Outcome.choices)


def said_in(data: Mapping[str, str]) -> Said:
    """What a form says."""
    return Said(
        saying=Saying(data["saying"]),
        because=DeclineReason(data["because"]) if data["because"] else None,
        alternative=Alternative(data["alternative"]) if data["alternative"] else None,
        note=data["note"],
        question=QuestionKind(data["question"]) if data["question"] else None,
    )
