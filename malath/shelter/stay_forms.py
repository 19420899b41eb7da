"""Forms of a stay: who is there for somebody, what was brought along, visits, reviews, incidents, the exit."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import Clock
from malath.agencies.words import Currency
from malath.shelter.words import Destination, HealthCheck, IncidentKind, Left, Looked, Neutral, Ready, Thing, WhyLong
from malath.ui.fields import Choice, Day, Line, Story, Whole
from malath.ui.text import amount_in

AMMAN = ZoneInfo("Asia/Amman")
EXITS = [(one.value, one.label) for one in Left if one != Left.WITHDREW]
NO_CURRENCY = [("", _("No money")), *Currency.choices]
NO_REASON = [("", _("Not long yet")), *WhyLong.choices]


class Money(forms.CharField):
    """An amount in any digits, with a point or an Arabic decimal sign. How many decimals it may have the rule says."""

    default_error_messages = {"invalid": _("Write an amount, for example 10.500.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off", "class": "short"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        try:
            amount = amount_in(super().clean(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if amount is not None and abs(amount) > 10**9:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return amount


class Moment(forms.Form):
    """A day and an hour on Amman's clock."""

    on = Day(label=_("On which day?"))
    time = Clock(label=_("At what time?"))

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"], AMMAN)


class OneOf(forms.Form):
    """One of those that the page offers."""

    one = forms.ChoiceField(label="")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one"].choices = [("", _("Choose…")), *choices]  # type: ignore[attr-defined]  # it is a choice
        self.fields["one"].label = label


class OfferHealth(forms.Form):
    """What the person said to a health check."""

    said = Choice(
        label=_("What did the person say?"), choices=HealthCheck.choices,
        help_text=_("Yes, no or later, and no more: what was found stands in the health note."),
    )  # fmt: skip


class Review(forms.Form):
    """A look at the stay."""

    words = Story(
        label=_("How does it go?"), help_text=_("Kept sealed. Written together with the person."), rows=3, max_length=4_000
    )
    why_long = Choice(
        label=_("Why is the stay long?"), choices=NO_REASON, required=False,
        help_text=_("From 30 days on, by whoever runs the house. No answer ends the stay."),
    )  # fmt: skip


class SignIn(forms.Form):
    """Something that was brought along."""

    kind = Choice(label=_("What is it?"), choices=Thing.choices, as_list=True)
    what = Line(
        label=_("As it looks"), help_text=_("For example: blue passport, small silver ring. Kept sealed."), max_length=200
    )
    amount = Money(label=_("How much money?"), required=False)
    currency = forms.ChoiceField(label=_("In which currency?"), choices=NO_CURRENCY, required=False)
    held = forms.BooleanField(label=_("The house keeps it"), required=False)
    asked = forms.BooleanField(
        label=_("because the person asked for it, and gets it back at once when they ask"), required=False
    )
    both_signed = forms.BooleanField(label=_("Both signed the list"), required=False)


class PlanVisit(Moment):
    """Whom the person meets, and where."""

    whom = Line(label=_("Whom do they meet?"), help_text=_("Kept sealed."), max_length=120)
    where = Choice(label=_("At which neutral place?"), choices=Neutral.choices)
    agreed = forms.BooleanField(label=_("The person wants to meet them, and was asked alone"), required=False)
    field_order = ("whom", "where", "on", "time", "agreed")


class RecordIncident(Moment):
    """What happened."""

    kind = Choice(label=_("What happened?"), choices=IncidentKind.choices)
    resident = forms.ChoiceField(label=_("To whom?"), required=False)
    words = Story(
        label=_("In your words"), help_text=_("Kept sealed. That an adult came home late is no incident."), rows=4,
        max_length=4_000,
    )  # fmt: skip
    field_order = ("kind", "resident", "on", "time", "words")

    def __init__(self, *args: Any, residents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resident"].choices = [("", _("To nobody: of the house")), *residents]  # type: ignore[attr-defined]  # it is a choice


class HandOver(forms.Form):
    """What the next shift has to know."""

    resident = forms.ChoiceField(label=_("About whom?"), required=False)
    words = Story(
        label=_("What must the next shift know?"),
        help_text=_("Kept sealed. Names of people only where it is about them; never where the house is."), rows=3,
        max_length=4_000,
    )  # fmt: skip

    def __init__(self, *args: Any, residents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resident"].choices = [("", _("Of the house")), *residents]  # type: ignore[attr-defined]  # it is a choice


class CountHeads(forms.Form):
    """How many people somebody counted."""

    counted = Whole(label=_("How many did you count?"), min_value=0, max_value=500)


class Leave(Moment):
    """How somebody leaves, and with what."""

    how = Choice(label=_("How do they leave?"), choices=EXITS)
    destination = Choice(label=_("Where to?"), choices=Destination.choices, as_list=True)
    where = Line(label=_("More exactly"), help_text=_("Only if the person wants it written down. Kept sealed."), required=False)
    looked = Choice(label=_("What did the look at the danger there come to?"), choices=Looked.choices)
    plan = Story(
        label=_("The plan against the danger, or why nobody could go on here"), help_text=_("Kept sealed."), rows=3,
        max_length=4_000, required=False,
    )  # fmt: skip
    medicine = Choice(label=_("Medicine for the first weeks"), choices=Ready.choices)
    transport = Choice(label=_("The way there"), choices=Ready.choices)
    elsewhere = forms.BooleanField(label=_("Another safe place was found and takes them in"), required=False)
    field_order = (
        "how", "on", "time", "destination", "where", "looked", "plan", "medicine", "transport", "elsewhere",
    )  # fmt: skip
