"""Forms of charges: an offence of one accused, what makes it graver, and what shows each element."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from malath.cases.queries import law
from malath.cases.queries.law import Recorded
from malath.justice.words import Element
from malath.ui.fields import Choice, Choices, Day, Story

Named = Sequence[tuple[str, str]]


def marked(one: Recorded) -> str:
    """A provision as a choice shows it, with how sure it is."""
    known = "" if one.sure else gettext("Read in the press only") if one.press else gettext("Not verified")
    return f"{one.label} ({known})" if known else one.label


def offences() -> list[tuple[str, str]]:
    return [(one.code, marked(one)) for one in law.offences().values()]


def circumstances() -> list[tuple[str, str]]:
    return [(one.code, marked(one)) for one in law.definition("aggravating").values()]


def elements() -> list[tuple[str, str]]:
    """Every act, means and purpose of the law, each with its kind."""
    found = [(kind, one) for kind in Element for one in law.definition(kind.value).values()]
    return [(f"{kind.value}:{one.code}", f"{kind.label}: {marked(one)}") for kind, one in found]


class WriteCharge(forms.Form):
    """An offence of one accused against this person."""

    accused = forms.ChoiceField(label=_("Who is charged?"))
    code = Choice(label=_("With what?"), choices=offences, as_list=True)
    aggravating = Choices(label=_("What makes it graver?"), choices=circumstances, required=False)
    on = Day(label=_("On which day?"))

    def __init__(self, *args: Any, accused: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accused", accused, _("Choose…"))


class Aggravate(forms.Form):
    """What makes a charge graver, from now on."""

    charge = forms.ChoiceField(label=_("Which charge?"))
    aggravating = Choices(
        label=_("What makes it graver?"), help_text=_("What is not chosen here is taken out."), choices=circumstances,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, charges: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "charge", charges, _("Choose…"))


class Prove(forms.Form):
    """What shows an act, means or purpose of one accused against this person."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    accused = forms.ChoiceField(label=_("Of whom is it shown?"))
    element = Choice(label=_("What is shown?"), choices=elements, as_list=True)
    what = Story(
        label=_("What shows it?"), help_text=_("Kept sealed; read by those who investigate alone."), rows=3, max_length=4_000
    )
    exhibit = forms.ChoiceField(label=_("By which piece of evidence?"), required=False)

    def __init__(self, *args: Any, accused: Named, exhibits: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accused", accused, _("Choose…"))
        offer(self, "exhibit", exhibits, _("None that is in custody"))

    def shown(self) -> tuple[Element, str]:
        kind, _colon, code = self.cleaned_data["element"].partition(":")
        return Element(kind), code


def offer(form: forms.Form, field: str, named: Named, nothing: Any) -> None:
    form.fields[field].choices = [("", nothing), *named]  # type: ignore[attr-defined]  # it is a choice
