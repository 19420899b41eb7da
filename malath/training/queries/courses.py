"""Courses: who takes part, who trains, which half-days were held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.foundation import clock
from malath.training import rules
from malath.training.models import Course, HalfDay, Nomination, Officer, Presence, Trains
from malath.training.queries import curriculum
from malath.training.queries.officers import OfficerLine, officer_line, runs
from malath.training.words import CourseKind, CourseState, Discipline, Half, Level, NominationState, Part, Way, WhyNot
from malath.ui.pieces import Tone

SHOWN = 100
LIST_IS_TAKEN = 7
"""Days before and after a course in which its list is taken along on a phone."""
MAY_BE_THERE = Q(state=NominationState.ADMITTED) & (~Q(course__kind=CourseKind.STUDY_VISIT) | Q(travel_at__isnull=False))
"""Who may be there in a half-day: `rules.may_be_there` as the database reads it."""
STATE_TONE: dict[CourseState, Tone] = {CourseState.RUNNING: "info", CourseState.OVER: "ok", CourseState.CALLED_OFF: "danger"}
NOMINATION_TONE: dict[NominationState, Tone] = {NominationState.NOMINATED: "warn", NominationState.ADMITTED: "ok"}


@dataclass(frozen=True)
class CourseLine:
    """A course as lists show it."""

    reference: str
    kind: CourseKind
    title: str
    host: str
    place: str
    starts_on: date
    ends_on: date
    state: CourseState
    experts: bool

    @property
    def tone(self) -> Tone:
        return STATE_TONE.get(self.state, "quiet")


@dataclass(frozen=True)
class CoursesPage:
    """Courses to come and running, or those that were."""

    lines: tuple[CourseLine, ...]
    past: bool
    may_announce: bool
    may_see_officers: bool
    may_read_pool: bool


@dataclass(frozen=True)
class Participant:
    """An officer's part in a course. `against`: what needs a waiver."""

    reference: str
    officer: OfficerLine
    discipline: Discipline
    state: NominationState
    waived: bool
    against: tuple[WhyNot, ...]
    present: int
    held: int

    @property
    def tone(self) -> Tone:
        return NOMINATION_TONE.get(self.state, "quiet")

    @property
    def took_part(self) -> bool:
        return rules.took_part(self.present, self.held)


@dataclass(frozen=True)
class TrainerLine:
    """Who trains in a course."""

    reference: str
    name: str
    body: str
    part: Part


@dataclass(frozen=True)
class HalfDayLine:
    """Half a day that was held. `code`: to sign in with, for whoever trains, while it holds."""

    reference: str
    on: date
    half: Half
    modules: tuple[tuple[str, str], ...]
    present: int
    code: str


@dataclass(frozen=True)
class CoursePage:
    """One course as the viewer may see it. `delivers`: trains in it, or runs the pool; `nominates`: sees officers of their
    body; `own`: the viewer's own part; `observes`: is a master trainer, who rates how courses are delivered."""

    line: CourseLine
    modules: tuple[tuple[str, str], ...]
    trainers: tuple[TrainerLine, ...]
    participants: tuple[Participant, ...]
    half_days: tuple[HalfDayLine, ...]
    own: Participant | None
    runs: bool
    delivers: bool
    observes: bool

    @property
    def goes_on(self) -> bool:
        """Whether this member of staff may see what follows a workshop or a study visit."""
        takes_part = self.own is not None and self.own.state == NominationState.ADMITTED
        return self.line.kind in {CourseKind.WORKSHOP, CourseKind.STUDY_VISIT} and (self.delivers or takes_part)

    @property
    def admitted(self) -> tuple[Participant, ...]:
        return tuple(one for one in self.participants if one.state == NominationState.ADMITTED)

    @property
    def may_sign_in(self) -> bool:
        return self.own is not None and self.own.state == NominationState.ADMITTED and self.line.state != CourseState.CALLED_OFF


@dataclass(frozen=True)
class PresencePage:
    """One half-day: who was there."""

    course: CourseLine
    half_day: HalfDayLine
    participants: tuple[Participant, ...]
    there: frozenset[str]


def courses_page(holdings: Holdings, today: date, *, past: bool = False) -> CoursesPage:
    """One statement."""
    rows = Course.objects.select_related("host")
    rows = rows.filter(ends_on__lt=today).order_by("-starts_on", "-pk") if past else rows.filter(ends_on__gte=today)
    lines = tuple(course_line(row, today) for row in (rows if past else rows.order_by("starts_on", "pk"))[:SHOWN])
    reads = any(holdings.may(power) for power in (Power.COORDINATE, Power.SEE_FIGURES, Power.READ_FIGURES))
    return CoursesPage(lines, past, runs(holdings), runs(holdings) or holdings.supervised_agency_id is not None, reads)


