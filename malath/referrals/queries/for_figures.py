"""What of a referral is counted in figures: kinds of bodies, how it was answered, whether in time. No reference, no day."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models.functions import TruncMonth

from malath.foundation.clock import AMMAN
from malath.privacy import queries as privacy
from malath.referrals.models import Referral

TOGETHER = 5_000


class CountedReferral(NamedTuple):
    """One referral as it is counted."""

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


def counted(at: datetime, *, duty: bool) -> Iterator[CountedReferral]:
    """Referrals that were sent, of those who agree to anonymous statistics today; with `duty` also of those never asked."""
    rows = Referral.objects.filter(privacy.may_be_counted(at, duty=duty), sent_at__isnull=False).values_list(
        "person_id", TruncMonth("sent_at", tzinfo=AMMAN), "person__sex", "person__age_band", "type", "urgency",
        "sending_desk__agency__kind", "receiving_desk__agency__kind", "receiving_desk__agency__reference", "status",
        "decline_reason", "escalated", "answered_at", "answer_due", "ended_at",
    )  # fmt: skip
    for row in rows.order_by("pk").iterator(chunk_size=TOGETHER):
        yield CountedReferral(*row)
