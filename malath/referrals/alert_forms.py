"""Shape of what the Unit is told of somebody in danger."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.agencies.words import Governorate
from malath.cases.contact_forms import Opening
from malath.helpline.words import YesNo
from malath.ui.fields import Choice, Line, Story

if TYPE_CHECKING:
    from malath.agencies.models import Desk

CALLED = [(one.value, one.label) for one in (YesNo.YES, YesNo.NO)]


class Alert(Opening):
    """Whether the emergency number was called, which desk of the Unit is told, and what. What must not be told comes first.
    `find`: a case was opened from this contact before, and its number is asked for instead of what a new one needs."""

    called = Choice(label=_("Was the emergency number called?"), choices=CALLED)
    to = Choice(label=_("Which desk of the Unit?"), choices=[])
    not_told = Line(
        label=pgettext_lazy("helpline", "Who must not know, or what must not be said?"),
        help_text=_("It stands before everything else that the Unit reads."), max_length=2000, required=False,
    )  # fmt: skip
    told = Story(
        label=_("What does the person want told?"),
        help_text=_("Where they are and what the danger is. Leave out whatever they did not want told."), max_length=2000,
    )  # fmt: skip
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    because = Story(
        label=_("Why is a life in danger now?"), help_text=_("Your supervisor looks at it within 24 hours."), rows=2,
        max_length=2000,
    )  # fmt: skip
    case = Line(label=_("Number of the case that was opened"), ltr=True, max_length=20)
    field_order = ("case", "called", "to", "not_told", "told", "age_band", "governorate", "because", "desk")

    def __init__(self, *args: Any, units: "Sequence[Desk]", find: Callable[[str], Any] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        for name in ("age_band", "desk", "governorate") if find else ("case",):
            del self.fields[name]
        self.units = {desk.reference: desk for desk in units}
        self.fields["to"].choices = [(desk.reference, desk.name) for desk in units]  # type: ignore[attr-defined]  # a Choice
        self.initial.setdefault("to", next(iter(self.units), ""))

    def clean_to(self) -> "Desk":
        return self.units[self.cleaned_data["to"]]

    def clean_case(self) -> Any:
        if self.find is None or (found := self.find(self.cleaned_data["case"].upper())) is None:
            raise forms.ValidationError(_("None of your cases has this number, or you may not refer from it."))
        return found
