"""What follows a course: who travels, what was reported and agreed, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.foundation import clock
from malath.training import after_rules
from malath.training.models import Course, FollowUp, HalfDay, Nomination, Officer, Report, Trains, Undertaking, Visit
from malath.training.queries import courses
from malath.training.queries.courses import CourseLine
from malath.training.queries.officers import OfficerLine, officer_line, runs
from malath.training.words import CourseKind, NominationState, Outcome, Round, Sex, WhyNot
from malath.ui.pieces import Tone

SHOWN = 100
OUTCOME_TONE: dict[Outcome, Tone] = {Outcome.DONE: "ok", Outcome.PARTLY: "info", Outcome.DROPPED: "danger"}


@dataclass(frozen=True)
class Traveller:
    """Somebody of a delegation. `approved_on`: None while their journey waits."""

    officer: OfficerLine
    approved_on: date | None


@dataclass(frozen=True)
class Followed:
    """What was said in one round."""

    round: Round
    outcome: Outcome
    because: str
    on: date

    @property
    def tone(self) -> Tone:
        return OUTCOME_TONE.get(self.outcome, "warn")


@dataclass(frozen=True)
class Agreed:
    """Something agreed, and what became of it. `may_say`: its next round has come."""

    reference: str
    words: str
    who: str
    due_on: date
    followed: tuple[Followed, ...]
    next_round: Round | None
    next_on: date | None
    may_say: bool


@dataclass(frozen=True)
class AfterPage:
    """What follows a workshop or a study visit. `why_no_travel`: why this member of staff does not approve the journey."""

    course: CourseLine
    visit: Visit | None
    travellers: tuple[Traveller, ...]
    why_no_travel: tuple[WhyNot, ...]
    uneven: bool
    report: str
    report_until: date
    may_report: bool
    agreed: tuple[Agreed, ...]
    outcomes: tuple[tuple[Outcome, int], ...]
    who: tuple[tuple[str, str], ...]
    runs: bool

    @property
    def plan_stands(self) -> bool:
        """The journey was approved for it."""
        return any(one.approved_on for one in self.travellers)

    @property
    def is_visit(self) -> bool:
        return self.course.kind == CourseKind.STUDY_VISIT


def after_page(course: Course, user: User, at: datetime) -> AfterPage:
    """Eight statements."""
    today = clock.in_amman(at).date()
    line, visit, report = courses.course_line(course, today), visit_of(course), report_of(course)
    delegation, held = list(_delegation(course)), courses.was_held(course)
    agreed = _agreed(course, today)
    last = [one.followed[-1].outcome for one in agreed if one.followed]
    return AfterPage(
        line, visit, tuple(_traveller(row, today) for row in delegation),
        tuple(_why_no_travel(line, delegation, visit, travels(course, user.reference))),
        after_rules.is_uneven(_sexes(delegation)), report.words if report else "", course.ends_on + after_rules.REPORT_WITHIN,
        held and report is None, agreed, tuple(after_rules.shares(last).items()),
        tuple((row.officer.reference, row.officer.name) for row in delegation) if held else (),
        runs(accounts.holdings(user, at)),
    )  # fmt: skip


def undertaking_line(undertaking: Undertaking, today: date) -> Agreed:
    return _line(undertaking, list(undertaking.follow_ups.order_by("pk")), today)


def undertakings_due(today: date) -> QuerySet[Undertaking]:
    """Of what it is asked today what became of it, and nobody was told. One statement: the worker asks it each minute."""
    rows = Undertaking.objects.filter(next_on__lte=today, course__called_off_at__isnull=True)
    return rows.filter(Q(told_on__isnull=True) | Q(told_on__lt=F("next_on"))).order_by("next_on", "pk")


def undertakings_to_tell(at: datetime, *, cap: int = 200) -> list[Undertaking]:
    return list(undertakings_due(clock.in_amman(at).date())[:cap])


def reports_due(today: date) -> QuerySet[Course]:
    """Workshops and study visits that were held, whose report is missing for three weeks. One statement."""
    until, since = today - after_rules.REPORT_TOLD, today - after_rules.NINETY_DAYS * 2
    rows = Course.objects.filter(
        kind__in=after_rules.AGREES, ends_on__lte=until, ends_on__gt=since, report_told_at__isnull=True
    )
    held = HalfDay.objects.values("course")
    return rows.filter(report__isnull=True, called_off_at__isnull=True, pk__in=held).order_by("ends_on", "pk")


def reports_to_tell(at: datetime, *, cap: int = 200) -> list[Course]:
    return list(reports_due(clock.in_amman(at).date())[:cap])


def delegation_locked(course: Course) -> list[Nomination]:
    return list(_delegation(course).select_for_update(of=("self",)))


def takes_part(course: Course, officer: Officer) -> bool:
    return course.nominations.filter(officer=officer, state=NominationState.ADMITTED).exists()


def is_approved(course: Course) -> bool:
    """Whether somebody's journey was approved."""
    return course.nominations.filter(travel_at__isnull=False).exists()


