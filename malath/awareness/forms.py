"""Shape of what is typed about campaigns and sessions."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.models import Desk
from malath.agencies.words import Currency, Governorate
from malath.awareness.words import (
    Ages,
    Audience,
    CampaignState,
    Channel,
    Counted,
    Facilitator,
    Gender,
    MaterialKind,
    MoneyKind,
    NoHarm,
    Origin,
    Part,
    PlaceKind,
    Suits,
    Tongue,
    WhyRetired,
)
from malath.ui.fields import Amount, Choice, Choices, Day, Line, Story, Whole

MOST_PEOPLE = 100_000
COUNTED: Mapping[str, type[Gender] | type[Ages] | type[Origin]] = {"genders": Gender, "ages": Ages, "origins": Origin}


class CampaignForm(forms.Form):
    """What is to be said to whom."""

    title_ar = Line(label=_("Title in Arabic"), max_length=120)
    title_en = Line(label=_("Title in English"), max_length=120)
    objective = Story(label=_("What should be otherwise afterwards?"), max_length=2_000, rows=3)
    message = Story(label=_("What is said, in few words?"), max_length=2_000, rows=3)
    audiences = Choices(label=_("Whom does it speak to?"), choices=Audience.choices)
    channels = Choices(label=_("By what way does it reach them?"), choices=Channel.choices)
    languages = Choices(label=_("In which languages?"), choices=Tongue.choices)
    begins_on = Day(label=_("First day"))
    ends_on = Day(label=_("Last day"))
    measures = Story(
        label=_("How will you know whether it worked?"),
        help_text=_("For example: answers before and after, calls to the helpline, passports given back."),
        max_length=2_000,
        rows=3,
        required=False,
    )


class MoveCampaign(forms.Form):
    """Where it goes from here."""

    to = forms.ChoiceField(choices=CampaignState.choices, widget=forms.HiddenInput)
    because = Line(label=_("Why?"), max_length=300, required=False)


class MoneyForm(forms.Form):
    """A line of money."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What is it?"), choices=MoneyKind.choices, initial=MoneyKind.SPENT)
    what = Line(label=_("For what?"), max_length=120)
    amount = Amount(label=_("Amount"))
    currency = Choice(label=_("Currency"), choices=Currency.choices, as_list=True, initial=Currency.JOD)
    audience = Choice(label=_("For which audience?"), choices=Audience.choices, as_list=True, required=False)
    on = Day(label=_("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"once": uuid4(), "kind": MoneyKind.SPENT, "currency": Currency.JOD}
        super().__init__(*args, **{"initial": initial, "auto_id": "money_%s", **kwargs})


class SpreadForm(forms.Form):
    """How far a campaign reached by another way than a session."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    way = Choice(label=_("By what way?"), choices=(), as_list=True)
    audience = Choice(label=_("Whom did it reach?"), choices=(), as_list=True)
    number = Whole(label=_("How many?"), min_value=0, max_value=1_000_000_000)
    known_by = Line(
        label=_("How is the number known?"), max_length=120, help_text=_("For example: the printer's bill, or the channel.")
    )
    on = Day(label=_("Up to which day?"))

    def __init__(self, *args: Any, ways: list[str], audiences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"once": uuid4()}, "auto_id": "spread_%s", **kwargs})
        for name, words, known in (("way", Counted, ways), ("audience", Audience, audiences)):
            choices = [(one.value, one.label) for one in words if one.value in known]
            self.fields[name].choices = [("", _("Choose…")), *choices]  # type: ignore[attr-defined]  # a Choice


class SessionForm(forms.Form):
    """A session to come."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    desk = Choice(label=_("Which desk holds it?"), choices=(), as_list=True)
    audience = Choice(label=_("Whom does it speak to?"), choices=(), as_list=True)
    on = Day(label=_("On which day?"))
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True)
    place = Choice(
        label=_("In what kind of place?"), help_text=_("Which school or workplace it is, is not written down."),
        choices=PlaceKind.choices, as_list=True,
    )  # fmt: skip

    def __init__(self, *args: Any, desks: list[Desk], audiences: list[str], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"once": uuid4(), "desk": desks[0].reference if len(desks) == 1 else None})
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("desk", [(one.reference, one.name) for one in desks]),
            ("audience", [(one.value, one.label) for one in Audience if one in audiences]),
        ):
            self.fields[name].choices = [("", _("Choose…")), *choices]  # type: ignore[attr-defined]  # a Choice


