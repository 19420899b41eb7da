"""What waits for an answer, the most pressing first, and what nobody answered in time. However much waits, no more of it is
read than a page shows: each set comes from an index in the order of the page (decision 0055)."""

from collections.abc import Hashable
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from malath.accounts.rules import Holdings
from malath.foundation.asking import ask
from malath.foundation.paging import front
from malath.foundation.references import place_sealed
from malath.referrals.models import Referral
from malath.referrals.queries import PAGE, ground_open, not_kept_from, oversees, row_of
from malath.referrals.queries.lines import columns, lines_in
from malath.referrals.queries.pages import Cursor, ReferralRow
from malath.referrals.words import Escalation, Turn

Places = QuerySet[Any, tuple[Any, ...]]
BY_CLOCK: Final = ("turn", "due", "pk")
"""Danger to life before everything, then by the clock that runs: to be acknowledged, or once it was, to be answered."""
NEWEST: Final = ("-escalated_at", "-pk")
PRESSING: Final = ("turn", *NEWEST)


def waiting_for_answer(holdings: Holdings, at: datetime, *, cap: int = 50) -> tuple[ReferralRow, ...]:
    """What waits for an answer of the viewer's desks: danger to life first, then the shortest of the clocks that run. Two
    statements."""
    return _rows(ask(_waiting, holdings, at, shape=(cap,)), at) if holdings.desk_ids else ()


def _waiting(holdings: Holdings, at: datetime, cap: int) -> Places:
    rows = not_kept_from(holdings).filter(ground_open(at), turn__isnull=False)
    sets = [rows.filter(receiving_desk_id=desk) for desk in holdings.desk_ids]
    return front(sets, columns=("pk", "turn", "due"), order=BY_CLOCK, cap=cap)


def unanswered(
    holdings: Holdings, at: datetime, *, after: Cursor | None = None, pressing_first: bool = False, cap: int = 50
) -> tuple[ReferralRow, ...]:
    """Escalated referrals that still wait, for those who oversee them, what was escalated last first, or danger to life before
    that: number, bodies and status only. Two statements."""
    looks_after_all = oversees(holdings)
    if not (looks_after_all or holdings.desk_ids):
        return ()
    shape: tuple[Hashable, ...] = (looks_after_all, PRESSING if pressing_first else NEWEST, cap)
    return _rows(ask(_unanswered, holdings, at, after, shape=shape), at)


def _unanswered(
    holdings: Holdings, at: datetime, after: Cursor | None, looks_after_all: bool, order: tuple[str, ...], cap: int
) -> Places:
    """Sets of which no two hold the same referral."""
    rows = not_kept_from(holdings).filter(ground_open(at), turn__isnull=False, escalated_at__isnull=False)
    if after is not None:
        rows = rows.filter(Q(escalated_at__lt=after.touched_at) | Q(escalated_at=after.touched_at, pk__lt=after.pk))
    desks = holdings.desk_ids
    received = [rows.filter(receiving_desk_id=desk) for desk in desks]
    sent = [rows.filter(sending_desk_id=desk).exclude(receiving_desk_id__in=desks) for desk in desks]
    others = rows.filter(escalated=Escalation.FOCAL_POINT)
    others = others.exclude(receiving_desk_id__in=desks).exclude(sending_desk_id__in=desks) if desks else others
    silent = [others.filter(turn=turn) for turn in Turn] if looks_after_all else []
    return front([*silent, *received, *sent], columns=("pk", "turn", "escalated_at"), order=order, cap=cap)


def unanswered_list(holdings: Holdings, at: datetime, after: Cursor | None) -> tuple[tuple[ReferralRow, ...], str]:
    """A page of them, and where the next one begins, "" at the end."""
    rows = unanswered(holdings, at, after=after, cap=PAGE + 1)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    older = place_sealed(last.escalated_at, last.reference) if last and last.escalated_at else ""
    return rows[:PAGE], older


def _rows(places: list[tuple[Any, ...]], at: datetime) -> tuple[ReferralRow, ...]:
    """Lines in the order of their places; whatever was answered between the two statements is shown as answered."""
    ids = tuple(place[0] for place in places)
    found = {line.pk: line for line in lines_in(ask(_lines, ids))}
    return tuple(row_of(found[pk], "received", at) for pk in ids if pk in found)


def _lines(ids: tuple[int, ...]) -> QuerySet[Referral, Any]:
    return columns(Referral.objects.filter(pk__in=ids))
