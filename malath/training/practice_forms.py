"""Shape of what is typed about what became practice."""

from typing import Any

from django import forms

from malath.training.words import HowOften, Practice
from malath.ui.fields import Choice


class PracticeForm(forms.Form):
    """How often somebody does at work what they learnt: ticks alone, no words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Practice:
            self.fields[one.value] = Choice(label=one.label, choices=HowOften.choices)

    def answers(self) -> dict[Practice, HowOften]:
        return {one: HowOften(self.cleaned_data[one.value]) for one in Practice}
