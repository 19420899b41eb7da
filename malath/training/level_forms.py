"""Shape of what is typed about levels."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.training.exam_forms import TeachBackForm
from malath.training.words import Level, Statement
from malath.ui.fields import Choice, Line, Story

FIVE = [(str(number), str(number)) for number in range(1, 6)]


class React(forms.Form):
    """What somebody says of a course, from 1 to 5 each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Statement:
            self.fields[one.value] = Choice(label=one.label, choices=FIVE)

    def marks(self) -> list[int]:
        return [int(self.cleaned_data[one.value]) for one in Statement]


class Observe(TeachBackForm):
    """How a course was delivered, by the same rubric as a teach-back."""

    observer = Choice(label=_("Which master trainer sat in?"), choices=(), as_list=True)
    trains = Choice(label=_("Which course?"), choices=(), as_list=True)
    field_order = ("observer", "trains")

    def __init__(
        self, *args: Any, unseen: Iterable[tuple[int, str]], observers: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observer"].choices = list(observers)  # type: ignore[attr-defined]  # a Choice
        self.fields["trains"].choices = [(str(key), title) for key, title in unseen]  # type: ignore[attr-defined]  # a Choice


class Raise(forms.Form):
    """The next level; a master trainer is assessed by two."""

    second = Line(label=_("E-mail of the second assessor"), help_text=_("Only for a master trainer."), required=False, ltr=True)


class EnterLevel(forms.Form):
    """Somebody was a trainer before."""

    level = Choice(label=_("Level"), choices=Level.choices, as_list=True)
    because = Story(label=_("Trained when and by whom?"), max_length=1_000, rows=2)
