"""What is typed when a system is asked for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.roles import Power, Role
from malath.agencies.models import Desk
from malath.api import queries
from malath.foundation.clock import end_of
from malath.ui.fields import Choice, Choices, Day, Line


def _roles() -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in queries.roles_to_choose()]


class AskForSystem(forms.Form):
    """For which desk, with what, and until when."""

    desk = Choice(label=_("Desk"), choices=(), as_list=True)
    name_ar = Line(label=_("Name in Arabic"), max_length=120)
    name_en = Line(label=_("Name in English"), max_length=120)
    role = Choice(label=_("Role"), choices=_roles, as_list=True)
    powers = Choices(
        label=_("What it may do"),
        choices=[(str(power.value), power.label) for power in queries.powers_to_choose()],
        error_messages={"required": _("Choose at least one power.")},
    )
    until = Day(label=_("Until and with"), help_text=_("A year from today at most."))

    def __init__(self, *args: Any, desks: Iterable[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        named = [(reference, f"{desk.agency.name} · {desk.name}") for reference, desk in self.desks.items()]
        self.fields["desk"].choices = named  # type: ignore[attr-defined]  # a Choice

    def clean_desk(self) -> Desk:
        return self.desks[self.cleaned_data["desk"]]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean_powers(self) -> list[Power]:
        return [Power(int(number)) for number in self.cleaned_data["powers"]]

    def clean_until(self) -> datetime:
        return end_of(self.cleaned_data["until"])


class AskForHook(forms.Form):
    """Where a program is told."""

    address = Line(
        label=_("Address of the program"),
        max_length=300,
        help_text=_(
            "It begins with https:// and no more than which referral to read is told there: never what happened, nor to whom."
        ),
    )
