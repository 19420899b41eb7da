"""What is asked of whoever asks for help: every question may stay open, and none is for a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.agencies.words import Governorate
from malath.helpline.words import ForWhom, Reach, YesNo
from malath.ui.fields import Choice, Line, Phone, Story
from malath.ui.help_lines import OWN_NAMES
from malath.ui.public_words import spoken

HOURS = [(f"{hour:02}:00", f"{hour:02}:00") for hour in range(24)]
LONGEST = 2000
STEPS = (
    ("for_whom", "safe"),
    ("danger", "child", "governorate", "place", "words", "not_told", "tongue"),
    ("reach", "number", "since", "until", "code_word"),
)
CALL = STEPS[2][1:]


class Ask(forms.Form):
    """All questions; a page shows those of one step, and carries the others along."""

    for_whom = Choice(label=_("For whom do you ask?"), choices=ForWhom.choices, initial=ForWhom.ME, required=False)
    safe = Choice(label=_("Are you safe right now?"), choices=YesNo.choices, initial=YesNo.NOT_SAID, required=False)
    danger = Choice(label=_("Is a life in danger?"), choices=YesNo.choices, initial=YesNo.NOT_SAID, required=False)
    child = Choice(label=_("Is it about somebody under 18?"), choices=YesNo.choices, initial=YesNo.NOT_SAID, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    place = Line(label=_("Where? In your own words"), max_length=200, required=False)
    words = Story(
        label=_("What is happening? What do you see?"), help_text=_("Two lines are enough. You need not write names."), rows=4,
        max_length=LONGEST, required=False,
    )  # fmt: skip
    not_told = Line(
        label=_("Who must not know, or what must we not say?"), help_text=_("For example: not the neighbours."), max_length=300,
        required=False,
    )  # fmt: skip
    tongue = Choice(label=_("Which language do you speak best?"), choices=spoken, as_list=True, required=False)
    reach = Choice(label=_("May we call you?"), choices=Reach.choices, initial=Reach.NONE, required=False)
    number = Phone(label=pgettext_lazy("ask for help", "Your number"), required=False)
    since = Choice(label=_("Call from"), choices=HOURS, as_list=True, required=False)
    until = Choice(label=_("Call until"), choices=HOURS, as_list=True, required=False)
    code_word = Line(
        label=_("A word that only you and we know"), help_text=_("Whoever calls says it first. If it is missing, hang up."),
        max_length=60, required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reach") == Reach.CALL:
            for name in CALL:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("To be called back, this is needed."))
            if data.get("since") and data.get("since") == data.get("until"):
                self.add_error("until", _("Another hour than the first."))
        return data

    def wrong_step(self, last: int) -> int | None:
        """The first step up to `last` in which something has to be mended."""
        return next((step for step in range(last + 1) if any(name in self.errors for name in STEPS[step])), None)

    def fields_of(self, step: int) -> list[forms.BoundField]:
        return [self[name] for name in STEPS[step]] if step < len(STEPS) else []

    def carried(self, step: int) -> list[tuple[str, str]]:
        """What was said in the other steps, as it was typed."""
        shown = STEPS[step] if step < len(STEPS) else ()
        return [(name, str(self[name].value() or "")[: LONGEST * 2]) for name in self.fields if name not in shown]

    def said(self, language: str) -> dict[str, str]:
        """What goes into the letter. A number that may not be called is not sent."""
        calls = self.cleaned_data["reach"] == Reach.CALL
        kept = {name: str(value) for name, value in self.cleaned_data.items() if value and (calls or name not in CALL)}
        return {**kept, "language": language}


class Code(forms.Form):
    """The words that open the answer."""

    code = Line(label=_("Your words"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class More(forms.Form):
    """Something to add, for whoever answers."""

    danger = Choice(label=_("Is a life in danger?"), choices=YesNo.choices, initial=YesNo.NOT_SAID, required=False)
    words = Story(label=_("Write to us again"), rows=3, max_length=LONGEST, required=False)
    not_told = Line(label=_("Who must not know, or what must we not say?"), max_length=300, required=False)


class Where(forms.Form):
    """Which help somebody looks for. Every question may stay open."""

    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    tongue = Choice(label=_("In which language?"), choices=list(OWN_NAMES.items()), as_list=True, required=False)
    hours = Choice(label=_("When?"), choices=[("now", _("Somebody answers now"))], as_list=True, required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"governorate": data["governorate"], "tongue": data["tongue"], "now": data["hours"] == "now"}
