"""Shape of what is chosen for a file that comes in, and for one that goes out."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from malath.agencies.models import Desk
from malath.documents.streams import MAX_FILE
from malath.exchange.archive import MEGABYTE
from malath.exchange.fields import COLUMNS
from malath.exchange.mapping import AMBIGUOUS
from malath.exchange.queries import Scope, Wanted
from malath.exchange.reasons import WhyRefused, sentence
from malath.exchange.standard import Field
from malath.privacy.words import WITHOUT_CONSENT, BasisKind
from malath.ui.fields import Choice, Line, Story
from malath.ui.text import isolate

REFERENCE: Final = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
GROUNDS = [(kind.value, kind.label) for kind in WITHOUT_CONSENT]
SCOPES = [
    (Scope.OPEN.value, _("All open cases")),
    (Scope.ALL.value, _("All cases, closed ones too")),
    (Scope.NAMED.value, _("Only the cases named below")),
]


class BringIn(forms.Form):
    """A file to be brought in, and for which desk."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    desk = Choice(
        label=_("Into the cases of which desk?"),
        help_text=_("This desk will see them, nobody else."),
        choices=[],
        as_list=True,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A workbook (.xlsx) or a text table (.csv), one line for each person. Macros are never run. It is kept sealed."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.tsv"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )

    def __init__(self, *args: Any, desks: Sequence[Desk], too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        field = self.fields["desk"]
        field.choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        if len(desks) == 1:
            field.widget, field.initial = forms.HiddenInput(), desks[0].reference
        if too_large:
            limit = {"limit": MAX_FILE // MEGABYTE}
            self.fields["file"].error_messages["required"] = sentence(WhyRefused.TOO_LARGE, limit)

    def clean_desk(self) -> Desk:
        return self.desks[self.cleaned_data["desk"]]


class Columns(forms.Form):
    """Which column holds what, and on what the lines stand that bring no agreement."""

    ground = Choice(
        label=_("On what ground do you go on where a line says nothing of consent, or no?"),
        help_text=_("Only in these cases. Your supervisor looks at each person within 24 hours."),
        choices=GROUNDS,
        as_list=True,
        required=False,
    )
    because = Story(label=_("Why do you go on without agreement?"), max_length=2000, rows=2, required=False)
    save_as = Line(
        label=_("Save this choice under a name"),
        help_text=_("For the next file with the same headings. Everybody of your body who imports can use it."),
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, headings: Sequence[tuple[int, str]], fields: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not read")), *((name, _label_of(of)) for name, of in COLUMNS.items() if not of.is_deprecated)]
        for number, heading in headings:
            label = f"{isolate(get_column_letter(number))} · {isolate(heading)}"
            initial = fields.get(number, "")
            self.fields[f"c{number}"] = Choice(label=label, choices=choices, as_list=True, required=False, initial=initial)
        self.numbers = [number for number, _heading in headings]

    @property
    def of_columns(self) -> list[forms.BoundField]:
        """The choice for each column."""
        return [self[f"c{number}"] for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        """A ground needs its reason, and no field stands in two columns."""
        data = super().clean() or self.cleaned_data
        if data.get("ground") and "because" in data and not data["because"]:
            self.add_error("because", _("Say why you go on without consent."))
        first: dict[str, int] = {}
        for number, name in self.columns.items():
            if first.setdefault(name, number) != number:
                other = {"other": isolate(get_column_letter(first[name]))}
                self.add_error(f"c{number}", ValidationError(_("Column %(other)s holds this already."), params=other))
        return data

    @property
    def columns(self) -> dict[int, str]:
        """Fields by column; what is not read is left out."""
        return {number: name for number in self.numbers if (name := self.cleaned_data.get(f"c{number}"))}

    @property
    def ground_kind(self) -> BasisKind | None:
        kind = self.cleaned_data["ground"]
        return BasisKind(kind) if kind else None


def _label_of(of: Field) -> str:
    return f"{of} ({of.name})" if of.label in AMBIGUOUS else str(of)


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
