"""Interpreters: booking one, saying what came of it, and keeping one from a person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from malath.agencies import queries as agencies
from malath.agencies.models import Desk, Interpreter
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import news, queries, rules
from malath.cases.actions.common import refuse, touch, writable
from malath.cases.models import Booking, Case, InterpreterLink, Situation
from malath.cases.queries import bookings
from malath.cases.rules import Wanted
from malath.cases.words import BookingState, CancelReason, Link, Need, WhyNot
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark


@act
def book_interpreter(
    case: Case, interpreter: Interpreter, wanted: Wanted, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Booking:
    """An interpreter is booked for a talk with the person. They learn when and how, and nothing of the case. The same form
    twice is one booking. Errors: `CannotChange` with every reason that speaks against this one."""
    case = queries.locked(case.pk)
    once = own_mark(once, by.reference, case.reference, interpreter.reference, wanted.starts_at.isoformat())
    if (written := bookings.booking_written(once)) is not None:
        _record(Did.INTERPRETER_BOOKED, case, by=by, at=at, again="1")
        return written
    interpreter = agencies.interpreter_locked(interpreter.pk)
    refuse(bookings.why_not_book(case, interpreter, wanted, at))
    return _book(case, interpreter, wanted, desk=desk, by=by, at=at, once=once)


def _book(
    case: Case, interpreter: Interpreter, wanted: Wanted, *, desk: Desk, by: Actor, at: datetime, once: UUID | None
) -> Booking:
    booking = Booking.objects.create(
        case=case, interpreter=interpreter, starts_at=wanted.starts_at, ends_at=wanted.ends_at, way=wanted.way,
        language=wanted.language, voice=wanted.voice or "", outsider=wanted.outsider, desk=desk, by=by.reference, at=at,
        once=once,
    )  # fmt: skip
    touch(case, desk, at)
    _record(Did.INTERPRETER_BOOKED, case, by=by, at=at, booking=booking.reference, way=booking.way)
    return booking


class CannotBookAll(Exception):
    """None of several talks is booked: why not, person by person."""

    def __init__(self, reasons: Mapping[str, list[WhyNot]]) -> None:
        super().__init__(*sorted(reasons))
        self.reasons = reasons


@act
def book_for_several(
    situation: Situation,
    cases: Sequence[Case],
    interpreter: Interpreter,
    first: Wanted,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> list[Booking]:
    """One interpreter for several people of a situation, one talk after the other in the order of `cases`, each person checked
    as for one alone: all or none. Whatever links the interpreter with one of them is said beside that one. The same form
    twice books once. Errors: `CannotBookAll`, `CannotChange` when nobody or too many are chosen."""
    refuse(rules.why_not_for_all(Need.INTERPRETER, chosen=len(cases)))
    locked = {one.pk: queries.locked(one.pk) for one in sorted(cases, key=lambda case: case.pk)}
    interpreter = agencies.interpreter_locked(interpreter.pk)
    spans = [(locked[case.pk], _after(first, number)) for number, case in enumerate(cases)]
    marks = {case.pk: own_mark(once, by.reference, case.reference, interpreter.reference, "several") for case, _ in spans}
    if written := [found for mark in marks.values() if (found := bookings.booking_written(mark)) is not None]:
        audit.record(Did.BOOKED_FOR_ALL, subject=situation.reference, by=by, at=at, facts={"again": "1"})
        return written
    why_not = {case.reference: bookings.why_not_book(case, interpreter, wanted, at) for case, wanted in spans}
    if any(why_not.values()):
        raise CannotBookAll({reference: reasons for reference, reasons in why_not.items() if reasons})
    made = [_book(case, interpreter, wanted, desk=desk, by=by, at=at, once=marks[case.pk]) for case, wanted in spans]
    facts = {"booked": str(len(made))}
    audit.record(Did.BOOKED_FOR_ALL, subject=situation.reference, by=by, at=at, facts=facts)
    return made


def _after(first: Wanted, number: int) -> Wanted:
    length = first.ends_at - first.starts_at
    return replace(first, starts_at=first.starts_at + number * length, ends_at=first.ends_at + number * length)


@act
def settle_booking(
    booking: Booking, state: BookingState, *, because: CancelReason | None = None, by: Actor, at: datetime
) -> Booking:
    """What came of it: interpreted, did not come, or cancelled for a reason. Errors: `CannotChange`."""
    case = queries.locked(booking.case_id)
    booking = bookings.locked_booking(booking.pk)
    begun = booking.starts_at <= at
    refuse(rules.why_not_settle_booking(BookingState(booking.state), state, begun=begun, because=because))
    _settle(booking, case, state, because=because if state == BookingState.CANCELLED else None, by=by, at=at)
    touch(case, booking.desk, at)
    return booking


@act
def keep_apart(case: Case, interpreter: Interpreter, kind: Link, *, desk: Desk, by: Actor, at: datetime) -> InterpreterLink:
    """Something links an interpreter with the person, or the person does not want them: nobody books them for this person
    any more, and what is booked is cancelled. Errors: `CannotChange`."""
    case = queries.locked(case.pk)
    writable(case)
    refuse([WhyNot.LINKED_ALREADY] if bookings.is_linked(case, interpreter) else [])
    link = InterpreterLink.objects.create(case=case, interpreter=interpreter, kind=kind, desk=desk, by=by.reference, at=at)
    for booking in bookings.booked_with(case, interpreter):
        _settle(booking, case, BookingState.CANCELLED, because=CancelReason.LINKED, by=by, at=at)
    touch(case, desk, at)
    _record(Did.INTERPRETER_KEPT_OUT, case, by=by, at=at, link=kind.value)
    return link


def call_off(case: Case, *, by: Actor, at: datetime) -> None:
    """Nobody may work on the case any more: what is booked does not take place. Who booked and the body of the interpreter
    hear it without a case and a name, so that somebody tells the interpreter. Called inside an act that locked the case."""
    for booking in bookings.booked_in(case):
        _settle(booking, case, BookingState.CANCELLED, because=CancelReason.NOT_NEEDED, by=by, at=at)
        if booking.starts_at > at:
            news.tell_of_calling_off(booking, at=at)


def _settle(
    booking: Booking, case: Case, state: BookingState, *, because: CancelReason | None, by: Actor, at: datetime
) -> None:
    booking.state, booking.because, booking.settled_by, booking.settled_at = state, because or "", by.reference, at
    booking.save(update_fields=["state", "because", "settled_by", "settled_at"])
    facts = {"because": because.value} if because else {}
    _record(Did.BOOKING_SETTLED, case, by=by, at=at, booking=booking.reference, state=state.value, **facts)


def _record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
