"""Forms of reintegration: shape only."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

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


class BeginSurvey(forms.Form):
    """Which round is asked, on which day, and on which form."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    round = Choice(label=_("Which round?"), choices=Round.choices)
    on = Day(label=_("On which day?"))
    filled = Choice(
        label=_("Was it filled in on a phone already?"),
        help_text=_("Its answers go to this return, and are left nowhere else."),
        choices=[],
        as_list=True,
        required=False,
    )

    def __init__(self, *args: Any, elsewhere: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No: ask now, on this screen")), *elsewhere]
        if len(choices) == 1:
            del self.fields["filled"]
        else:
            self.fields["filled"].choices = choices  # type: ignore[attr-defined]
