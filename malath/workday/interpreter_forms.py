"""The shape of what is asked of the roster of interpreters, and written into it."""

from collections.abc import Iterable
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import Clock
from malath.agencies.rules import InterpreterFacts, WorkingHours
from malath.agencies.words import WEEK, Governorate, Voice, Way
from malath.people.languages import language_choices
from malath.ui.fields import Choice, Choices, Day, Line, Phone

if TYPE_CHECKING:
    from malath.agencies.models import Agency


class FindInterpreter(forms.Form):
    """Who is looked for."""

    language = Choice(label=_("Language"), choices=language_choices, as_list=True, required=False)
    voice = Choice(label=_("Whose voice?"), choices=Voice.choices, as_list=True, required=False)
    way = Choice(label=_("How?"), choices=Way.choices, as_list=True, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)


class InterpreterForm(forms.Form):
    """An interpreter, and which state of them was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    agency = Choice(label=_("Body"), help_text=_("For the pool, the secretariat of the mechanism."), choices=[], as_list=True)
    name_ar = Line(label=_("Name in Arabic"), max_length=120)
    name_en = Line(label=_("Name in English"), max_length=120)
    voice = Choice(label=_("Whose voice?"), choices=Voice.choices)
    languages = Choices(label=_("Languages"), choices=language_choices)
    dialects = Line(label=_("Dialects"), max_length=200, required=False)
    ways = Choices(label=_("How?"), choices=Way.choices)
    governorates = Choices(
        label=_("Comes to which governorates?"),
        help_text=_("Nothing ticked means: to all."),
        choices=Governorate.choices,
        required=False,
    )
    phone = Phone(label=_("Phone"), help_text=_("Only who may book an interpreter sees it."), required=False)
    around_the_clock = forms.BooleanField(label=_("Works around the clock"), required=False)
    working_days = Choices(label=_("Working days"), choices=WEEK, initial=["6", "0", "1", "2", "3"])
    opens_at = Clock(label=_("From"), initial=time(8))
    closes_at = Clock(label=_("Until"), initial=time(20))
    code_signed_on = Day(
        label=_("Signed the code of conduct on"),
        help_text=_("Without it nobody may book them."),
        required=False,
    )

    def __init__(self, *args: Any, agencies: "Iterable[Agency]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.reference: agency for agency in agencies}
        choices = [("", _("Choose…")), *((reference, agency.name) for reference, agency in self.agencies.items())]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]  # a Choice

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "opens_at" in typed and "closes_at" in typed and typed["opens_at"] >= typed["closes_at"]:
            self.add_error("closes_at", _("The end lies before the beginning."))
        return typed

    @property
    def body(self) -> "Agency":
        return self.agencies[self.cleaned_data["agency"]]

    @property
    def facts(self) -> InterpreterFacts:
        typed = self.cleaned_data
        days = frozenset(map(int, typed["working_days"]))
        return InterpreterFacts(
            name_en=typed["name_en"],
            name_ar=typed["name_ar"],
            voice=Voice(typed["voice"]),
            languages=tuple(typed["languages"]),
            ways=frozenset(map(Way, typed["ways"])),
            hours=WorkingHours(typed["opens_at"], typed["closes_at"], days, typed["around_the_clock"]),
            dialects=typed["dialects"],
            governorates=frozenset(map(Governorate, typed["governorates"])),
            phone=typed["phone"],
            code_signed_on=typed["code_signed_on"],
        )


def interpreter_shown(facts: InterpreterFacts, agency: str, version: int) -> dict[str, object]:
    """An interpreter as the form shows them."""
    days = [str(day) for day in sorted(facts.hours.working_days)]
    many = {"ways": sorted(facts.ways), "governorates": sorted(facts.governorates), "languages": list(facts.languages)}
    return vars(facts) | vars(facts.hours) | many | {"working_days": days, "agency": agency, "version": version}
