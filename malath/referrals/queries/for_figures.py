"""What of a referral is counted in figures: kinds of bodies, how it was answered, whether in time. No reference, no day."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, Min, QuerySet
from django.db.models.functions import TruncMonth

from malath.foundation.clock import AMMAN
from malath.privacy import queries as privacy
from malath.referrals.models import Referral

TOGETHER = 5_000


class CountedReferral(NamedTuple):
    """One referral as it is counted. `sent_by` and `sent_at` say whether the sender was trained by then, and `sent_by_body`
    whether enough officers there were; none of the three is kept."""

    person_id: int
    sent: datetime
    sex: str
    age_band: str
    type: str
    urgency: str
    sent_by_kind: str
    received_by_kind: str
    received_by: str
    status: str
    decline_reason: str
    escalated: int
    answered_at: datetime | None
    answer_due: datetime
    ended_at: datetime | None
    sent_by: str
    sent_by_body: str
    sent_at: datetime


class Sender(NamedTuple):
    """An officer of a body, and when they sent the first and the last of what is counted."""

    body: str
    officer: str
    first: datetime
    last: datetime


def counted(at: datetime, *, duty: bool) -> Iterator[CountedReferral]:
    """Referrals that were sent, of those who agree to anonymous statistics today; with `duty` also of those never asked."""
    rows = _sent(at, duty=duty).values_list(
        "person_id", TruncMonth("sent_at", tzinfo=AMMAN), "person__sex", "person__age_band", "type", "urgency",
        "sending_desk__agency__kind", "receiving_desk__agency__kind", "receiving_desk__agency__reference", "status",
        "decline_reason", "escalated", "answered_at", "answer_due", "ended_at", "sent_by", "sending_desk__agency__reference",
        "sent_at",
    )  # fmt: skip
    for row in rows.order_by("pk").iterator(chunk_size=TOGETHER):
        yield CountedReferral(*row)


def senders(at: datetime, *, duty: bool) -> list[Sender]:
    """Who sent what is counted. One statement."""
    rows = _sent(at, duty=duty).order_by().values_list("sending_desk__agency__reference", "sent_by")
    return [Sender(*row) for row in rows.annotate(first=Min("sent_at"), last=Max("sent_at"))]


def _sent(at: datetime, *, duty: bool) -> QuerySet[Referral]:
    return Referral.objects.filter(privacy.may_be_counted(at, duty=duty), sent_at__isnull=False)
