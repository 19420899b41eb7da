"""Where a referral stands in the counts of the control room: with the desk that received it, in the week of its sending."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, Protocol

from django.db.models import Q

from malath.accounts.rules import Holdings
from malath.coordination.rules import Came, Counted, week_of
from malath.coordination.words import Standing
from malath.foundation.clock import in_amman
from malath.inbox.words import Pressing
from malath.privacy import queries as privacy
from malath.referrals.models import Referral
from malath.referrals.words import LIVES, WAITING, Escalation, Status

STEPS: Final = {
    Escalation.NONE: Standing.WITHIN,
    Escalation.SUPERVISOR: Standing.PAST,
    Escalation.FOCAL_POINT: Standing.SILENT,
}
COLUMNS: Final = (
    "receiving_desk_id", "urgency", "status", "clock_step", "escalated", "sent_at", "answered_at", "answer_due", "held_at",
)  # fmt: skip


class Row(Protocol):
    """What the counts ask of a referral."""

    receiving_desk_id: int | None
    urgency: str
    status: str
    clock_step: int
    escalated: int
    sent_at: datetime | None
    answered_at: datetime | None
    answer_due: datetime | None
    held_at: datetime | None


def counted(row: Row) -> Counted | None:
    """Where it stands; a draft nowhere. A clock that stood still when the answer came had not run out later than that."""
    if row.sent_at is None or row.answer_due is None or row.receiving_desk_id is None:
        return None
    in_time = row.answered_at is not None and (row.held_at or row.answered_at) <= row.answer_due
    came = Came(
        in_time=in_time,
        late=row.answered_at is not None and not in_time,
        escalated=row.escalated >= Escalation.SUPERVISOR,
        silent=row.escalated >= Escalation.FOCAL_POINT,
        sent_back=row.status in (Status.DECLINED, Status.WITHDRAWN),
    )
    week = week_of(in_amman(row.sent_at).date())
    return Counted(row.receiving_desk_id, Pressing(row.urgency), _standing(row), week, came)


def _standing(row: Row) -> Standing | None:
    if row.status in WAITING:
        return STEPS[Escalation(row.clock_step)]
    return Standing.IN_CARE if row.status == Status.ACCEPTED else None


def all_counted() -> Iterator[Counted]:
    """Every referral that was sent, one after the other."""
    rows = Referral.objects.filter(sent_at__isnull=False).values_list(*COLUMNS, named=True)
    return filter(None, map(counted, rows.iterator(chunk_size=5_000)))


def kept_from(holdings: Holdings, since: datetime, desk_ids: tuple[int, ...] | None = None) -> list[Counted]:
    """Those that a block or a declared relation keeps from this viewer, and that still count or were sent after a moment: of
    these desks, or of all. Two statements."""
    rows = Referral.objects.filter(Q(status__in=LIVES) | Q(sent_at__gte=since), sent_at__isnull=False)
    rows = rows if desk_ids is None else rows.filter(receiving_desk_id__in=desk_ids)
    found = {row.pk: row for few in privacy.few_kept_from(holdings) for row in rows.filter(person_id__in=few)}
    return list(filter(None, map(counted, found.values())))
