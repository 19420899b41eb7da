"""What of a case is counted in figures: codes, months, numbers of rows. No name, no reference, no day."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth

from malath.cases.models import Case, StatusChange
from malath.cases.words import CaseStatus, SideState
from malath.foundation.clock import AMMAN
from malath.privacy import queries as privacy

FOUND = (CaseStatus.POTENTIAL, CaseStatus.IDENTIFIED, CaseStatus.NOT_IDENTIFIED, CaseStatus.INCONCLUSIVE)
"""What was said of a person, whatever became of the case after that."""
TOGETHER = 5_000


class CountedCase(NamedTuple):
    """One case as it is counted. Months are given by their first day; `found` is the last of `FOUND`, "" before any."""

    case_id: int
    person_id: int
    opened: datetime
    sex: str
    age_band: str
    nationalities: list[str]
    governorate: str
    risk: str
    status: str
    opened_by_kind: str
    found: str | None
    found_by: str | None
    found_in: datetime | None


def counted(at: datetime, *, duty: bool) -> Iterator[CountedCase]:
    """The cases of those who agree to anonymous statistics today; with `duty` also of those who were never asked. Erased
    people, and cases that were found to be another one's duplicate, are in no figure. In order of their number."""
    unsigned = ExpressionWrapper(Q(decided_by=""), BooleanField())  # written again when a case comes back to its way
    said = StatusChange.objects.filter(case=OuterRef("pk"), status__in=FOUND, aside="").order_by(unsigned, "-pk")
    rows = Case.objects.filter(privacy.may_be_counted(at, duty=duty)).exclude(aside=SideState.DUPLICATE).values_list(
        "pk", "person_id", TruncMonth("opened_at", tzinfo=AMMAN), "person__sex", "person__age_band", "person__nationalities",
        "governorate", "risk", "status", "desk__agency__kind", Subquery(said.values("status")[:1]),
        Subquery(said.values("decided_by")[:1]), Subquery(said.values(month=TruncMonth("at", tzinfo=AMMAN))[:1]),
    )  # fmt: skip
    for row in rows.order_by("pk").iterator(chunk_size=TOGETHER):
        yield CountedCase(*row)
