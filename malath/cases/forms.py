"""Shape of what is typed about a case."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.accounts.forms import Clock
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.queries import InterpreterEntry
from malath.agencies.words import Governorate, Voice, Way
from malath.cases.queries import PartLine
from malath.cases.words import (
    FOR_ALL,
    OTHER_ROLES,
    BookingState,
    CancelReason,
    CaseStatus,
    DropReason,
    Link,
    Need,
    NeedState,
    NoteKind,
    Risk,
    RiskKind,
    SideState,
    TeamRole,
    UnmetReason,
    WhyNot,
)
from malath.foundation.clock import AMMAN
from malath.people.languages import language_choices
from malath.people.words import CHILD_BANDS, AgeBand, Sex
from malath.privacy.earlier_forms import DAY, HOUR, WORDS, day_field, hour_field, look_whole, look_words, words_field
from malath.privacy.words import (
    COMPARTMENTS,
    Answer,
    BasisKind,
    ConsentKind,
    Interpreter,
    Method,
    Section,
    WhyNotConsent,
)
from malath.ui.fields import Choice, Choices, Day, Line, Phone, Step, Story

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
    happened_on = day_field()
    happened_hour = hour_field()
    words_read = words_field(ConsentKind.C1)
    apart = (DAY, HOUR, WORDS)
    steps: Mapping[str, Step] = {
        "who": Step(_("1. The person"), ("age_band", "sex")),
        "needs": Step(_("2. Danger and needs"), ("risk", "needs")),
        "language": Step(_("3. Language"), ("language", "interpreter")),
        "child": Step(
            _("4. For a child, or when age is in doubt"),
            ("child_because", "child_view"),
            _(
                "A child in danger is not asked for consent: you go on because a child is at risk. The girl's or boy's own "
                "view is heard and written down."
            ),
            _("Say this to the child, in a language the child speaks well:"),
        ),
        "adult": Step(
            _("4. For an adult: may we write this down?"),
            ("answer", "method", "without", "because"),
            aloud=_("Read this aloud, in a language the person speaks well:"),
        ),
        "identity": Step(_("5. If the person wants to say it"), ("governorate", "name", "phone")),
        "note": Step(_("6. First note"), ("note_kind", "note")),
    }

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
        look_whole(self, data)
        if data.get("age_band") not in CHILD_BANDS:
            look_words(self, data)
        return data


class Facts(forms.Form):
    """Place and danger, and which state of them was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    risk = Choice(
        label=_("How great is the danger now?"),
        help_text=_("A first judgement. The grid of dangers takes its place."),
        choices=Risk.choices,
    )
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)

    def __init__(self, *args: Any, assessed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if assessed:
            del self.fields["risk"]


class NewNeed(forms.Form):
    """Something the person needs."""

    kind = Choice(label=_("What does the person need now?"), choices=Need.choices, as_list=True)
    happened_on = day_field()
    happened_hour = hour_field()
    apart = (DAY, HOUR)

    def clean(self) -> dict[str, Any]:
        return look_whole(self, super().clean() or {})


class AnswerNeed(forms.Form):
    """What became of a need."""

    state = Choice(label=_("What became of it?"), choices=NeedState.choices, as_list=True)
    reason = Choice(label=_("If it was not met: why?"), choices=UnmetReason.choices, as_list=True, required=False)
    own_wish = forms.BooleanField(label=_("The person raised it again themselves"), required=False)


SCALE = [("", "–"), *((str(number), str(number)) for number in range(1, 6))]


class Assess(forms.Form):
    """The grid: kind by kind how likely it is and how much harm it would do; a kind left out was not judged."""

    told = _(
        "From 1 (hardly) to 5 (almost surely, or deadly). Leave out what was not judged: that is not low. The level is that "
        "of the highest product: up to 6 low, up to 12 medium, up to 20 high, 25 critical."
    )
    plan = Story(
        label=_("Safety plan"),
        help_text=_("Needed for high and critical danger: who does what, when, and what the person does when alone."),
        required=False,
    )
    happened_on = day_field()
    happened_hour = hour_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in RiskKind:
            for part, label in (("likelihood", _("How likely")), ("harm", _("How much harm"))):
                field = Choice(label=label, choices=SCALE, required=False, widget=forms.Select)
                self.fields[f"{kind}_{part}"] = field

    @property
    def grid(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each kind of danger with its two fields."""
        return [(str(kind.label), self[f"{kind}_likelihood"], self[f"{kind}_harm"]) for kind in RiskKind]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in RiskKind:
            given = [bool(data.get(f"{kind}_{part}")) for part in ("likelihood", "harm")]
            if any(given) and not all(given):
                self.add_error(f"{kind}_{'harm' if given[0] else 'likelihood'}", str(WhyNot.HALF_SCORED.label))
        look_whole(self, data)
        return data

    @property
    def scores(self) -> list[tuple[RiskKind, int, int]]:
        found = [(kind, self.cleaned_data[f"{kind}_likelihood"], self.cleaned_data[f"{kind}_harm"]) for kind in RiskKind]
        return [(kind, int(likelihood), int(harm)) for kind, likelihood, harm in found if likelihood and harm]


class NewNote(forms.Form):
    """One note, of one kind."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    corrects = forms.CharField(widget=forms.HiddenInput, max_length=18, required=False)
    kind = Choice(label=_("What kind of note?"), choices=NoteKind.choices, hints=NOTE_HINTS, initial=NoteKind.OBSERVATION)
    text = Story(label=_("Note"))
    section = Choice(
        label=_("Where does it belong?"),
        help_text=_("What lies in a compartment is read only by those to whom it was opened by name."),
        choices=(),
        required=False,
    )
    happened_on = day_field()
    happened_hour = hour_field()
    apart = (DAY, HOUR)

    def __init__(self, *args: Any, open_to: Collection[Section] = (), ladder: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(section.value, section.label) for section in COMPARTMENTS if section in open_to]
        if not named:
            del self.fields["section"]
            return
        field = self.fields["section"]
        assert isinstance(field, Choice)  # noqa: S101  # for the type checker
        field.choices = [*([("", _("Among the notes"))] if ladder else []), *named]
        field.required = not ladder

    def clean(self) -> dict[str, Any]:
        return look_whole(self, super().clean() or {})

    def compartment(self) -> Section | None:
        """The one it is written into, None for the notes."""
        chosen = self.cleaned_data.get("section", "")
        return Section(chosen) if chosen else None


def new_note(open_to: Collection[Section] = (), *, ladder: bool = True) -> NewNote:
    """An empty note; a mark of its own makes a repeat harmless."""
    return NewNote(initial={"once": uuid4(), "section": ""}, auto_id="note_%s", open_to=open_to, ladder=ladder)


BACK = "back"


class StatusForm(forms.Form):
    """What was decided: a status, what stands beside the way, or that this is over. Each by itself."""

    decision = Choice(label=_("What was decided?"), choices=[])
    because = Story(
        label=_("Why?"),
        help_text=_("Needed for a formal decision and for what stands beside the way. Read by who reads the story."),
        rows=3,
        required=False,
    )
    other = Line(label=_("Number of the other case"), max_length=14, ltr=True, required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]  # a Choice
        self.needs_other = any(value == f"aside:{SideState.DUPLICATE}" for value, _label in choices)
        if not self.needs_other:
            del self.fields["other"]

    @property
    def status(self) -> CaseStatus | None:
        kind, _colon, value = self.cleaned_data["decision"].partition(":")
        return CaseStatus(value) if kind == "status" else None

    @property
    def aside(self) -> SideState | None:
        kind, _colon, value = self.cleaned_data["decision"].partition(":")
        return SideState(value) if kind == "aside" else None


class JoinTeam(forms.Form):
    """Who works on the case, as what."""

    worker = Choice(label=_("Colleague"), choices=[], as_list=True)
    role = Choice(label=_("Role in this case"), choices=TeamRole.choices, as_list=True)

    def __init__(self, *args: Any, workers: Iterable[User], key_worker: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = _offered(self, "worker", workers)
        roles = TeamRole.choices if not key_worker else [(role.value, role.label) for role in OTHER_ROLES]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]  # a Choice

    def clean_worker(self) -> User:
        return self.workers[self.cleaned_data["worker"]]


class GiveCase(forms.Form):
    """To whom the case is handed over, and what they have to know."""

    to = Choice(label=_("New key worker"), choices=[], as_list=True)
    note = Story(
        label=_("What the new key worker has to know"),
        help_text=_("What is agreed with the person, what is under way, what must not happen."),
        rows=5,
    )

    def __init__(self, *args: Any, workers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = _offered(self, "to", workers)

    def clean_to(self) -> User:
        return self.workers[self.cleaned_data["to"]]


class GiveTask(forms.Form):
    """Who does a task from now on."""

    worker = Choice(label=_("For whom?"), choices=[], as_list=True, required=False)

    def __init__(self, *args: Any, workers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = _offered(self, "worker", workers, nobody=_("Whoever is at the desk"))

    def clean_worker(self) -> User | None:
        return self.workers.get(self.cleaned_data["worker"])


class NewTask(GiveTask):
    """Something to do, until when, for whom."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(label=_("What is to be done?"), help_text=_("Read only inside the file."), max_length=200)
    due_on = Day(label=_("By which day?"))
    field_order = ("once", "title", "due_on", "worker")


class SettleTask(forms.Form):
    """Done, or why it is dropped."""

    because = Choice(label=_("Why is it dropped?"), choices=DropReason.choices, required=False, as_list=True)


NOTHING = "nothing"
LINKS = [(NOTHING, _("Nothing: both were asked, and they are strangers")), *Link.choices]
LENGTHS = [("30", _("Half an hour")), ("60", _("One hour")), ("90", _("An hour and a half")), ("120", _("Two hours"))]
VOICES = [("", _("No wish")), *Voice.choices]


class WhichLanguage(forms.Form):
    """For which language somebody is looked for."""

    language = Choice(label=_("Language"), choices=language_choices, as_list=True)


class BookInterpreter(forms.Form):
    """When, how, with whose voice, who, and what links them: the last is asked each time, and has no answer of its own."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    language = forms.CharField(widget=forms.HiddenInput, max_length=3)
    day = Day(label=_("On which day?"))
    hour = Clock(label=_("At what time?"), help_text=_("For example 14:30."))
    minutes = Choice(label=_("For how long?"), choices=LENGTHS, initial="60", as_list=True)
    way = Choice(label=_("How?"), choices=Way.choices, initial=Way.PHONE)
    voice = Choice(label=_("Whose voice does the person wish?"), choices=VOICES, required=False)
    outsider = forms.BooleanField(label=_("The person wants nobody of their own community"), required=False)
    interpreter = Choice(label=_("Interpreter"), choices=[], as_list=True)
    link = Choice(
        label=_("What links them?"),
        help_text=_("Ask the person first, then the interpreter, without a name. Whatever links them keeps them out."),
        choices=LINKS,
    )

    def __init__(self, *args: Any, offered: Iterable[InterpreterEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.reference, _interpreter_text(one)) for one in offered]
        self.fields["interpreter"].choices = [("", _("Choose…")), *named]  # type: ignore[attr-defined]  # a Choice

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From when until when, on Amman's clock."""
        typed = self.cleaned_data
        starts_at = datetime.combine(typed["day"], typed["hour"], AMMAN)
        return starts_at, starts_at + timedelta(minutes=int(typed["minutes"]))

    @property
    def linked(self) -> Link | None:
        found = self.cleaned_data["link"]
        return None if found == NOTHING else Link(found)


def _interpreter_text(one: InterpreterEntry) -> str:
    ways = " + ".join(str(way.label) for way in Way if way in one.facts.ways)
    words = [one.name, str(one.facts.voice.label), ways, one.agency, *([_("works now")] if one.now else [])]
    return " · ".join(str(word) for word in words)


class BookForSeveral(BookInterpreter):
    """The same for several people of a situation, one talk after the other."""

    minutes = Choice(label=_("For how long each?"), choices=LENGTHS, initial="30", as_list=True)
    cases = Choices(label=_("With whom, in this order?"), choices=[])
    link = Choice(
        label=_("What links them?"),
        help_text=_("Ask each person alone, then the interpreter, without a name. Leave out anybody whom something links."),
        choices=LINKS[:1],
    )
    field_order = ("once", "language", "cases", "day", "hour", "minutes", "way", "voice", "outsider", "interpreter", "link")

    def __init__(self, *args: Any, parts: Sequence[PartLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(part.case_reference, f"{part.code} {part.name}".strip()) for part in parts if part.may_write]
        self.fields["cases"].choices = named  # type: ignore[attr-defined]  # Choices


class SettleBooking(forms.Form):
    """What came of a booking."""

    state = Choice(label=_("What came of the booking?"), choices=[])
    because = Choice(label=_("If cancelled: why?"), choices=CancelReason.choices, as_list=True, required=False)

    def __init__(self, *args: Any, begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = (BookingState.DONE, BookingState.NOT_COME) if begun else ()
        states = [(state.value, state.label) for state in (*after, BookingState.CANCELLED)]
        self.fields["state"].choices = states  # type: ignore[attr-defined]  # a Choice
        if not begun:
            self.fields["state"].initial, self.fields["state"].widget = BookingState.CANCELLED, forms.HiddenInput()
            self.fields["because"].label = _("Why is it cancelled?")


class KeepOut(forms.Form):
    """Why an interpreter never hears this person."""

    kind = Choice(label=_("What links them?"), choices=Link.choices, as_list=True)


class NewSituation(forms.Form):
    """What several people have in common; everything may be unknown."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    desk = Choice(label=_("Your desk"), choices=[])
    place = Line(label=_("Place"), help_text=_("Kept sealed. Never the place of a shelter."), required=False)
    employer = Line(label=pgettext_lazy("situation", "Employer"), help_text=_("Kept sealed."), required=False)
    happened_on = Day(label=_("Day"), required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)

    def __init__(self, *args: Any, desks: Sequence[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        field = self.fields["desk"]
        field.choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        field.initial = desks[0].reference if desks else ""
        if len(desks) == 1:
            field.widget, field.required = forms.HiddenInput(), False

    def clean_desk(self) -> Desk | None:
        return self.desks.get(self.cleaned_data["desk"]) or next(iter(self.desks.values()), None)


class PartOfSituation(forms.Form):
    """Which case is part of it."""

    case = Line(label=_("Number of the case"), max_length=14, ltr=True)


class AskForAll(forms.Form):
    """What is asked for several people at once, and for whom."""

    need = Choice(label=_("What is needed?"), choices=[(need.value, need.label) for need in FOR_ALL])
    cases = Choices(label=_("For whom?"), choices=[])

    def __init__(self, *args: Any, parts: Sequence[PartLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(part.case_reference, f"{part.code} {part.name}".strip()) for part in parts if part.may_write]
        self.fields["cases"].choices = named  # type: ignore[attr-defined]  # Choices


def new_task(workers: Iterable[User]) -> NewTask:
    """An empty task; a mark of its own makes a repeat harmless."""
    return NewTask(initial={"once": uuid4()}, workers=workers, auto_id="task_%s")


def _offered(form: forms.Form, name: str, workers: Iterable[User], nobody: object = None) -> dict[str, User]:
    """The staff that a field offers, by reference; `nobody` names the choice of none of them."""
    found = {worker.reference: worker for worker in workers}
    choices = [(reference, one.name) for reference, one in found.items()]
    form.fields[name].choices = [("", nobody or _("Choose…")), *choices]  # type: ignore[attr-defined]  # a Choice
    return found
