"""Shape of what is typed about surveys: by staff from paper, and on a shared phone."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.awareness import queries
from malath.awareness.words import Arm, AskedAbout, Audience, Wave
from malath.ui.fields import Choice, Line
from malath.ui.text import digits

ANSWER = "item_"
OWN_CODE = _(
    "Two letters of your mother's first name, the day of the month on which you were born, and the last two digits of a phone "
    "number that you know by heart. It is not kept: only a mark by which your answers find each other."
)


class NewSurvey(forms.Form):
    """For which audience of the campaign."""

    audience = Choice(label=_("Whom does it ask?"), choices=(), as_list=True)

    def __init__(self, *args: Any, audiences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.value, one.label) for one in Audience if one in audiences]
        self.fields["audience"].choices = [("", _("Choose…")), *known]  # type: ignore[attr-defined]  # a Choice


class AnswersOnPhone(forms.Form):
    """What somebody answers. Nothing has to be answered."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    code = Line(label=_("Your code"), help_text=OWN_CODE, max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for item in queries.items():
            choices = [(one.value, one.label) for one in item.choices]
            self.fields[f"{ANSWER}{item.code}"] = Choice(label=item.text, choices=choices, required=False)

    @property
    def values(self) -> dict[str, str]:
        """The answers by their codes."""
        given = {name: value for name, value in self.cleaned_data.items() if name.startswith(ANSWER)}
        return {name.removeprefix(ANSWER): value for name, value in given.items() if value}

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The questions by what they ask about."""
        return [
            (kind.label, [self[f"{ANSWER}{item.code}"] for item in queries.items() if item.about == kind])
            for kind in AskedAbout
        ]


class AnswersFromPaper(AnswersOnPhone):
    """The same, with when they were asked."""

    wave = Choice(label=_("When were they asked?"), choices=Wave.choices)
    arm = Choice(label=_("Did they take part?"), choices=Arm.choices, initial=Arm.TOOK_PART)
    field_order = ("once", "wave", "arm", "code")


class OpenDoor(forms.Form):
    """Which wave is asked on the phone."""

    wave = Choice(label=_("When are they asked?"), choices=Wave.choices, as_list=True)


class Digits(forms.Form):
    """The twelve digits."""

    digits = Line(
        label=_("Code of the survey"), help_text=_("Twelve digits. Whoever leads the session has them."), max_length=30
    )

    def clean_digits(self) -> str:
        return "".join(mark for mark in digits(self.cleaned_data["digits"]) if mark.isdigit())
