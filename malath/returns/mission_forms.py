"""Form of what a mission knows there: shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.returns.forms import SEALED
from malath.returns.words_mission import Known, MissionQuestion
from malath.ui.fields import Choice, Story


class AnswerQuestions(forms.Form):
    """One answer to each question, and words where more has to be said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {one.value: Choice(label=one.label, choices=Known.choices) for one in MissionQuestion}
        told = Story(label=_("What else has to be known?"), help_text=SEALED, rows=3, max_length=4_000, required=False)
        self.fields |= {**questions, "told": told}

    @property
    def answers(self) -> dict[MissionQuestion, Known]:
        return {one: Known(self.cleaned_data[one.value]) for one in MissionQuestion}
