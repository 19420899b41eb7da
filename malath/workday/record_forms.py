"""The shape of what is written down beside a person: names, papers, family, other parties, a try to reach them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import read_reference
from malath.people.countries import country_choices
from malath.people.words import (
    OTHER_NAME_KINDS,
    Certainty,
    DocumentKind,
    Known,
    Lives,
    PartyKind,
    TieKind,
    Tried,
    Whereabouts,
)
from malath.ui.fields import Choice, Day, Line, Phone, Story, Whole

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
OTHER_NAMES = [(kind.value, kind.label) for kind in OTHER_NAME_KINDS]


class OtherName(forms.Form):
    """One more name of the person. Any letters."""

    kind = Choice(label=_("What kind of name?"), choices=OTHER_NAMES)
    value = Line(label=_("The name"), help_text=_("In any letters, as it is said or written."), max_length=120)
    certainty = Choice(label=_("From where do you know it?"), choices=Certainty.choices)


class EndName(forms.Form):
    """Which name ends."""

    name = forms.IntegerField(widget=forms.HiddenInput)


class NewDocument(forms.Form):
    """A paper, whether the person has it or not."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("Which paper?"), choices=DocumentKind.choices, as_list=True)
    place = Choice(
        label=_("Where is it now?"),
        help_text=_("Withheld by somebody is a sign of trafficking, and shows at once on the person's page."),
        choices=Whereabouts.choices,
        as_list=True,
    )
    holder = Line(label=_("Who has it, as far as known?"), max_length=120, required=False)
    known = Choice(label=_("How do you know?"), choices=Known.choices, initial=Known.SAID)
    number = Line(
        label=_("Number"),
        help_text=_("Not needed to be helped. Leave it empty when nobody knows it."),
        max_length=40,
        ltr=True,
        required=False,
    )
    country = Choice(label=_("Issued by which country?"), choices=country_choices, as_list=True, required=False)
    valid_until = Day(label=_("Valid until"), required=False)


class MoveDocument(forms.Form):
    """Where a paper is now."""

    place = Choice(label=_("Where is it now?"), choices=Whereabouts.choices, as_list=True)
    known = Choice(label=_("How do you know?"), choices=Known.choices, as_list=True)


class NewTie(forms.Form):
    """Somebody of the family, or close to the person."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("Who is it?"), choices=TieKind.choices, as_list=True)
    lives = Choice(label=_("Where?"), choices=Lives.choices, as_list=True)
    depends = forms.BooleanField(label=_("Depends on the person"), required=False)
    name = Line(label=_("Name"), help_text=_("Not needed."), max_length=120, required=False)
    born = Whole(label=_("Year of birth"), min_value=EARLIEST_YEAR, max_value=LATEST_YEAR, required=False)
    note = Story(
        label=_("What should be known?"),
        help_text=_("For example: who cares for the child now, whether it is safe to ask."),
        rows=2,
        max_length=1000,
        required=False,
    )
    other = Line(
        label=_("Reference of their own file"),
        help_text=_("When they have one in Malath that you may open: 7KQF-2M9X-4TZB. Shown only to who may open both."),
        max_length=40,
        ltr=True,
        required=False,
    )

    def clean_other(self) -> str:
        text = self.cleaned_data["other"]
        return read_reference(text) if text else ""

    def refuse_other(self) -> None:
        """The same answer for a file that does not exist and for one that is not theirs to open."""
        self.add_error("other", _("No file of this reference is open to you."))


class NewParty(forms.Form):
    """Who else had a part in what happened."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What are they?"), choices=PartyKind.choices, as_list=True)
    name = Line(label=_("Name"), help_text=_("Of a person, a household, a firm, an office."), max_length=160, required=False)
    aliases = Line(label=_("Other names they use"), max_length=200, required=False)
    phone = Phone(
        label=_("Phone"),
        help_text=_("Kept so that nobody ever uses it to reach the person."),
        required=False,
    )
    place = Line(label=_("Place"), max_length=200, required=False)
    nationality = Choice(label=_("Nationality"), choices=country_choices, as_list=True, required=False)
    note = Story(label=_("What should be known?"), rows=3, max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data[name] for name in ("name", "aliases", "phone", "place", "note")):
            raise forms.ValidationError(_("Write at least one thing that is known of them."))
        return data

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "aliases", "phone", "place", "note")}


class ContactTried(forms.Form):
    """What came of a try to reach the person, and whether it was made as agreed."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    result = Choice(label=_("What came of it?"), choices=Tried.choices)
    in_hours = forms.BooleanField(
        label=_("It was in the hours the person agreed to"),
        help_text=_("Another try is written down too. It does not count when contact is to be called lost."),
        required=False,
    )
    note = Story(label=_("What should the next one know?"), rows=2, max_length=1000, required=False)
