"""Reads of packages that stand for nothing any more: whose person took the yes back, or whose return ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency
from malath.exchange.models import MissionKey, Opened, Package
from malath.exchange.package_words import StopWhy
from malath.exchange.queries.packages import SHOWN, agrees
from malath.privacy import queries as privacy
from malath.privacy.words import ConsentKind, EndedBecause
from malath.returns.queries import mission

TOLD_WITHIN: Final = timedelta(days=400)
"""A yes lasts a year: afterwards a mission expects nobody on it anyway."""
TAKEN_BACK: Final = Q(basis__ended_because__in=[EndedBecause.WITHDRAWN, EndedBecause.ANSWERED_ANEW])


@dataclass(frozen=True)
class StopLine:
    """A package whose mission has to be told, or was. No person: whoever may not see them any more has to send it still."""

    reference: str
    mission: str
    at: datetime
    stopped_at: datetime | None


def over(at: datetime) -> QuerySet[Package]:
    """Packages that stand for nothing any more, of which no mission was told."""
    again = Q(privacy.agrees(ConsentKind.C12, at))
    rows = Package.objects.filter(stopped_at__isnull=True, at__gt=at - TOLD_WITHIN)
    return rows.filter(TAKEN_BACK & ~again | mission.has_ended()).exclude(mission.has_come())


def to_tell(at: datetime) -> QuerySet[Package]:
    """Those of which nobody was told either. One statement."""
    return over(at).filter(stop_told_at__isnull=True).order_by("pk")


def stop_lines(holdings: Holdings, at: datetime) -> tuple[StopLine, ...]:
    """Missions that the viewer's desks have to tell, and those that were told last. Two statements. Nothing of files that a
    block or a relation keeps from the viewer."""
    rows = of_desks(holdings).select_related("key")
    due = rows.filter(pk__in=over(at).values("pk")).order_by("at")[:SHOWN]
    told = rows.filter(stopped_at__isnull=False).order_by("-stopped_at")[:SHOWN]
    return tuple(StopLine(row.reference, row.key.name, row.at, row.stopped_at) for row in (*due, *told))


def of_desks(holdings: Holdings) -> QuerySet[Package]:
    """Packages that left from the viewer's desks, of files that nothing keeps from them."""
    rows = Package.objects.filter(desk_id__in=holdings.desks_with(Power.TRANSFER))
    for kept in privacy.few_kept_from(holdings):
        rows = rows.exclude(person_id__in=kept)
    return rows


def why_over(row: Package, at: datetime) -> StopWhy | None:
    """Why a package stands for nothing any more, None while it does."""
    rows = over(at).filter(pk=row.pk)
    if not rows.exists():
        return None
    taken_back = rows.filter(TAKEN_BACK).exists() and not agrees(row.person, at)
    return StopWhy.TAKEN_BACK if taken_back else StopWhy.ENDED


def key_of_today(key: MissionKey) -> MissionKey | None:
    """The key of a mission to which something is sealed today: of the one that had the package."""
    rows = MissionKey.objects.filter(agency_id=key.agency_id, name=key.name, confirmed_at__isnull=False, ended_at__isnull=True)
    return rows.first()


def opened_of(agency: Agency, uid: UUID) -> Opened | None:
    return Opened.objects.filter(agency=agency, uid=uid).first()
