"""Forms of the shelter: setting a house up, looking for a place, taking somebody in or not."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.accounts.forms import Clock
from malath.people.languages import language_choices
from malath.people.words import Sex
from malath.shelter.words import ClosedPlace, Elsewhere, Entitled, Refused, RightsTold, Takes, When
from malath.ui.fields import Choice, Day, Line, Story, Whole
from malath.ui.text import digits

AMMAN = ZoneInfo("Asia/Amman")
CHILDREN = 4
AGES = [
    ("adult", pgettext_lazy("search for a place", "18 or older")),
    ("child", pgettext_lazy("search for a place", "Under 18")),
]
GIRL_OR_BOY = [("", _("Choose…")), ("girl", pgettext_lazy("child", "Girl")), ("boy", pgettext_lazy("child", "Boy"))]


class Found(forms.Form):
    """A desk that offers shelter keeps its places here."""

    boys_until = Whole(
        label=_("Up to which age do boys stay with their mothers here?"), min_value=5, max_value=17, initial=12,
        help_text=_("For an older boy a section for families is found."),
    )  # fmt: skip


class AddSection(forms.Form):
    """A part of the house and for whom it is."""

    takes = Choice(label=_("For whom?"), choices=Takes.choices)
    name = Line(label=_("Its name in the house"), help_text=_("For example: A. Never where the house is."), max_length=40)


class AddUnit(forms.Form):
    """A room and its places."""

    section = forms.ChoiceField(label=_("In which section?"))
    name = Line(label=_("Its name in the house"), help_text=_("For example: 2. Never where the house is."), max_length=40)
    places = Whole(label=_("How many places?"), min_value=1, max_value=30)
    when = Choice(label=_("For the night or for the day?"), choices=When.choices, initial=When.NIGHT.value)

    def __init__(self, *args: Any, sections: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = list(sections)  # type: ignore[attr-defined]  # it is a choice


class ClosePlace(forms.Form):
    """Why nobody comes to a place for now."""

    because = Choice(label=_("Why is nobody to sleep here for now?"), choices=ClosedPlace.choices)


class WriteAddress(forms.Form):
    """Where the house is. It is never shown here again."""

    address = Story(
        label=_("Where is the house?"),
        help_text=_(
            "Kept sealed under a key of its own. No page of the house shows it; it is read in the file of somebody who stays"
            " here, by those to whom the place was opened by name, and each reading is written down."
        ),
        rows=3,
        max_length=500,
    )


class FindPlace(forms.Form):
    """Whom a place is looked for, and how many want to stay together."""

    sex = Choice(label=_("Sex"), choices=Sex.choices)
    age = Choice(label=_("Age"), choices=AGES, initial="adult")
    children = Whole(label=_("How many children come with them?"), min_value=0, max_value=12, required=False)
    oldest_boy = Whole(label=_("How old is the oldest boy among the children?"), min_value=0, max_value=17, required=False)
    when = Choice(label=_("For the night or for the day?"), choices=When.choices, initial=When.NIGHT.value)
    groups = Line(
        label=_("How many places?"), initial="1",
        help_text=_("For several people write how they want to be together, for example: 4 3 2. Ask each of them alone."),
    )  # fmt: skip

    def clean_groups(self) -> list[int]:
        numbers = [int(number) for number in re.findall(r"\d+", digits(self.cleaned_data["groups"]))]
        if not numbers or not all(1 <= number <= 60 for number in numbers) or sum(numbers) > 200:
            raise ValidationError(_("Write how many places, from 1 to 60, for example: 4 3 2."))
        return numbers


class Admit(forms.Form):
    """How somebody is taken in. Nothing here asks for papers, faith, health or co-operation."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("Which place?"))
    came_on = Day(label=_("On which day did they come?"))
    came_time = Clock(label=_("At what time?"), help_text=_("For example 21:40."))
    entitled = Choice(label=_("On which ground?"), choices=Entitled.choices, initial=Entitled.POTENTIAL.value)
    relative = forms.BooleanField(label=_("Relative of the victim up to the second degree"), required=False)
    in_kingdom = forms.BooleanField(label=_("In the Kingdom when the victim was admitted"), required=False)
    nobody_cares = forms.BooleanField(
        label=_("Nobody suited to care for them, as the Minister or a delegate decided"), required=False
    )
    voluntary = forms.BooleanField(
        label=_("They come of their own will, were asked alone, and know that they may leave at any time"), required=False
    )
    language = Choice(label=_("In which language were rights and rules told?"), choices=language_choices, as_list=True)
    told = Choice(label=_("How were they told?"), choices=RightsTold.choices)
    rights = forms.BooleanField(
        label=_("Rights and rules of the house were told, and how to complain within the house and outside of it"),
        required=False,
    )
    care = Line(
        label=_("Allergies and medicines that must be known at night"),
        help_text=_("Only that. Health itself stays in the health note. Kept sealed."), max_length=300, required=False,
    )  # fmt: skip
    apart: tuple[str, ...] = ("relative", "in_kingdom", "nobody_cares")

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Choose…")), *places]  # type: ignore[attr-defined]  # it is a choice
        beds = [("", _("With the parent")), *places]
        for number in range(1, CHILDREN + 1):
            self.fields[f"child{number}_name"] = Line(label=_("Name of the child"), max_length=80, required=False)
            self.fields[f"child{number}_born"] = Whole(
                label=_("Born in the year"), min_value=1990, max_value=2100, required=False
            )
            self.fields[f"child{number}_sex"] = forms.ChoiceField(label=_("Girl or boy"), choices=GIRL_OR_BOY, required=False)
            self.fields[f"child{number}_place"] = forms.ChoiceField(label=_("Sleeps where"), choices=beds, required=False)
        self.apart = (*self.apart, *(name for name in self.fields if name.startswith("child")))

    @property
    def ground_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("relative", "in_kingdom", "nobody_cares")]

    @property
    def child_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"child{number}_{what}"] for what in ("name", "born", "sex", "place")] for number in range(1, CHILDREN + 1)
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for number in range(1, CHILDREN + 1):
            parts = [typed.get(f"child{number}_{what}") for what in ("name", "born", "sex", "place")]
            if any(parts) and not (parts[1] and parts[2]):
                self.add_error(f"child{number}_born", _("Write the year of birth, and girl or boy. About is enough."))
        return typed

    @property
    def came_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["came_on"], self.cleaned_data["came_time"], AMMAN)

    def children(self) -> list[tuple[str, int, bool, str]]:
        """Name, year, whether a boy, and which place, of each child that was written down."""
        typed = self.cleaned_data
        numbers = [number for number in range(1, CHILDREN + 1) if typed.get(f"child{number}_born")]
        return [
            (
                typed[f"child{one}_name"],
                typed[f"child{one}_born"],
                typed[f"child{one}_sex"] == "boy",
                typed[f"child{one}_place"],
            )
            for one in numbers
        ]


class TurnAway(forms.Form):
    """Why somebody is not taken in, and which other place was found."""

    reason = Choice(label=_("Why not?"), choices=Refused.choices, as_list=True)
    elsewhere = Choice(label=_("Which other safe place was found?"), choices=Elsewhere.choices)
    words = Story(label=_("In your words"), help_text=_("Kept sealed. Never an address."), rows=3, max_length=4_000)
