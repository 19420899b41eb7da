"""Shape of what is typed about a case."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from malath.agencies.models import Desk
from malath.agencies.words import Governorate
from malath.cases.words import Need, NoteKind, Risk
from malath.people.languages import language_choices
from malath.people.words import CHILD_BANDS, AgeBand, Sex
from malath.privacy.words import Answer, BasisKind, Interpreter, Method, WhyNotConsent
from malath.ui.fields import Choice, Choices, Line, Phone, Story

AGES = [(band.value, band.label) for band in AgeBand if band != AgeBand.UNKNOWN]
ANSWERS = [(answer.value, answer.label) for answer in (Answer.YES, Answer.NO, Answer.NOT_ASKED)]
METHODS = [(method.value, method.label) for method in Method if method != Method.IMPORTED]
ADULT_GROUNDS = [(kind.value, kind.label) for kind in (BasisKind.O1, BasisKind.O3, BasisKind.O4)]
NOTE_HINTS: Mapping[str, Promise] = {
    NoteKind.WORDS: _("What the person said, as they said it."),
    NoteKind.OBSERVATION: _("What you saw or heard yourself."),
    NoteKind.OPINION: _("What you think it means. Kept apart from the rest."),
}


class NewCase(forms.Form):
    """A case of a person who is new here, in the order of the field: danger and needs first, identity late."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    desk = Choice(label=_("Your desk"), choices=[])
    age_band = Choice(
        label=_("How old is the person?"),
        help_text=_("When you doubt, choose “Age in doubt”: the person is then treated as a child."),
        choices=AGES,
        as_list=True,
    )
    sex = Choice(label=_("Sex"), choices=Sex.choices, initial=Sex.UNKNOWN, as_list=True)
    risk = Choice(label=_("How great is the danger now?"), choices=Risk.choices, initial=Risk.NOT_ASSESSED)
    needs = Choices(label=_("What does the person need now?"), choices=Need.choices, required=False)
    language = Choice(label=_("Language you speak together"), choices=language_choices, as_list=True, required=False)
    interpreter = Choice(
        label=_("Interpreter"),
        help_text=_("Never somebody who came with the person or knows the employer."),
        choices=Interpreter.choices,
        initial=Interpreter.NONE,
        as_list=True,
    )
    answer = Choice(label=_("What did the person answer?"), choices=ANSWERS, required=False)
    method = Choice(label=_("How was the answer given?"), choices=METHODS, initial=Method.SPOKEN, as_list=True)
    without = Choice(
        label=_("If not agreed: on what ground do you go on?"),
        help_text=_("Only in these cases. Your supervisor looks at it within 24 hours."),
        choices=ADULT_GROUNDS,
        required=False,
        as_list=True,
    )
    because = Story(label=_("Why do you go on without agreement?"), max_length=2000, rows=2, required=False)
    child_because = Story(
        label=_("Why does this child need protection now?"),
        help_text=_("Your supervisor looks at it within 24 hours."),
        max_length=2000,
        rows=2,
        required=False,
    )
    child_view = Story(
        label=_("What does the girl or boy want, in their own words?"),
        help_text=_("Kept as the child's own words. Ask, listen, and write it even when you cannot follow it."),
        rows=3,
        required=False,
    )
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    name = Line(
        label=_("Name as said"),
        help_text=_("Not needed to be helped. A name the person chooses is enough."),
        max_length=120,
        required=False,
    )
    phone = Phone(
        label=_("Phone number"),
        help_text=_("Nobody is called or written to before the person says how. Never the employer's number."),
        required=False,
    )
    note_kind = Choice(
        label=_("What kind of note?"),
        help_text=_("Own words, what you saw, and what you think are kept apart."),
        choices=NoteKind.choices,
        initial=NoteKind.OBSERVATION,
        as_list=True,
    )
    note = Story(label=_("First note"), required=False)

    def __init__(self, *args: Any, desks: Sequence[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        field = self.fields["desk"]
        field.choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        field.initial = desks[0].reference if desks else ""
        if len(desks) == 1:
            field.widget, field.required = forms.HiddenInput(), False

    @property
    def is_child(self) -> bool:
        """Whether the age says that no question of consent is asked."""
        return self.cleaned_data["age_band"] in CHILD_BANDS

    def clean_desk(self) -> Desk | None:
        return self.desks.get(self.cleaned_data["desk"]) or next(iter(self.desks.values()), None)

    def clean(self) -> dict[str, Any]:
        """An adult's yes is kept with the language in which it was asked for; a child, or who goes on without it, is not
        held up for want of one."""
        data = super().clean() or {}
        agreed = data.get("answer") == Answer.YES and data.get("age_band") not in CHILD_BANDS
        if agreed and not data.get("language") and "language" not in self.errors:
            self.add_error("language", str(WhyNotConsent.LANGUAGE_MISSING.label))
        return data


class Facts(forms.Form):
    """Place, risk and needs, and which state of them was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    risk = Choice(label=_("How great is the danger now?"), choices=Risk.choices)
    needs = Choices(label=_("What does the person need now?"), choices=Need.choices, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)


class NewNote(forms.Form):
    """One note, of one kind."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = Choice(label=_("What kind of note?"), choices=NoteKind.choices, hints=NOTE_HINTS, initial=NoteKind.OBSERVATION)
    text = Story(label=_("Note"))


def new_note() -> NewNote:
    """An empty note; a mark of its own makes a repeat harmless."""
    return NewNote(initial={"once": uuid4()}, auto_id="note_%s")
