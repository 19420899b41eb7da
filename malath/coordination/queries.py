"""Reading counts. What is read is exact: who may see the rows is shown it so, everybody else through `figures`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from malath.agencies.models import Desk
from malath.coordination import rules
from malath.coordination.models import Arrangement, Load, Nudge, Telling, Week
from malath.coordination.rules import LoadKey
from malath.coordination.words import Agreed, Standing, WhyNot
from malath.foundation.clock import in_amman
from malath.inbox.words import Pressing

SHOWN = 10


@dataclass(frozen=True)
class Noted:
    """What was agreed with a desk."""

    what: Agreed
    until: date | None
    at: datetime
    by: str


def loads(desk_ids: Collection[int] | None = None, *, told: bool) -> dict[LoadKey, int]:
    """What stands with desks: of these now, or of all as it was `told` last. One statement. Never below none, whatever
    went wrong with the counting."""
    column = "told" if told else "number"
    rows = Load.objects.filter(**{f"{column}__gt": 0})
    rows = rows if desk_ids is None else rows.filter(desk_id__in=desk_ids)
    found = rows.values_list("desk_id", "pressing", "standing", column)
    return {(desk, Pressing(pressing), Standing(standing)): number for desk, pressing, standing, number in found}


def weeks(since: date, until: date, desk_ids: Collection[int] | None = None) -> dict[date, dict[str, int]]:
    """What became of what was sent in each week from `since` on and before `until`, of these desks or of all. One
    statement."""
    rows = Week.objects.filter(week__gte=since, week__lt=until)
    rows = rows if desk_ids is None else rows.filter(desk_id__in=desk_ids)
    found = rows.values("week").annotate(*[Sum(one) for one in rules.COLUMNS]).order_by("week")
    sums = found.values_list("week", *[f"{one}__sum" for one in rules.COLUMNS])
    return {week: {one: max(number, 0) for one, number in zip(rules.COLUMNS, numbers, strict=True)} for week, *numbers in sums}


def telling() -> Telling | None:
    """When figures were told last."""
    return Telling.objects.order_by("pk").first()


def telling_due(at: datetime) -> bool:
    """Whether an hour has begun since figures were told."""
    last = telling()
    return last is None or in_amman(last.at).replace(minute=0, second=0, microsecond=0) != in_amman(at).replace(
        minute=0, second=0, microsecond=0
    )


def nudged(desk_ids: Collection[int], on: date) -> set[int]:
    """Those among these desks that were nudged on a day. One statement."""
    return set(Nudge.objects.filter(desk_id__in=desk_ids, on=on).values_list("desk_id", flat=True))


def why_not_nudge(desk: Desk, today: date) -> list[WhyNot]:
    """Why this desk is not nudged today."""
    was = bool(nudged([desk.pk], today))
    closed, reads = desk.ended_at is not None, desk.agency.has_accounts
    return rules.why_not_nudge(desk_closed=closed, nudged_today=was, reads=reads)


def arrangements(desk: Desk) -> list[Noted]:
    """What was agreed with a desk, the last first."""
    rows: QuerySet[Arrangement] = Arrangement.objects.filter(desk=desk).order_by("-at", "-pk")
    return [Noted(Agreed(row.what), row.until, row.at, row.by) for row in rows[:SHOWN]]
