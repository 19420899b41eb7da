"""The journey: planned, moved, paid, asked once more at the gate, arrived or not."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from malath.agencies.words import Currency
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.returns import news, queries, rules
from malath.returns.actions.base import locked, prepared, record, refuse, wrote
from malath.returns.actions.costs import release
from malath.returns.models import Declaration, Journey, Leg, MissionAsked, Return
from malath.returns.rules import Plan
from malath.returns.words import JourneyState, MissionAnswer, ReturnState, StopReason, WhyNot


@dataclass(frozen=True)
class Ticket:
    """What was bought."""

    number: str
    fare: Decimal
    currency: Currency


@act
def plan_journey(returning: Return, plan: Plan, *, by: Actor, at: datetime) -> Journey:
    """A journey is planned, leg by leg: who helps in transit, who meets, who goes with a child. No night arrival for who needs
    care. Errors: `CannotReturn`."""
    now = prepared(returning)
    refuse([WhyNot.PLANNED_ALREADY] if queries.journey_of(now) else [])
    _fits(now, plan, at)
    row = Journey(returning=now, key=now.key, by=by.reference, at=at)
    _put(row, plan)
    row.save(force_insert=True)
    _lay(row, plan)
    wrote(Did.JOURNEY_PLANNED, now, by=by, at=at)
    return row


@act
def move_journey(returning: Return, plan: Plan, *, by: Actor, at: datetime) -> Journey:
    """The flight is another one. A gate that no longer holds on the new day closes again, ticket or not. Errors:
    `CannotReturn`."""
    now = prepared(returning)
    row = queries.journey_of(now)
    refuse([] if row else [WhyNot.NO_JOURNEY])
    assert row is not None  # noqa: S101  # refused above
    _fits(now, plan, at)
    _put(row, plan)
    row.save()
    row.legs.all().delete()
    _lay(row, plan)
    wrote(Did.JOURNEY_MOVED, now, by=by, at=at)
    return row


@act
def cancel_journey(returning: Return, *, by: Actor, at: datetime) -> Return:
    """The journey does not take place; the return goes on. Errors: `CannotReturn`."""
    now = prepared(returning)
    refuse([] if queries.journey_of(now) else [WhyNot.NO_JOURNEY])
    now.state = ReturnState.PREPARING
    end_journey(now, JourneyState.CANCELLED, by=by, at=at)
    wrote(Did.JOURNEY_CANCELLED, now, by=by, at=at)
    return now


@act
def buy_ticket(returning: Return, ticket: Ticket, *, by: Actor, at: datetime) -> Journey:
    """A ticket is bought: every gate is open, looked at once more in this moment. Errors: `CannotReturn`."""
    now = prepared(returning)
    row = queries.journey_of(now)
    closed = rules.first_closed(queries.gates_of(now, at))
    state = JourneyState(row.state) if row else None
    refuse(rules.why_not_buy(state, closed, ticket.fare, ticket.currency))
    assert row is not None  # noqa: S101  # refused above
    row.seal(ticket=ticket.number)
    row.state, row.fare, row.currency = JourneyState.TICKETED, ticket.fare, ticket.currency
    row.bought_at, row.bought_by = at, by.reference
    row.save()
    now.state = ReturnState.BOOKED
    wrote(Did.TICKET_BOUGHT, now, by=by, at=at)
    return row


@act
def depart(returning: Return, *, says_yes: bool | None, by: Actor, at: datetime) -> Return:
    """At the gate the person is asked once more, alone. Yes: they leave. No: the return is stopped without any penalty, and
    what was paid and not used is asked back. Errors: `CannotReturn`, also when a gate has closed since."""
    now = prepared(returning)
    row = queries.journey_of(now)
    closed = rules.first_closed(queries.gates_of(now, at))
    state = JourneyState(row.state) if row else None
    refuse(rules.why_not_leave(state, closed, asked=says_yes is not None, says_yes=bool(says_yes)))
    assert row is not None  # noqa: S101  # refused above
    if not says_yes:
        return _said_no(now, by=by, at=at)
    row.state, row.left_at, row.left_by = JourneyState.LEFT, at, by.reference
    row.save()
    now.state = ReturnState.DEPARTED
    wrote(Did.JOURNEY_LEFT, now, by=by, at=at)
    return now


def _said_no(now: Return, *, by: Actor, at: datetime) -> Return:
    Declaration.objects.filter(returning=now, withdrawn_at__isnull=True).update(withdrawn_at=at, withdrawn_by=by.reference)
    now.state, now.stopped_because, now.stopped_at, now.stopped_by = (
        ReturnState.STOPPED, StopReason.WISH, at, by.reference,
    )  # fmt: skip
    end_journey(now, JourneyState.REFUSED, by=by, at=at)
    release(now, by=by, at=at)
    wrote(Did.JOURNEY_REFUSED, now, by=by, at=at)
    return now


@act
def miss(returning: Return, *, by: Actor, at: datetime) -> Return:
    """The person did not come, or did not get on: the return goes on, the unused fare is asked back, and somebody asks how they
    are. Errors: `CannotReturn`."""
    now = prepared(returning)
    row = queries.journey_of(now)
    refuse([] if row and row.state == JourneyState.TICKETED else [WhyNot.NO_TICKET])
    now.state = ReturnState.PREPARING
    end_journey(now, JourneyState.MISSED, by=by, at=at)
    wrote(Did.JOURNEY_MISSED, now, by=by, at=at)
    return now


@act
def confirm_arrival(returning: Return, arrived_at: datetime, *, by: Actor, at: datetime) -> Return:
    """Somebody who met the person confirms that they arrived. Errors: `CannotReturn`."""
    now = locked(returning)
    row = queries.journey_of(now)
    state = JourneyState(row.state) if row else None
    refuse(rules.why_not_confirm(state, arrived_at, row.left_at if row else None, at))
    assert row is not None  # noqa: S101  # refused above
    row.state, row.arrives_at, row.confirmed_at, row.confirmed_by = JourneyState.ARRIVED, arrived_at, at, by.reference
    row.save()
    now.state = ReturnState.ARRIVED
    news.settle(now, ItemKind.RETURN_UNCONFIRMED, by=by, at=at)
    wrote(Did.ARRIVAL_CONFIRMED, now, by=by, at=at)
    return now


@act
def raise_alarm(journey: Journey, *, at: datetime, by: Actor = WORKER) -> Journey:
    """Nobody has confirmed an arrival within a day: both missions are told, once. Errors: `CannotReturn`."""
    privacy.lock(journey.returning.person_id)
    now = queries.locked(journey.returning_id)
    row = queries.journey_of(now)
    refuse([] if row else [WhyNot.NOT_DUE])
    assert row is not None  # noqa: S101  # refused above
    refuse(rules.why_not_alarm(JourneyState(row.state), row.arrives_at, at, told=row.alarm_at is not None))
    row.alarm_at = at
    row.save(update_fields=["alarm_at"])
    news.tell_unconfirmed(now, at=at)
    record(Did.ARRIVAL_UNCONFIRMED, now, by=by, at=at)
    return row


@act
def record_refund(returning: Return, amount: Decimal, *, by: Actor, at: datetime) -> Journey:
    """What the airline gave back of a fare that was not used; nothing is an answer too. Errors: `CannotReturn`."""
    now = locked(returning)
    row = queries.unused_journey(now)
    currency = Currency(row.currency) if row else Currency.JOD
    refuse(rules.why_not_refund(amount, row.fare if row else None, currency, waits=row is not None))
    assert row is not None  # noqa: S101  # refused above
    row.refund, row.refunded_at, row.refunded_by = amount, at, by.reference
    row.save(update_fields=["refund", "refunded_at", "refunded_by"])
    if queries.unused_journey(now) is None:
        news.settle(now, ItemKind.RETURN_REFUND, by=by, at=at)
    record(Did.FARE_REFUNDED, now, by=by, at=at)
    return row


def end_journey(now: Return, state: JourneyState, *, by: Actor, at: datetime) -> None:
    """The journey that stands does not take place: a fare that was paid is asked back, and the mission's yes, which was to this
    journey, has to be asked for anew. Called inside an act that holds it."""
    confirmed = MissionAsked.objects.filter(returning=now, answer=MissionAnswer.CONFIRMED)
    confirmed.update(answer=MissionAnswer.LATER)
    row = queries.journey_of(now)
    if row is None:
        return
    row.state, row.ended_at, row.ended_by = state, at, by.reference
    if row.bought_at is not None:
        row.unused_at = at
        news.tell_refund(now, at=at)
    row.save()


def _fits(now: Return, plan: Plan, at: datetime) -> None:
    refuse(rules.why_not_plan(plan, at, needs_care=queries.needs_care(now), is_child=now.person.is_child))


def _put(row: Journey, plan: Plan) -> None:
    row.leaves_at, row.arrives_at, row.hour_there = plan.legs[0].leaves_at, plan.legs[-1].arrives_at, plan.hour_there
    row.airline_cares = plan.airline_cares
    row.seal(meets=plan.meets, escort=plan.escort)


def _lay(row: Journey, plan: Plan) -> None:
    for one in plan.legs:
        leg = Leg(journey=row, key=row.key, leaves_at=one.leaves_at, arrives_at=one.arrives_at)
        leg.seal(way=one.way, helper=one.helper)
        leg.save(force_insert=True)
