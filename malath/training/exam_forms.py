"""Shape of what is typed about tests."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.training.forms import modules
from malath.training.queries.exams import Question
from malath.training.words import Criterion, Mark
from malath.ui.fields import Choice, Story, Whole


def marks() -> list[tuple[str, str]]:
    return [(one.value, f"{one.value} · {one.label}") for one in Mark]


class ItemForm(forms.Form):
    """A question for tests."""

    module = Choice(label=_("Module"), choices=modules, as_list=True)
    words_ar = Story(label=_("Question in Arabic"), max_length=600, rows=2)
    words_en = Story(label=_("Question in English"), max_length=600, rows=2)
    options_ar = Story(label=_("Answers in Arabic"), help_text=_("One in each line, two to six."), max_length=1_200, rows=4)
    options_en = Story(label=_("Answers in English"), help_text=_("In the same order."), max_length=1_200, rows=4)
    right = Whole(label=_("Which line is right?"), min_value=1, max_value=6)

    def clean_options_ar(self) -> list[str]:
        return _lines(self.cleaned_data["options_ar"])

    def clean_options_en(self) -> list[str]:
        return _lines(self.cleaned_data["options_en"])


class Prepare(forms.Form):
    """How long the tests of a course are."""

    per_module = Whole(label=_("Questions of each module"), min_value=1, max_value=20)


class SitForm(forms.Form):
    """The questions of a test."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"q{place}": one.reference for place, one in enumerate(questions)}
        for name, one in zip(self.names, questions, strict=True):
            options = [(str(place), words) for place, words in enumerate(one.options)]
            self.fields[name] = Choice(label=one.words, choices=options)

    def answers(self) -> dict[str, int]:
        return {reference: int(self.cleaned_data[name]) for name, reference in self.names.items()}


class TeachBackForm(forms.Form):
    """The rubric, from 1 to 4 each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Criterion:
            self.fields[one.value] = Choice(label=one.label, choices=marks)

    def scores(self) -> dict[str, int]:
        return {one.value: int(self.cleaned_data[one.value]) for one in Criterion}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
