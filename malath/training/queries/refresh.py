"""Who is due for a refresher, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from malath.accounts.rules import Holdings
from malath.foundation import clock
from malath.framework.queries import Change
from malath.training import after_rules
from malath.training.models import Certificate, Course, HalfDay, Officer
from malath.training.queries import curriculum
from malath.training.queries.officers import may_nominate, runs
from malath.training.queries.practice import SHOWN, holding, seen_by

LOOKED_BACK = timedelta(days=3 * 365)
"""Courses that ended so long ago have no certificate any more that holds."""


@dataclass(frozen=True)
class Refresher:
    """Somebody who is due for a refresher. `officer`: from whose page they are nominated, for who may open it; `law_changed`:
    since they were taught."""

    officer: str
    name: str
    body: str
    course: str
    refresh_by: date
    overdue: bool
    law_changed: bool


def courses_outdated(at: datetime) -> list[Course]:
    """Courses that taught what a newer text changed, and are not marked for it yet. Four statements, once a day."""
    outdated = curriculum.outdated()
    held = _held(clock.in_amman(at).date()) if outdated else ()
    return [row for row in held if changed_on(row, outdated)]


def changed_on(course: Course, outdated: Mapping[tuple[str, str], Change]) -> date | None:
    """The day on which the newest text came that what was taught does not follow; None where the course is marked for it."""
    taught = {(code, label) for half_day in course.half_days.all() for code, label in half_day.modules}
    newest = max((clock.in_amman(outdated[one].at).date() for one in taught if one in outdated), default=None)
    return None if newest is None or (course.changed_on and course.changed_on >= newest) else newest


def others_of(officer: Officer, at: datetime) -> QuerySet[Certificate]:
    """Certificates of somebody for which a refresher is due some day."""
    rows = holding(at).filter(nomination__officer=officer, refresh_by__isnull=False)
    return rows.select_related("nomination__course")


def of_course(course: Course, at: datetime) -> QuerySet[Certificate]:
    return holding(at).filter(nomination__course=course)


def due(at: datetime) -> QuerySet[Certificate]:
    """Certificates whose holder comes to a refresher within ninety days, or should have."""
    return holding(at).filter(refresh_by__lte=clock.in_amman(at).date() + after_rules.NINETY_DAYS)


def untold(at: datetime) -> QuerySet[Certificate]:
    return due(at).filter(Q(refresh_told__isnull=True) | ~Q(refresh_told=F("refresh_by")))


def courses_to_tell(at: datetime, *, cap: int = 200) -> list[Course]:
    """Courses with holders who are due for a refresher and were not told. One statement: the worker asks it each minute."""
    return list(Course.objects.filter(Exists(untold(at).filter(nomination__course=OuterRef("pk")))).order_by("pk")[:cap])


def due_for(holdings: Holdings, at: datetime) -> tuple[Refresher, ...]:
    """Who is due: oneself, officers of the body one supervises, whom one trained, all for whoever runs the pool. One
    statement."""
    rows = due(at) if runs(holdings) else due(at).filter(seen_by(holdings)).distinct()
    rows = rows.select_related("nomination__course", "nomination__officer__agency").order_by("refresh_by", "pk")
    return tuple(_refresher(row, holdings, clock.in_amman(at).date()) for row in rows[:SHOWN])


def _held(today: date) -> QuerySet[Course]:
    rows = Course.objects.filter(Exists(HalfDay.objects.filter(course=OuterRef("pk"))), ends_on__gt=today - LOOKED_BACK)
    return rows.exclude(kind__in=after_rules.AGREES).prefetch_related("half_days").order_by("pk")


def _refresher(row: Certificate, holdings: Holdings, today: date) -> Refresher:
    officer, course, day = row.nomination.officer, row.nomination.course, row.refresh_by or today
    changed = course.changed_on is not None and day == course.changed_on + after_rules.NINETY_DAYS
    opens = officer.user_id == holdings.user_id or may_nominate(holdings, officer)
    shown = officer.reference if opens else ""
    return Refresher(shown, officer.name, officer.agency.name, course.title, day, day < today, changed)
