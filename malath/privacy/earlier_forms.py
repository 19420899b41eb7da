"""The two fields that say when something happened that is typed in later: a day and an hour in Amman."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import Clock
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.foundation.clock import AMMAN, in_amman
from malath.people.earlier import Earlier, NotThen
from malath.ui.fields import Day

DAY, HOUR = "happened_on", "happened_hour"


def day_field() -> Day:
    return Day(label=_("Day on the paper"), help_text=_("Leave empty when it happens now."), required=False)


def hour_field() -> Clock:
    return Clock(label=_("Hour on the paper"), required=False)


def look_whole(form: forms.Form, data: Mapping[str, Any]) -> None:
    """A day goes with an hour, and an hour with a day."""
    missing = {DAY: data.get(HOUR) and not data.get(DAY), HOUR: data.get(DAY) and not data.get(HOUR)}
    for name, is_missing in missing.items():
        if is_missing and name not in form.errors:
            form.add_error(name, _("Write the day and the hour, as they stand on the paper."))


def earlier_in(data: Mapping[str, Any], holdings: Holdings, desk_id: int) -> Earlier | None:
    """When it happened, None for now. A supervisor of the desk may go further back than others."""
    if not data.get(DAY) or not data.get(HOUR):
        return None
    return Earlier(datetime.combine(data[DAY], data[HOUR], tzinfo=AMMAN), looked=holdings.may_at(desk_id, Power.SUPERVISE))


def at_most(day: date | None, earlier: Earlier | None, lasts: timedelta) -> date | None:
    """Until when a yes stands: never longer than it may from the day on which it was given."""
    return day if day is None or earlier is None else min(day, in_amman(earlier.at).date() + lasts)


def say_not_then(form: forms.Form, refused: NotThen) -> None:
    """What is wrong with the moment, beside its day."""
    form.add_error(DAY, [str(reason.label) for reason in refused.reasons])
