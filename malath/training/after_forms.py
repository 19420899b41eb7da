"""Shape of what is typed about what follows a course."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.training.words import Outcome
from malath.ui.fields import Choice, Day, Line, Story


class VisitForm(forms.Form):
    """Where a study visit goes and what for."""

    country = Line(label=_("Country"), max_length=80)
    receiver = Line(label=_("Which body is visited?"), max_length=160)
    objectives = Story(label=_("What is to be learnt?"), max_length=2_000, rows=3)


class ApproveTravel(forms.Form):
    """The journey of a delegation."""

    because = Story(
        label=_("Why all the same?"), help_text=_("Only for a delegation of mostly women or men."), max_length=1_000, rows=2,
        required=False,
    )  # fmt: skip


class ReportForm(forms.Form):
    """What came out."""

    words = Story(label=_("What came out of it?"), help_text=_("No names and no real cases."), max_length=8_000, rows=6)


class AgreeForm(forms.Form):
    """Something agreed: who does it by when."""

    what = Story(label=_("What is to be done?"), help_text=_("No names and no real cases."), max_length=1_000, rows=2)
    who = Choice(label=_("Who does it?"), choices=(), as_list=True)
    due_on = Day(label=_("By when?"))

    def __init__(self, *args: Any, who: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = list(who)  # type: ignore[attr-defined]  # a Choice


class FollowUpForm(forms.Form):
    """What became of it."""

    outcome = Choice(label=_("What became of it?"), choices=Outcome.choices)
    because = Story(label=_("What shows it, or why was it dropped?"), max_length=2_000, rows=3, required=False)
