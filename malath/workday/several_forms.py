"""Shape of a request for several people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.words import ServiceKind
from malath.referrals.queries import body_of
from malath.referrals.words import Urgency
from malath.ui.fields import Choice, Choices, Story

if TYPE_CHECKING:
    from malath.agencies.models import Desk


class Several(forms.Form):
    """The same help for several people: of whom, from which desk, how urgently, why."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    cases = Choices(label=_("For whom?"), choices=[], error_messages={"required": _("Choose at least one case.")})
    desk = Choice(label=_("Which desk?"), choices=[], as_list=True)
    urgency = Choice(label=_("How urgent is it?"), choices=Urgency.choices)
    reason = Story(
        label=_("Why are they referred?"),
        help_text=_("The desk reads this with each of them. Write what is true of all: no name, and nobody's own story."),
        rows=4,
        max_length=4000,
    )

    def __init__(
        self, *args: Any, cases: Iterable[tuple[str, str]], desks: Iterable[tuple[ServiceKind, "Desk"]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {f"{kind.value}.{desk.reference}": (kind, desk) for kind, desk in desks}
        named = [(value, f"{kind.label}: {body_of(desk)}") for value, (kind, desk) in self.desks.items()]
        self.fields["desk"].choices = named  # type: ignore[attr-defined]  # a Choice
        self.fields["cases"].choices = list(cases)  # type: ignore[attr-defined]  # a Choice

    def clean_desk(self) -> "tuple[ServiceKind, Desk]":
        return self.desks[self.cleaned_data["desk"]]
