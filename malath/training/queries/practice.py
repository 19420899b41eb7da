"""What became practice at work: of whom it is asked now, and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.accounts.rules import Holdings
from malath.foundation import clock
from malath.training import after_rules
from malath.training.models import Certificate, Course, Officer, Practised
from malath.training.queries.officers import runs
from malath.training.words import HowOften, Practice, Round, Said

SHOWN = 100


@dataclass(frozen=True)
class Answered:
    """What was said of an officer in one round, by whom."""

    round: Round
    said: Said
    on: date
    answers: tuple[tuple[Practice, HowOften], ...]


@dataclass(frozen=True)
class PracticePage:
    """One officer after one course. `asked`: the round that is open; `says`: as whom the viewer may say something in it;
    `answers`: what the viewer may read, the own ones alone unless they trained there or run the pool."""

    reference: str
    course: str
    course_reference: str
    name: str
    asked: Round | None
    says: Said | None
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class Open:
    """An officer of whom it is asked now. `lacking`: who has not said it yet; `mine`: the viewer is one of them."""

    reference: str
    name: str
    body: str
    course: str
    round: Round
    lacking: tuple[Said, ...]
    mine: bool


@dataclass(frozen=True)
class Share:
    """Of what was taught: how much is done always, of so much for which there was an occasion, by so many answers."""

    round: Round
    said: Said
    always: int
    had: int
    answers: int


def round_of(course: Course, at: datetime) -> Round | None:
    return after_rules.practice_round(course.ends_on, clock.in_amman(at).date())


def was_said(certificate: Certificate, asked: Round | None, said: Said) -> bool:
    return Practised.objects.filter(certificate=certificate, round=asked, said=said).exists()


def courses_to_ask(at: datetime) -> QuerySet[Course]:
    """Courses whose round is open and of which nobody was told. One statement: the worker asks it each minute."""
    today, untold = clock.in_amman(at).date(), Q(pk__in=[])
    for one in after_rules.PRACTICE:
        untold |= _ended(today, one) & ~Q(practice_told=one)
    rows = Course.objects.filter(untold, kind__in=after_rules.FOLLOWED, called_off_at__isnull=True)
    return rows.filter(Exists(holding(at).filter(nomination__course=OuterRef("pk")))).order_by("ends_on", "pk")


def courses_to_tell(at: datetime, *, cap: int = 200) -> list[Course]:
    return list(courses_to_ask(at)[:cap])


def accounts_of(certificates: QuerySet[Certificate], at: datetime) -> set[int]:
    """Holders with an account, and the supervisors of their bodies: one statement more for each body."""
    holders = Officer.objects.filter(nominations__certificate__in=certificates)
    bodies = set(holders.values_list("agency", flat=True))
    supervisors = [one for body in bodies for one in accounts.holders_of(Role.SUPERVISOR, at, agency_id=body)]
    return {one.pk for one in supervisors} | set(holders.exclude(user=None).values_list("user", flat=True))


def who_says(officer: Officer, holdings: Holdings, *, delivers: bool) -> Said | None:
    """As whom somebody says what an officer does at work; who trained them writes in the paper of whoever has no account."""
    if officer.user_id == holdings.user_id:
        return Said.OFFICER
    if officer.agency_id == holdings.supervised_agency_id:
        return Said.SUPERVISOR
    return Said.OFFICER if delivers and officer.user_id is None else None


def practice_page(certificate: Certificate, holdings: Holdings, at: datetime, *, delivers: bool) -> PracticePage:
    """One statement."""
    officer, course = certificate.nomination.officer, certificate.nomination.course
    says, asked = who_says(officer, holdings, delivers=delivers), round_of(course, at)
    rows = list(certificate.practised.order_by("pk"))
    said = any(row.round == asked and row.said == says for row in rows)
    seen = tuple(_answered(row) for row in rows if delivers or row.said == says)
    return PracticePage(
        certificate.reference, course.title, course.reference, officer.name, asked, None if said else says, seen
    )


def open_for(holdings: Holdings, at: datetime) -> tuple[Open, ...]:
    """Of whom it is asked now: oneself, officers of the body one supervises, those one trained, all for whoever runs the pool.
    Two statements."""
    today, now = clock.in_amman(at).date(), Q(pk__in=[])
    for one in after_rules.PRACTICE:
        now |= _ended(today, one, "nomination__course__")
    rows = holding(at).filter(now, nomination__course__kind__in=after_rules.FOLLOWED)
    rows = rows if runs(holdings) else rows.filter(seen_by(holdings)).distinct()
    rows = rows.select_related("nomination__course", "nomination__officer__agency").prefetch_related("practised")
    return tuple(_open(row, holdings, today) for row in rows.order_by("nomination__course__ends_on", "pk")[:SHOWN])


def of_course(course: Course) -> tuple[Share, ...]:
    """What became practice after a course, for whoever trained there. One statement."""
    rows = list(Practised.objects.filter(certificate__nomination__course=course))
    parts = ((one, said, [row for row in rows if (row.round, row.said) == (one, said)]) for one in Round for said in Said)
    return tuple(_share(one, said, part) for one, said, part in parts if part)


def _share(asked: Round, said: Said, rows: Iterable[Practised]) -> Share:
    found = [after_rules.became_practice(row.answers) for row in rows]
    return Share(asked, said, sum(always for always, _ in found), sum(had for _, had in found), len(found))


def holding(at: datetime) -> QuerySet[Certificate]:
    """Certificates that hold."""
    return Certificate.objects.filter(ended_at__isnull=True, valid_until__gt=at)


def _ended(today: date, asked: Round, before: str = "") -> Q:
    """Courses that ended so long ago that this round is open."""
    months = after_rules.MONTHS[asked]
    until = after_rules.last_day_before(today, months)
    since = after_rules.last_day_before(today, months + after_rules.ASKED_FOR)
    return Q(**{f"{before}ends_on__lte": until, f"{before}ends_on__gt": since})


def seen_by(holdings: Holdings) -> Q:
    """One's own, those of the body one supervises, and of whom one trained."""
    own = Q(nomination__officer__user=holdings.user_id) | Q(nomination__course__trainers__officer__user=holdings.user_id)
    body = holdings.supervised_agency_id
    return own if body is None else own | Q(nomination__officer__agency=body)


def _open(row: Certificate, holdings: Holdings, today: date) -> Open:
    course, officer = row.nomination.course, row.nomination.officer
    asked = after_rules.practice_round(course.ends_on, today) or Round.MONTHS_6
    there = {one.said for one in row.practised.all() if one.round == asked}
    lacking = tuple(one for one in Said if one not in there)
    mine = who_says(officer, holdings, delivers=False) in lacking
    return Open(row.reference, officer.name, officer.agency.name, course.title, asked, lacking, mine)


def _answered(row: Practised) -> Answered:
    answers = tuple((one, HowOften(row.answers[one.value])) for one in Practice)
    return Answered(Round(row.round), Said(row.said), clock.in_amman(row.at).date(), answers)
