"""Forms of the plan: shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.support.words import Doer, Domain, GoalState, Pull, ReviewCause, Sphere, StepState
from malath.ui.fields import Choice, Day, Line, Story

SAID = [("chosen", _("Chosen")), ("refused", _("Refused: it is not asked again"))]
RESULTS = [(one.value, one.label) for one in (GoalState.REACHED, GoalState.GIVEN_UP)]
ENDS = [(one.value, one.label) for one in (StepState.DONE, StepState.DROPPED)]
SEALED = _("Kept sealed.")


class ProposeGoal(forms.Form):
    """A goal, and what the person says of it."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    domain = Choice(label=_("What is it about?"), choices=Domain.choices, as_list=True)
    words = Story(
        label=_("What does the person want?"),
        help_text=_("In their words. Kept sealed; read by those who help and see who the person is."),
        rows=2,
        max_length=4_000,
    )
    said = Choice(label=_("What do they say of it?"), choices=SAID)
    raised = forms.BooleanField(label=_("The person raised it themselves"), required=False)


class SettleGoal(forms.Form):
    """What became of a goal."""

    result = Choice(label=_("What became of it?"), choices=RESULTS)


class AddStep(forms.Form):
    """Who does what for a goal, and by when."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    words = Line(label=_("What is done?"), help_text=SEALED, max_length=400)
    doer = Choice(label=_("Who does it?"), choices=Doer.choices)
    due_on = Day(label=_("By which day?"))


class SettleStep(forms.Form):
    """What became of an action."""

    result = Choice(label=_("What became of it?"), choices=ENDS)


class WriteFactor(forms.Form):
    """What makes the person vulnerable, or protects them."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    sphere = Choice(label=_("Where does it lie?"), choices=Sphere.choices)
    pull = Choice(label=_("Which way does it work?"), choices=Pull.choices)
    words = Story(label=_("What is it?"), help_text=_("Kept sealed; read like the story."), rows=2, max_length=4_000)


class ReviewPlan(forms.Form):
    """How the plan stands."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    cause = Choice(label=_("Why now?"), choices=ReviewCause.choices)
    words = Story(
        label=_("How does the plan stand, in the person's eyes and in yours?"), help_text=SEALED, rows=3, max_length=8_000
    )


class NoteCritical(forms.Form):
    """What has happened."""

    happened = Story(label=_("What has happened?"), help_text=SEALED, rows=2, max_length=4_000)
