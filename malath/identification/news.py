"""Whom the acts of identification tell. References only: never a name, never what was decided. The subject is the file: who is
kept from it is not shown the item either."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.urls import reverse

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.identification import queries
from malath.identification.models import Decision, Process
from malath.identification.queries import beside
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.privacy.queries import compartments, holders

DUE = (ItemKind.IDENTIFICATION_DUE, ItemKind.IDENTIFICATION_LATE)
PROPOSED = (ItemKind.DECISION_TO_CONFIRM,)


def tell_due(process: Process, case: Case, *, late: bool, at: datetime) -> None:
    """The desk that decides, and the key workers at desks that see the file and can act. Where there are none, the other key
    workers; where there are none either, the desk that opened the case: it is late in silence nowhere. One reminder stands in
    the place of another."""
    kind = ItemKind.IDENTIFICATION_LATE if late else ItemKind.IDENTIFICATION_DUE
    seeing = {desk.pk: desk for desk in holders.desks_seeing(case.person, at)}
    workers = [member for member in cases.key_workers_of(case, at) if member.desk_id in seeing]
    able = [one.user for one in workers if queries.can_act(seeing[one.desk_id])]
    acting: list[Desk | User] = [*([process.desk] if process.desk is not None else []), *able]
    opened_by = [case.desk] if compartments.sees_file(case.person_id, case.desk, at) else []
    told = {one.reference: one for one in acting or [one.user for one in workers] or opened_by}
    for one in told.values():
        inbox.leave(to=one, kind=kind, subject=case.person.reference, link=_link(case), at=at, instead_of=DUE)


def settle_due(case: Case, process: Process, *, by: Actor, at: datetime) -> None:
    """Nothing is due any more."""
    if process.next_due is None or process.next_due > at:
        inbox.settle(case.person.reference, DUE, by=by, at=at)


def settle_proposed(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, PROPOSED, by=by, at=at)


def settle_all(case: Case, *, by: Actor, at: datetime) -> None:
    """What waited for the decision, its confirmation or its review is done."""
    kinds = (*DUE, *PROPOSED, ItemKind.DECISION_SENT_BACK, ItemKind.REVIEW_TO_SETTLE)
    inbox.settle(case.person.reference, kinds, by=by, at=at)


def tell_confirmers(decision: Decision, case: Case, *, by: Actor, at: datetime) -> None:
    """The other officers of the desk who decide; where there is nobody else, the desk, so that it does not wait in silence."""
    officers = [user for user in queries.officers_of(decision.desk, case.person, at) if user.reference != by.reference]
    _tell(officers or [decision.desk], ItemKind.DECISION_TO_CONFIRM, case, at)


def tell_sent_back(decision: Decision, case: Case, *, at: datetime) -> None:
    proposer = queries.officer_by_reference(decision.proposed_by)
    _tell([proposer or decision.desk], ItemKind.DECISION_SENT_BACK, case, at)


def tell_reviewers(decision: Decision, case: Case, officers: Iterable[User], *, at: datetime) -> None:
    """Who reviews it; where everybody had a part in it, the desk, which finds somebody."""
    _tell(list(officers) or [decision.desk], ItemKind.REVIEW_TO_SETTLE, case, at)


def tell_decided(case: Case, desk: Desk, *, by: Actor, at: datetime) -> None:
    """The key workers at desks that see the file, and the desks without one, save the one that decided: that something was
    decided, not what."""
    seeing = {one.pk: one for one in holders.desks_seeing(case.person, at) if one.pk != desk.pk}
    workers = [member for member in cases.key_workers_of(case, at) if member.desk_id in seeing]
    without = [one for pk, one in seeing.items() if pk not in {member.desk_id for member in workers}]
    told: list[Desk | User] = [*(member.user for member in workers if member.user.reference != by.reference), *without]
    _tell(told, ItemKind.DECISION_MADE, case, at)


def tell_recovery_ends(case: Case, *, at: datetime) -> None:
    """The key workers at desks that see the file: to ask what the person needs, never to convince them of anything."""
    seeing = {desk.pk: desk for desk in holders.desks_seeing(case.person, at)}
    workers = [member.user for member in cases.key_workers_of(case, at) if member.desk_id in seeing]
    recovery = beside.recovery_of(case)
    desk = seeing.get(recovery.desk_id) if recovery else None
    _tell(workers or [one for one in [desk] if one is not None], ItemKind.RECOVERY_ENDS, case, at)


def settle_recovery(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, (ItemKind.RECOVERY_ENDS,), by=by, at=at)


def tell_recurring(case: Case, others: Mapping[int, Collection[int]], *, at: datetime) -> None:
    """Who may see both files, and nobody else: to any other it would tell that the other file exists."""
    if others:
        _tell(beside.who_sees_both(case.person, others, at), ItemKind.PARTY_RECURS, case, at)


def _tell(told: Iterable[Desk | User], kind: ItemKind, case: Case, at: datetime) -> None:
    for one in told:
        inbox.leave(to=one, kind=kind, subject=case.person.reference, link=_link(case), at=at)


def _link(case: Case) -> str:
    return reverse("identification:file", args=[case.reference])
