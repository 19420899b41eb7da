"""What the acts of identification share: how they refuse, lock, keep their clocks and leave their trace.

Lock order: the person's file row → the case → its process → the audit head.
"""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.actions.common import writable
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.foundation.actor import Actor
from malath.identification import queries, rules
from malath.identification.models import Process
from malath.identification.queries import law
from malath.identification.words import WhyNot
from malath.privacy import actions as privacy


class CannotIdentify(Exception):
    """Something about identification is not done as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotIdentify(reasons)


def locked(case: Case, *, by: Actor, at: datetime) -> tuple[Case, Process]:
    """The case and its process, locked, to be written into. Where the worker has not begun its clocks yet, they begin."""
    privacy.lock(case.person_id)
    case = case_queries.locked(case.pk)
    writable(case)
    return case, queries.locked(case.pk) or begun(case, by=by, at=at)


def begun(case: Case, *, by: Actor, at: datetime) -> Process:
    """The clocks of a case begin with the suspicion, or with the referral. Called inside an act that holds the case."""
    since = case_queries.became(case, CaseStatus.POTENTIAL) or at
    process = Process(
        case=case, person=case.person, since=since, opinion_due_at=queries.first_opinion_due(since)
    )  # fmt: skip
    give_to_who_decides(process, case, at=at)
    keep(process, at=at)
    record(Did.IDENTIFICATION_BEGUN, case, by=by, at=at)
    return process


def give_to_who_decides(process: Process, case: Case, *, at: datetime) -> None:
    """The clock of the decision begins when a body that decides has the file."""
    desk = queries.deciding_desk(case.person, at)
    process.desk, process.given_at = desk, at if desk else None
    process.due_at = at + rules.DAY * law.spans().decision_days if desk else None


def keep(process: Process, *, at: datetime) -> None:
    """Save a process with what is due next, and when somebody is reminded of it."""
    clocks = queries.clocks_of(process)
    process.next_due, process.remind_at = rules.next_due(clocks), rules.next_reminder(clocks, at)
    process.save()


def record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
