"""Forms of a return: shape only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import Clock
from malath.agencies.models import Agency
from malath.foundation.clock import AMMAN
from malath.people.countries import country_choices
from malath.people.languages import language_choices
from malath.people.words import CHILD_BANDS, AgeBand, Sex
from malath.privacy.words import Interpreter, Method
from malath.returns.words import (
    ASKED_HERE,
    AskedBy,
    Court,
    Fear,
    FineWay,
    MissionAnswer,
    PaperKind,
    PaperState,
    Pressing,
    StopReason,
    TalkWith,
    Way,
)
from malath.returns.words_mission import Need
from malath.ui.fields import Choice, Choices, Day, Line, Phone, Story, Whole

SEALED = _("Kept sealed.")
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
ADULTS = [(band.value, band.label) for band in AgeBand if band not in CHILD_BANDS and band != AgeBand.UNKNOWN]
METHODS = [(method.value, method.label) for method in Method if method != Method.IMPORTED]
ANSWERS = [(one.value, one.label) for one in MissionAnswer if one != MissionAnswer.WAITING]
FEARS = [(one.value, one.label) for one in Fear if one != Fear.NOT_ASKED]
COURTS = [(one.value, one.label) for one in Court if one != Court.NOT_ASKED]
REASONS = [(one.value, one.label) for one in StopReason if one != StopReason.WITHDRAWN]
SCALE = [(str(number), str(number)) for number in range(1, 6)]


class Ask(forms.Form):
    """What is said when somebody asks to return."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(
        label=_("As what does the person return?"),
        help_text=_("Nobody has to be identified as anything to go home."),
        choices=[(kind.value, kind.label) for kind in ASKED_HERE],
        as_list=True,
    )
    country = Choice(label=_("To which country?"), choices=country_choices, as_list=True)
    asked_by = Choice(label=_("Who brought the wish to us?"), choices=AskedBy.choices, as_list=True)
    asked_on = Day(label=_("Since when do they ask?"))
    own_wish = forms.BooleanField(label=_("I asked the person alone: it is their own wish"), required=False)
    own_means = forms.BooleanField(
        label=_("The person says that they can pay for it themselves"), help_text=_("No paper is asked for."), required=False
    )
    other_funder = forms.BooleanField(label=_("Somebody else pays for this return"), required=False)
    pressing = Choices(
        label=_("What presses?"),
        help_text=_("Kept sealed. It moves the person up in the queue."),
        choices=Pressing.choices,
        required=False,
    )
    words = Story(label=_("What should we know?"), help_text=SEALED, rows=2, max_length=4_000, required=False)


class AskFirst(Ask):
    """The same of somebody who is new here, with their two answers."""

    name = Line(
        label=_("Name as said"),
        help_text=_("Not needed to be helped. A name the person chooses is enough."),
        max_length=120,
        required=False,
    )
    age_band = Choice(
        label=_("How old is the person?"),
        help_text=_("A child, or age in doubt: open a case first, so that somebody protects them."),
        choices=ADULTS,
        as_list=True,
    )
    sex = Choice(label=_("Sex"), choices=Sex.choices, initial=Sex.UNKNOWN, as_list=True)
    nationality = Choice(label=_("Nationality"), choices=country_choices, as_list=True, required=False)
    phone = Phone(
        label=_("Phone number"),
        help_text=_("Nobody is called or written to before the person says how. Never the employer's number."),
        required=False,
    )
    language = Choice(label=_("Language you speak together"), choices=language_choices, as_list=True)
    interpreter = Choice(
        label=_("Interpreter"),
        help_text=_("Never somebody who came with the person or knows the employer."),
        choices=Interpreter.choices,
        initial=Interpreter.NONE,
        as_list=True,
    )
    method = Choice(label=_("How was the answer given?"), choices=METHODS, initial=Method.SPOKEN, as_list=True)
    record = forms.BooleanField(label=_("The person agrees that we write down what they tell (C1)"), required=True)
    file = forms.BooleanField(label=_("The person agrees to a file for voluntary return (C11)"), required=True)


class AnswerFear(forms.Form):
    """Whether the person fears going back, and whether a court waits for them."""

    fear = Choice(
        label=_("“Do you fear going back?”"),
        help_text=_("Ask it alone and in these words. With yes or not sure nobody contacts the embassy."),
        choices=FEARS,
    )
    court = Choice(
        label=_("Does a criminal case wait for the person?"),
        help_text=_("Leaving may end what they can say in court. Tell them of early and of remote testimony."),
        choices=COURTS,
    )


