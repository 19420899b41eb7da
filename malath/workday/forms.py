"""What can be asked of the trail and of the directory, and what is said about a service."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.agencies.rules import ServiceFacts
from malath.agencies.words import Accepts, Cost, Governorate
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.references import is_reference
from malath.people.languages import language_choices
from malath.ui.fields import Choice, Choices, Day, Line

WITHOUT_REFERENCE = (WORKER.reference, "unknown")


class TrailFilter(forms.Form):
    """Narrow the whole trail."""

    by = Line(label=_("Actor (reference)"), max_length=40, ltr=True, required=False)
    event = Choice(label=_("Event"), choices=Did.choices, as_list=True, required=False)
    day = Day(label=_("Day"), required=False)

    def clean_by(self) -> str:
        """A reference, or the name of an actor without one: what is looked for stands in the trail as well."""
        by: str = self.cleaned_data["by"]
        if by and by not in WITHOUT_REFERENCE and not is_reference(by):
            raise ValidationError(_("This is not a reference. It looks like 7KQF-2M9X-4TZB."))
        return by


class DirectoryFilter(forms.Form):
    """Narrow the directory; the service stands in the chips above."""

    service = forms.CharField(widget=forms.HiddenInput, required=False)
    word = Line(label=_("Name of a body or desk"), max_length=80, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    language = Choice(label=_("Language"), choices=language_choices, as_list=True, required=False)
    who = Choice(label=_("For whom?"), choices=Accepts.choices, as_list=True, required=False)
    on_duty = forms.BooleanField(label=_("Somebody answers now"), required=False)


class ServiceForm(forms.Form):
    """For whom a service of a desk is, in which languages, where, at what cost; and which state of it was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    accepts = Choices(
        label=_("For whom?"), help_text=_("Nothing ticked means: not said."), choices=Accepts.choices, required=False
    )
    languages = Choices(label=_("Languages spoken there"), choices=language_choices, required=False)
    governorates = Choices(
        label=_("Comes to, or serves, which governorates?"),
        help_text=_("Never the place of a shelter: for shelters this is not shown."),
        choices=Governorate.choices,
        required=False,
    )
    cost = Choice(label=_("What does it cost the person?"), choices=Cost.choices, initial=Cost.NOT_SAID)
    needed = Line(label=_("What is needed to come?"), max_length=300, required=False)
    reach = Line(
        label=_("How does one get there?"),
        help_text=_("Bus, transport that is paid, a team that comes. Never the place of a shelter."),
        max_length=200,
        required=False,
    )
    capacity = Line(label=_("What should be known about free places?"), max_length=200, required=False)

    @staticmethod
    def shown(facts: ServiceFacts, version: int) -> dict[str, object]:
        many = {"accepts": sorted(facts.accepts), "governorates": sorted(facts.governorates)}
        return vars(facts) | many | {"version": version, "languages": list(facts.languages)}

    @property
    def facts(self) -> ServiceFacts:
        typed = self.cleaned_data
        return ServiceFacts(
            languages=tuple(typed["languages"]),
            accepts=frozenset(map(Accepts, typed["accepts"])),
            governorates=frozenset(map(Governorate, typed["governorates"])),
            cost=Cost(typed["cost"]),
            reach=typed["reach"],
            needed=typed["needed"],
            capacity=typed["capacity"],
        )
