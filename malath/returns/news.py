"""Whom the acts of a return tell. References only: never a name, a place or a flight."""

from datetime import datetime

from django.urls import reverse

from malath.accounts.models import User
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.returns.models import Return

EACH = (
    ItemKind.RETURN_SILENT, ItemKind.RETURN_UNCONFIRMED, ItemKind.RETURN_TO_APPROVE, ItemKind.RETURN_REFUND,
)  # fmt: skip


def tell_silent(returning: Return, *, at: datetime) -> None:
    """The mission has not answered in time: who prepares the return, and the desk with its supervisors."""
    for one in _who(returning):
        _leave(returning, ItemKind.RETURN_SILENT, one, at)
    if returning.worker is not None:
        _leave(returning, ItemKind.RETURN_SILENT, returning.desk, at)


def tell_unconfirmed(returning: Return, *, at: datetime) -> None:
    """Nobody has confirmed the arrival: both missions, at once. The other one is told by the number of the return alone."""
    for one in _who(returning):
        _leave(returning, ItemKind.RETURN_UNCONFIRMED, one, at, pressing=Pressing.URGENT)
    _tell_mission(returning, ItemKind.RETURN_UNCONFIRMED, Pressing.URGENT, at)


def tell_not_there(returning: Return, *, at: datetime) -> None:
    """Somebody was expected here, and nobody has confirmed that they came."""
    for one in _who(returning):
        _leave(returning, ItemKind.RETURN_UNCONFIRMED, one, at, pressing=Pressing.URGENT)


def tell_to_receive(returning: Return, *, at: datetime) -> None:
    """The mission is asked to receive somebody, and may look."""
    _tell_mission(returning, ItemKind.RETURN_TO_RECEIVE, Pressing.NORMAL, at)


def tell_answered(returning: Return, *, at: datetime) -> None:
    """The mission has said something: who prepares the return."""
    for one in _who(returning):
        _leave(returning, ItemKind.RETURN_ANSWERED, one, at)


def tell_missing(returning: Return, *, at: datetime) -> None:
    """The person did not come: who prepared the return and the desk, at once."""
    for one in {one.reference: one for one in (*_who(returning), returning.desk)}.values():
        _leave(returning, ItemKind.RETURN_MISSING, one, at, pressing=Pressing.URGENT)


def _tell_mission(returning: Return, kind: ItemKind, pressing: Pressing, at: datetime) -> None:
    if returning.mission is None:
        return
    desks = {desk.pk for desk in agencies.open_desks(returning.mission)}
    asked = kind == ItemKind.RETURN_TO_RECEIVE  # the others reach a mission that may see nothing: by the number alone
    where = reverse("returns:received", args=[returning.reference]) if asked else ""
    inbox.leave_many(desks=desks, kind=kind, subject=returning.reference, link=where, at=at, pressing=pressing)


def tell_to_approve(returning: Return, *, at: datetime) -> None:
    _leave(returning, ItemKind.RETURN_TO_APPROVE, returning.desk, at)


def tell_refund(returning: Return, *, at: datetime) -> None:
    """A fare was paid and not used: it is asked back."""
    for one in _who(returning):
        _leave(returning, ItemKind.RETURN_REFUND, one, at)


def tell_unsafe(returning: Return, *, at: datetime) -> None:
    """Somebody may not be safe after the return: who prepared it and the desk, at once; the mission by the number alone."""
    for one in {one.reference: one for one in (*_who(returning), returning.desk)}.values():
        _leave(returning, ItemKind.REINTEGRATION_UNSAFE, one, at, pressing=Pressing.URGENT)
    _tell_mission(returning, ItemKind.REINTEGRATION_UNSAFE, Pressing.URGENT, at)


def tell_reintegration(returning: Return, *, at: datetime) -> None:
    """The plan or a round is due."""
    for one in _who(returning):
        _leave(returning, ItemKind.REINTEGRATION_DUE, one, at)


def settle_reintegration(returning: Return, *, by: Actor, at: datetime) -> None:
    settle(returning, ItemKind.REINTEGRATION_DUE, by=by, at=at)


def settle(returning: Return, *kinds: ItemKind, by: Actor, at: datetime) -> None:
    for subject in (returning.person.reference, returning.reference):
        inbox.settle(subject, kinds or EACH, by=by, at=at)


def page_after(returning: Return) -> str:
    """Where one goes on with what comes after the arrival."""
    return reverse("returns:reintegration", args=[returning.reference])


def _who(returning: Return) -> list[Desk | User]:
    return [returning.worker or returning.desk]


def _leave(returning: Return, kind: ItemKind, to: Desk | User, at: datetime, *, pressing: Pressing = Pressing.NORMAL) -> None:
    where = reverse("returns:checklist", args=[returning.reference])
    subject = returning.person.reference
    inbox.leave(to=to, kind=kind, subject=subject, link=where, at=at, pressing=pressing, instead_of=(kind,))
