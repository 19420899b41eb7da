"""What the acts of a shelter share: how they refuse, lock and leave their trace.

Lock order: the person's file row → the case → the stay → the place → the audit head.
"""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.privacy import actions as privacy
from malath.shelter.models import Shelter
from malath.shelter.words import WhyNot


class CannotShelter(Exception):
    """Something at a shelter is not done as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotShelter(reasons)


def locked_case(case: Case) -> Case:
    """The case, held until the act ends; its person's file row first."""
    privacy.lock(case.person_id)
    return case_queries.locked(case.pk)


def record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)


def record_house(event: Did, shelter: Shelter, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=shelter.reference, by=by, at=at, facts=facts)
