"""Which act on a case tells whom. Kinds and references only: never a name, never what it is about. The subject is the file of
the person: who is kept from it is not shown the item either."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.cases import queries
from malath.cases.models import Booking, Case, Closure, HandOver, RiskAssessment, Task
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.people.models import Person
from malath.privacy import queries as privacy


def supervisors_of(desk: Desk, person: Person, at: datetime) -> list[User]:
    """The supervisors of a body whom nothing keeps from this file."""
    above = accounts.holders_of(Role.SUPERVISOR, at, agency_id=desk.agency_id)
    return privacy.whom_nothing_keeps_from(person, above, at)


def tell_of_closing_asked(closure: Closure, *, by: Actor, at: datetime) -> None:
    """Those who can approve are told; where the body has nobody else, the desk is, so that it does not wait in silence."""
    judges = [user for user in supervisors_of(closure.desk, closure.case.person, at) if user.reference != by.reference]
    _tell(judges or [closure.desk], ItemKind.CASE_CLOSING_ASKED, closure.case, "workday:close_case", at)


def tell_of_verdict(closure: Closure, *, by: Actor, at: datetime) -> None:
    """Who asked learns what was decided; that it waits is no news any more."""
    inbox.settle(closure.case.person.reference, (ItemKind.CASE_CLOSING_ASKED,), by=by, at=at)
    asked = accounts.user_by_reference(closure.asked_by)
    _tell([asked or closure.desk], ItemKind.CASE_CLOSING_DECIDED, closure.case, "workday:case", at)


def tell_of_hand_over(hand_over: HandOver, *, at: datetime) -> None:
    _tell([hand_over.to], ItemKind.CASE_GIVEN, hand_over.case, "cases:team", at)


def tell_of_key_worker(case: Case, desk: Desk, *, before: User | None, to: User, by: Actor, at: datetime) -> None:
    """So that nobody takes a case in silence: who had it, who gave it, the others of the team at the desk, its supervisors."""
    inbox.settle(case.person.reference, (ItemKind.CASE_GIVEN,), by=by, at=at)
    team = queries.team_at(case, desk)
    told = {user.pk: user for user in (*filter(None, [before]), *team, *supervisors_of(desk, case.person, at), to)}
    _tell([user for user in told.values() if user.reference != by.reference], ItemKind.CASE_TAKEN, case, "cases:team", at)


def tell_of_calling_off(booking: Booking, *, at: datetime) -> None:
    """The desk that booked, and the desks of the interpreter's body: by the number of the booking alone."""
    desks = {booking.desk_id, *agencies.desk_ids_of(booking.interpreter.agency_id)}
    link = reverse("workday:called_off", args=[booking.reference])
    inbox.leave_many(
        desks=desks, kind=ItemKind.BOOKING_CALLED_OFF, subject=booking.reference, link=link, at=at, pressing=Pressing.URGENT
    )


def tell_of_task(task: Task, *, by: Actor, at: datetime) -> None:
    """A task given to somebody else is told to them."""
    if task.worker is not None and task.worker.reference != by.reference:
        _tell([task.worker], ItemKind.TASK_GIVEN, task.case, "cases:tasks", at)


def tell_task_due(task: Task, *, at: datetime) -> None:
    _tell([task.worker or task.desk], ItemKind.TASK_DUE, task.case, "cases:tasks", at)


def tell_of_risk(assessment: RiskAssessment, *, grave: bool, by: Actor, at: datetime) -> None:
    """The danger was judged anew: nobody waits for that any more. A grave one waits for a supervisor's look."""
    case = assessment.case
    settle_risk(case, by=by, at=at)
    above = [user for user in supervisors_of(assessment.desk, case.person, at) if user.reference != by.reference]
    _tell(above if grave else [], ItemKind.RISK_TO_LOOK_AT, case, "cases:risk", at)


def settle_risk(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, (ItemKind.RISK_TO_LOOK_AT, ItemKind.RISK_REVIEW_DUE), by=by, at=at)


def tell_risk_due(assessment: RiskAssessment, *, at: datetime) -> None:
    _tell([assessment.desk], ItemKind.RISK_REVIEW_DUE, assessment.case, "cases:risk", at)


def _tell(holders: Iterable[Desk | User], kind: ItemKind, case: Case, page: str, at: datetime) -> None:
    for holder in holders:
        link = reverse(page, args=[case.reference])
        inbox.leave(to=holder, kind=kind, subject=case.person.reference, link=link, at=at)
