"""Forms of panels, conferences, complaints and feedback: shape only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.cases.words import BestInterest
from malath.support.queries import talks
from malath.support.words import ComplaintKind, ComplaintOutcome, FeedbackGiven, Heard, PanelRole, Route
from malath.ui.fields import Choice, Day, Line, Story

SEALED = _("Kept sealed.")
LINES = 3


class OpenPanel(forms.Form):
    """What is asked about the child."""

    question = Story(label=_("What has to be decided about the child?"), help_text=SEALED, rows=3, max_length=4_000)


class Seat(forms.Form):
    """Who sits in the panel."""

    name = Line(label=_("Who?"), help_text=SEALED)
    role = Choice(label=_("As what?"), choices=PanelRole.choices, as_list=True)


class RecordView(forms.Form):
    """What the child says."""

    heard = Choice(label=_("Was the child asked?"), choices=Heard.choices)
    view = Story(label=_("What does the child say, in its words?"), help_text=SEALED, rows=3, max_length=4_000, required=False)


class PutOption(forms.Form):
    """A way, and what speaks for and against it."""

    outcome = Choice(label=_("Which way?"), choices=BestInterest.choices, as_list=True)
    words = Story(label=_("What speaks for it and what against it?"), help_text=SEALED, rows=3, max_length=4_000)


class DecidePanel(forms.Form):
    """What is best, why, and who sees it differently."""

    outcome = Choice(label=_("What is best for the child?"), choices=BestInterest.choices, as_list=True)
    reasons = Story(label=_("Why, and how the child's view was weighed?"), help_text=SEALED, rows=4, max_length=8_000)
    review_on = Day(label=_("When does somebody look at it again?"))

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for reference, name in members:
            label = _("Where %(name)s sees it differently") % {"name": name}
            self.fields[reference] = Story(label=label, rows=2, max_length=4_000, required=False)
        self.members = [reference for reference, _name in members]

    def dissent(self) -> dict[str, str]:
        return {one: self.cleaned_data[one] for one in self.members}


class CallConference(forms.Form):
    """When, and who comes."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    on = Day(label=_("On which day?"))
    who = Story(label=_("Who takes part?"), help_text=_("Only who helps this person. Kept sealed."), rows=2, max_length=2_000)


class WriteMinutes(forms.Form):
    """What was said and decided; what has a day becomes a task."""

    minutes = Story(label=_("Minutes"), help_text=_("What was talked over. Kept sealed; read like the story."), rows=5)
    decision_1 = Line(label=_("First decision"), max_length=400, required=False)
    day_1 = Day(label=_("By which day, if it is a task?"), required=False)
    decision_2 = Line(label=_("Second decision"), max_length=400, required=False)
    day_2 = Day(label=_("By which day, if it is a task?"), required=False)
    decision_3 = Line(label=_("Third decision"), max_length=400, required=False)
    day_3 = Day(label=_("By which day, if it is a task?"), required=False)

    def resolutions(self) -> list[tuple[str, date | None]]:
        data = self.cleaned_data
        return [(data[f"decision_{one}"], data[f"day_{one}"]) for one in range(1, LINES + 1) if data[f"decision_{one}"]]


class Complain(forms.Form):
    """What somebody complains about, and who answers it."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What is it about?"), choices=ComplaintKind.choices, as_list=True)
    about = Choice(label=_("About which body?"), choices=talks.bodies, as_list=True)
    whom = forms.ChoiceField(label=_("About somebody at your own body?"), required=False)
    words = Story(label=_("What happened, in the person's words?"), help_text=_("No name of the person. Kept sealed."), rows=4)
    route = Choice(
        label=_("Who answers it?"),
        choices=Route.choices,
        hints={Route.OUTSIDE: _("Offer this always; it is the person's choice.")},
    )
    handler = Choice(label=_("If another body: which?"), choices=talks.bodies, as_list=True, required=False)

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = [("", _("Nobody in particular")), *colleagues]  # type: ignore[attr-defined]  # a choice


class AnswerComplaint(forms.Form):
    """What came of a complaint."""

    outcome = Choice(label=_("What came of it?"), choices=ComplaintOutcome.choices)
    answer = Story(label=_("The answer, which is read aloud to the person"), help_text=SEALED, rows=4, max_length=8_000)


class RecordFeedback(forms.Form):
    """What the person thinks of the help."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    given = Choice(
        label=_("Did the person say what they think of the help?"),
        choices=FeedbackGiven.choices,
        hints={FeedbackGiven.DECLINED: _("Nothing follows from it.")},
    )
    words = Story(
        label=_("What do they say?"),
        help_text=_("Read by supervisors of your body alone. Kept sealed."),
        rows=4,
        max_length=4_000,
        required=False,
    )
