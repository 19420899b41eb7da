"""Forms of breaches: what was lost, what was done, what was learned."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.foundation.references import is_reference
from malath.privacy.breach_rules import ABOUT_THE_PLACE, BY_CHANNEL, Way
from malath.privacy.words import BreachKind, SafetyStep
from malath.ui.fields import Choice, Day, Line, Story

SENTENCE = 2_000
MOST_FILES = 50


class ReportBreach(forms.Form):
    """What was lost or seen. `worker` only for the data protection officer, who may record for others."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What happened?"), choices=BreachKind.choices)
    whose = Choice(label=_("Whose is it?"), choices=())
    worker = Line(
        label=_("Or of this member of staff (reference)"),
        help_text=_("As it stands in the trail, for example 7KQF-2M9X-4TZB."),
        max_length=20,
        ltr=True,
        required=False,
    )
    lost_on = Day(label=_("When was it lost or seen?"))
    since = Day(
        label=_("Since when could something be on it?"),
        help_text=_("When in doubt, earlier: the list grows, and nobody is missed."),
    )
    what = Story(
        label=_("What happened, in a sentence?"),
        help_text=_("Where, how, and what was done since. No names of people. Kept sealed."),
        rows=3,
        max_length=SENTENCE,
    )
    named = Line(
        label=_("References of files, if you know which"),
        help_text=_("With spaces between them. Leave it empty otherwise: the trail knows what was opened."),
        max_length=MOST_FILES * 15,
        ltr=True,
        required=False,
    )

    def __init__(self, *args: Any, whose: Sequence[tuple[str, str]], officer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whose"]
        assert isinstance(field, Choice)  # noqa: S101  # for the type checker
        field.choices = whose
        field.required = not officer
        if officer:  # every desk there is: too many for buttons
            field.widget = forms.Select()
            field.choices = [("", _("Choose…")), *whose]
        else:
            del self.fields["worker"]

    def clean_worker(self) -> str:
        typed: str = self.cleaned_data["worker"].upper()
        if typed and not is_reference(typed):
            raise ValidationError(_("This is not a reference. It looks like 7KQF-2M9X-4TZB."), code="invalid")
        return typed

    def clean_named(self) -> list[str]:
        typed = re.split(r"[\s,،;؛]+", self.cleaned_data["named"].upper().strip())
        found = [one for one in typed if one]
        if not all(map(is_reference, found)):
            raise ValidationError(_("One of these is not a reference. It looks like 7KQF-2M9X-4TZB."), code="invalid")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "worker" in self.fields and not cleaned.get("worker") and not cleaned.get("whose") and "worker" not in self.errors:
            self.add_error("whose", _("Choose whose it is, or name a member of staff."))
        return cleaned


class Widen(forms.Form):
    """From when on to look again."""

    since = Day(label=_("Look again from this day on"))


class Contain(forms.Form):
    """Why nothing more can leave."""

    how = Story(
        label=_("What was done so that nothing more can leave?"),
        help_text=_("The account ended, the second factor changed, the device wiped or found, the papers back."),
        rows=2,
        max_length=SENTENCE,
    )


class TellUnit(forms.Form):
    """That the unit was told."""

    number = Line(label=_("Number or date of the letter"), help_text=_("Kept sealed."), max_length=80)


class CloseBreach(forms.Form):
    """What was learned."""

    lessons = Story(label=_("What changes, so that it does not happen again?"), rows=3, max_length=SENTENCE)


class TakeStep(forms.Form):
    """What was done for one person."""

    step = Choice(label=_("What was done?"), choices=SafetyStep.choices)
    read = forms.BooleanField(label=_("I have read the hours that were agreed, and it was then."), required=False)
    note = Story(
        label=_("In a sentence"),
        help_text=_(
            "Needed when somebody is not told, or at another hour because of danger, or the plan changes. Kept sealed."
        ),
        rows=2,
        max_length=SENTENCE,
        required=False,
    )

    def __init__(self, *args: Any, place: bool, way: Way, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not way.in_words:
            del self.fields["read"]
        field = self.fields["step"]
        assert isinstance(field, Choice)  # noqa: S101  # for the type checker
        not_agreed = {step for step, channels in BY_CHANNEL.items() if way.channel not in channels}
        hidden = not_agreed | {*([] if place else ABOUT_THE_PLACE), *([SafetyStep.TOLD_IN_DANGER] if way.may.yes else [])}
        field.choices = [one for one in SafetyStep.choices if one[0] not in hidden]
