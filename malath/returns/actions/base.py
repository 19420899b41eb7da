"""What the acts of a return share: how they refuse, lock, keep the gate that holds it up, and leave their trace.

Lock order: the person's file row → the return → the project → the audit head.
"""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.privacy import actions as privacy
from malath.returns import queries, rules
from malath.returns.models import Return
from malath.returns.rules_mission import ANSWERING
from malath.returns.words import ReturnKind, ReturnState, WhyNot


class CannotReturn(Exception):
    """Something about a return is not done as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotReturn(reasons)


def locked(returning: Return) -> Return:
    """The return as it stands now, locked. Errors: `CannotReturn` when the file is closed."""
    file = privacy.lock(returning.person_id)
    refuse([WhyNot.FILE_CLOSED] if file.closed_at is not None else [])
    return queries.locked(returning.pk)


def prepared(returning: Return) -> Return:
    """The same, while it is still being prepared. Errors: `CannotReturn`."""
    now = locked(returning)
    refuse(rules.why_not_write(ReturnState(now.state)))
    return now


def answerable(returning: Return) -> Return:
    """The same, while a mission may still answer: also in its own house, where the person is expected. Errors:
    `CannotReturn`."""
    now = locked(returning)
    refuse([] if ReturnState(now.state) in ANSWERING else [WhyNot.NOT_OPEN])
    return now


def keep(returning: Return, *, at: datetime) -> None:
    """Save it with the first gate that is closed, and since when: what the queue and the figures count. Who comes home has
    none: the gates were looked at where they come from."""
    incoming = returning.kind == ReturnKind.INCOMING
    gate = "" if incoming else rules.first_closed(queries.gates_of(returning, at)) or ""
    if gate != returning.gate:
        returning.gate, returning.gate_since = gate, at
    returning.save()


def wrote(event: Did, returning: Return, *, by: Actor, at: datetime, **facts: str) -> None:
    """Something was written about a return: its gate is kept, the file moves up in the lists, and the trail tells it."""
    keep(returning, at=at)
    privacy.touch(returning.person_id, at=at)
    record(event, returning, by=by, at=at, **facts)


def record(event: Did, returning: Return, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=returning.reference, file=returning.person.reference, by=by, at=at, facts=facts)
