"""Shape of what is typed about a referral: the steps of a draft, and the answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from malath.accounts.models import User
from malath.agencies.models import Agency, Desk
from malath.agencies.words import ServiceKind
from malath.people.languages import language_choices
from malath.privacy.wording import Wording, wording
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method, WhyNotConsent
from malath.referrals.queries import body_of, deadlines
from malath.referrals.queries.steps import DeskChoice, DeskStep
from malath.referrals.words import Alternative, DeclineReason, Outcome, Reason, Urgency
from malath.ui.fields import Choice, Story
from malath.ui.times import span_text

ANSWERS = [(answer.value, answer.label) for answer in (Answer.YES, Answer.NO, Answer.NOT_ASKED)]
ANSWERS_C5 = [*ANSWERS[:2], (Answer.NOT_NOW.value, Answer.NOT_NOW.label), *ANSWERS[2:]]
METHODS = [(method.value, method.label) for method in Method if method != Method.IMPORTED]
LABELS = {
    ConsentKind.C3: _("Did the person agree to be referred to this body?"),
    ConsentKind.C8: _("Does the person want to stay in a shelter?"),
    ConsentKind.C4: _("May the Unit also see who the person is and what they told?"),
    ConsentKind.C5: _("Does the person want to work with the investigation?"),
}
NOTE_LENGTH = 2000


class What(forms.Form):
    """Step 1: for what, and how urgent. `once` makes a repeat of the first sending harmless. For a child it begins at
    urgent, and says that no choice makes the clocks slower than that."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    urgency = Choice(label=_("How urgent is it?"), choices=Urgency.choices)
    type = Choice(label=_("What is needed?"), choices=ServiceKind.choices)

    def __init__(self, *args: Any, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urgency"].hints = _urgency_hints(is_child)  # type: ignore[attr-defined]  # a Choice
        self.fields["urgency"].initial = Urgency.URGENT if is_child else None


@dataclass(frozen=True)
class Asking:
    """One question under a desk: the words to read aloud and the field for the answer."""

    words: Wording
    field: BoundField


@dataclass(frozen=True)
class Card:
    """One desk to choose, with what has to be asked first."""

    choice: DeskChoice
    id: str
    checked: bool
    asking: tuple[Asking, ...]
    may_be_asked: bool


class Where(forms.Form):
    """Step 2: to which desk; and what the person answers when they were not asked about that body yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    desk = Choice(label=_("Which desk?"), choices=[], error_messages={"required": _("Choose a desk.")})
    language = Choice(label=_("Language you speak together"), choices=language_choices, as_list=True, required=False)
    interpreter = Choice(
        label=_("Interpreter"), choices=Interpreter.choices, initial=Interpreter.NONE, as_list=True, required=False
    )
    method = Choice(label=_("How was the answer given?"), choices=METHODS, initial=Method.SPOKEN, as_list=True, required=False)

    def __init__(self, *args: Any, step: DeskStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields["desk"].choices = [(one.reference, one.name) for one in step.choices]  # type: ignore[attr-defined]  # a Choice
        for choice in step.choices:
            for kind in self._asks(choice):
                answers = ANSWERS_C5 if kind == ConsentKind.C5 else ANSWERS
                self.fields[_asked_name(choice, kind)] = Choice(label=LABELS[kind], choices=answers, required=False)

    def clean(self) -> dict[str, Any]:
        """What was answered is kept with the language in which it was asked."""
        data = super().clean() or {}
        if not self.errors and self.answers() and not data["language"]:
            self.add_error("language", str(WhyNotConsent.LANGUAGE_MISSING.label))
        return data

    @property
    def asks_anything(self) -> bool:
        return any(self._asks(choice) for choice in self.step.choices)

    def _asks(self, choice: DeskChoice) -> tuple[ConsentKind, ...]:
        """Nobody is asked about a desk that cannot be asked; what was typed before its duty ended stays."""
        return choice.asks if self.step.may_ask(choice) or self.data.get("desk") == choice.reference else ()

    def clean_desk(self) -> str:
        """Before any answer is recorded: what is urgent goes to somebody on duty."""
        reference: str = self.cleaned_data["desk"]
        choice = next(one for one in self.step.choices if one.reference == reference)
        if choice.no_agreement:
            raise forms.ValidationError(str(Reason.NO_AGREEMENT.label))
        if not self.step.is_reached(choice):
            raise forms.ValidationError(_why_not_reached(choice))
        return reference

    def cards(self) -> Iterator[Card]:
        """The desks in their order, each with its questions."""
        chosen = self["desk"].value()
        for number, choice in enumerate(self.step.choices):
            kinds = self._asks(choice)
            asking = tuple(Asking(wording(kind, choice.body), self[_asked_name(choice, kind)]) for kind in kinds)
            yield Card(choice, f"id_desk_{number}", choice.reference == chosen, asking, self.step.may_ask(choice))

    def answers(self) -> list[tuple[ConsentKind, Answer, Agency | None]]:
        """What was answered about the chosen desk; what was not asked is not recorded."""
        chosen = next(one for one in self.step.choices if one.reference == self.cleaned_data["desk"])
        given = [(kind, self.cleaned_data[_asked_name(chosen, kind)]) for kind in chosen.asks]
        return [
            (kind, Answer(answer), chosen.body if kind == ConsentKind.C3 else None)
            for kind, answer in given
            if answer not in ("", Answer.NOT_ASKED)
        ]


class Why(forms.Form):
    """Step 3: why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = Story(
        label=_("Why is the person referred?"),
        help_text=_(
            "The receiving desk reads this before it answers. Write what they need to decide: no name, no phone, no "
            "address, and not the whole story."
        ),
        rows=6,
        max_length=4000,
    )


class Accept(forms.Form):
    """Who will look after the person."""

    key_worker = Choice(
        label=_("Key worker"),
        help_text=_("Who looks after the person at your desk. The sender does not learn who it is."),
        choices=[],
        as_list=True,
    )
    note = Story(label=_("Note for your desk"), rows=2, max_length=NOTE_LENGTH, required=False)

    def __init__(self, *args: Any, workers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {worker.reference: worker for worker in workers}
        self.fields["key_worker"].choices = [(reference, one.name) for reference, one in self.workers.items()]  # type: ignore[attr-defined]  # a Choice

    def clean_key_worker(self) -> User:
        return self.workers[self.cleaned_data["key_worker"]]


class HandOver(forms.Form):
    """Who looks after the person from now on."""

    to = Choice(
        label=_("New key worker"),
        help_text=_("They see what the key worker saw. The one before no longer sees it, and is told."),
        choices=[],
        as_list=True,
    )

    def __init__(self, *args: Any, workers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {worker.reference: worker for worker in workers}
        self.fields["to"].choices = [(reference, one.name) for reference, one in self.workers.items()]  # type: ignore[attr-defined]  # a Choice

    def clean_to(self) -> User:
        return self.workers[self.cleaned_data["to"]]


class Decline(forms.Form):
    """Why not, and what instead."""

    because = Choice(label=_("Why can your desk not take the person on?"), choices=DeclineReason.choices)
    alternative = Choice(label=_("What do you offer instead?"), choices=Alternative.choices)
    desk = Choice(
        label=_("The other desk"),
        help_text=_("The sender asks it with one press, if the person agrees."),
        choices=[],
        as_list=True,
        required=False,
    )
    note = Story(
        label=_("Which desk, or which day"),
        help_text=_("The sender reads this. Nothing about the person is needed."),
        rows=2,
        max_length=NOTE_LENGTH,
        required=False,
    )

    def __init__(self, *args: Any, desks: Iterable[Desk] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        self.fields["desk"].choices = [(reference, body_of(one)) for reference, one in self.desks.items()]  # type: ignore[attr-defined]  # a Choice

    def clean_desk(self) -> Desk | None:
        return self.desks.get(self.cleaned_data["desk"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("alternative") != Alternative.OTHER_DESK:
            data["desk"] = None
        named: dict[str, Promise] = {
            Alternative.OTHER_DESK: _("Name the other desk."),
            Alternative.LATER: _("Name the day."),
        }
        missing = named.get(str(data.get("alternative")))
        if missing and "note" in data and not data["note"] and not data.get("desk"):
            self.add_error("note", str(missing))
        return data


class Complete(forms.Form):
    """What came of it."""

    outcome = Choice(label=_("What came of it?"), choices=Outcome.choices)


def _urgency_hints(is_child: bool) -> dict[str, str]:
    """What each urgency means and its clocks, as they are set here and as they run for a child."""
    spans = deadlines()
    wall = _("Acknowledged within %(first)s, answered within %(second)s, day and night.")
    emergency = {"first": span_text(spans.emergency_acknowledged), "second": span_text(spans.emergency_answered)}
    urgent = {"first": span_text(spans.urgent_acknowledged), "second": span_text(spans.urgent_answered)}
    days = {"first": _working_days(spans.normal_acknowledged_days), "second": _working_days(spans.normal_answered_days)}
    danger, soon = _("Danger to life now."), _("A child, or danger soon.")
    normal = _("Acknowledged within %(first)s, answered within %(second)s of the desk.") % days
    child = _("Also where nobody is on duty now. For a child the clocks of an urgent referral run all the same.")
    return {
        Urgency.EMERGENCY: " ".join([str(danger), str(wall) % emergency]),
        Urgency.URGENT: " ".join([str(soon), str(wall) % urgent]),
        Urgency.NORMAL: str(child if is_child else normal),
    }


def _working_days(count: int) -> str:
    """As it stands after "within": genitive in Arabic."""
    return ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}


def _why_not_reached(choice: DeskChoice) -> str:
    """Nobody reads of it in time; for a liaison post, whom to ask or phone instead."""
    if not choice.post:
        return str(Reason.DESK_NOT_ON_DUTY.label)
    return " · ".join(word for word in (str(Reason.POST_NOT_ON_DUTY.label), choice.home, choice.home_phone) if word)


def _asked_name(choice: DeskChoice, kind: ConsentKind) -> str:
    """C3 is about one body; the other questions stand under each desk that needs them, and each is kept apart."""
    return f"{kind.value.lower()}_{choice.reference}"
