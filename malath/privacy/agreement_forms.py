"""Shape of an agreement between bodies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies import queries as agencies
from malath.agencies.words import ServiceKind
from malath.privacy.words import Level, Purpose
from malath.ui.fields import Choice, Choices, Day

LEVELS = (Level.L2, Level.L3, Level.L4)
PURPOSES = [(one.value, one.label) for one in Purpose if one.value in ServiceKind.values]


class RecordAgreement(forms.Form):
    """Who agreed with whom, for what, up to where, and for how long."""

    body = Choice(label=_("Which body?"), choices=[], as_list=True)
    other = Choice(
        label=_("With which other body?"),
        help_text=_("Leave it empty for the protocol of the mechanism, which binds a body towards all others."),
        choices=[],
        as_list=True,
        required=False,
    )
    purposes = Choices(
        label=_("For what?"),
        help_text=_("Choose nothing when it covers every kind of help."),
        choices=PURPOSES,
        required=False,
    )
    level = Choice(
        label=_("Up to where?"),
        choices=[(str(int(level)), level.label) for level in LEVELS],
        hints={
            str(int(Level.L2)): _("Age group, sex, language, needs, risk."),
            str(int(Level.L3)): _("Also who the person is and how to reach them."),
            str(int(Level.L4)): _("Also what the person told."),
        },
    )
    from_on = Day(label=_("From which day?"))
    last_on = Day(label=_("Until which day?"), help_text=_("The last day on which it holds, if there is one."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(body.reference, body.name) for body in agencies.agencies()]
        for name in ("body", "other"):
            self.fields[name].choices = [("", _("Choose…")), *choices]  # type: ignore[attr-defined]  # a Choice
