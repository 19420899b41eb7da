"""Forms of requests to the fund: shape only."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.words import Currency
from malath.support.words import FundPurpose
from malath.ui.fields import Amount, Choice, Day, Line, Story

QUOTES = 3


class AskFund(forms.Form):
    """What is asked for, and what it would cost at whom."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    purpose = Choice(label=_("For what?"), choices=FundPurpose.choices, as_list=True)
    what = Line(
        label=_("What exactly?"),
        help_text=_("The committee reads this. No name, no place, no story: six months' rent, a sewing course."),
        max_length=300,
    )
    amount = Amount(label=_("How much?"))
    currency = Choice(label=_("In which currency?"), choices=Currency.choices, as_list=True)
    supplier_1 = Line(label=_("First quote: from whom?"))
    quote_1 = Amount(label=_("First quote: how much?"))
    supplier_2 = Line(label=_("Second quote: from whom?"), required=False)
    quote_2 = Amount(label=_("Second quote: how much?"), required=False)
    supplier_3 = Line(label=_("Third quote: from whom?"), required=False)
    quote_3 = Amount(label=_("Third quote: how much?"), required=False)

    def clean(self) -> None:
        """A quote is a name and an amount."""
        super().clean()
        for number in range(2, QUOTES + 1):
            supplier, amount = (self.cleaned_data.get(f"{one}_{number}") for one in ("supplier", "quote"))
            if bool(supplier) != (amount is not None) and f"quote_{number}" not in self.errors:
                self.add_error(f"quote_{number}", _("Give both: from whom, and how much."))

    def quotes(self) -> tuple[tuple[str, Decimal], ...]:
        data, numbers = self.cleaned_data, range(1, QUOTES + 1)
        return tuple((data[f"supplier_{one}"], data[f"quote_{one}"]) for one in numbers if data[f"supplier_{one}"])


class ProposeGrant(forms.Form):
    """What a member proposes, and why."""

    answer = Choice(label=_("What do you propose?"), choices=[("grant", _("To grant it")), ("refuse", _("To refuse it"))])
    granted = Amount(label=_("If it is granted: how much?"), required=False)
    because = Story(
        label=_("The reason, in writing"),
        help_text=_("Read by who asked, and read aloud to the person. Kept sealed."),
        rows=4,
        max_length=4_000,
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("answer") == "grant" and self.cleaned_data.get("granted") is None and not self.errors:
            self.add_error("granted", _("Write an amount above zero."))

    def amount(self) -> Decimal | None:
        found: Decimal | None = self.cleaned_data["granted"] if self.cleaned_data["answer"] == "grant" else None
        return found


class RecordPayment(forms.Form):
    """What the fund has paid."""

    amount = Amount(label=_("How much was paid?"))
    on = Day(label=_("On which day?"))
