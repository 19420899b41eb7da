"""What a house is measured by, counted from its own rows for who runs it. A fixed number of statements."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from malath.shelter.models import Exit, Incident, Occupancy, Refusal, Shelter, Stay
from malath.shelter.words import IncidentKind, Left, Refused

PERIOD: Final = timedelta(days=90)

Line = tuple[str, int]


@dataclass(frozen=True)
class Measures:
    """Since when; nights that were slept; how many were taken in, and after how many hours; who was not, what happened, and how
    people left, by kind. `planned`: of a hundred exits, None without any."""

    reference: str
    since: datetime
    nights: int
    taken_in: int
    hours: int | None
    refused: tuple[Line, ...]
    incidents: tuple[Line, ...]
    exits: tuple[Line, ...]
    planned: int | None


def measures(shelter: Shelter, at: datetime) -> Measures:
    """Five statements."""
    since = at - PERIOD
    came = Stay.objects.filter(shelter=shelter, admitted_at__gte=since).values_list("admitted_at", "referral__answered_at")
    waits = [(admitted - answered) / timedelta(hours=1) for admitted, answered in came if answered and admitted >= answered]
    refused = dict(_counted(Refusal.objects.filter(desk=shelter.desk, at__gte=since), "reason"))
    incidents = dict(_counted(Incident.objects.filter(shelter=shelter, happened_at__gte=since), "kind"))
    exits = dict(_counted(Exit.objects.filter(stay__shelter=shelter, at__gte=since), "how"))
    left = sum(exits.values())
    return Measures(
        reference=shelter.reference,
        since=since,
        nights=_nights(shelter, since, at),
        taken_in=len(came),
        hours=round(median(waits)) if waits else None,
        refused=tuple((str(one.label), refused[one]) for one in Refused if one in refused),
        incidents=tuple((str(one.label), incidents[one]) for one in IncidentKind if one in incidents),
        exits=tuple((str(one.label), exits[one]) for one in Left if one in exits),
        planned=round(100 * exits.get(Left.PLANNED, 0) / left) if left else None,
    )


def _nights(shelter: Shelter, since: datetime, at: datetime) -> int:
    """Days between coming and going of everybody with a place, children too, as far as they lie in the period."""
    inside = Q(until__isnull=True) | Q(until__gt=since)
    rows = Occupancy.objects.filter(inside, place__unit__section__shelter=shelter).values_list("since", "until")
    return sum((min(until or at, at) - max(begun, since)).days for begun, until in rows)


def _counted(rows: "QuerySet[Any]", column: str) -> list[tuple[str, int]]:
    return list(rows.order_by().values_list(column).annotate(number=Count("pk")))