def travels(course: Course, user_reference: str) -> bool:
    """Whether somebody is nominated for a journey, makes it, or leads it. One statement."""
    gone = [NominationState.NOMINATED, NominationState.ADMITTED]
    leads = Trains.objects.filter(course=course).values("officer")
    part = course.nominations.filter(state__in=gone).values("officer")
    return Officer.objects.filter(Q(pk__in=leads) | Q(pk__in=part), user__reference=user_reference).exists()


def visit_of(course: Course) -> Visit | None:
    return Visit.objects.filter(course=course).first()


def report_of(course: Course) -> Report | None:
    return Report.objects.filter(course=course).first()


def undertaking_by_reference(reference: str) -> Undertaking | None:
    return _undertakings().filter(reference=reference).first()


def undertaking_locked(pk: int) -> Undertaking:
    return _undertakings().select_for_update(of=("self",)).get(pk=pk)


def accounts_for(undertaking: Undertaking) -> set[int]:
    """Whoever does it, and whoever trained there, as far as they have accounts."""
    own = {undertaking.officer.user_id} if undertaking.officer.user_id else set[int]()
    return own | courses.accounts_of_trainers(undertaking.course)


def _undertakings() -> QuerySet[Undertaking]:
    return Undertaking.objects.select_related("course__host", "officer")


def _delegation(course: Course) -> QuerySet[Nomination]:
    rows = course.nominations.filter(state=NominationState.ADMITTED).select_related("officer__agency")
    return rows.order_by("officer__name_ar", "pk")


def _sexes(delegation: list[Nomination]) -> list[Sex]:
    return [Sex(row.officer.sex) for row in delegation]


def _why_no_travel(line: CourseLine, delegation: list[Nomination], visit: Visit | None, oneself: bool) -> list[WhyNot]:
    """Why the button is not there; a delegation of mostly women or men needs a reason, which the button asks for."""
    waiting = sum(row.travel_at is None for row in delegation)
    return after_rules.why_not_travel(
        line.kind, line.state, _sexes(delegation), planned=visit is not None, waiting=waiting, oneself=oneself, because="-"
    )


def _traveller(row: Nomination, today: date) -> Traveller:
    return Traveller(officer_line(row.officer, today), clock.in_amman(row.travel_at).date() if row.travel_at else None)


def _agreed(course: Course, today: date) -> tuple[Agreed, ...]:
    """Two statements."""
    rows = course.undertakings.select_related("officer").order_by("due_on", "pk").prefetch_related("follow_ups")
    return tuple(_line(row, sorted(row.follow_ups.all(), key=lambda one: one.pk), today) for row in rows[:SHOWN])


def _line(row: Undertaking, follow_ups: list[FollowUp], today: date) -> Agreed:
    followed = tuple(
        Followed(Round(one.round), Outcome(one.outcome), one.because, clock.in_amman(one.at).date()) for one in follow_ups
    )
    return Agreed(
        row.reference, row.words, row.officer.name, row.due_on, followed, Round(row.next_round) if row.next_round else None,
        row.next_on, row.next_on is not None and row.next_on <= today,
    )  # fmt: skip
