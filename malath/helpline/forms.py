"""Shape of what is typed on the card, and by the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from malath.agencies.models import Desk
from malath.helpline import queries
from malath.helpline.queries import Said, SignGroup
from malath.helpline.words import CameOfIt, Soon, Who
from malath.ui.fields import Choice, Choices, Line, Story
from malath.ui.text import digits

SIGNS = "signs_"


class Code(forms.Form):
    """The code of a desk; spaces, hyphens and Arabic digits are fine."""

    code = Line(label=_("Code"), max_length=40, ltr=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "short"}

    def clean_code(self) -> str:
        return "".join(mark for mark in digits(self.cleaned_data["code"]) if mark.isdigit())


class Receipt(forms.Form):
    """The word that somebody was given when their form arrived."""

    receipt = Line(label=_("Your word"), max_length=20, ltr=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receipt"].widget.attrs |= {"autocomplete": "off", "class": "short"}

    def clean_receipt(self) -> str:
        return "".join(mark for mark in digits(self.cleaned_data["receipt"]).upper() if mark.isalnum())


class Worry(forms.Form):
    """ "I am worried about somebody": ticks first, words if need be, no name."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    who = Choice(label=_("About whom?"), choices=Who.choices, initial=Who.NOT_SAID)
    soon = Choice(
        label=_("Is something going to happen today or in the next days?"), choices=Soon.choices, initial=Soon.NOT_SAID
    )
    where = Line(
        label=_("Where can a colleague of the desk find out more?"),
        help_text=_("A block, a meeting point, or when you are at the desk. No name."),
        max_length=200,
        required=False,
    )
    words = Story(
        label=_("In a few words, if you want"),
        help_text=_("What you saw or heard. No names, no phone numbers."),
        rows=3,
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in queries.groups():
            self.fields[f"{SIGNS}{group.code}"] = _signs_of(group)
        self.order_fields(["once", *(f"{SIGNS}{group.code}" for group in queries.groups())])

    def sign_fields(self) -> list[forms.BoundField]:
        """The groups of signs, as the card shows them."""
        return [self[f"{SIGNS}{group.code}"] for group in queries.groups()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not (_marked(data) or data["words"] or data["where"]):
            raise forms.ValidationError(gettext("Tick at least one sign, or write a few words."))
        return data


class NewCode(forms.Form):
    """For which desk, how long, how often."""

    desk = Choice(label=_("For which desk?"), choices=(), as_list=True)
    days = Choice(label=_("How long does it open?"), choices=())
    openings = Choice(
        label=_("How often may it be typed?"),
        help_text=_("By all volunteers together. When it was typed more often than you expect, it is in other hands: end it."),
        choices=(),
    )

    def __init__(self, *args: Any, desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(desk.reference, desk.name) for desk in desks]
        self.fields["desk"] = Choice(label=_("For which desk?"), choices=named, as_list=len(named) > 3)
        days = [(str(days), ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in queries.TERMS]
        times = [
            (str(times), ngettext("%(times)s time", "%(times)s times", times) % {"times": times}) for times in queries.OPENINGS
        ]
        self.fields["days"] = Choice(label=_("How long does it open?"), choices=days, initial=days[1][0])
        hint = self.base_fields["openings"].help_text
        self.fields["openings"] = Choice(
            label=_("How often may it be typed?"), help_text=hint, choices=times, initial=times[1][0]
        )
        if len(named) == 1:
            self.initial["desk"] = named[0][0]


class Outcome(forms.Form):
    """What came of a concern."""

    came_of_it = Choice(label=_("What came of it?"), choices=CameOfIt.choices)


def said_in(data: dict[str, Any]) -> Said:
    """What the form says."""
    return Said(tuple(_marked(data)), Who(data["who"]), Soon(data["soon"]), data["where"], data["words"])


def _marked(data: dict[str, Any]) -> list[str]:
    return [code for name, codes in data.items() if name.startswith(SIGNS) for code in codes]


def _signs_of(group: SignGroup) -> Choices:
    return Choices(
        label=group.title,
        choices=[(sign.code, sign.text) for sign in group.signs],
        hints={sign.code: _source(sign.source, from_memory=sign.from_memory) for sign in group.signs},
        required=False,
    )


def _source(source: str, *, from_memory: bool) -> str:
    if from_memory:
        return gettext("Not verified. Source: %(source)s") % {"source": source}
    return gettext("Source: %(source)s") % {"source": source}
