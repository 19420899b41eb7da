"""Levels of trainers, and who trained whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from malath.accounts.rules import Holdings
from malath.foundation import clock
from malath.training import rules
from malath.training.models import (
    Certificate,
    Course,
    HalfDay,
    ModuleVersion,
    Nomination,
    Observation,
    Officer,
    Reaction,
    Trains,
)
from malath.training.queries.officers import runs
from malath.training.rules import Evidence, SinceTheLapse
from malath.training.words import CourseKind, HowLevel, Level, NominationState, WhyNot
from malath.ui.pieces import Tone

SHOWN = 100
TRAINS_NOW = (Level.CO_TRAINER, Level.NATIONAL, Level.MASTER)


@dataclass(frozen=True)
class Trained:
    """Somebody in the tree: their level, which generation, how many they trained themselves."""

    reference: str
    name: str
    body: str
    level: Level | None
    lapsed: bool
    generation: int
    trained: int

    @property
    def tone(self) -> Tone:
        return "warn" if self.lapsed else "ok"


@dataclass(frozen=True)
class LevelPage:
    """A trainer: by whom they were trained, whom they trained, what the next level asks for."""

    own: Trained
    by: tuple[Trained, ...]
    trained: tuple[Trained, ...]
    more: bool
    to: Level | None
    why_not: tuple[WhyNot, ...]
    to_observe: tuple[tuple[int, str], ...]
    steps: tuple[tuple[datetime, Level, HowLevel], ...]


def account_reference(officer: Officer) -> str:
    return officer.user.reference if officer.user else ""


def own_nomination(course: Course, user_reference: str) -> Nomination | None:
    """The part of a member of staff in a course to which they were admitted, locked."""
    rows = Nomination.objects.select_for_update(of=("self",)).filter(course=course, state=NominationState.ADMITTED)
    return rows.filter(officer__user__reference=user_reference).first()


def trains_by_key(key: int, officer: Officer) -> Trains | None:
    return Trains.objects.select_related("course", "officer__user").filter(pk=key, officer=officer).first()


def is_master(officer: Officer) -> bool:
    """Whether somebody is a master trainer whose level counts."""
    return officer.level == Level.MASTER and officer.lapsed_at is None


def observers_for(officer: Officer, holdings: Holdings) -> tuple[Officer, ...]:
    """As which master trainer a member of staff rates deliveries of an officer: as themselves, or, writing in from paper what
    another saw, whoever runs the pool. One statement."""
    rows = Officer.objects.filter(level=Level.MASTER, lapsed_at__isnull=True).exclude(pk=officer.pk)
    rows = rows if runs(holdings) else rows.filter(user=holdings.user_id)
    return tuple(rows.order_by("name_ar", "pk")[:SHOWN])


def rating_of(course_ids: Iterable[int]) -> Decimal | None:
    """What people who took part say of how it was delivered, from 1 to 5; None of fewer than five."""
    marks = [row.marks[rules.RATES_THE_TRAINER] for row in Reaction.objects.filter(course_id__in=list(course_ids))]
    return rules.rating(marks)


def evidence(officer: Officer, at: datetime) -> Evidence:
    """What a trainer did, as the levels ask for it. Five statements."""
    delivered = list(_delivered(officer, at).values_list("pk", "course_id"))
    observed = Observation.objects.filter(trains__officer=officer).values_list("scores", flat=True)
    certified = Certificate.objects.filter(nomination__officer=officer, nomination__course__kind=CourseKind.TOT)
    revised = officer.user is not None and _revised(officer.user.reference)
    return Evidence(
        certified=any(one.ended_at is None for one in certified), deliveries=len(delivered),
        observed=tuple(rules.mean(one) for one in observed), rating=rating_of(course for _, course in delivered),
        curriculum_work=revised,
    )  # fmt: skip


def to_lapse(at: datetime) -> QuerySet[Officer]:
    """Trainers without a session for two years. One statement: the worker asks it each minute."""
    since = at - rules.LAPSES_AFTER
    taught = HalfDay.objects.filter(course__trainers__officer=OuterRef("pk"), on__gte=clock.in_amman(since).date())
    rows = Officer.objects.filter(level__in=TRAINS_NOW, lapsed_at__isnull=True, level_at__lt=since)
    return rows.filter(~Exists(taught)).order_by("pk")


def trainers_to_lapse(at: datetime, *, cap: int = 200) -> list[Officer]:
    return list(to_lapse(at)[:cap])


def certificates_of_trainer(officer: Officer, at: datetime) -> list[Certificate]:
    rows = Certificate.objects.filter(nomination__officer=officer, ended_at__isnull=True, valid_until__gt=at)
    return list(rows.filter(nomination__course__kind=CourseKind.TOT).select_related("nomination__key"))


def since_the_lapse(officer: Officer) -> SinceTheLapse:
    """What a trainer did since their level rests."""
    if officer.lapsed_at is None:
        return SinceTheLapse()
    refreshed = Certificate.objects.filter(nomination__officer=officer, at__gt=officer.lapsed_at, ended_at__isnull=True)
    seen = Observation.objects.filter(trains__officer=officer, at__gt=officer.lapsed_at).values_list("scores", flat=True)
    kinds = (CourseKind.REFRESHER, CourseKind.TOT)
    return SinceTheLapse(refreshed.filter(nomination__course__kind__in=kinds).exists(), tuple(rules.mean(one) for one in seen))


def who_trained(officer: Officer) -> Officer | None:
    """The deepest of those who trained them as a trainer; None where nobody of the pool did."""
    certified = Nomination.objects.filter(officer=officer, certificate__isnull=False, course__kind=CourseKind.TOT)
    taught = Officer.objects.filter(trains__course__in=certified.values("course"))
    return taught.order_by("-generation", "pk").first()


def level_page(officer: Officer, at: datetime) -> LevelPage:
    """The tree around one trainer, and the way to the next level. Fixed statements, however many they trained."""
    certified = Nomination.objects.filter(certificate__isnull=False)
    above = Officer.objects.filter(trains__course__in=certified.filter(officer=officer).values("course")).exclude(pk=officer.pk)
    below = Officer.objects.filter(Exists(certified.filter(officer=OuterRef("pk"), course__trainers__officer=officer)))
    found = list(_counted(below).order_by("-generation", "pk")[: SHOWN + 1])
    [own] = _counted(Officer.objects.filter(pk=officer.pk))
    to = rules.NEXT_LEVEL[Level(officer.level) if officer.level else None]
    why_not = (
        rules.why_not_raise(Level(officer.level) if officer.level else None, to, evidence(officer, at), panel=2) if to else []
    )
    unseen = Trains.objects.filter(officer=officer, observation__isnull=True, course__half_days__isnull=False).distinct()
    observing = tuple((row.pk, row.course.title) for row in unseen.select_related("course").order_by("-pk")[:SHOWN])
    steps = tuple((row.at, Level(row.level), HowLevel(row.how)) for row in officer.steps.order_by("-pk")[:SHOWN])
    above_lines = tuple(_trained(row) for row in _counted(above.distinct()).order_by("pk")[:SHOWN])
    below_lines = tuple(_trained(row) for row in found[:SHOWN])
    return LevelPage(_trained(own), above_lines, below_lines, len(found) > SHOWN, to, tuple(why_not), observing, steps)


def _delivered(officer: Officer, at: datetime) -> QuerySet[Trains]:
    today = clock.in_amman(at).date()
    held = HalfDay.objects.filter(course=OuterRef("course"))
    return Trains.objects.filter(Exists(held), officer=officer, course__ends_on__lte=today, course__called_off_at__isnull=True)


def _revised(reference: str) -> bool:
    return ModuleVersion.objects.filter(by=reference).exists()


def _counted(rows: QuerySet[Officer]) -> QuerySet[Officer]:
    trained = Count(
        "trains__course__nominations", filter=Q(trains__course__nominations__certificate__isnull=False), distinct=True
    )
    return rows.select_related("agency").annotate(trained=trained)


def _trained(row: Any) -> Trained:
    level = Level(row.level) if row.level else None
    return Trained(row.reference, row.name, row.agency.name, level, row.lapsed_at is not None, row.generation, row.trained)
