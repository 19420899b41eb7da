"""Shape of what is typed about the framework."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.framework.words import FindingKind, FindingState, Matter, Proof, Source, TextKind
from malath.ui.fields import Choice, Choices, Day, Line, Story

CODE = re.compile(r"[\w.-]{1,40}")
ROLES = [(role.value, role.label) for role in Role]


class NewVersion(forms.Form):
    """How a text stands from a day on."""

    label = Line(label=_("What is this version called?"), help_text=_("For example: Law 10 of 2021."), max_length=60)
    dated_on = Day(label=_("In force, or dated"))
    source = Line(label=_("Where does the text come from?"), max_length=300)
    proof = Choice(label=_("How sure is it?"), choices=Proof.choices, initial=Proof.MEMORY)
    changes = Story(label=_("What changed?"), max_length=4_000, rows=3, required=False)
    words = Story(label=_("The text"), help_text=_("Not needed where a file holds it."), rows=6, required=False)
    file = forms.FileField(
        label=_("A file with the text"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt"}),
        max_length=255,
        required=False,
        allow_empty_file=True,
    )
    touches = Line(
        label=_("Which forms and training modules have to follow it?"),
        help_text=_("Their codes, with a comma between them."),
        max_length=300,
        ltr=True,
        required=False,
    )
    roles = Choices(
        label=_("Who has to read it?"), help_text=_("Nobody chosen means everybody."), choices=ROLES, required=False
    )

    def clean_touches(self) -> list[str]:
        codes = [one.strip() for one in re.split(r"[,،;\s]+", self.cleaned_data["touches"]) if one.strip()]
        if any(not CODE.fullmatch(one) for one in codes):
            raise forms.ValidationError(_("Write codes of letters, numbers and dashes."))
        return codes


class NewText(NewVersion):
    """A text with its first version."""

    kind = Choice(label=_("What is it?"), choices=TextKind.choices, as_list=True)
    title_ar = Line(label=_("Title in Arabic"), max_length=200)
    title_en = Line(label=_("Title in English"), max_length=200)
    field_order = ("kind", "title_ar", "title_en")


class NewFinding(forms.Form):
    """A gap or a recommendation."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What is it?"), choices=FindingKind.choices, initial=FindingKind.GAP)
    source = Choice(label=_("Where was it found?"), choices=Source.choices, initial=Source.WORK, as_list=True)
    matter = Choice(label=_("What is it about?"), choices=Matter.choices, as_list=True)
    words = Story(
        label=_("In your words"),
        help_text=_(
            "No name, no place, no number of a case: all staff read this. Say what is missing, not whom it happened to."
        ),
        max_length=2_000,
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"once": uuid4(), "kind": FindingKind.GAP, "source": Source.WORK})
        super().__init__(*args, **kwargs)


class MoveFinding(forms.Form):
    """Who answers for a finding, and where it stands."""

    state = Choice(label=_("Where does it stand?"), choices=FindingState.choices, as_list=True)
    owner = Choice(label=_("Which desk answers for it?"), choices=(), as_list=True, required=False)
    due_on = Day(label=_("Until when?"), required=False)
    because = Story(label=_("What was done, or why not?"), max_length=2_000, rows=3, required=False)

    def __init__(self, *args: Any, owners: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        field.choices = [("", "–"), *((one.reference, f"{one.name} · {one.agency.name}") for one in owners)]  # type: ignore[attr-defined]  # a Choice
