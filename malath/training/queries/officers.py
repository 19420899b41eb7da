"""Officers of the pool, and who may see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.training import rules
from malath.training.models import Nomination, Officer, Trains
from malath.training.words import CourseKind, CourseState, Job, NominationState, Part, Sex

SHOWN = 100


@dataclass(frozen=True)
class OfficerLine:
    """An officer as lists show them."""

    reference: str
    name: str
    body: str
    directorate: str
    place: str
    job: Job
    sex: Sex
    years: int
    has_account: bool


@dataclass(frozen=True)
class OfficersPage:
    """Officers whose name or directorate holds the word. `more`: there are more than are shown."""

    lines: tuple[OfficerLine, ...]
    word: str
    more: bool


@dataclass(frozen=True)
class CourseOf:
    """A course in which an officer takes part, or trains."""

    reference: str
    title: str
    kind: CourseKind
    starts_on: date
    state: CourseState
    nomination: NominationState | None = None
    part: Part | None = None


@dataclass(frozen=True)
class OfficerPage:
    """One officer, what they learnt and where they train."""

    line: OfficerLine
    courses: tuple[CourseOf, ...]
    may_change: bool
    runs: bool


def runs(holdings: Holdings) -> bool:
    """Who runs the pool: whoever coordinates the mechanism."""
    return holdings.may(Power.COORDINATE)


def may_nominate(holdings: Holdings, officer: Officer) -> bool:
    """Whoever runs the pool, and supervisors of the officer's body."""
    return runs(holdings) or holdings.supervised_agency_id == officer.agency_id


def bodies_for(holdings: Holdings) -> list[Agency]:
    """Bodies whose officers this member of staff writes down."""
    found = agencies.agencies()
    return found if runs(holdings) else [body for body in found if body.pk == holdings.supervised_agency_id]


def officers_page(holdings: Holdings, today: date, word: str = "") -> OfficersPage:
    """One statement; two for a supervisor."""
    rows = _seen_by(holdings)
    if word:
        rows = rows.filter(Q(name_en__icontains=word) | Q(name_ar__icontains=word) | Q(directorate__icontains=word))
    found = list(rows.order_by("name_ar", "pk")[: SHOWN + 1])
    return OfficersPage(tuple(officer_line(row, today) for row in found[:SHOWN]), word, len(found) > SHOWN)


def officer_page(officer: Officer, holdings: Holdings, today: date) -> OfficerPage:
    """Two statements."""
    part = [
        CourseOf(*_course(row, today), nomination=NominationState(row.state))
        for row in Nomination.objects.filter(officer=officer).select_related("course")
    ]
    trains = [
        CourseOf(*_course(row, today), part=Part(row.part))
        for row in Trains.objects.filter(officer=officer).select_related("course")
    ]
    courses = sorted([*part, *trains], key=lambda one: one.starts_on, reverse=True)
    return OfficerPage(officer_line(officer, today), tuple(courses), may_nominate(holdings, officer), runs(holdings))


def officer_line(row: Officer, today: date) -> OfficerLine:
    return OfficerLine(
        row.reference, row.name, row.agency.name, row.directorate, agencies.place(row.governorate), Job(row.job), Sex(row.sex),
        rules.years_between(row.field_since, today), row.user_id is not None,
    )  # fmt: skip


def officer_by_reference(reference: str) -> Officer | None:
    return Officer.objects.select_related("agency").filter(reference=reference).first()


def officer_locked(pk: int) -> Officer:
    return Officer.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)


def officer_of(user: User) -> Officer | None:
    """The officer behind an account."""
    return Officer.objects.select_related("agency").filter(user=user).first()


def account_taken(user: User | None, officer: Officer | None = None) -> bool:
    rows = Officer.objects.filter(user=user)
    return user is not None and (rows.exclude(pk=officer.pk) if officer else rows).exists()


def _seen_by(holdings: Holdings) -> QuerySet[Officer]:
    rows = Officer.objects.select_related("agency")
    return rows if runs(holdings) else rows.filter(agency__in=bodies_for(holdings))


def _course(row: Nomination | Trains, today: date) -> tuple[str, str, CourseKind, date, CourseState]:
    course = row.course
    state = rules.state_of(course.starts_on, course.ends_on, today, called_off=course.called_off_at is not None)
    return course.reference, course.title, CourseKind(course.kind), course.starts_on, state
