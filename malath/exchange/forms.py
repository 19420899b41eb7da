"""Shape of what is chosen for an import and for an export."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.agencies.models import Desk
from malath.exchange.archive import MAX_FILE, MEGABYTE
from malath.exchange.headings import Trust
from malath.exchange.queries import Scope, Wanted
from malath.exchange.reasons import WhyRefused, sentence
from malath.exchange.words import GoingOn
from malath.privacy.words import WITHOUT_CONSENT, BasisKind
from malath.ui.fields import Choice, Line, Story

REFERENCE: Final = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
IN_UPLOAD: Final = {"form": "upload"}
"""Fields that stand with the preview, outside the form they belong to."""

TRUSTS = [
    (Trust.NAMES.value, _("The hidden row of names")),
    (Trust.LABELS.value, _("The visible headings")),
]
TRUST_HINTS = {
    Trust.NAMES.value: _("The usual choice: the file was filled by a program, or exported from a system."),
    Trust.LABELS.value: _("When people typed into an official workbook and went by the headings they saw."),
}
GROUNDS = [(kind.value, kind.label) for kind in WITHOUT_CONSENT]
SCOPES = [
    (Scope.OPEN.value, _("All open cases")),
    (Scope.ALL.value, _("All cases, closed ones too")),
    (Scope.NAMED.value, _("Only the cases named below")),
]


class Upload(forms.Form):
    """A workbook to be brought in. `seen` tells what was looked at before, so that nothing else is imported."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    seen = Line(widget=forms.HiddenInput(attrs=IN_UPLOAD), required=False)
    desk = Choice(
        label=_("Into the cases of which desk?"),
        help_text=_("This desk will see them, nobody else."),
        choices=[],
        as_list=True,
    )
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An .xlsx or .xlsm file of HTCDS 2.0. Macros are never run. It is kept nowhere until you import it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file. It was kept nowhere, so it may have to be chosen again.")},
    )
    trust = Choice(
        label=_("Which heading counts where the two contradict each other?"),
        help_text=_("In the official workbooks, four columns of the address are headed wrongly."),
        choices=TRUSTS,
        hints=TRUST_HINTS,
        initial=Trust.NAMES.value,
    )
    ground = Choice(
        label=_("On what ground do you go on where a line says nothing of consent, or no?"),
        help_text=_("Only in these cases. Your supervisor looks at each person within 24 hours."),
        choices=GROUNDS,
        as_list=True,
        required=False,
    )
    because = Story(label=_("Why do you go on without agreement?"), max_length=2000, rows=2, required=False)
    again = forms.BooleanField(
        label=_("Import it once more, as new cases"), widget=forms.CheckboxInput(attrs=IN_UPLOAD), required=False
    )

    def __init__(self, *args: Any, desks: Sequence[Desk], too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        field = self.fields["desk"]
        field.choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        if len(desks) == 1:
            field.widget, field.initial = forms.HiddenInput(), desks[0].reference
        self.too_large = too_large
        if too_large:
            limit = {"limit": MAX_FILE // MEGABYTE}
            self.fields["file"].error_messages["required"] = sentence(WhyRefused.TOO_LARGE, limit)

    def clean_desk(self) -> Desk:
        return self.desks[self.cleaned_data["desk"]]

    def clean(self) -> dict[str, Any]:
        """A ground needs its reason."""
        data = super().clean() or self.cleaned_data
        if data.get("ground") and "because" in data and not data["because"]:
            self.add_error("because", _("Say why you go on without consent."))
        return data

    @property
    def going_on(self) -> GoingOn | None:
        """The ground for lines that bring no consent."""
        kind = self.cleaned_data["ground"]
        return GoingOn(BasisKind(kind), self.cleaned_data["because"]) if kind else None


class TakeOut(forms.Form):
    """Cases to be taken out, and why."""

    scope = Choice(label=_("Which cases?"), choices=SCOPES, initial=Scope.OPEN.value)
    references = Story(
        label=_("References of the cases"),
        help_text=_("One on each line, or with commas between them."),
        rows=2,
        required=False,
    )
    because = Story(
        label=_("Why are they taken out?"),
        help_text=_("Stands in the file, with your name and the time. It is kept sealed here."),
        max_length=500,
        rows=2,
    )

    def clean_references(self) -> tuple[str, ...]:
        """The references in what was typed, each once. What looks like none is not quietly passed over."""
        words = re.split(r"[\s,;،؛]+", self.cleaned_data["references"].upper())
        named = tuple(dict.fromkeys(word for word in words if word))
        wrong = [word for word in named if not REFERENCE.fullmatch(word)]
        if wrong:
            raise ValidationError(_("This is not a reference of a case: %(word)s"), params={"word": wrong[0]})
        return named

    def clean(self) -> dict[str, Any]:
        """Naming cases means to name at least one."""
        data = super().clean() or self.cleaned_data
        if data.get("scope") == Scope.NAMED and "references" in data and not data["references"]:
            self.add_error("references", _("Name the cases."))
        return data

    @property
    def wanted(self) -> Wanted:
        """What was chosen."""
        return Wanted(Scope(self.cleaned_data["scope"]), self.cleaned_data["references"])
