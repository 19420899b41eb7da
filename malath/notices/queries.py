"""Reading notices, and what decides whether one would point at somebody."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.words import Governorate
from malath.cases import queries as cases
from malath.foundation.actor import Actor
from malath.foundation.references import place_opened, place_sealed
from malath.notices.models import Notice
from malath.notices.rules import Cells
from malath.notices.words import Others, Sector

PAGE = 25


@dataclass(frozen=True)
class NoticeLine:
    """A notice as the Unit reads it. The day it arrived, not the moment, and not when it was sent."""

    reference: str
    governorate: str
    sector: Sector
    others: Others
    life_in_danger: bool
    arrived_at: datetime


@dataclass(frozen=True)
class NoticeList:
    """A page of notices, and where the next one begins, "" at the end."""

    lines: tuple[NoticeLine, ...]
    older: str


def locked(pk: int) -> Notice:
    """The notice, locked until the act ends."""
    return Notice.objects.select_for_update(of=("self",)).get(pk=pk)


def sent_already(once: UUID | None, by: Actor) -> Notice | None:
    """The notice that was sent under this mark, for a request that came twice."""
    if once is None:
        return None
    accounts.wait_for(by)
    return Notice.objects.filter(once=once).first()


@cache
def cells() -> Cells:
    """The static table of the country: sectors of each governorate in which too few people work."""
    law = json.loads((settings.LAW / "notice_cells.json").read_text(encoding="utf-8"))
    return {governorate: frozenset(sectors) for governorate, sectors in law["too_few"].items()}


def own_files(holdings: Holdings, governorate: Governorate, at: datetime) -> int:
    """How many people of a governorate the sender's own desks have an open file of, two at most. What the sender may not see
    is not counted: no answer tells of it."""
    return cases.opened_in(holdings, governorate, at, cap=2)


def notice_list(at: datetime, after: str = "") -> NoticeList:
    """A page of what has arrived, newest first. One statement."""
    rows = Notice.objects.filter(release_at__lte=at)
    if (place := place_opened(after)) is not None:
        moment, reference = place
        pk = Notice.objects.filter(reference=reference).values_list("pk", flat=True).first() or 0
        rows = rows.filter(Q(release_at__lt=moment) | Q(release_at=moment, pk__lt=pk))
    found = list(rows.order_by("-release_at", "-pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    older = place_sealed(last.release_at, last.reference) if last else ""
    return NoticeList(tuple(_line(row) for row in found[:PAGE]), older)


def to_deliver(at: datetime, *, cap: int = 500) -> list[Notice]:
    """Notices of which the Unit is to be told, the longest due first."""
    return list(Notice.objects.filter(release_at__lte=at, delivered_at__isnull=True).order_by("release_at", "pk")[:cap])


def _line(row: Notice) -> NoticeLine:
    return NoticeLine(
        row.reference,
        agencies.place(row.governorate),
        Sector(row.sector),
        Others(row.others),
        row.life_in_danger,
        row.release_at,
    )
