"""Forms of what stands beside a proceeding."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies import queries as agencies
from malath.agencies.words import AgencyKind
from malath.justice.words import ExhibitKind, HeardHow, LegalAid, MeasureKind, Reproached, WantsHome
from malath.ui.fields import Choice, Day, Line, Story

if TYPE_CHECKING:
    from malath.agencies.models import Agency

YES_NO = [("yes", _("Granted")), ("no", _("Refused"))]


class WriteReproach(forms.Form):
    """An act of which the person is accused."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    act = Choice(label=_("Of what is the person accused?"), choices=Reproached.choices, as_list=True)
    on = Day(label=_("Since which day is it known?"))
    before = Line(label=_("By whom, or before which office?"), help_text=_("Kept sealed."), required=False)
    link = Story(
        label=_("How does it follow from what was done to them?"),
        help_text=_("In their words where you have them. Kept sealed."),
        rows=3,
        max_length=4_000,
        required=False,
    )


class AskPardon(forms.Form):
    """It is asked that the person is not punished."""

    link = Story(
        label=_("How does it follow from what was done to them?"),
        help_text=_("Read by the prosecutor who is asked. Of a child nothing is needed."),
        rows=3,
        max_length=4_000,
        required=False,
    )
    on = Day(label=_("Asked on which day?"))


class DecidePardon(forms.Form):
    """What was decided."""

    granted = Choice(label=_("What was decided?"), choices=YES_NO)
    on = Day(label=_("On which day?"))
    reasons = Story(label=_("Why?"), help_text=_("Kept sealed."), rows=3, max_length=4_000, required=False)


def legal_bodies() -> list[tuple[str, str]]:
    return [(one.reference, one.name) for one in agencies.agencies() if one.kind == AgencyKind.LEGAL]


class GiveMandate(forms.Form):
    """Who represents the person."""

    body = Choice(label=_("Which body for legal aid?"), choices=legal_bodies, as_list=True)
    lawyer = Line(label=_("Name of the lawyer"), help_text=_("Kept sealed."))
    aid = Choice(label=_("Who pays?"), choices=LegalAid.choices)
    number = Line(label=_("Number of the power of attorney"), help_text=_("Kept sealed."), ltr=True, required=False)
    on = Day(label=_("Since which day?"))

    def agency(self) -> "Agency":
        return agencies.bodies_named([self.cleaned_data["body"]])[self.cleaned_data["body"]]


class OrderMeasure(forms.Form):
    """A measure of a prosecutor."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("Which measure?"), choices=MeasureKind.choices)
    on = Day(label=_("Ordered on which day?"))
    ends_on = Day(
        label=_("Until which day?"),
        help_text=_("A travel ban lasts three months unless you write another day."),
        required=False,
    )
    words = Story(label=_("Against whom, and why?"), help_text=_("Kept sealed; read by those who investigate alone."), rows=3,
                  max_length=4_000, required=False)  # fmt: skip


class ExtendMeasure(forms.Form):
    """Until when it lasts now."""

    until = Day(label=_("Until which day?"))


class OnADayOnly(forms.Form):
    """On which day it ended."""

    on = Day(label=_("On which day?"))


class Hand(forms.Form):
    """From whom to whom something went."""

    giver = Line(label=_("From whom?"), help_text=_("Kept sealed."), required=False)
    whom = Line(label=_("Who has it now?"), help_text=_("Kept sealed."))
    on = Day(label=_("On which day?"))
    sha256 = Line(
        label=_("SHA-256 of the file, if it is one"), help_text=_("64 signs. It shows that nothing was changed."), ltr=True,
        max_length=80, required=False,
    )  # fmt: skip


class TakeExhibit(Hand):
    """A piece of evidence."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What kind of thing?"), choices=ExhibitKind.choices)
    what = Story(
        label=_("What is it?"), help_text=_("Kept sealed; read on your side of the wall alone."), rows=3, max_length=4_000
    )
    field_order = ["once", "kind", "what", "giver", "whom", "on", "sha256"]


class AskTestimony(forms.Form):
    """How the person wants to be heard."""

    how = Choice(label=_("How does the person want to be heard?"), choices=HeardHow.choices)
    on = Day(label=_("Asked on which day?"))


class SettleTestimony(forms.Form):
    """What the court said."""

    granted = Choice(label=_("What did the court say?"), choices=YES_NO)
    on = Day(label=_("On which day?"))


class WishHome(forms.Form):
    """Whether the person wants to go home before the judgment."""

    wish = Choice(label=_("What does the person want?"), choices=WantsHome.choices)