class CountForm(forms.Form):
    """Who came, in numbers. A way of counting that nobody used stays empty."""

    came = Whole(label=_("How many came?"), min_value=0, max_value=MOST_PEOPLE)
    facilitators = Choices(label=_("Who held it?"), choices=Facilitator.choices)
    disclosures = Whole(
        label=_("How many told you something that needs help?"),
        help_text=_("Only how many. Nothing of what was said: give the person the card, or write to the desk that refers."),
        min_value=0,
        max_value=MOST_PEOPLE,
    )
    cards = Whole(label=_("How many cards were given out?"), min_value=0, max_value=MOST_PEOPLE)
    shown = Choices(label=_("What was shown or given out?"), choices=(), required=False)
    because = Line(label=_("Counted anew: why?"), max_length=300, required=False)

    def __init__(self, *args: Any, again: bool, materials: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = [*(materials or {}).items()]  # type: ignore[attr-defined]  # a Choices
        for name in ("because",) * (not again) + ("shown",) * (not materials):
            del self.fields[name]
        for way, words in COUNTED.items():
            for one in words:
                field = Whole(label=one.label, required=False, min_value=0, max_value=MOST_PEOPLE)
                self.fields[f"{way}_{one.value}"] = field

    def counted(self, way: str) -> dict[Any, int]:
        """What was typed of one way of counting; nothing where all stayed empty."""
        typed = {one: self.cleaned_data[f"{way}_{one.value}"] for one in COUNTED[way]}
        return {one: number for one, number in typed.items() if number is not None}

    @property
    def plain(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("came", "facilitators", "disclosures", "cards", "shown", "because") if name in self.fields
        ]

    def ways(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The ways of counting, each with its fields."""
        titles = {"genders": _("By gender"), "ages": _("By age"), "origins": _("By nationality")}
        return [(titles[way], [self[f"{way}_{one.value}"] for one in words]) for way, words in COUNTED.items()]


class ChooseMaterials(forms.Form):
    """The materials of a campaign."""

    materials = Choices(label=_("Which materials does it use?"), choices=(), required=False)

    def __init__(self, *args: Any, materials: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["materials"].choices = [*materials.items()]  # type: ignore[attr-defined]  # a Choices


class MaterialForm(forms.Form):
    """What a material is."""

    kind = Choice(label=_("What is it?"), choices=MaterialKind.choices, as_list=True)
    title_ar = Line(label=_("Title in Arabic"), max_length=120)
    title_en = Line(label=_("Title in English"), max_length=120)
    about_ar = Story(label=_("What is in it, in Arabic"), max_length=600, rows=2)
    about_en = Story(label=_("What is in it, in English"), max_length=600, rows=2)
    audiences = Choices(label=_("Whom does it speak to?"), choices=Audience.choices)
    languages = Choices(
        label=_("In which languages?"), help_text=_("A video needs captions in each of them."), choices=Tongue.choices
    )
    suits = Choice(label=_("For whom may it be shown?"), choices=Suits.choices)
    year = Whole(label=_("Made in the year"), min_value=1895, max_value=2100)
    seconds = Whole(label=_("How long is it, in seconds?"), required=False, min_value=0, max_value=86_400)
    licence = Line(label=_("Licence"), help_text=_("For example: CC BY-NC 4.0."), max_length=80)
    review_on = Day(label=_("When is it to be looked at again?"))
    consents = Line(
        label=_("Somebody is shown or heard in it: references of their consents"),
        help_text=_("The reference of the use that they agreed to (C15), with a comma between several. Never a name."),
        max_length=200,
        ltr=True,
        required=False,
    )

    def clean_consents(self) -> tuple[str, ...]:
        return tuple(one for one in re.split(r"[,،;\s]+", self.cleaned_data["consents"].upper()) if one)

    def clean_seconds(self) -> int:
        return self.cleaned_data["seconds"] or 0


class FileForm(forms.Form):
    """A file of a material."""

    part = Choice(label=_("What is this file?"), choices=Part.choices, as_list=True)
    language = Choice(label=_("In which language?"), choices=Tongue.choices, as_list=True, required=False)
    file = forms.FileField(
        label=_("The file"),
        help_text=_("Video as MP4 or WebM, sound as MP3 or Ogg, pictures, PDF, captions as WebVTT. At most 50 MB."),
        max_length=255,
        allow_empty_file=True,
    )


class TestedForm(forms.Form):
    """It was shown to some of those it is for."""

    testers = Whole(label=_("With how many people?"), min_value=0, max_value=MOST_PEOPLE)
    said = Story(label=_("What did they understand, and what was changed?"), max_length=2_000, rows=3)


class ApproveForm(forms.Form):
    """Line by line, what was looked at."""

    checks = Choices(label=_("I looked at it and found"), choices=NoHarm.choices, required=False)


class RetireForm(forms.Form):
    """Why it is shown no longer."""

    why = Choice(label=_("Why?"), choices=WhyRetired.choices, as_list=True)
    because = Line(label=_("In your words"), max_length=300, required=False)


class ShowingForm(forms.Form):
    """Where it was shown."""

    on = Day(label=_("On which day?"))
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True)
    place = Choice(label=_("In what kind of place?"), choices=PlaceKind.choices, as_list=True)


class CallOff(forms.Form):
    """Why something does not take place."""

    because = Line(label=_("Why?"), max_length=300)
