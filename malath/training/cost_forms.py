"""Shape of what is typed about the cost of a course."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.words import Currency
from malath.training.words import BudgetLine, PaidFrom
from malath.ui.fields import Amount, Choice, Day, Line

OF_A_LINE = ("line", "funder", "paid_from", "currency", "rate", "estimate", "actual", "paid_on")


class Rate(Amount):
    """How many dinars one unit of another currency is, to six places."""

    default_error_messages = {"max_decimal_places": _("A rate has at most six decimals. Nothing is rounded: write it anew.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(decimal_places=6, **kwargs)


class CostForm(forms.Form):
    """A line of what a course costs."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    line = Choice(label=_("For what?"), choices=BudgetLine.choices, as_list=True)
    funder = Line(label=_("Which body pays?"), max_length=120)
    paid_from = Choice(label=_("Where does its money come from?"), choices=PaidFrom.choices)
    currency = Choice(label=_("Currency"), choices=Currency.choices, as_list=True)
    rate = Rate(label=_("Dinars for one unit of it"), help_text=_("Empty for dinars."), required=False)
    estimate = Amount(label=_("Thought to cost"), required=False)
    actual = Amount(label=_("Paid"), help_text=_("Where it is known already, with the day."), required=False)
    paid_on = Day(label=_("Paid on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"once": uuid4(), "currency": Currency.JOD})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "rate" in typed and typed["rate"] is None:
            typed["rate"] = Decimal(1)
        return typed

    def facts(self) -> dict[str, Any]:
        found = {name: self.cleaned_data[name] for name in OF_A_LINE}
        typed = {"line": BudgetLine, "paid_from": PaidFrom, "currency": Currency}
        return found | {name: kind(found[name]) for name, kind in typed.items()}


class SettleCost(forms.Form):
    """What was paid in the end."""

    actual = Amount(label=_("Paid"))
    paid_on = Day(label=_("Paid on"))
