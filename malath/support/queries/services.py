"""Reads of services given."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count

from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.cases.models import Case
from malath.privacy.rules import Sight
from malath.support.models import ServiceGiven
from malath.support.queries.plan import Viewer
from malath.support.words import Funder, GivenKind, Satisfaction, Unit
from malath.ui.times import money_text


@dataclass(frozen=True)
class GivenLine:
    """Something received. `provider` is "" where its body may not be named."""

    reference: str
    kind: GivenKind
    provider: str
    on: date
    units: int
    unit: Unit
    cost: str
    funder: Funder
    satisfaction: Satisfaction
    words: str
    struck_at: datetime | None
    ours: bool


@dataclass(frozen=True)
class ServicesPage:
    """What the person of one case received. `totals`: what it cost so far, currency by currency."""

    reference: str
    lines: tuple[GivenLine, ...]
    totals: tuple[str, ...]
    may_work: bool


def service_by_reference(case: Case, reference: str) -> ServiceGiven | None:
    return ServiceGiven.objects.select_related("case__person", "key", "desk").filter(case=case, reference=reference).first()


def bodies() -> list[tuple[str, str]]:
    """Bodies that may have given something, for a form."""
    return [(one.reference, one.name) for one in agencies.agencies()]


def body_named(reference: str) -> Agency | None:
    return agencies.agency_by_reference(reference) if reference else None


def money(amount: Decimal | None, currency: str) -> str:
    """An amount as it is said, with as many decimals as its currency has; "" where none was said."""
    if amount is None:
        return ""
    return money_text(amount, currency)


def services_page(case: Case, sight: Sight, holdings: Holdings, desk: Desk | None) -> ServicesPage:
    """The page of services. Two statements and what stands in the body's name."""
    viewer = Viewer(sight, holdings, desk)
    rows = ServiceGiven.objects.filter(case=case, key__erased_at__isnull=True).select_related("key", "agency")
    found = list(rows.order_by("-on", "-pk")[:200])
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in found:
        if row.cost is not None and row.struck_at is None:
            sums[row.currency] += row.cost
    return ServicesPage(
        reference=case.reference,
        lines=tuple(_line(row, viewer) for row in found),
        totals=tuple(money(amount, currency) for currency, amount in sorted(sums.items())),
        may_work=desk is not None and case.closed_at is None,
    )


def _line(row: ServiceGiven, viewer: Viewer) -> GivenLine:
    reads = viewer.reads(row.desk_id)
    provider = viewer.agency(row.agency) if row.agency else (row.opened("provider") if reads else "")
    return GivenLine(
        reference=row.reference,
        kind=GivenKind(row.kind),
        provider=provider,
        on=row.on,
        units=row.units,
        unit=Unit(row.unit),
        cost=money(row.cost, row.currency),
        funder=Funder(row.funder),
        satisfaction=Satisfaction(row.satisfaction),
        words=row.opened("words") if reads else "",
        struck_at=row.struck_at,
        ours=viewer.desk is not None and viewer.desk.pk == row.desk_id,
    )


def said_of_services() -> dict[tuple[GivenKind, Satisfaction], int]:
    """What people say of services, by kind; for who tells it as figures. One statement."""
    rows = ServiceGiven.objects.filter(struck_at__isnull=True).order_by()
    counted = rows.values_list("kind", "satisfaction").annotate(number=Count("pk"))
    return {(GivenKind(kind), Satisfaction(said)): number for kind, said, number in counted}
