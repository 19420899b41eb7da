"""Shape of what is typed when a case is opened for somebody who turned to the helpline."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.cases.forms import ADULT_GROUNDS, AGES, ANSWERS
from malath.people.words import CHILD_BANDS, AgeBand
from malath.privacy.words import Answer, BasisKind
from malath.ui.fields import Choice, Story

if TYPE_CHECKING:
    from malath.agencies.models import Desk


class Opening(forms.Form):
    """At which desk, and how old the person is."""

    desk = Choice(label=_("Your desk"), choices=[])
    age_band = Choice(
        label=_("How old is the person?"),
        help_text=_("When you doubt, choose “Age in doubt”: the person is then treated as a child."),
        choices=[*AGES, (AgeBand.UNKNOWN.value, AgeBand.UNKNOWN.label)],
        as_list=True,
    )
    because = Story(label=_("Why do you go on without agreement?"), max_length=2000, rows=2, required=False)

    def __init__(self, *args: Any, desks: "Sequence[Desk]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        self.fields["desk"].choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        self.initial.setdefault("desk", next(iter(self.desks), ""))

    def clean_desk(self) -> "Desk":
        return self.desks[self.cleaned_data["desk"]]


class Agreeing(Opening):
    """The same with what the person answered, for a screening: on what ground is asked of an adult alone."""

    answer = Choice(label=_("What did the person answer?"), choices=ANSWERS, required=False)
    without = Choice(
        label=_("If not agreed: on what ground do you go on?"),
        help_text=_("Only in these cases. Your supervisor looks at it within 24 hours."),
        choices=ADULT_GROUNDS,
        required=False,
        as_list=True,
    )
    field_order = ("desk", "age_band", "answer", "without", "because")

    @property
    def without_consent(self) -> BasisKind | None:
        """A child is protected without being asked; an adult who agreed needs no other ground."""
        data = self.cleaned_data
        if data["age_band"] in CHILD_BANDS:
            return BasisKind.O2
        return BasisKind(data["without"]) if data["without"] and data["answer"] != Answer.YES else None

    @property
    def said(self) -> Answer:
        asked = self.cleaned_data["age_band"] not in CHILD_BANDS
        return Answer(self.cleaned_data["answer"] or Answer.NOT_ASKED) if asked else Answer.NOT_ASKED
