"""Forms of orders: what stands on the paper, what is given on it, what is struck out, whether the person was told."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock
from malath.orders.queries import AskedLine
from malath.orders.queries.things import Thing
from malath.orders.words import Issuer, NotGiven, Telling, WhyRefused
from malath.ui.fields import Choice, Choices, Day, Line, Story
from malath.ui.text import isolate

MOST_ASKED = 20
SENTENCE = 2_000


def offices() -> list[tuple[str, str]]:
    """Desks of the prosecution that work in Malath: the answer is handed to them here."""
    desks = agencies.open_desks_of_kind(AgencyKind.PROSECUTION)
    return [(desk.reference, f"{desk.agency.name} · {desk.name}") for desk in desks if desk.agency.has_accounts]


class NewOrder(forms.Form):
    """What stands on the paper."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    issuer = Choice(label=_("Who issued it?"), choices=Issuer.choices)
    body = Line(label=_("Which court or office, as it stands there"), help_text=_("Kept sealed."), max_length=120)
    to_desk = Choice(
        label=_("Is it one of these?"),
        help_text=_("Then the answer reaches it here. Otherwise it is handed over on paper."),
        choices=offices,
        as_list=True,
        required=False,
    )
    number = Line(
        label=_("Number of the order"),
        help_text=_("Leave it empty if there is none: nothing is given on such an order, and its sender is told why."),
        max_length=80,
        required=False,
    )
    dated_on = Day(label=_("Day of the order"))
    valid_until = Day(label=_("Valid until, if it says so"), required=False)
    due_on = Day(label=_("By which day must it be answered?"))
    to_us = Choice(
        label=_("To whom is it addressed?"),
        choices=[("yes", _("To our body")), ("no", _("To another body"))],
    )
    asked = Story(
        label=_("What does it ask for?"),
        help_text=_("One paper a line, in the words of the order. Kept sealed; only this is answered."),
        rows=5,
        max_length=SENTENCE,
        required=False,
    )
    whole = forms.BooleanField(label=_("It names no papers and asks for everything."), required=False)

    def clean_asked(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["asked"].splitlines() if line.strip())
        if len(lines) > MOST_ASKED:
            raise ValidationError(_("Write at most %(count)d lines.") % {"count": MOST_ASKED}, code="many")
        return lines

    def due_at(self) -> datetime:
        """The end of the day by which it must be answered."""
        return datetime.combine(self.cleaned_data["due_on"], time(23, 59), tzinfo=clock.AMMAN)

    def office(self) -> Desk | None:
        reference = self.cleaned_data["to_desk"]
        return agencies.desk_by_reference(reference) if reference else None


class Decide(forms.Form):
    """For each thing of the file, on which line of the order it is given; for each line without one, why not. `seen` of a
    thing is its code: what was shown is what is decided about."""

    def __init__(self, *args: Any, asked: Sequence[AskedLine], things: Sequence[Thing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: list[tuple[str, str]] = [(str(line.number), _line(line)) for line in asked]
        self.numbers, self.codes = [line.number for line in asked], [thing.code for thing in things]
        for line in asked:
            self.fields[f"because_{line.number}"] = Choice(
                label=_line(line), choices=NotGiven.choices, as_list=True, required=False, initial=line.because or ""
            )
        for thing in things:
            named = next((str(line.number) for line in asked if thing.label in line.given), "")
            self.fields[f"thing_{thing.code}"] = forms.ChoiceField(
                label=thing.label, choices=[("", _("Not named: stays here")), *lines], required=False, initial=named
            )

    def reasons(self) -> list[forms.BoundField]:
        return [self[f"because_{number}"] for number in self.numbers]

    def things(self) -> list[forms.BoundField]:
        return [self[f"thing_{code}"] for code in self.codes]

    def decided(self) -> list[tuple[int, tuple[str, ...], NotGiven | None]]:
        """By line: what is given on it, and why not (all)."""
        data = self.cleaned_data
        return [
            (
                number,
                tuple(code for code in self.codes if data[f"thing_{code}"] == str(number)),
                NotGiven(data[f"because_{number}"]) if data[f"because_{number}"] else None,
            )
            for number in self.numbers
        ]


def _line(line: AskedLine) -> str:
    return f"{line.number}. {isolate(line.words)}"


class Refuse(forms.Form):
    """Why nothing is given on an order: who sent it reads these sentences."""

    because = Choices(label=_("Why is nothing given?"), choices=WhyRefused.choices)


class Check(forms.Form):
    """What else must not leave. `seen`: which decision was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    strike = Story(
        label=_("Strike out as well"),
        help_text=_("One name or word a line: other persons, places. Look at the result before you say yes."),
        rows=4,
        max_length=SENTENCE,
        required=False,
    )
    sure = forms.BooleanField(
        label=_("I have read it as it stands here: it names nobody else, and no place where somebody can be found."),
        required=False,
    )


class GiveBack(forms.Form):
    """Why it must not leave like this."""

    because = Story(label=_("What must change?"), help_text=_("Kept sealed."), rows=2, max_length=SENTENCE)


class Tell(forms.Form):
    """Whether the person was told."""

    how = Choice(
        label=_("Was the person told?"),
        help_text=_("Nothing is sent to them from here. Help goes on, whatever they say."),
        choices=Telling.choices,
    )
    ask_on = Day(label=_("If not yet: ask again on"), required=False)
