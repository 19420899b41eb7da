"""Forms of the journey and of money: shape only."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.accounts.forms import Clock
from malath.agencies.words import Currency
from malath.foundation.clock import AMMAN
from malath.returns.words import BudgetLine, GrantKind, PaidBy
from malath.ui.fields import Amount, Choice, Day, Line, Whole
from malath.ui.text import digits

SEALED = _("Kept sealed.")
MOST_LEGS = 6
PARTS = (1, 2, 3)
WISH = [("yes", pgettext_lazy("wish", "Yes, I want to go")), ("no", pgettext_lazy("wish", "No"))]


class PlanJourney(forms.Form):
    """A journey of one leg or several, in the hours of Amman. Another leg is asked for by a button; nothing typed is lost."""

    legs_shown = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_LEGS, initial=1, required=False)

    meets = Line(
        label=_("Who meets the person on arrival?"), help_text=_("By name. Not the family where that is risky. Kept sealed.")
    )
    hour_there = Whole(
        label=_("At which hour do they arrive, on the clock there?"),
        help_text=_("0 to 23. Nobody who needs care arrives at night."),
        min_value=0,
        max_value=23,
    )
    escort = Line(label=_("Who goes along?"), help_text=SEALED, required=False)
    airline_cares = forms.BooleanField(label=_("The airline takes care of a child that travels alone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = digits(str(self.data.get("legs_shown", "")))
        self.shown = range(1, max(1, min(MOST_LEGS, int(said) if said.isascii() and said.isdecimal() else 1)) + 1)
        for number in self.shown:
            self.fields |= _leg(number)

    def legs(self) -> list[tuple[datetime, datetime, str, str]]:
        """The legs that were written."""
        return [self._of(number) for number in self.shown if self.cleaned_data[f"way_{number}"]]

    def with_another(self, data: Mapping[str, str]) -> "PlanJourney":
        """The same with room for one leg more, and what was typed so far. Nothing is found wrong yet."""
        start: dict[str, Any] = {**data, "legs_shown": min(len(self.shown) + 1, MOST_LEGS)}
        more = PlanJourney(initial=start)
        more.shown = range(1, start["legs_shown"] + 1)
        for number in more.shown:
            more.fields |= _leg(number)
        return more

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in self.shown:
            for name in (f"{what}_{number}" for what in ("leaves_on", "leaves_hour", "arrives_on", "arrives_hour")):
                if data.get(f"way_{number}") and data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Write day and hour of this leg."))
        return data

    def _of(self, number: int) -> tuple[datetime, datetime, str, str]:
        data = self.cleaned_data
        leaves = datetime.combine(data[f"leaves_on_{number}"], data[f"leaves_hour_{number}"], AMMAN)
        arrives = datetime.combine(data[f"arrives_on_{number}"], data[f"arrives_hour_{number}"], AMMAN)
        return leaves, arrives, data[f"way_{number}"], data[f"helper_{number}"]


def _leg(number: int) -> dict[str, forms.Field]:
    first = number == 1
    return {
        f"way_{number}": Line(
            label=_("First leg") if first else _("Another leg"),
            help_text=_("From, to and number of the flight. Kept sealed."),
            required=first,
        ),
        f"leaves_on_{number}": Day(label=_("Leaves on"), required=first),
        f"leaves_hour_{number}": Clock(label=_("Leaves at"), help_text=_("The hour in Amman."), required=first),
        f"arrives_on_{number}": Day(label=_("Arrives on"), required=first),
        f"arrives_hour_{number}": Clock(label=_("Arrives at"), help_text=_("The hour in Amman."), required=first),
        f"helper_{number}": Line(label=_("Who helps after this leg?"), help_text=SEALED, required=False),
    }


class BuyTicket(forms.Form):
    """What was bought."""

    number = Line(label=_("Number of the ticket"), help_text=SEALED)
    fare = Amount(label=_("Fare"))
    currency = Choice(label=_("Currency"), choices=Currency.choices)


class Depart(forms.Form):
    """The last question before boarding."""

    wish = Choice(
        label=_("Asked alone, at the gate: “Do you still want to go?”"),
        help_text=_("A no is always heard. Nothing is held against anybody, and all other help goes on."),
        choices=WISH,
    )


class ConfirmArrival(forms.Form):
    """When the person arrived."""

    day = Day(label=_("On which day did they arrive?"))
    hour = Clock(label=_("At what time?"), help_text=_("The hour in Amman."))

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], AMMAN)


class RecordRefund(forms.Form):
    """What came back of a fare."""

    amount = Amount(label=_("How much was given back?"), help_text=_("0 where nothing was."))


class OfAProject(forms.Form):
    """Something that a project may pay."""

    project = Choice(label=_("Project"), choices=[], required=False)

    def __init__(self, *args: Any, projects: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = list(projects)
        self.fields["project"].choices = [("", "—"), *named]  # type: ignore[attr-defined]


class RecordCost(OfAProject):
    """What something is thought to cost, or did."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    line = Choice(label=_("What for?"), choices=BudgetLine.choices, as_list=True)
    paid_by = Choice(label=_("Who pays?"), choices=PaidBy.choices)
    currency = Choice(label=_("Currency"), choices=Currency.choices)
    estimate = Amount(label=_("How much is it thought to be?"), required=False)
    actual = Amount(label=_("How much was it?"), required=False)
    rate = forms.DecimalField(
        label=_("Rate to the currency of the project"),
        help_text=_("How much of it one unit is. 1 where it is the same currency."),
        max_digits=12,
        decimal_places=6,
        initial=1,
    )


class SettleCost(forms.Form):
    """What an estimate came to."""

    actual = Amount(label=_("How much was it?"))
    rate = forms.DecimalField(
        label=_("Rate to the currency of the project"),
        help_text=_("How much of it one unit is. 1 where it is the same currency."),
        max_digits=12,
        decimal_places=6,
        initial=1,
    )


class MakeGrant(OfAProject):
    """A grant in parts."""

    amount = Amount(label=_("The whole grant"), help_text=_("In the currency of the project."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in PARTS:
            self.fields |= _part(number)

    def parts(self) -> list[tuple[Any, GrantKind, str]]:
        data = self.cleaned_data
        found = [(data[f"amount_{number}"], data[f"kind_{number}"], data[f"words_{number}"]) for number in PARTS]
        return [(amount, GrantKind(kind or GrantKind.IN_KIND), words) for amount, kind, words in found if amount]


def _part(number: int) -> dict[str, forms.Field]:
    needed = number < PARTS[-1]
    return {
        f"amount_{number}": Amount(label=_("Instalment"), required=needed),
        f"kind_{number}": Choice(label=_("In what?"), choices=GrantKind.choices, required=needed),
        f"words_{number}": Line(label=_("For what?"), help_text=SEALED, required=False),
    }


class Pay(forms.Form):
    """The receipt of an instalment."""

    receipt = Line(label=_("Which receipt do you have?"), help_text=SEALED)


class OpenProject(forms.Form):
    """Money under one name."""

    name = Line(label=_("Name"), max_length=80)
    budget = Amount(label=_("Budget"))
    currency = Choice(label=_("Currency"), choices=Currency.choices)
    ends_on = Day(label=_("Until which day does it pay?"))


class WhichDay(forms.Form):
    """A day."""

    day = Day(label=_("On which day?"), required=False)


class ChooseLetters(forms.Form):
    """For whom an embassy is asked."""

    returns = forms.MultipleChoiceField(choices=[], required=False)

    def __init__(self, *args: Any, references: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returns"].choices = [(one, one) for one in references]  # type: ignore[attr-defined]
