"""Shape of what is typed between sending and the end, and of a request for several people."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.foundation.clock import AMMAN
from malath.referrals.words import HowItWent, PersonSaid, QuestionKind, Reason, ReplyKind
from malath.ui.fields import Choice, Day, Story

if TYPE_CHECKING:
    pass


class AskSender(forms.Form):
    """One question from the fixed list."""

    kind = Choice(
        label=_("What do you need to know before you answer?"),
        help_text=_("The clocks run on. Papers are never a condition, nor is working with the police."),
        choices=QuestionKind.choices,
    )
    words = Story(label=_("In your words"), rows=2, max_length=1000, required=False)


class Reply(forms.Form):
    """The answer to one question."""

    question = forms.IntegerField(widget=forms.HiddenInput)
    reply = Choice(label=_("What do you answer?"), choices=ReplyKind.choices)
    words = Story(
        label=_("Your answer"),
        help_text=_("The receiving desk reads this. Write no name, no phone and no address unless the person agreed to it."),
        rows=3,
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reply") == ReplyKind.TOLD and "words" in data and not data["words"]:
            self.add_error("words", str(Reason.WORDS_MISSING.label))
        return data


class Hold(forms.Form):
    """Until which day the person wants time, and why."""

    until = Day(label=_("Until which day?"), help_text=_("At most fourteen days. Then the clocks run again by themselves."))
    because = Story(
        label=_("Why did the person ask for time?"),
        help_text=_("Only the person's own request stops the clocks: never a missing paper, never a full desk."),
        rows=2,
        max_length=1000,
    )

    @property
    def until_at(self) -> datetime:
        """The end of that day in Amman."""
        return datetime.combine(self.cleaned_data["until"] + timedelta(days=1), time(), tzinfo=AMMAN)


class GiveFeedback(forms.Form):
    """How it went, and whether it helped as the person says."""

    went = Choice(label=_("How did it go with this desk?"), choices=HowItWent.choices)
    person_said = Choice(
        label=_("Did it help, as the person says?"),
        help_text=_("Ask only where it is safe and the person wants to talk about it."),
        choices=PersonSaid.choices,
    )
