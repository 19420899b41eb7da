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
from malath.privacy.marks import NO_WORDS, marks_of, short
from malath.privacy.words import Answer, ConsentKind
from malath.ui.fields import Choice, Day
from malath.ui.text import isolate

DAY, HOUR, WORDS = "happened_on", "happened_hour", "words_read"


def day_field() -> Day:
    return Day(label=_("Day on the paper"), help_text=_("Leave empty when it happens now."), required=False)


def hour_field() -> Clock:
    return Clock(label=_("Hour on the paper"), required=False)


def words_field(kind: ConsentKind, *, child: bool = False) -> Choice:
    """Which words stood on the paper, by their mark: today's, those before, or none."""

    def choices() -> list[tuple[str, str]]:
        newest, *older = reversed(marks_of(kind, child=child))
        marks = [(newest, _("%(mark)s: the words above") % {"mark": isolate(short(newest), ltr=True)})]
        marks += [(mark, _("%(mark)s: older words") % {"mark": isolate(short(mark), ltr=True)}) for mark in older]
        return [*marks, (NO_WORDS, str(_("No mark: not read from a printed form")))]

    return Choice(
        label=_("Mark of the words"),
        help_text=_("Stands beside the words on the paper. When yours is not here, ask the person anew."),
        choices=choices,
        required=False,
    )


def look_words(form: forms.Form, data: Mapping[str, Any]) -> None:
    """An answer from paper says which words were read; today's are not taken for granted."""
    was_asked = data.get("answer") not in {None, "", Answer.NOT_ASKED}
    if was_asked and data.get(DAY) and not data.get(WORDS) and WORDS not in form.errors:
        form.add_error(WORDS, _("Choose the mark that stands beside the words on the paper."))


def look_whole(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    """The same data: a day goes with an hour, and an hour with a day."""
    missing = {DAY: data.get(HOUR) and not data.get(DAY), HOUR: data.get(DAY) and not data.get(HOUR)}
    for name, is_missing in missing.items():
        if is_missing and name not in form.errors:
            form.add_error(name, _("Write the day and the hour, as they stand on the paper."))
    return data


def earlier_in(data: Mapping[str, Any], holdings: Holdings, desk_id: int) -> Earlier | None:
    """When it happened, None for now. A supervisor of the desk may go further back than others."""
    if not data.get(DAY) or not data.get(HOUR):
        return None
    chosen = data.get(WORDS) or None
    return Earlier(
        datetime.combine(data[DAY], data[HOUR], tzinfo=AMMAN), looked=holdings.may_at(desk_id, Power.SUPERVISE),
        words="" if chosen == NO_WORDS else chosen,
    )  # fmt: skip


def at_most(day: date | None, earlier: Earlier | None, lasts: timedelta) -> date | None:
    """Until when a yes stands: never longer than it may from the day on which it was given."""
    return day if day is None or earlier is None else min(day, in_amman(earlier.at).date() + lasts)


def say_not_then(form: forms.Form, refused: NotThen) -> None:
    """What is wrong with the moment, beside its day."""
    form.add_error(DAY, [str(reason.label) for reason in refused.reasons])
