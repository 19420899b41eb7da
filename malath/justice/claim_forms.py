"""Forms of claims."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.justice.words import ClaimKind, Step
from malath.ui.fields import Choice, Day, Line, Story
from malath.ui.text import amount_in

LENGTH = 40
STEPS = [(step.value, step.label) for step in Step if step != Step.CLAIMED]


class Dinars(forms.Field):
    """An amount in dinars in any digits: 1,250.500 or ١٢٥٠٫٥٠٠. A comma without a point could part thousands or decimals,
    and is refused."""

    default_error_messages = {"invalid": _("Write an amount in dinars with a point before its decimals, for example 1250.500.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off", "class": "short"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            return amount_in(str(value or "")[:LENGTH])
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """An amount is judged by a rule."""


class MakeClaim(forms.Form):
    """What is claimed."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What is claimed?"), choices=ClaimKind.choices, as_list=True)
    amount = Dinars(label=_("How much, in dinars?"), help_text=_("Not for a passport. Three decimals at most."), required=False)
    on = Day(label=_("Claimed on which day?"))
    against = Line(label=_("From whom?"), help_text=_("Kept sealed."), required=False)
    words = Story(
        label=_("What is it for?"), help_text=_("For example: seven months of wages. Kept sealed."), rows=3, max_length=4_000,
        required=False,
    )  # fmt: skip


class GoOn(forms.Form):
    """A step of a claim."""

    step = Choice(label=_("What happened?"), choices=STEPS)
    amount = Dinars(label=_("How much, in dinars?"), help_text=_("Of this award or this payment alone."), required=False)
    on = Day(label=_("On which day?"))


class Enforce(forms.Form):
    """By when somebody asks again."""

    due_on = Day(label=_("By which day does somebody ask?"))
