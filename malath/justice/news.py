"""Whom the acts of the legal track tell. References only: never a name, a court, or what became of the matter."""

from datetime import datetime

from django.urls import reverse

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.justice import queries
from malath.justice.models import Measure, Part, Proceeding
from malath.privacy.queries import holders

KINDS = (ItemKind.PROCEEDING_MOVED,)
NEAR = (ItemKind.HEARING_NEAR,)


def tell_moved(proceeding: Proceeding, *, by: Actor, at: datetime) -> None:
    """The key workers of everybody with a part in it: to look, and to tell the person what they want to know."""
    for case in (part.case for part in queries.parts_in(proceeding)):
        for one in who_helps(case, at):
            if one.reference != by.reference:
                _tell(one, ItemKind.PROCEEDING_MOVED, case, at)


def who_helps(case: Case, at: datetime) -> list[User | Desk]:
    """The key workers at the desks of the person's side that see the file; where there are none, those desks."""
    seeing = {desk.pk: desk for desk in holders.desks_seeing(case.person, at) if queries.helps(desk)}
    workers = [member.user for member in cases.key_workers_of(case, at) if member.desk_id in seeing]
    return [*workers] if workers else [*seeing.values()]


def who_tells(case: Case, at: datetime) -> tuple[Desk | None, User | None]:
    """Who tells the person: a key worker on their side, first of the desk that opened the case; else the desk that sees the
    file; nobody where there is none."""
    seeing = {desk.pk: desk for desk in holders.desks_seeing(case.person, at) if queries.helps(desk)}
    workers = [member for member in cases.key_workers_of(case, at) if member.desk_id in seeing]
    if workers:
        first = min(workers, key=lambda member: (member.desk_id != case.desk_id, member.pk))
        return first.desk, first.user
    return next(iter(seeing.values()), None), None


def tell_hearing_near(case: Case, *, at: datetime) -> None:
    for one in who_helps(case, at):
        _tell(one, ItemKind.HEARING_NEAR, case, at)


def settle_hearing(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, NEAR, by=by, at=at)


def tell_measure_ends(measure: Measure, part: Part, *, at: datetime) -> None:
    """The desk that wrote it down, behind a file that it sees. The subject is the file: who is kept from it is not told."""
    link = reverse("justice:proceeding", args=[part.case.reference, measure.proceeding.reference])
    inbox.leave(to=measure.desk, kind=ItemKind.MEASURE_ENDS, subject=part.case.person.reference, link=link, at=at)


def settle_measure(proceeding: Proceeding, *, by: Actor, at: datetime) -> None:
    for part in queries.parts_in(proceeding):
        inbox.settle(part.case.person.reference, (ItemKind.MEASURE_ENDS,), by=by, at=at)


def settle(case: Case, *, by: Actor, at: datetime) -> None:
    inbox.settle(case.person.reference, KINDS, by=by, at=at)


def _tell(one: User | Desk, kind: ItemKind, case: Case, at: datetime) -> None:
    link = reverse("justice:file", args=[case.reference])
    inbox.leave(to=one, kind=kind, subject=case.person.reference, link=link, at=at, instead_of=(kind,))
