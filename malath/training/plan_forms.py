"""Shape of what is typed about the plans of bodies."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.ui.fields import Choice, Day, Line

STANDS = [("yes", _("Yes")), ("no", _("No"))]


class OwnPlanForm(forms.Form):
    """Whether training stands in a body's own plan."""

    agency = Choice(label=_("Body"), choices=(), as_list=True)
    stands = Choice(label=_("Does training stand in a plan of its own?"), choices=STANDS)
    plan = Line(label=_("In which plan?"), help_text=_("Its name and year."), max_length=160, required=False)
    on = Day(label=_("Known on"))

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(bodies)  # type: ignore[attr-defined]  # a Choice
