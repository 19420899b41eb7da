"""Somebody comes home to us: expected on what a package says, and met."""

from datetime import datetime
from typing import TYPE_CHECKING

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.returns import news, queries
from malath.returns import rules_mission as rules
from malath.returns.actions.base import locked, record, refuse, wrote
from malath.returns.models import Incoming, MissionAsked, Return
from malath.returns.queries import mission
from malath.returns.rules_mission import Travelled
from malath.returns.words import AskedBy, ReturnKind, ReturnState, WhyNot

if TYPE_CHECKING:
    from malath.people.models import Person


@act
def expect(person: "Person", said: Travelled, *, desk: Desk, by: Actor, at: datetime) -> Return:
    """Somebody of whom a package told is expected at this desk: what it says and no more. Gates and declaration were looked
    at where they come from. Errors: `CannotReturn`."""
    file = privacy.lock(person.pk)
    refuse([WhyNot.FILE_CLOSED] if file.closed_at is not None else [])
    open_already = queries.open_return_of(person.pk) is not None
    refuse(rules.why_not_expect(AgencyKind(desk.agency.kind), open_already=open_already))
    row = Return.objects.create(
        person=person, key=person.key, desk=desk, worker=by if isinstance(by, User) else None, kind=ReturnKind.INCOMING,
        state=ReturnState.EXPECTED, country=said.country, asked_by=AskedBy.OTHER, asked_on=clock.in_amman(at).date(), gate="",
        gate_since=at, mission=desk.agency, by=by.reference, at=at,
    )  # fmt: skip
    incoming = Incoming(returning=row, key=person.key, source=said.source, expected_on=said.expected_on, by=by.reference, at=at)
    incoming.seal(way=said.way, needs=" ".join(said.needs), health=said.health, plan=said.plan)
    incoming.save(force_insert=True)
    MissionAsked.objects.create(returning=row, key=person.key, mission=desk.agency, by=by.reference, at=at, due_at=at)
    wrote(Did.RETURN_EXPECTED, row, by=by, at=at)
    return row


@act
def confirm_incoming(returning: Return, came_at: datetime, *, by: Actor, at: datetime) -> Return:
    """Who met the person says that they arrived: from now on a plan is begun as for everybody. Errors: `CannotReturn`."""
    now = locked(returning)
    row = mission.incoming_locked(now)
    refuse(rules.why_not_come(ReturnState(now.state), came_at, at) if row else [WhyNot.NOT_EXPECTED])
    assert row is not None  # noqa: S101  # refused above
    row.came_at, row.confirmed_at, row.confirmed_by = came_at, at, by.reference
    row.save(update_fields=["came_at", "confirmed_at", "confirmed_by"])
    now.state = ReturnState.ARRIVED
    news.settle(now, ItemKind.RETURN_UNCONFIRMED, by=by, at=at)
    wrote(Did.ARRIVAL_CONFIRMED, now, by=by, at=at)
    return now


@act
def ask_after_incoming(row: Incoming, *, at: datetime, by: Actor = WORKER) -> Incoming:
    """Somebody should have come a day ago, and nobody has confirmed it: the desk is told, once. Errors: `CannotReturn`."""
    privacy.lock(row.returning.person_id)
    now = queries.locked(row.returning_id)
    kept = mission.incoming_locked(now)
    waits = kept is not None and kept.alarm_at is None and now.state == ReturnState.EXPECTED
    due = kept is not None and waits and rules.is_overdue(kept.expected_on, clock.in_amman(at).date())
    refuse([] if due else [WhyNot.NOT_DUE])
    assert kept is not None  # noqa: S101  # refused above
    kept.alarm_at = at
    kept.save(update_fields=["alarm_at"])
    news.tell_not_there(now, at=at)
    record(Did.ARRIVAL_UNCONFIRMED, now, by=by, at=at)
    return kept
