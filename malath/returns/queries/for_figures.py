"""What of a return is counted in figures: codes and years, and what returns cost. No name, no reference, no day."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery, Sum
from django.db.models.functions import TruncYear

from malath.foundation.clock import AMMAN
from malath.privacy import queries as privacy
from malath.returns.models import Cost, Grant, Instalment, Journey, Return, Survey
from malath.returns.words import JourneyState, ReturnKind

TOGETHER = 5_000
PAID = "paid"
GONE = (JourneyState.LEFT, JourneyState.ARRIVED)


class CountedReturn(NamedTuple):
    """One return as it is counted. `left`: the year in which the person left, None before; `band`: of the last survey that was
    answered, None before any."""

    person_id: int
    asked: date
    sex: str
    age_band: str
    kind: str
    asked_by: str
    state: str
    gate: str
    stopped_because: str
    left: datetime | None
    granted: bool
    band: str | None


class Spent(NamedTuple):
    """What was spent on one person in one line and currency; `line` is "paid" for parts of a grant."""

    person_id: int
    line: str
    currency: str
    amount: Decimal


def counted(at: datetime, *, duty: bool) -> Iterator[CountedReturn]:
    """Returns from here of those who agree to anonymous statistics today; who comes home from abroad is counted there."""
    flights = Journey.objects.filter(returning=OuterRef("pk"), state__in=GONE).order_by("-pk")
    left = flights.values(year=TruncYear("left_at", tzinfo=AMMAN))
    surveys = Survey.objects.filter(plan__returning=OuterRef("pk")).exclude(band="").order_by("-on", "-pk")
    grants = Grant.objects.filter(returning=OuterRef("pk"), released_at__isnull=True)
    rows = Return.objects.filter(privacy.may_be_counted(at, duty=duty)).exclude(kind=ReturnKind.INCOMING).values_list(
        "person_id", TruncYear("asked_on"), "person__sex", "person__age_band", "kind", "asked_by", "state", "gate",
        "stopped_because", Subquery(left[:1]), Exists(grants), Subquery(surveys.values("band")[:1]),
    )  # fmt: skip
    for row in rows.order_by("pk").iterator(chunk_size=TOGETHER):
        yield CountedReturn(*row)


def spent(at: datetime, *, duty: bool) -> Iterator[Spent]:
    """What was paid for each of them, by line and currency; then the parts of grants. Two statements."""
    people = Return.objects.filter(privacy.may_be_counted(at, duty=duty)).exclude(kind=ReturnKind.INCOMING)
    costs = Cost.objects.filter(returning__in=people, actual__isnull=False).order_by()
    for row in costs.values_list("returning__person_id", "line", "currency").annotate(Sum("actual")):
        yield Spent(*row)
    parts = Instalment.objects.filter(grant__returning__in=people, paid_at__isnull=False).order_by()
    for person, currency, amount in parts.values_list("grant__returning__person_id", "grant__currency").annotate(Sum("amount")):
        yield Spent(person, PAID, currency, amount)
