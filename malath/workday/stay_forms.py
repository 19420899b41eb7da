"""Shape of what is written down of papers and stay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.people.words import REPORTERS, AfterRefusal, Decided, Known, ReportState, WaiverKind
from malath.ui.fields import Choice, Day, Story


class NewReport(forms.Form):
    """An absconding report: a sign of control."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    reporter = Choice(label=_("Who reported?"), choices=[(one.value, one.label) for one in REPORTERS], as_list=True)
    reported_on = Day(label=_("On which day?"), help_text=_("Leave it empty when nobody knows."), required=False)
    state = Choice(
        label=_("Does it stand?"),
        choices=[(one.value, one.label) for one in ReportState if one != ReportState.CANCELLED],
        initial=ReportState.UNKNOWN,
    )
    known = Choice(label=_("How do you know?"), choices=Known.choices, initial=Known.SAID)
    words = Story(
        label=_("What is known of it?"), help_text=_("For example: made on the day she asked to leave."), rows=2, required=False
    )


class CancelReport(forms.Form):
    """A report was cancelled."""

    on = Day(label=_("Cancelled on"))
    known = Choice(label=_("How do you know?"), choices=Known.choices, as_list=True)


class NewOverstay(forms.Form):
    """Since when there is no permit."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    lawful_until = Day(
        label=_("Last day of a lawful stay"),
        help_text=_("As it stands on the last permit or visa. The days are counted from the one after it."),
    )
    known = Choice(label=_("How do you know?"), choices=Known.choices, initial=Known.SAID)


class Apply(forms.Form):
    """A waiver is applied for."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("By which way?"), choices=WaiverKind.choices, initial=WaiverKind.WAIVER)
    on = Day(label=_("Applied for on"))
    words = Story(label=_("To whom, and with what"), rows=2, required=False)


class Decide(forms.Form):
    """What was decided, and how the person goes on after a refusal."""

    decided = Choice(
        label=_("What was decided?"),
        choices=[(one.value, one.label) for one in Decided if one != Decided.WAITING],
        as_list=True,
    )
    on = Day(label=_("Decided on"))
    after = Choice(
        label=_("If refused: what does the person choose?"),
        choices=AfterRefusal.choices,
        initial=AfterRefusal.OPEN,
        as_list=True,
        required=False,
    )
