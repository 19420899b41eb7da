"""A referral as lists read it: plain values, because rows of six models for each line take longer than the database."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language

from malath.referrals.models import Referral


class Body(NamedTuple):
    """A desk and its body; `desk_id` is None where no desk was chosen yet."""

    desk_id: int | None
    desk_en: str
    desk_ar: str
    agency_id: int
    agency_en: str
    agency_ar: str
    kind: str

    @property
    def name(self) -> str:
        """Body and desk in the language of the page, "" for no desk."""
        if self.desk_id is None:
            return ""
        arabic = get_language() == "ar"
        return f"{self.agency_ar} · {self.desk_ar}" if arabic else f"{self.agency_en} · {self.desk_en}"


class Line(NamedTuple):
    """A referral between two bodies, and whether its ground has ended."""

    pk: int
    reference: str
    person_id: int
    person_reference: str
    type: str
    urgency: str
    status: str
    outcome: str
    escalated: int
    escalated_at: datetime | None
    sent_at: datetime | None
    touched_at: datetime
    acknowledge_due: datetime | None
    answer_due: datetime | None
    held_at: datetime | None
    ground_ended_at: datetime | None
    ground_until: datetime | None
    sending: Body
    receiving: Body


BODY: Final = ("id", "name_en", "name_ar", "agency_id", "agency__name_en", "agency__name_ar", "agency__kind")
OWN: Final = (
    "pk", "reference", "person_id", "person__reference", "type", "urgency", "status", "outcome", "escalated", "escalated_at",
    "sent_at", "touched_at", "acknowledge_due", "answer_due", "held_at", "basis__ended_at", "basis__until",
)  # fmt: skip


def columns(rows: QuerySet[Referral]) -> QuerySet[Referral, Any]:
    """What lines are made of."""
    return rows.values_list(*OWN, *(f"{side}__{name}" for side in ("sending_desk", "receiving_desk") for name in BODY))


def lines_in(rows: Iterable[tuple[Any, ...]]) -> list[Line]:
    """Those rows as lines."""
    first, second = len(OWN), len(OWN) + len(BODY)
    return [Line(*[*row[:first], Body(*row[first:second]), Body(*row[second:])]) for row in rows]
