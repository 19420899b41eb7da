"""Shape of what is typed about training."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.agencies.models import Agency
from malath.agencies.words import Governorate
from malath.framework.words import Proof
from malath.training.models import Course
from malath.training.queries import curriculum
from malath.training.words import CourseKind, Discipline, Half, Job, Merit, Part, Sex
from malath.ui.fields import Choice, Choices, Day, Line, Story, Whole
from malath.ui.text import digits


def modules() -> list[tuple[str, str]]:
    return [(code, f"{code} · {title}") for code, title in curriculum.titles().items()]


class RevisedModule(forms.Form):
    """A module in a new version."""

    label = Line(label=_("What is this version called?"), max_length=40)
    title_ar = Line(label=_("Title in Arabic"), max_length=120)
    title_en = Line(label=_("Title in English"), max_length=120)
    hours = Whole(label=_("Hours"), min_value=1, max_value=60)
    holds_from = Day(label=_("Taught so from"))
    proof = Choice(label=_("How sure is it?"), choices=Proof.choices, initial=Proof.MEMORY)
    changes = Story(label=_("What changed?"), max_length=4_000, rows=3, required=False)


class OfficerForm(forms.Form):
    """An officer, by what their work is."""

    name_ar = Line(label=_("Name in Arabic"), max_length=120)
    name_en = Line(label=_("Name in English"), max_length=120)
    agency = Choice(label=_("Body"), choices=(), as_list=True)
    directorate = Line(label=_("Directorate or unit"), max_length=80, required=False)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    job = Choice(label=_("What is their work?"), choices=Job.choices, as_list=True)
    sex = Choice(label=_("Woman or man"), choices=Sex.choices)
    field_since = Day(label=_("In field work since"), help_text=_("The day, or the first of the year."))
    email = Line(
        label=_("E-mail of their account here"),
        help_text=_("With an account they sign in to half-days and take tests by themselves."),
        required=False,
        ltr=True,
    )

    def __init__(self, *args: Any, bodies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(one.reference, one.name) for one in bodies]  # type: ignore[attr-defined]  # a Choice


class CourseForm(forms.Form):
    """A course as it is planned."""

    kind = Choice(label=_("What is it?"), choices=CourseKind.choices, as_list=True)
    title_ar = Line(label=_("Title in Arabic"), max_length=160)
    title_en = Line(label=_("Title in English"), max_length=160)
    host = Choice(label=_("Which body holds it?"), choices=(), as_list=True)
    place = Line(label=_("Where?"), help_text=_("A training centre or a hall. Never a shelter."), max_length=160)
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    starts_on = Day(label=_("First day"))
    ends_on = Day(label=_("Last day"))
    modules = Choices(label=_("Modules"), choices=modules, required=False)
    experts = forms.BooleanField(label=_("Experts from outside lead it"), required=False)

    def __init__(self, *args: Any, bodies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = [(one.reference, one.name) for one in bodies]  # type: ignore[attr-defined]  # a Choice


class OfCourse(forms.Form):
    """One of the courses to come."""

    course = Choice(label=_("Course"), choices=(), as_list=True)

    def __init__(self, *args: Any, courses: Iterable[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [(one.reference, f"{one.title} · {one.starts_on:%d/%m/%Y}") for one in courses]  # type: ignore[attr-defined]  # a Choice


class Nominate(OfCourse):
    """An officer for a course."""

    discipline = Choice(label=_("Disciplinary matters"), choices=Discipline.choices, initial=Discipline.NOT_ASKED)
    merits = Choices(label=_("For a study visit: what speaks for them?"), choices=Merit.choices, required=False)


class NameTrainer(OfCourse):
    """An officer who trains."""

    part = Choice(label=_("Their part"), choices=Part.choices, initial=Part.CO)


class Admit(forms.Form):
    """A yes, with a reason where a rule is waived."""

    because = Story(label=_("Why all the same?"), max_length=1_000, rows=2, required=False)


class TurnDown(forms.Form):
    """A no, and why."""

    because = Story(label=_("Why not?"), max_length=1_000, rows=2)


class OpenHalfDay(forms.Form):
    """Half a day begins."""

    on = Day(label=_("Day"))
    half = Choice(label=_("Which half?"), choices=Half.choices, initial=Half.MORNING)
    modules = Choices(label=_("What is taught"), choices=(), required=False)

    def __init__(self, *args: Any, taught: Iterable[tuple[str, str]], day: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": day, "half": Half.MORNING})
        super().__init__(*args, **kwargs)
        self.fields["modules"].choices = [(code, f"{code} · {title}") for code, title in taught]  # type: ignore[attr-defined]  # Choices


class SignIn(forms.Form):
    """The code that the trainer shows."""

    code = Line(label=_("Code of this half-day"), max_length=12, ltr=True)

    def clean_code(self) -> str:
        return digits(self.cleaned_data["code"]).replace(" ", "")


class Present(forms.Form):
    """Who was there."""

    there = Choices(label=_("Who was there?"), choices=(), required=False)

    def __init__(self, *args: Any, participants: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["there"].choices = list(participants)  # type: ignore[attr-defined]  # Choices


class CountPosts(forms.Form):
    """How many officers a directorate has."""

    agency = Choice(label=_("Body"), choices=(), as_list=True)
    directorate = Line(label=_("Directorate or unit"), help_text=_("As it is written with its officers."), max_length=80)
    posts = Whole(label=_("Officers in post"), min_value=1, max_value=100_000)
    counted_on = Day(label=_("Counted on"))
    source = Line(label=_("From where is the number known?"), max_length=160)

    def __init__(self, *args: Any, bodies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(one.reference, one.name) for one in bodies]  # type: ignore[attr-defined]  # a Choice
