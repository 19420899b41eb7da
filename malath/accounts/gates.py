"""The way from a reference on a page of accounts to the row behind it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries
from malath.accounts.models import Duty, LockOut, Membership, Relation, User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk, Holiday, Interpreter, Service
from malath.audit import actions as audit


def desk_to_roster(user: User, holdings: Holdings, reference: str, *, at: datetime) -> Desk:
    """A desk whose roster one may write: administrators any, supervisors those of their agency. 404 unknown, 403 else.

    That a desk exists is no secret: the directory lists it.
    """
    desk = desk_to_manage(reference)
    if not holdings.may(Power.MANAGE) and not holdings.may_at(desk.pk, Power.SUPERVISE):
        audit.record_refusal(reference, by=user, at=at, facts={"power": "roster"})
        raise PermissionDenied("roster")
    return desk


def duty_to_remove(desk: Desk, reference: str) -> Duty:
    """A time on the roster of a desk that is open to the asker already."""
    duty = queries.duty_by_reference(desk, reference)
    if duty is None:
        raise Http404
    return duty


def staff_to_manage(reference: str) -> User:
    """A member of staff, for those who hold the power to manage (asked for at the door)."""
    user = queries.user_by_reference(reference)
    if user is None or user.is_system:
        raise Http404
    return user


def staff_to_vouch_for(user: User, holdings: Holdings, reference: str, *, at: datetime) -> User:
    """A member of staff for whom one may ask for a sign-in code: administrators anybody, supervisors those of their body."""
    member = staff_to_manage(reference)
    if not holdings.may(Power.MANAGE) and member.agency_id != holdings.supervised_agency_id:
        audit.record_refusal(reference, by=user, at=at, facts={"power": "vouch"})
        raise PermissionDenied("vouch")
    return member


def lock_out_to_open(reference: str) -> LockOut:
    """An account closed after wrong passwords, for those who hold the power to manage."""
    lock_out = queries.lock_out_by_reference(reference)
    if lock_out is None:
        raise Http404
    return lock_out


def relation_to_answer(holdings: Holdings, number: int | None) -> Relation:
    """A relation whose declarer asks that it ends, for who may answer it. 404 where there is none for them."""
    relation = queries.relations_to_answer(holdings).filter(pk=number or 0).first()
    if relation is None:
        raise Http404
    return relation


def seat_to_confirm(holdings: Holdings, reference: str) -> Membership:
    """A role at a desk of the body that somebody supervises. 404 where it is none of theirs."""
    seat = queries.seat_of_team(holdings, reference)
    if seat is None:
        raise Http404
    return seat


def membership_to_end(user: User, reference: str) -> Membership:
    """A role of this member of staff."""
    membership = queries.membership_by_reference(user, reference)
    if membership is None:
        raise Http404
    return membership


def agency_to_manage(reference: str) -> Agency:
    """A body, for those who hold the power to manage."""
    agency = agencies.agency_by_reference(reference)
    if agency is None:
        raise Http404
    return agency


def service_to_describe(desk: Desk, kind: str) -> Service:
    """A service that a desk offers, behind the gate of its desk."""
    service = agencies.service_of(desk, kind)
    if service is None:
        raise Http404
    return service


def interpreter_to_manage(reference: str) -> Interpreter:
    """An interpreter, for those who hold the power to manage."""
    interpreter = agencies.interpreter_by_reference(reference)
    if interpreter is None:
        raise Http404
    return interpreter


def holiday_to_change(day: str) -> Holiday:
    """A public holiday by its day, for those who hold the power to manage."""
    try:
        holiday = agencies.holiday_on(date.fromisoformat(day))
    except ValueError:
        holiday = None
    if holiday is None:
        raise Http404
    return holiday


def desk_to_manage(reference: str) -> Desk:
    """A desk, for those who hold the power to manage."""
    desk = agencies.desk_by_reference(reference)
    if desk is None:
        raise Http404
    return desk


def demo_person(reference: str) -> User:
    """One of the invented staff who can come in: the address of this door exists in a demonstration only."""
    user = queries.user_by_reference(reference)
    if user is None or not user.is_active or user.is_system:
        raise Http404
    return user