class RecordTalk(forms.Form):
    """A counselling talk."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    held_by = Choice(label=_("Who held the talk?"), choices=TalkWith.choices)
    day = Day(label=_("On which day?"))
    hour = Clock(label=_("At what time?"), help_text=_("For example 14:30."))
    language = Choice(label=_("Language you speak together"), choices=language_choices, as_list=True)
    own_language = forms.BooleanField(label=_("It is a language that the person understands well"), required=False)
    alone = forms.BooleanField(label=_("The person was alone with who held it"), required=False)
    words = Story(
        label=_("What was talked over?"),
        help_text=_("What is possible, staying too; what help is and is not; bans and fines. Kept sealed."),
        rows=3,
        max_length=4_000,
        required=False,
    )

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], AMMAN)


class Declare(forms.Form):
    """The voluntary declaration."""

    language = Choice(label=_("In which language?"), choices=language_choices, as_list=True)
    own_language = forms.BooleanField(label=_("It is a language that the person understands well"), required=False)
    read_aloud = forms.BooleanField(label=_("It was read aloud, and the person said it in their words"), required=False)
    detained = forms.BooleanField(label=_("The person is in detention"), required=False)
    witness = Line(label=_("Independent witness"), help_text=_("Needed in detention. Kept sealed."), required=False)


class AssessDanger(forms.Form):
    """The danger there."""

    likelihood = Choice(label=_("How likely is harm there?"), help_text=_("1 hardly, 5 nearly certain."), choices=SCALE)
    harm = Choice(label=_("How bad would it be?"), help_text=_("1 little, 5 life."), choices=SCALE)
    words = Story(
        label=_("What is it, and what does the mission there say?"),
        help_text=_("Family as a cause, debts to recruiters, the trafficker at home, shame, a minority. Kept sealed."),
        rows=3,
        max_length=4_000,
    )
    way = Choice(label=_("What follows?"), help_text=_("Needed when the danger is high."), choices=Way.choices)


class ArrangeChild(forms.Form):
    """Who receives a child, and who goes with it."""

    receiver = Line(label=_("Who receives the child?"), help_text=SEALED)
    traced = forms.BooleanField(label=_("They were found to be who they say"), required=False)
    escort = Line(label=_("Who goes with the child?"), help_text=SEALED, required=False)


class SettlePaper(forms.Form):
    """A paper or a hold goes a step on."""

    kind = Choice(label=_("Which one?"), choices=PaperKind.choices)
    state = Choice(label=_("How far is it?"), choices=PaperState.choices)


class ChooseFines(forms.Form):
    """What is done about fines that were not waived."""

    way = Choice(label=_("What is done?"), choices=FineWay.choices)
    because = Story(label=_("Why?"), help_text=SEALED, rows=2, max_length=2_000)


class RecordFitness(forms.Form):
    """What a doctor says about flying."""

    fit = Choice(label=_("Can the person fly?"), choices=YES_NO)
    examined_on = Day(label=_("Examined on which day?"))
    until = Day(label=_("Until which day does it hold?"), help_text=_("A flight after this day needs a new word."))
    escort = forms.BooleanField(label=_("A nurse or doctor has to go along"), required=False)
    medicines = Whole(label=_("Medicine for how many days?"), min_value=0, max_value=365, required=False)


class AskMission(forms.Form):
    """Which mission is asked, and what."""

    mission = Choice(label=_("Which mission receives the person?"), choices=[], as_list=True)
    words = Story(label=_("What do we ask?"), help_text=SEALED, rows=2, max_length=4_000, required=False)
    needs = Choices(label=_("What has to be known on arrival?"), choices=Need.choices, required=False)
    plan = Story(
        label=_("Plan agreed with the person"),
        help_text=_("In neutral words: what is needed, never what happened."),
        rows=2,
        max_length=4_000,
        required=False,
    )
    health = Story(
        label=_("Health needs"),
        help_text=_("What treatment has to go on, and with what. Only with the person's agreement."),
        rows=2,
        max_length=4_000,
        required=False,
    )
    agreed = forms.BooleanField(label=_("The person agreed that these health needs go along"), required=False)

    def __init__(self, *args: Any, missions: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mission"].choices = [(one.reference, one.name) for one in missions]  # type: ignore[attr-defined]


class RecordAnswer(forms.Form):
    """What the mission answered."""

    answer = Choice(label=_("What does the mission say?"), choices=ANSWERS)
    words = Story(label=_("In their words"), help_text=SEALED, rows=2, max_length=4_000, required=False)


class Stop(forms.Form):
    """Why a return does not go on."""

    because = Choice(label=_("Why?"), help_text=_("It is held against nobody, and no other help ends."), choices=REASONS)
