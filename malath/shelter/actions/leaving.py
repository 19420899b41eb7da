"""Exits: whoever wants to go goes. The place is free at once."""

from dataclasses import replace
from datetime import datetime

from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.shelter import news, queries, rules
from malath.shelter.actions.base import changed, keep, locked_case, locked_stay, refuse
from malath.shelter.models import Companion, Exit, Occupancy, Outing, Stay
from malath.shelter.rules import Leaving
from malath.shelter.words import Destination, FollowUp, Left, Looked, Ready, WhyNot


@act
def leave(
    stay: Stay,
    leaving: Leaving,
    destination: Destination,
    *,
    where: str = "",
    plan: str = "",
    supervises: bool,
    by: Actor,
    at: datetime,
) -> Exit:
    """Somebody leaves: as they planned it, with papers, money, medicine and a way, or without a plan; of a child who is gone
    the supervisors are told at once. Put out is nobody but by a supervisor, to another safe place. What they said of contacts
    afterwards (C17) is kept with the exit. Errors: `CannotShelter`."""
    now = locked_stay(stay)
    leaving = replace(leaving, follow_up=queries.said_of_contacts(now.person_id, at))
    refuse(
        rules.why_not_leave(
            leaving, admitted_at=now.admitted_at, at=at, things_here=queries.things_here(now), supervises=supervises,
            is_child=now.person.is_child,
        )
    )  # fmt: skip
    row = _end(now, leaving, destination, where=where, plan=plan, by=by, at=at)
    if leaving.how == Left.UNPLANNED and (now.person.is_child or queries.companions_at(now, leaving.left_at)):
        news.tell_child_gone(now, by=by, at=at)
    return row


@act
def leave_after_withdrawal(stay: Stay, *, by: Actor, at: datetime) -> Exit:
    """Somebody who took their agreement back has left: the house, which does not see the file, frees the place. Errors:
    `CannotShelter` while the agreement stands."""
    locked_case(stay.case)
    now = queries.locked_stay(stay.pk)
    refuse([WhyNot.LEFT_ALREADY] if now.left_at is not None else [])
    refuse([] if now.stopped_at is not None else [WhyNot.NOT_STOPPED])
    gone = Leaving(Left.WITHDREW, at, Looked.NOT_LOOKED, False, Ready.NO, Ready.NO, FollowUp.NOT_ASKED)
    return _end(now, gone, Destination.UNKNOWN, where="", plan="", by=by, at=at)


def _end(
    stay: Stay, leaving: Leaving, destination: Destination, *, where: str, plan: str, by: Actor, at: datetime
) -> Exit:  # fmt: skip
    row = Exit(
        stay=stay, key=stay.key, how=leaving.how, destination=destination, looked=leaving.looked, medicine=leaving.medicine,
        transport=leaving.transport, follow_up=leaving.follow_up, by=by.reference, at=at,
    )  # fmt: skip
    row.seal(where=where, plan=plan)
    row.save(force_insert=True)
    left_at = leaving.left_at
    stay.left_at = left_at
    keep(stay, at=at)
    for occupancy in Occupancy.objects.filter(stay=stay, until__isnull=True):
        occupancy.until = max(left_at, occupancy.since)
        occupancy.save(update_fields=["until"])
    for outing in Outing.objects.filter(stay=stay, back_at__isnull=True):
        outing.back_at = max(left_at, outing.went_at)
        outing.save(update_fields=["back_at"])
    Companion.objects.filter(stay=stay, left_at__isnull=True).update(left_at=left_at)
    news.settle_due(stay, by=by, at=at)
    changed(Did.STAY_ENDED, stay, by=by, at=at, how=leaving.how.value)
    news.tell_left(stay, by=by, at=at)
    return row
