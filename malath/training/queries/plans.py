"""Which bodies have training in their own plan."""

from dataclasses import dataclass
from datetime import date

from malath.agencies import queries as agencies
from malath.training.models import Officer, OwnPlan
from malath.training.queries.levels import TRAINS_NOW


@dataclass(frozen=True)
class PlanLine:
    """A body and its newest answer; `stands` None: nobody asked yet."""

    body: str
    stands: bool | None
    plan: str = ""
    on: date | None = None


def own_plans() -> tuple[PlanLine, ...]:
    """Bodies of trainers who count, with their newest answers. Three statements."""
    newest = {row.agency_id: row for row in OwnPlan.objects.order_by("on", "pk")}
    train = set(
        Officer.objects.filter(level__in=TRAINS_NOW, lapsed_at__isnull=True).values_list("agency_id", flat=True).distinct()
    )
    return tuple(_line(body.name, newest.get(body.pk)) for body in agencies.agencies() if body.pk in train)


def _line(name: str, row: OwnPlan | None) -> PlanLine:
    return PlanLine(name, row.stands, row.plan, row.on) if row else PlanLine(name, None)
