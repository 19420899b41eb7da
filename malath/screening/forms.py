"""Shape of what is typed into a screening."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.words import Governorate
from malath.people.languages import language_choices
from malath.privacy.earlier_forms import day_field, hour_field, look_whole
from malath.privacy.words import Interpreter
from malath.screening.queries import lists
from malath.screening.queries.lists import Dimension, Indicator
from malath.screening.words import (
    Age,
    Alone,
    Answer,
    Concern,
    Danger,
    HandPurpose,
    Kind,
    Pending,
    Place,
    Unreferred,
    Work,
)
from malath.ui.fields import Choice, Choices, Day, Line, Story

ANSWERS = [(one.value, one.label) for one in Answer]
CONCERN_HINTS: dict[str, Any] = {
    Concern.NO_CONCERN: _("Nothing was found now. The file stays, and the person can be referred all the same."),
    Concern.KEEP_WATCH: _("Somebody looks again on a day that you set."),
    Concern.REFER: _("Another desk is asked: within 24 hours, for a child or in danger on the same day."),
    Concern.EMERGENCY: _("Call now. Then refer, at once."),
}


class Step(forms.Form):
    """What every step carries: which state of it was on the screen."""

    state = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=100_000, required=False)

    def clean_state(self) -> int:
        return self.cleaned_data["state"] or 0


class Conditions(Step):
    """How, where and with whom the person is met."""

    alone = Choice(
        label=_("Does the person speak alone?"),
        help_text=_("Nobody beside them who employs, controls or came with them, and nobody who can hear."),
        choices=Alone.choices,
    )
    danger = Choice(label=_("Is a life in danger now?"), choices=Danger.choices, initial=Danger.NOT_KNOWN)
    age = Choice(
        label=_("How old is the person?"),
        help_text=_("In doubt, the rules for children hold until it is settled. No papers are needed."),
        choices=Age.choices,
    )
    kind = Choice(
        label=_("Which list is the nearest?"),
        help_text=_("Organs, forced marriage, begging, the sale of a child: take the nearest, and set the purpose at the end."),
        choices=Kind.choices,
    )
    language = Choice(label=_("In which language do you speak?"), choices=language_choices, as_list=True, required=False)
    interpreter = Choice(
        label=_("Who interprets?"),
        help_text=_("Never somebody who came with the person or knows the employer."),
        choices=Interpreter.choices,
        as_list=True,
        required=False,
    )
    place = Choice(label=_("Where do you meet?"), choices=Place.choices, as_list=True, required=False)
    work = Choice(label=_("In which kind of work or setting?"), choices=Work.choices, as_list=True, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    pending = Choices(
        label=_("Is any of this in the air?"),
        help_text=_("It counts neither for nor against the person. It means that screening comes first."),
        choices=Pending.choices,
        hints={Pending.ABSCONDING: _("A means of control: an employer files it to force somebody back.")},
        required=False,
    )

    def __init__(self, *args: Any, child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if child:
            field = self.fields["age"]
            assert isinstance(field, Choice)  # noqa: S101  # for the type checker
            field.choices = [(one.value, one.label) for one in Age if one != Age.ADULT]


class Answers(Step):
    """The indicators of one dimension. `locked`: only what can be seen is asked."""

    def __init__(self, *args: Any, dimensions: Sequence[Dimension], locked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = tuple(one for part in dimensions for one in part.indicators if one.observable or not locked)
        for one in self.shown:
            self.fields[one.code] = Choice(label=one.text, choices=ANSWERS, initial=Answer.NOT_ASKED, required=False)

    @property
    def asked(self) -> list[tuple[Indicator, forms.BoundField]]:
        return [(one, self[one.code]) for one in self.shown]

    @property
    def answers(self) -> dict[str, str]:
        return {one.code: self.cleaned_data[one.code] or Answer.NOT_ASKED for one in self.shown}


class Signs(Step):
    """The signs of the card."""

    def __init__(self, *args: Any, child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = lists.signs_for(child=child)
        for group in self.groups:
            signs = [(sign.code, sign.text) for sign in group.signs]
            hints = {sign.code: sign.how_soon.label for sign in group.signs}
            self.fields[group.code] = Choices(label=group.title, choices=signs, hints=hints, required=False)

    @property
    def ticked(self) -> list[str]:
        return [code for group in self.groups for code in self.cleaned_data[group.code]]


class Words(Step):
    """The person's words, what was seen and what the officer thinks, each by itself; and the purpose where no list fits."""

    said = Story(
        label=_("The person's own words"),
        help_text=_("As said, in their words. Changed accounts and gaps of memory are not lies."),
        rows=3,
        required=False,
    )
    seen = Story(label=_("What you saw"), help_text=_("What anybody would have seen. No guess."), rows=3, required=False)
    thought = Story(label=_("What you think"), help_text=_("Your opinion, and only here."), rows=2, required=False)
    purposes = Choices(
        label=_("Is it one of these? Then no published list fits"),
        help_text=_("The result then follows the purpose, not the count."),
        choices=HandPurpose.choices,
        required=False,
    )


class Finish(forms.Form):
    """What follows. A person decides it."""

    concern = Choice(label=_("What follows?"), choices=Concern.choices, hints=CONCERN_HINTS)
    because = Story(
        label=_("Why do you go further than the indicators?"),
        help_text=_("A few words are enough. Your judgement counts."),
        rows=2,
        max_length=2000,
        required=False,
    )
    watch_on = Day(label=_("When keeping watch: on which day does somebody look again?"), required=False)
    watch = Line(label=_("And at what?"), max_length=200, required=False)


class Settle(forms.Form):
    """Why nobody was asked."""

    because = Choice(label=_("Why is nobody asked?"), choices=Unreferred.choices)


class Reason(forms.Form):
    """Why something is written down, or taken back."""

    because = Story(label=_("Why?"), rows=3, max_length=2000)


class Begin(forms.Form):
    """When the person was screened, if not now. `again`: a child that was screened already, and why it is asked once more."""

    because = Story(
        label=_("Why is this child asked again?"),
        help_text=_("One trained person asks a child, once. It stands among the notes."),
        rows=2,
        max_length=2000,
        required=False,
    )
    happened_on = day_field()
    happened_hour = hour_field()

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        return look_whole(self, super().clean() or {})


class Which(forms.Form):
    """Which list a form that is kept nowhere uses."""

    list = Choice(label=_("Which list?"), choices=lambda: [(code, lists.list_of(code).name) for code in lists.profile_codes()])
