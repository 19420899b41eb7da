"""What trainers did within a year, and what still keeps their level."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from malath.accounts.rules import Holdings
from malath.foundation import clock
from malath.training import rules
from malath.training.after_rules import REFRESHES
from malath.training.models import Certificate, Officer
from malath.training.queries.levels import SHOWN, TRAINS_NOW
from malath.training.queries.officers import runs
from malath.training.rules import Lately
from malath.training.words import CourseKind, Level, WhyNot


@dataclass(frozen=True)
class Keeping:
    """What a trainer lacks to keep their level. `is_late`: a year has passed since they reached it."""

    reference: str
    name: str
    body: str
    level: Level
    lacking: tuple[WhyNot, ...]
    is_late: bool


def of_officer(officer: Officer, at: datetime) -> Keeping | None:
    """One statement; None of who does not train, or whose level rests."""
    return next((_keeping(row, at) for row in _lately(Officer.objects.filter(pk=officer.pk), at)), None)


def unkept_for(holdings: Holdings, at: datetime) -> tuple[Keeping, ...]:
    """Trainers who lack something a year after they reached their level: oneself, or all for whoever runs the pool. One
    statement."""
    rows = Officer.objects.filter(level_at__lt=at - rules.A_YEAR)
    rows = rows if runs(holdings) else rows.filter(user=holdings.user_id)
    found = (_keeping(row, at) for row in _lately(rows, at).order_by("level_at", "pk")[: SHOWN * 5])
    return tuple(one for one in found if one.lacking)[:SHOWN]


def _lately(rows: QuerySet[Officer], at: datetime) -> QuerySet[Any]:
    since, two_years = at - rules.A_YEAR, at - 2 * rules.A_YEAR
    held = Q(trains__course__half_days__on__gte=clock.in_amman(since).date(), trains__course__called_off_at__isnull=True)
    certificates = Certificate.objects.filter(nomination__officer=OuterRef("pk"), at__gt=two_years, ended_at__isnull=True)
    return rows.filter(level__in=TRAINS_NOW, lapsed_at__isnull=True).select_related("agency").annotate(
        delivered=Count("trains__course", filter=held, distinct=True),
        tots=Count("trains__course", filter=held & Q(trains__course__kind=CourseKind.TOT), distinct=True),
        mentored=Count("observations__trains__officer", filter=Q(observations__at__gt=since), distinct=True),
        refreshed=Exists(certificates.filter(nomination__course__kind__in=REFRESHES)),
    )  # fmt: skip


def _keeping(row: Any, at: datetime) -> Keeping:
    level, lately = Level(row.level), Lately(row.delivered, row.tots, row.mentored, row.refreshed)
    lacking = tuple(rules.why_not_kept(level, lately))
    return Keeping(row.reference, row.name, row.agency.name, level, lacking, row.level_at < at - rules.A_YEAR)
