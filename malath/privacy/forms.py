"""Shape of what is typed about a person, a consent, a block; and what somebody else wrote meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from malath.accounts.forms import Clock
from malath.agencies import queries as agencies
from malath.agencies.words import WEEK
from malath.foundation.references import is_reference, new_reference
from malath.people.countries import country_choices
from malath.people.dates import DAY_FIRST, YEAR, YEAR_FIRST, Birth, read_birth
from malath.people.languages import language_choices
from malath.people.queries import ContactRule, Written
from malath.people.rules import ANY_TIME, Window
from malath.people.tokens import document_readings, phone_readings
from malath.people.words import (
    NAME_KINDS,
    AgeBand,
    Calendar,
    Certainty,
    Channel,
    DetailKind,
    Education,
    Gender,
    MaritalStatus,
    Season,
    Sex,
)
from malath.privacy.earlier_forms import DAY, HOUR, WORDS, day_field, hour_field, look_whole, look_words, words_field
from malath.privacy.queries import ConsentLine
from malath.privacy.words import Answer, AssentView, BasisKind, ConsentKind, Heard, Interpreter, Method, Shown
from malath.ui.fields import Choice, Choices, Line, Phone, Story, Whole
from malath.ui.fields import Day as DayField
from malath.ui.text import digits

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
NO_BIRTH = _("Write a year such as 1996, or a date such as 12/11/1996.")
MOST_WINDOWS = 3
READS_NONE = "none"
WHICH_BODY = _("Which body could help?")
IDENTITY_KINDS = (
    DetailKind.NAME,
    DetailKind.NAME_ARABIC,
    DetailKind.NAME_LATIN,
    DetailKind.FIRST_NAME,
    DetailKind.MIDDLE_NAME,
    DetailKind.FAMILY_NAME,
    DetailKind.ONE_NAME,
    DetailKind.BIRTH_DATE,
)
REACH_KINDS = (
    DetailKind.PHONE,
    DetailKind.OTHER_PHONE,
    DetailKind.EMAIL,
    DetailKind.STREET,
    DetailKind.CITY,
    DetailKind.STATE,
    DetailKind.POSTCODE,
    DetailKind.COUNTRY,
)
METHODS = [(method.value, method.label) for method in Method if method != Method.IMPORTED]
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]
GROUND_HINTS: Mapping[str, Promise] = {
    BasisKind.O1: _("There is no time to ask, or the person cannot speak freely. It passes over a no."),
    BasisKind.O2: _("A child, or age in doubt. The child's own view is heard and written down all the same."),
    BasisKind.O3: _("There is a written order about this person. It passes over a no; minimum facts only."),
    BasisKind.O4: _("The person cannot answer now. A no said before still counts; ask as soon as they can."),
}
CONSENT_DAYS = timedelta(days=365)


class SearchPeople(forms.Form):
    """Whom somebody looks for."""

    name = Line(
        label=_("Name"),
        help_text=_("Two parts of the name, or one part and the year of birth. In Arabic or Latin letters, in any spelling."),
        max_length=120,
        required=False,
    )
    birth_year = Whole(
        label=_("Year of birth"),
        help_text=_("Two years more or less are found too."),
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        required=False,
    )
    number = Line(
        label=_("Phone or document number"),
        help_text=_("Found only when it is exactly the same number."),
        max_length=40,
        ltr=True,
        required=False,
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if number and not phone_readings(number) and not document_readings(number):
            raise ValidationError(_("This is neither a phone nor a document number."))
        return number

    def clean(self) -> dict[str, Any]:
        """Something to look for: a year alone is nothing."""
        data = super().clean() or {}
        if not self.errors and not data["name"] and not data["number"]:
            raise ValidationError(_("Write a name, a phone or a document number."))
        return data


def reading_choices() -> list[tuple[str, object]]:
    """Languages to read, and none of them."""
    return [(READS_NONE, _("Reads no language")), *language_choices()]


class Facts(forms.Form):
    """Facts of a person. Without `full`, the minimum that a receiving desk needs at once."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sex = Choice(label=_("Sex"), choices=Sex.choices)
    age_band = Choice(
        label=_("Age"),
        help_text=_("When you doubt, choose “Age in doubt”: the person is then treated as a child."),
        choices=AgeBand.choices,
        as_list=True,
    )
    language = Choice(label=_("First language"), choices=language_choices, as_list=True, required=False)
    second_language = Choice(label=_("Second language"), choices=language_choices, as_list=True, required=False)
    third_language = Choice(label=_("Third language"), choices=language_choices, as_list=True, required=False)
    reads = Choice(
        label=_("Which language can the person read?"),
        help_text=_("To speak a language and to read it are two things. None is an answer, too."),
        choices=reading_choices,
        as_list=True,
        required=False,
    )
    also_reads = Choice(label=_("Reads also"), choices=language_choices, as_list=True, required=False)
    gender = Choice(label=_("Gender"), choices=Gender.choices, as_list=True, required=False)
    nationality = Choice(label=_("Nationality"), choices=country_choices, as_list=True, required=False)
    second_nationality = Choice(label=_("Second nationality"), choices=country_choices, as_list=True, required=False)
    marital_status = Choice(label=_("Marital status"), choices=MaritalStatus.choices, as_list=True, required=False)
    children = Whole(label=_("Number of children"), min_value=0, max_value=30, required=False)
    education = Choice(label=_("Highest education"), choices=Education.choices, as_list=True, required=False)
    deceased = Choice(label=_("Has the person died?"), choices=YES_OR_NO, as_list=True, required=False)

    MINIMUM = ("version", "sex", "age_band", "language")

    def __init__(self, *args: Any, full: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not full:
            self.fields = {name: self.fields[name] for name in self.MINIMUM}

    def facts(self, before: Mapping[str, object]) -> dict[str, object]:
        """What was typed, under the names that `people` uses. A third nationality from an import stays."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if "nationality" in data:
            typed = [data.pop("nationality"), data.pop("second_nationality")]
            data["nationalities"] = [code for code in typed if code] + list(_codes(before))[2:]
            reads, also = data["reads"], data.pop("also_reads")
            data["reads"] = None if not reads else [] if reads == READS_NONE else [code for code in (reads, also) if code]
            data["deceased"] = {"yes": True, "no": False}.get(data["deceased"])
        return data


def facts_shown(facts: Mapping[str, object]) -> dict[str, object]:
    """Stored facts as the form shows them."""
    codes = [*_codes(facts), "", ""]
    deceased = {True: "yes", False: "no"}.get(facts["deceased"], "")  # type: ignore[call-overload]  # None is no key
    reads = facts["reads"]
    read = ["", ""] if reads is None else [*map(str, reads), "", ""] if reads else [READS_NONE, ""]  # type: ignore[call-overload]  # a list
    facts = {**facts, "reads": read[0], "also_reads": read[1]}
    return {**facts, "nationality": codes[0], "second_nationality": codes[1], "deceased": deceased}


def _codes(facts: Mapping[str, object]) -> Sequence[str]:
    codes = facts["nationalities"]
    return [str(code) for code in codes] if isinstance(codes, Iterable) else []


class BirthAsSaid(Line):
    """A birth date as far as it is known: a year, or a day, by the calendar that is chosen beside it."""

    def to_python(self, value: Any) -> str:
        text = digits(super().to_python(value)).replace(" ", "")
        if text and not any(shape.fullmatch(text) for shape in (YEAR, YEAR_FIRST, DAY_FIRST)):
            raise ValidationError(NO_BIRTH, code="invalid")
        return text


class Identity(forms.Form):
    """Who the person is, as this desk writes it. Everything may be left out."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = Line(
        label=_("Name as said"),
        help_text=_("As the person says it. A name the person chooses is enough."),
        max_length=120,
        required=False,
    )
    name_ar = Line(label=_("Name in Arabic script"), max_length=120, required=False)
    name_la = Line(
        label=_("Name in Latin script"),
        help_text=_("As in a passport, when there is one."),
        max_length=120,
        ltr=True,
        required=False,
    )
    first = Line(label=_("First name"), max_length=80, required=False)
    middle = Line(label=_("Middle name"), max_length=80, required=False)
    family = Line(label=_("Family name"), max_length=80, required=False)
    one_name = forms.BooleanField(label=_("The person has one name only: it is a whole name"), required=False)
    certainty = Choice(label=_("From where do you know the name?"), choices=Certainty.choices, as_list=True, required=False)
    birth = BirthAsSaid(
        label=_("Birth date or year"),
        help_text=_("For example 1996 or 12/11/1996, by whichever calendar the person counts."),
        max_length=20,
        ltr=True,
        required=False,
    )
    calendar = Choice(label=_("Calendar"), choices=Calendar.choices, initial=Calendar.GREGORIAN, as_list=True, required=False)
    season = Choice(
        label=_("Season"), help_text=_("When nobody knows the day."), choices=Season.choices, as_list=True, required=False
    )
    about = forms.BooleanField(label=_("The year is a guess"), required=False)
    birth_certainty = Choice(
        label=_("From where do you know the birth date?"), choices=Certainty.choices, as_list=True, required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("birth"):
            season = Season(data["season"]) if data.get("season") else None
            calendar = Calendar(data.get("calendar") or Calendar.GREGORIAN)
            read = read_birth(data["birth"], calendar, about=bool(data.get("about")), season=season)
            if read is None:
                self.add_error("birth", _("There is no such day in the calendar."))
            elif not str(EARLIEST_YEAR) <= read.converted <= self.today.isoformat():
                self.add_error("birth", _("A birth date lies in the past, after 1900."))
            data["stored_birth"] = read.stored if read else ""
        return data

    def details(self) -> list[tuple[DetailKind, str]]:
        """What was typed, kind by kind."""
        data = self.cleaned_data
        other = {DetailKind.BIRTH_DATE: data.get("stored_birth", ""), DetailKind.ONE_NAME: "yes" if data["one_name"] else ""}
        return [(kind, other[kind] if kind in other else data[kind.value]) for kind in IDENTITY_KINDS]

    def certain(self) -> dict[DetailKind, Certainty]:
        """From where each kind is known."""
        data = self.cleaned_data
        known: dict[DetailKind, Certainty] = {}
        for kind in IDENTITY_KINDS:
            said = data["birth_certainty"] if kind == DetailKind.BIRTH_DATE else data["certainty"]
            if said and kind != DetailKind.ONE_NAME:
                known[kind] = Certainty(said)
        return known


class Reach(forms.Form):
    """Numbers and addresses, as this desk writes them. Nothing here says that they may be used."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    phone = Phone(label=_("Mobile phone"), help_text=_("Never the employer's number."), required=False)
    phone2 = Phone(label=_("Other phone"), required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=200, required=False)
    street = Line(label=_("Street"), help_text=_("Never the place of a shelter."), max_length=200, required=False)
    city = Line(label=_("Town"), max_length=80, required=False)
    state = Line(label=_("Region or governorate of the address"), max_length=80, required=False)
    postcode = Line(label=_("Postal code"), max_length=20, ltr=True, required=False)
    country = Choice(label=_("Country of the address"), choices=[], as_list=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.update({"dir": "ltr", "autocomplete": "off"})
        written = str(self.initial.get("country", ""))
        known = country_choices()
        as_imported = [(written, written)] if written and written not in dict(known) else []
        choices = [("", _("Choose…")), *as_imported, *known]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]  # a Choice

    def details(self) -> list[tuple[DetailKind, str]]:
        """What was typed, kind by kind."""
        return [(kind, self.cleaned_data[kind.value]) for kind in REACH_KINDS]


def details_shown(written: Iterable[Written]) -> dict[str, object]:
    """A desk's own details as its form shows them, and which ones they are."""
    rows = list(written)
    values: dict[str, object] = {row.kind.value: row.value for row in rows}
    known = {row.kind: row.certainty for row in rows}
    values["certainty"] = next((sure for kind, sure in known.items() if kind in NAME_KINDS and sure), "")
    values["birth_certainty"] = known.get(DetailKind.BIRTH_DATE, "")
    values["one_name"] = DetailKind.ONE_NAME in known
    if birth := str(values.get("birth", "")):
        read = Birth.of(birth)
        values |= {"birth": read.typed, "about": read.about, "calendar": read.calendar.value, "season": read.season or ""}
    return {"about": False, **values, "seen": " ".join(str(row.id) for row in rows)}


def seen_in(form: forms.Form) -> set[int]:
    """The details that stood in the form when it was opened."""
    return {int(number) for number in form.cleaned_data["seen"].split() if number.isdecimal()}


class SafeContact(forms.Form):
    """How the person may be reached, agreed with the person."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    channel = Choice(
        label=_("How may we reach the person?"),
        choices=Channel.choices,
        hints={
            Channel.THROUGH: _("Write below through whom."),
            Channel.NONE: _("The person comes or calls."),
        },
    )
    number = Choice(
        label=_("On which number?"),
        help_text=_("Only numbers written down for the person. A number of another party in the file is never offered."),
        choices=[],
        as_list=True,
        required=False,
    )
    any_time = forms.BooleanField(label=_("At any time of any day"), required=False)
    days1 = Choices(label=_("On which days?"), choices=WEEK, required=False)
    from1 = Clock(label=_("From"), required=False)
    until1 = Clock(label=_("Until"), required=False)
    days2 = Choices(label=_("And on which other days?"), choices=WEEK, required=False)
    from2 = Clock(label=_("From"), required=False)
    until2 = Clock(label=_("Until"), required=False)
    days3 = Choices(label=_("And on which other days?"), choices=WEEK, required=False)
    from3 = Clock(label=_("From"), required=False)
    until3 = Clock(label=_("Until"), required=False)
    hours = Line(
        label=_("Anything else about the hours?"),
        help_text=_("For example: never while the children sleep."),
        required=False,
    )
    code_word = Line(
        label=_("Code word"),
        help_text=_("A word only the person says: so that we know on the phone who speaks, and alone."),
        max_length=60,
        required=False,
    )
    may_leave_message = forms.BooleanField(label=_("We may leave a message"), required=False)
    may_say_agency = forms.BooleanField(label=_("We may say the name of our body"), required=False)
    language = Choice(label=_("Language"), choices=language_choices, as_list=True, required=False)
    who_else = Story(
        label=_("Who else uses or answers this phone?"),
        help_text=_("Also: through whom, and who must not learn of it."),
        rows=3,
        max_length=1000,
        required=False,
    )
    happened_on = day_field()
    happened_hour = hour_field()
    apart = (DAY, HOUR)

    def __init__(self, *args: Any, numbers: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose…")), *((number, number) for number in numbers)]
        self.fields["number"].choices = choices  # type: ignore[attr-defined]  # a Choice

    def clean(self) -> dict[str, Any]:
        """Days and hours belong together; hours may pass midnight, but not stand still."""
        data = super().clean() or {}
        look_whole(self, data)
        for row in range(1, MOST_WINDOWS + 1):
            parts = [data.get(f"{name}{row}") for name in ("days", "from", "until")]
            if any(part not in (None, [], "") for part in parts) and not all(part not in (None, [], "") for part in parts):
                self.add_error(f"days{row}", _("Days, from and until belong together."))
            elif parts[1] is not None and parts[1] == parts[2]:
                self.add_error(f"until{row}", _("The end is the same as the beginning."))
        return data

    def windows(self) -> tuple[Window, ...]:
        """The hours that were agreed."""
        data = self.cleaned_data
        if data["any_time"]:
            return (ANY_TIME,)
        rows = [tuple(data[f"{name}{row}"] for name in ("days", "from", "until")) for row in range(1, MOST_WINDOWS + 1)]
        return tuple(Window(frozenset(map(int, days)), start, until) for days, start, until in rows if days)


def windows_shown(windows: Sequence[Window]) -> dict[str, object]:
    """The hours that were agreed as the form shows them."""
    shown: dict[str, object] = {"any_time": ANY_TIME in windows}
    for number, window in enumerate((one for one in windows if one != ANY_TIME), start=1):
        days = [str(day) for day in sorted(window.days)]
        shown |= {f"days{number}": days, f"from{number}": window.start, f"until{number}": window.until}
    return shown


def contact_shown(rule: ContactRule | None) -> dict[str, object]:
    """A safe-contact rule as its form shows it; without one, nothing is allowed."""
    if rule is None:
        return {"version": 0, "channel": Channel.NONE}
    names = (
        "version",
        "channel",
        "may_leave_message",
        "may_say_agency",
        "language",
        "number",
        "hours",
        "code_word",
        "who_else",
    )
    return {name: getattr(rule, name) for name in names} | windows_shown(rule.windows)


class ConsentAnswer(forms.Form):
    """One answer to one question, and how it was given."""

    title = _("The answer")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = Choice(label=_("What did the person answer?"), choices=[])
    language = Choice(label=_("Language you spoke"), choices=language_choices, as_list=True)
    interpreter = Choice(
        label=_("Interpreter"),
        help_text=_("Never somebody who came with the person or knows the employer."),
        choices=Interpreter.choices,
        initial=Interpreter.NONE,
    )
    method = Choice(label=_("How was the answer given?"), choices=METHODS, initial=Method.SPOKEN)
    witness = Line(
        label=_("Witness"),
        help_text=_("Somebody the person trusts, if there was one. Kept sealed."),
        required=False,
    )
    expires_on = DayField(
        label=_("A yes stands until"),
        help_text=_("Twelve months, or less when the person wants less. It ends earlier when its purpose ends."),
        required=False,
    )

    guardian = Choice(
        label=_("Which guardian answers?"),
        help_text=_("Only one whose proof was seen and who is no danger to the child."),
        choices=[],
        required=False,
    )
    view = Choice(label=_("What does the child say?"), choices=AssentView.choices, required=False)
    words = Story(label=_("In the child's own words"), help_text=_("Kept sealed."), rows=2, max_length=2000, required=False)
    happened_on = day_field()
    happened_hour = hour_field()
    apart = (DAY, HOUR, WORDS)
    field_order: tuple[str, ...] = ("answer", "guardian", "view", "words")

    def __init__(
        self,
        *args: Any,
        kind: ConsentKind,
        today: date,
        guardians: Iterable[tuple[str, str]] = (),
        is_child: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_child:
            choices = [("", _("No guardian answers")), *guardians]
            self.fields["guardian"].choices = choices  # type: ignore[attr-defined]  # a Choice
            self.fields["answer"].label = _("What is the answer?")
            _say_when_needed(self, kind)
        else:
            del self.fields["guardian"], self.fields["view"], self.fields["words"]
        answers = [answer for answer in Answer if answer != Answer.NOT_NOW or kind == ConsentKind.C5]
        choices = [(answer.value, answer.label) for answer in answers]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]  # a Choice
        self.fields["expires_on"].initial = today + CONSENT_DAYS
        self.fields[WORDS] = words_field(kind, child=is_child)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        look_whole(self, data)
        look_words(self, data)
        return data


def _say_when_needed(form: forms.Form, kind: ConsentKind) -> None:
    """For a child a yes needs its guardian and its own view; a no needs neither. A record of what the child itself tells
    (C1) needs no guardian, and its view as soon as one answers."""
    if kind == ConsentKind.C1:
        form.fields["view"].needed_for = _("needed when a guardian says yes")  # type: ignore[attr-defined]  # a Choice
    else:
        for name in ("guardian", "view"):
            form.fields[name].needed_for = _("needed for a yes")  # type: ignore[attr-defined]  # a Choice


class UseAnswer(ConsentAnswer):
    """The same about one use of a photograph or a story (C15): first what exactly it is."""

    first_title = _("What exactly")
    use = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = Choice(label=_("What would be shown?"), choices=Shown.choices)
    about = Story(
        label=_("Where, to whom, and until when?"),
        help_text=_(
            "Agree it with the person word for word: which picture or which part of the story, and what nobody may see."
        ),
        rows=4,
        max_length=2000,
    )
    field_order = ("shown", "about")

    def __init__(self, *args: Any, today: date, described: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, kind=ConsentKind.C15, today=today, **kwargs)
        if described:
            del self.fields["shown"], self.fields["about"]

    def clean_use(self) -> str:
        use: str = self.cleaned_data["use"]
        return use if is_reference(use) else new_reference()


class Withdrawal(forms.Form):
    """Is it the person's own wish?"""

    heard = Choice(label=_("How do you know that this is the person's own wish?"), choices=Heard.choices)


class WithdrawSeveral(Withdrawal):
    """What the person takes back, all in one moment."""

    consents = Choices(label=_("What does the person take back?"), choices=[])
    field_order = ("consents", "heard")

    def __init__(self, *args: Any, lines: Iterable[ConsentLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consents"].choices = [(str(line.id), line.question) for line in lines]  # type: ignore[attr-defined]  # Choices

    @property
    def chosen(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["consents"]]


class PickBody(forms.Form):
    """A body of the mechanism; all of them are listed, whoever has access."""

    body = Choice(choices=[], as_list=True)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        field.label = label
        bodies = [(body.reference, body.name) for body in agencies.agencies()]
        field.choices = [("", _("Choose…")), *bodies]  # type: ignore[attr-defined]  # a Choice


class NewBlock(forms.Form):
    """Whom the person does not want in the file: the whole body, a desk, or one member of staff."""

    whom = Choice(label=_("Who is to be kept out?"), choices=[])
    others_help = forms.BooleanField(label=_("Another desk helps the person and knows that it will be alone"), required=False)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = list(choices)  # type: ignore[attr-defined]  # a Choice


class GoOnWithout(forms.Form):
    """On which ground somebody goes on without consent, and why."""

    kind = Choice(label=_("On what ground do you go on?"), choices=[], hints=GROUND_HINTS)
    because = Story(
        label=_("Why can you not wait for the person's agreement?"),
        help_text=_("What you saw or know. Kept sealed. Your supervisor and who sees the whole story read it."),
        rows=3,
        max_length=2000,
    )

    def __init__(self, *args: Any, grounds: Iterable[BasisKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in grounds]  # type: ignore[attr-defined]  # a Choice


class JudgeGround(forms.Form):
    """Which ground without consent a supervisor confirms or ends."""

    ground = forms.IntegerField(widget=forms.HiddenInput)


class EndBlock(forms.Form):
    """Which block ends."""

    block = forms.IntegerField(widget=forms.HiddenInput)
