"""Forms of identification: an opinion, what stands in the matrix, a decision, a review."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.cases.words import CaseStatus
from malath.identification.queries import law
from malath.identification.words import (
    AskedBy,
    ElementKind,
    EvidenceSource,
    EvidenceStrength,
    ReviewOutcome,
    Stance,
)
from malath.people.queries.records import OtherParty
from malath.ui.fields import Choice, Day, Line, Story
from malath.ui.text import isolate

FORMAL = [
    (CaseStatus.IDENTIFIED.value, CaseStatus.IDENTIFIED.label),
    (CaseStatus.NOT_IDENTIFIED.value, CaseStatus.NOT_IDENTIFIED.label),
    (CaseStatus.INCONCLUSIVE.value, CaseStatus.INCONCLUSIVE.label),
]


class WriteOpinion(forms.Form):
    """What a body thinks, and why."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    stance = Choice(label=_("Where do the indications point?"), choices=Stance.choices)
    text = Story(
        label=_("Why?"),
        help_text=_("Kept sealed. Read by the body that decides, a prosecutor, the person's lawyer and their case manager."),
        rows=6,
    )


def elements() -> list[tuple[str, str]]:
    """Every act, means, purpose and circumstance of the law, each with its kind."""
    return [(f"{one.kind.value}:{one.code}", f"{one.kind.label}: {one.label}") for one in law.provisions().values()]


class EnterElement(forms.Form):
    """Something that is there, under a name, and what it rests on."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    party = forms.ChoiceField(label=_("Under whose name?"), required=False)
    element = Choice(label=_("What is there?"), choices=elements, as_list=True)
    source = Choice(label=_("Where does it come from?"), choices=EvidenceSource.choices, as_list=True)
    strength = Choice(label=_("How much does it carry?"), choices=EvidenceStrength.choices)
    dated_on = Day(label=_("Of which day, if it is known"), required=False)
    holder = Line(
        label=_("Who holds it?"), help_text=_("For example: the file of the labour office. Kept sealed."), required=False
    )
    words = Story(label=_("In which words?"), help_text=_("Kept sealed."), rows=3, max_length=4_000, required=False)

    def __init__(self, *args: Any, parties: Sequence[OtherParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.reference, f"{isolate(one.name) or _('No name recorded')} ({one.kind.label})") for one in parties]
        self.fields["party"].choices = [("", _("Somebody unknown")), *named]  # type: ignore[attr-defined]  # it is a choice

    def found(self) -> tuple[ElementKind, str]:
        kind, _colon, code = self.cleaned_data["element"].partition(":")
        return ElementKind(kind), code


class Propose(forms.Form):
    """A decision and its reasons."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    status = Choice(label=pgettext_lazy("identification", "Decision"), choices=FORMAL)
    act = Story(label=_("Act: what speaks for it and what against it?"), rows=3)
    means = Story(label=_("Means: what speaks for it and what against it?"), rows=3, required=False)
    purpose = Story(label=_("Purpose: what speaks for it and what against it?"), rows=3)


class SendBack(forms.Form):
    """What must change before it is confirmed."""

    because = Story(label=_("What must change?"), help_text=_("Kept sealed."), rows=2, max_length=4_000)


class AskReview(forms.Form):
    """Who asks for a review, and what should be looked at again."""

    asked_by = Choice(label=_("Who asks?"), choices=AskedBy.choices)
    why = Story(label=_("What should be looked at again?"), help_text=_("In their words. Kept sealed."), rows=4)


class SettleReview(forms.Form):
    """What a review came to."""

    outcome = Choice(label=_("Does the decision stand?"), choices=ReviewOutcome.choices)
    status = Choice(label=_("If it is changed: to which decision?"), choices=FORMAL, as_list=True, required=False)
    words = Story(label=_("Why?"), help_text=_("Kept sealed; read like the reasons of the decision."), rows=5)

    def changed(self) -> CaseStatus | None:
        return CaseStatus(self.cleaned_data["status"]) if self.cleaned_data["status"] else None
