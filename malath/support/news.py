"""Whom the acts of support tell. References only: never a name, never what was planned. The subject is the file: who is kept
from it is not shown the item either."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.privacy.queries import compartments, holders
from malath.privacy.words import Section
from malath.support import queries
from malath.support.models import Complaint, FollowUp, FundRequest, Panel, Plan

DUE = (ItemKind.PLAN_DUE, ItemKind.PLAN_LATE)


def tell_due(plan: Plan, case: Case, *, late: bool, at: datetime) -> None:
    """The key workers at helping desks that see the file; where there are none, the desk that keeps the plan. One reminder
    stands in the place of another."""
    kind = ItemKind.PLAN_LATE if late else ItemKind.PLAN_DUE
    for one in helpers(case, plan.desk, at):
        inbox.leave(to=one, kind=kind, subject=case.person.reference, link=link(case), at=at, instead_of=DUE)


def settle_due(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, DUE, by=by, at=at)


def tell_follow_up(row: FollowUp, case: Case, *, at: datetime) -> None:
    """Who asks the person how they are: by hand, in the way they agreed to. Nothing is sent to them."""
    kind, where = ItemKind.FOLLOW_UP_DUE, reverse("support:contacts", args=[case.reference])
    for one in helpers(case, row.desk, at):
        inbox.leave(to=one, kind=kind, subject=case.person.reference, link=where, at=at, instead_of=(kind,))


def tell_care(case: Case, *, at: datetime) -> None:
    """Those to whom the compartment is open: that something in the file does not wait, not what."""
    kind, where = ItemKind.CARE_WAITS, reverse("support:urgent_care", args=[case.reference])
    for one in compartments.workers_with(case.person_id, Section.SEXUAL_VIOLENCE, at):
        inbox.leave(to=one, kind=kind, subject=case.person.reference, link=where, at=at, instead_of=(kind,))


def settle_care(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, (ItemKind.CARE_WAITS,), by=by, at=at)


def settle_follow_up(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, (ItemKind.FOLLOW_UP_DUE,), by=by, at=at)


def tell_fund(row: FundRequest, *, at: datetime) -> None:
    _tell_fund(row, row.desk, ItemKind.FUND_ASKED, at)


def tell_fund_to_confirm(row: FundRequest, *, at: datetime) -> None:
    _tell_fund(row, row.desk, ItemKind.FUND_TO_CONFIRM, at)


def settle_fund(row: FundRequest, *, by: Actor, at: datetime) -> None:
    """The committee has decided, or nobody asks any more."""
    inbox.settle(row.reference, (ItemKind.FUND_ASKED, ItemKind.FUND_TO_CONFIRM), by=by, at=at)


def tell_fund_decided(row: FundRequest, case: Case, *, at: datetime) -> None:
    """Who asked: that something was decided or paid, not what."""
    where = reverse("support:fund_of_case", args=[case.reference])
    for one in helpers(case, row.from_desk, at):
        inbox.leave(to=one, kind=ItemKind.FUND_ANSWERED, subject=case.person.reference, link=where, at=at)


def _tell_fund(row: FundRequest, to: Desk, kind: ItemKind, at: datetime) -> None:
    where = reverse("support:fund_request", args=[row.reference])
    inbox.leave(to=to, kind=kind, subject=row.reference, link=where, at=at, instead_of=(ItemKind.FUND_ASKED,))


def tell_panel(panel: Panel, case: Case, *, at: datetime) -> None:
    kind, where = ItemKind.PANEL_DUE, reverse("support:talks", args=[case.reference])
    for one in helpers(case, panel.desk, at):
        inbox.leave(to=one, kind=kind, subject=case.person.reference, link=where, at=at, instead_of=(kind,))


def settle_panel(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, (ItemKind.PANEL_DUE,), by=by, at=at)


def tell_complaint(row: Complaint, handlers: Iterable[User], *, at: datetime) -> None:
    """Who answers it. The subject is the complaint: it leads to no file."""
    where = reverse("support:complaint", args=[row.reference])
    for one in handlers:
        inbox.leave(to=one, kind=ItemKind.COMPLAINT_TO_ANSWER, subject=row.reference, link=where, at=at)


def tell_answered(row: Complaint, *, by: Actor, at: datetime) -> None:
    """Who wrote it down, to read the answer aloud."""
    inbox.settle(row.reference, (ItemKind.COMPLAINT_TO_ANSWER,), by=by, at=at)
    writer = accounts.user_by_reference(row.by)
    if writer is not None:
        where = reverse("support:complaints", args=[row.case.reference])
        inbox.leave(to=writer, kind=ItemKind.COMPLAINT_ANSWERED, subject=row.case.person.reference, link=where, at=at)


def helpers(case: Case, desk: Desk | None, at: datetime) -> list[Desk | User]:
    """The key workers at helping desks that see the file, else this desk: nothing is late in silence."""
    seeing = {one.pk for one in holders.desks_seeing(case.person, at) if queries.helps(one)}
    workers = {member.user.reference: member.user for member in cases.key_workers_of(case, at) if member.desk_id in seeing}
    return list(workers.values()) or [one for one in [desk] if one is not None]


def link(case: Case) -> str:
    return reverse("support:plan", args=[case.reference])