def course_page(course: Course, holdings: Holdings, at: datetime) -> CoursePage:
    """Six statements."""
    today = clock.in_amman(at).date()
    trainers = list(course.trainers.select_related("officer__agency").order_by("-part", "pk"))
    delivers = runs(holdings) or any(row.officer.user_id == holdings.user_id for row in trainers)
    half_days = _half_days(course, at, with_codes=delivers)
    everybody = _participants(course, len(half_days), today)
    seen = [one for row, one in everybody if delivers or row.officer.agency_id == holdings.supervised_agency_id]
    own = next((one for row, one in everybody if row.officer.user_id == holdings.user_id), None)
    titles = curriculum.titles()
    return CoursePage(
        course_line(course, today), tuple((code, titles.get(code, code)) for code in course.modules),
        tuple(_trainer(row) for row in trainers), tuple(seen), half_days if delivers or own else (), own, runs(holdings),
        delivers, Officer.objects.filter(user=holdings.user_id, level=Level.MASTER, lapsed_at__isnull=True).exists(),
    )  # fmt: skip


def presence_page(half_day: HalfDay, at: datetime) -> PresencePage:
    """Three statements."""
    today = clock.in_amman(at).date()
    there = frozenset(half_day.presences.values_list("nomination__reference", flat=True))
    participants = [one for row, one in _participants(half_day.course, 1, today) if may_be_there(row)]
    line = _half_day(half_day, len(there), at, with_codes=True)
    return PresencePage(course_line(half_day.course, today), line, tuple(participants), there)


def nomination_line(nomination: Nomination, today: date) -> Participant:
    return _participant(nomination, 0, 0, today)


def open_courses(today: date) -> list[Course]:
    """Courses for which officers are nominated and trainers named."""
    rows = Course.objects.filter(ends_on__gte=today, called_off_at__isnull=True)
    return list(rows.order_by("starts_on", "pk")[:SHOWN])


def course_line(row: Course, today: date) -> CourseLine:
    place = " · ".join(one for one in (row.place, agencies.place(row.governorate)) if one)
    return CourseLine(
        row.reference, CourseKind(row.kind), row.title, row.host.name, place, row.starts_on, row.ends_on, state_of(row, today),
        row.experts,
    )  # fmt: skip


def state_of(course: Course, today: date) -> CourseState:
    return rules.state_of(course.starts_on, course.ends_on, today, called_off=course.called_off_at is not None)


def course_by_reference(reference: str) -> Course | None:
    return Course.objects.select_related("host").filter(reference=reference).first()


def course_locked(pk: int) -> Course:
    return Course.objects.select_for_update(of=("self",)).select_related("host").get(pk=pk)


def nomination_by_reference(reference: str) -> Nomination | None:
    return _nominations().filter(reference=reference).first()


def nomination_locked(pk: int) -> Nomination:
    return _nominations().select_for_update(of=("self",)).get(pk=pk)


def nomination_of(course: Course, officer: Officer) -> Nomination | None:
    return _nominations().filter(course=course, officer=officer).first()


def half_day_by_reference(reference: str) -> HalfDay | None:
    return HalfDay.objects.select_related("course__host").filter(reference=reference).first()


def half_days_open(course: Course, at: datetime) -> list[HalfDay]:
    """Half-days in which one signs in now, locked."""
    return list(HalfDay.objects.select_for_update().filter(course=course, code_until__gt=at, at__lte=at).order_by("pk"))


def half_day_of(course: Course, on: date, half: Half) -> HalfDay | None:
    return HalfDay.objects.filter(course=course, on=on, half=half).first()


def present_in(half_day: HalfDay) -> set[str]:
    return set(half_day.presences.values_list("nomination__reference", flat=True))


def was_listed_since(half_day: HalfDay, moment: datetime) -> bool:
    """Whether somebody was put on the list of a half-day by hand after a moment."""
    return half_day.presences.filter(way=Way.LIST, at__gt=moment).exists()


def lists_to_take(user_id: int, today: date) -> dict[Course, list[Nomination]]:
    """Courses of these days in which somebody trains, each with who was admitted: two statements."""
    near = timedelta(days=LIST_IS_TAKEN)
    trained = Course.objects.filter(trainers__officer__user_id=user_id, called_off_at__isnull=True)
    rows = list(trained.filter(starts_on__lte=today + near, ends_on__gte=today - near).order_by("starts_on", "pk"))
    admitted = Nomination.objects.filter(MAY_BE_THERE, course__in=rows).select_related("officer")
    everybody = list(admitted.order_by("officer__name_ar", "pk"))
    return {row: [one for one in everybody if one.course_id == row.pk] for row in rows}


