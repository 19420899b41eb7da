"""Forms of what stands beside the decision: the recovery period, a settlement, letters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.cases.words import Need
from malath.documents.words import LetterKind
from malath.identification.words import OfferAnswer, ShownTo
from malath.ui.fields import Choice, Day, Story


class Extend(forms.Form):
    """Until when a period goes on, and why."""

    until = Day(label=_("Until which day?"))
    because = Story(label=_("Why?"), help_text=_("Kept sealed."), rows=2, max_length=4_000)


class MakeOffer(forms.Form):
    """What was offered, and what the person said."""

    kind = Choice(label=_("What was offered?"), choices=Need.choices, as_list=True)
    said = Choice(label=_("What did the person say?"), choices=OfferAnswer.choices)


class Settle(forms.Form):
    """What was settled privately, and when somebody looks again."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    on = Day(label=_("On which day?"))
    words = Story(
        label=_("What was settled or withdrawn, and with whom?"),
        help_text=_("In the person's words where you have them. Kept sealed."),
        rows=4,
    )
    follow_up_on = Day(label=_("When does somebody ask the person alone how things are?"))


class IssueLetter(forms.Form):
    """Which letter."""

    kind = Choice(
        label=_("Which letter?"), choices=[(kind.value, kind.label) for kind in (LetterKind.STATUS, LetterKind.DECISION)]
    )


class LetterShown(forms.Form):
    """To whom a letter was shown, and when."""

    to = Choice(label=_("To whom was it shown?"), choices=ShownTo.choices, as_list=True)
    on = Day(label=_("On which day?"))
