"""Of whom something was there when it was lost: put together from what the trail says was opened there, what was sent
there, and how much danger each person is in as far as their case says."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from malath.accounts import queries as accounts
from malath.audit import queries as trail
from malath.cases.queries import references as cases
from malath.cases.words import Risk
from malath.foundation import clock
from malath.privacy.queries import breach as breaches
from malath.privacy.queries.breach import AtRisk
from malath.privacy.words import BreachKind

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.agencies.models import Desk

DANGER = {Risk.LOW: 1, Risk.NOT_ASSESSED: 2, Risk.MEDIUM: 2, Risk.HIGH: 3, Risk.CRITICAL: 4}
NO_CASE = DANGER[Risk.NOT_ASSESSED]


def people_at_risk(
    kind: BreachKind, *, worker: "User | None", desk: "Desk | None", since: date, at: datetime, named: Collection[str] = ()
) -> tuple[AtRisk, ...]:
    """Everybody of whom something was there. From the first day on until now: what was opened after it was lost may have
    been opened by whoever found it. As many statements for many people as for one."""
    start = datetime.combine(since, time(), tzinfo=clock.AMMAN)
    actors = [worker.reference] if worker else accounts.who_sat_at(desk, since=start, until=at) if desk else []
    had = trail.had_in_hand(actors, since=start, until=at) if kind != BreachKind.SENT_WRONG else {}
    reading = accounts.holdings(worker, at) if worker and kind == BreachKind.ACCOUNT else None
    found = breaches.found(had, named=named, desk=desk, reading=reading, since=start, at=at)
    risks = cases.risks_of([one.person_id for one in found])
    danger = {pk: max(map(DANGER.__getitem__, some)) for pk, some in risks.items()}
    return breaches.most_in_danger(AtRisk(one, danger.get(one.person_id, NO_CASE)) for one in found)
