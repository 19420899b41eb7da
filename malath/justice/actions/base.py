"""What the acts of the legal track share: how they refuse, lock and leave their trace.

Lock order: the person's file row → the case → the proceeding → the audit head.
"""

from datetime import datetime

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.actions.common import touch, writable
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.justice import queries, rules
from malath.justice.models import Part, Proceeding
from malath.justice.words import Side, WhyNot
from malath.privacy import actions as privacy


class CannotDo(Exception):
    """Something of the legal track is not done as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotDo(reasons)


def locked(case: Case) -> Case:
    """The case, locked, to be written beside. Errors: of the case when it is closed."""
    privacy.lock(case.person_id)
    case = case_queries.locked(case.pk)
    writable(case)
    return case


def locked_in(case: Case, proceeding: Proceeding) -> tuple[Case, Proceeding, Part]:
    """The case and a proceeding in which it has a part, locked. Errors: `CannotDo` when it has none any more."""
    case = locked(case)
    now = queries.locked(proceeding.pk)
    part = queries.part_of(now, case)
    if part is None:
        raise CannotDo([WhyNot.NOT_IN_IT])
    return case, now, part


def locked_with_all(case: Case, proceeding: Proceeding) -> tuple[Case, Proceeding, Part]:
    """As `locked_in`, with the file rows of everybody in the proceeding, always in the same order: what is done concerns each
    of them."""
    for person_id in sorted({case.person_id, *queries.people_in(proceeding.pk)}):
        privacy.lock(person_id)
    return locked_in(case, proceeding)


def side(desk: Desk) -> Side:
    return rules.side_of(AgencyKind(desk.agency.kind))


def may_move(proceeding: Proceeding, desk: Desk) -> bool:
    return rules.may_move(side(desk), own=proceeding.desk.agency_id == desk.agency_id)


def record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    found = {name: value for name, value in facts.items() if value}
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=found)


def done(event: Did, case: Case, *, desk: Desk, by: Actor, at: datetime, **facts: str) -> None:
    """The file moves up in the lists, and the act leaves its trace."""
    touch(case, desk, at)
    record(event, case, by=by, at=at, **facts)