def is_held(course: Course, on: date, half: Half) -> bool:
    return HalfDay.objects.filter(course=course, on=on, half=half).exists()


def was_held(course: Course) -> bool:
    return HalfDay.objects.filter(course=course).exists()


def trains_in(course: Course, officer: Officer) -> bool:
    return Trains.objects.filter(course=course, officer=officer).exists()


def is_trainer(course: Course, user_id: int) -> bool:
    return Trains.objects.filter(course=course, officer__user_id=user_id).exists()


def leader_of(course: Course) -> Officer | None:
    """Who of the pool led a course, or delivered it first."""
    first = course.trainers.select_related("officer").order_by("-part", "pk").first()
    return first.officer if first else None


def trains_here(course: Course, user_reference: str) -> bool:
    return Trains.objects.filter(course=course, officer__user__reference=user_reference).exists()


def admitted_among(course: Course, references: Iterable[str]) -> list[Nomination]:
    """Of these who may be there."""
    return list(Nomination.objects.filter(MAY_BE_THERE, course=course, reference__in=list(references)))


def without_journey(course: Course, references: Iterable[str]) -> bool:
    """Whether one of these was admitted and may not be there: the journey of a study visit was not approved."""
    rows = Nomination.objects.filter(course=course, state=NominationState.ADMITTED, reference__in=list(references))
    return rows.exclude(MAY_BE_THERE).exists()


def travels(course: Course) -> bool:
    """Whether anybody's journey was approved, or the course asks for none."""
    return course.kind != CourseKind.STUDY_VISIT or course.nominations.filter(travel_at__isnull=False).exists()


def may_be_there(row: Nomination) -> bool:
    kind, state = CourseKind(row.course.kind), NominationState(row.state)
    return rules.may_be_there(kind, state, approved=row.travel_at is not None)


def there(half_day: HalfDay) -> dict[int, Presence]:
    return {row.nomination_id: row for row in half_day.presences.all()}


def sign_in_code(half_day: HalfDay) -> str:
    """Six digits that follow from the half-day and the key of this house: kept nowhere."""
    drawn = salted_hmac("malath.training.sign-in", half_day.reference, algorithm="sha256").hexdigest()
    return f"{int(drawn[:12], 16) % 1_000_000:06d}"


def opened_by(code: str, half_days: Iterable[HalfDay]) -> HalfDay | None:
    """The half-day that a code opens."""
    return next((one for one in half_days if constant_time_compare(code, sign_in_code(one))), None)


def against(nomination: Nomination) -> list[WhyNot]:
    """What speaks against an officer in this course."""
    course = nomination.course
    discipline = Discipline(nomination.discipline)
    return rules.against_the_rule(
        CourseKind(course.kind), nomination.officer.field_since, course.starts_on, discipline, nomination.merits
    )


def _nominations() -> QuerySet[Nomination]:
    return Nomination.objects.select_related("key", "course__host", "officer__agency")


def _participants(course: Course, held: int, today: date) -> list[tuple[Nomination, Participant]]:
    rows = course.nominations.select_related("officer__agency", "course").annotate(present=Count("presences"))
    return [(row, _participant(row, row.present, held, today)) for row in rows.order_by("officer__name_ar", "pk")]


def _participant(row: Nomination, present: int, held: int, today: date) -> Participant:
    return Participant(
        row.reference, officer_line(row.officer, today), Discipline(row.discipline), NominationState(row.state), row.waived,
        tuple(against(row)), present, held,
    )  # fmt: skip


def _half_days(course: Course, at: datetime, *, with_codes: bool) -> tuple[HalfDayLine, ...]:
    rows = course.half_days.annotate(present=Count("presences", filter=Q(presences__nomination__state="admitted")))
    return tuple(_half_day(row, row.present, at, with_codes=with_codes) for row in rows.order_by("on", "-half", "pk"))


def _half_day(row: HalfDay, present: int, at: datetime, *, with_codes: bool) -> HalfDayLine:
    code = sign_in_code(row) if with_codes and row.code_until > at else ""
    return HalfDayLine(row.reference, row.on, Half(row.half), tuple((one[0], one[1]) for one in row.modules), present, code)


def _trainer(row: Trains) -> TrainerLine:
    return TrainerLine(row.officer.reference, row.officer.name, row.officer.agency.name, Part(row.part))


def accounts_in(course: Course) -> set[int]:
    """Accounts of all who take part or train in a course."""
    part = course.nominations.filter(state__in=["nominated", "admitted"], officer__user__isnull=False)
    return {*part.values_list("officer__user_id", flat=True), *accounts_of_trainers(course)}


def accounts_of_trainers(course: Course) -> set[int]:
    trains = course.trainers.filter(officer__user__isnull=False)
    return set(trains.values_list("officer__user_id", flat=True))
