"""Forms of reintegration: shape only."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.returns.queries import reintegration
from malath.returns.words_answers import answer_label
from malath.returns.words_reintegration import Round, SupportKind, SupportState, WhyEnded
from malath.ui.fields import Choice, Day, Line, Story

SEALED: Final = _("Kept sealed.")
RESULTS: Final = [(one.value, one.label) for one in (SupportState.GIVEN, SupportState.DROPPED)]


class BeginPlan(forms.Form):
    """What the person wants to do."""

    words = Story(
        label=_("What does the person want to do after the return?"), help_text=SEALED, rows=4, max_length=8_000
    )  # fmt: skip


class AddSupport(forms.Form):
    """One kind of support."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("Kind of support"), choices=SupportKind.choices)
    words = Line(label=_("What exactly?"), help_text=_("In kind first. Kept sealed."), max_length=400)
    until_on = Day(label=_("By which day?"))


class SettleSupport(forms.Form):
    """What became of it."""

    result = Choice(label=_("What became of it?"), choices=RESULTS)


class Flag(forms.Form):
    """Signs that it happens again."""

    words = Story(
        label=_("What did you see or hear?"),
        help_text=_("Kept sealed. Nothing begins by itself: a person screens."),
        rows=3,
        max_length=4_000,
    )


class Close(forms.Form):
    """Why the monitoring ends."""

    why = Choice(label=_("Why is the monitoring closed?"), choices=WhyEnded.choices, as_list=True)


class HoldSurvey(forms.Form):
    """A survey: safety first, then what the person wants to answer. Each answer may be left out."""

    safe = forms.BooleanField(
        label=_("The person is alone, and it is safe to talk now"),
        help_text=_("If not: stop here, and agree on another hour."),
        required=False,
    )
    round = Choice(label=_("Which round?"), choices=Round.choices)
    on = Day(label=_("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for indicator, words, codes in reintegration.asked_in():
            if len(codes) == 1:
                self.fields[indicator] = Line(label=words, max_length=400, required=False)
            else:
                choices = [(code, answer_label(code)) for code in codes]
                self.fields[indicator] = Choice(label=words, choices=choices, required=False)

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name, *_ in reintegration.asked_in() if self.cleaned_data[name]}
