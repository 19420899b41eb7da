"""What the acts of a shelter share: how they refuse, lock and leave their trace.

Lock order: the person's file row → the case → the stay → the place → the audit head.
"""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.actions.common import touch
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.privacy import actions as privacy
from malath.shelter import queries, rules
from malath.shelter.models import Shelter, Stay
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


def locked_stay(stay: Stay) -> Stay:
    """A stay that lasts and may be written into, held with its case. Errors: `CannotShelter`."""
    locked_case(stay.case)
    now = queries.locked_stay(stay.pk)
    refuse(rules.why_not_change(left=now.left_at is not None, stopped=now.stopped_at is not None))
    return now


def keep(stay: Stay, *, at: datetime) -> None:
    """Save a stay with what is due next, and when somebody is reminded of it."""
    clocks = queries.clocks_of(stay) if stay.left_at is None and stay.stopped_at is None else []
    stay.next_due = min((clock.due for clock in clocks), default=None)
    stay.remind_at = min((clock.next_after(at) for clock in clocks), default=None)
    stay.save()


def changed(event: Did, stay: Stay, *, by: Actor, at: datetime, **facts: str) -> None:
    """The file moves up in the lists of those who see it, and the trail says what was written."""
    touch(stay.case, stay.shelter.desk, at)
    record(event, stay.case, by=by, at=at, **facts)


def record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)


def record_house(event: Did, shelter: Shelter, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=shelter.reference, by=by, at=at, facts=facts)
