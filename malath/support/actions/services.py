"""Services given: what a person received, from whom, what it cost and who paid. An offer is none."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from malath.agencies.models import Agency, Desk
from malath.agencies.words import Currency
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.support import queries, rules
from malath.support.actions.base import locked, record, refuse, wrote
from malath.support.models import Goal, ServiceGiven
from malath.support.words import Funder, GivenKind, Satisfaction, Unit


@dataclass(frozen=True)
class Given:
    """Something that a person received. `agency`, or `provider` in words."""

    kind: GivenKind
    on: date
    units: int
    unit: Unit
    agency: Agency | None = None
    provider: str = ""
    cost: Decimal | None = None
    currency: Currency = Currency.JOD
    funder: Funder = Funder.NOT_KNOWN
    satisfaction: Satisfaction = Satisfaction.NOT_ASKED
    words: str = ""
    goal: Goal | None = None


@act
def record_service(case: Case, given: Given, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> ServiceGiven:
    """A person has received something. What they need and did not get stays a need of the case. The same form twice is one
    service. Errors: `CannotSupport`; of the case when it is closed."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, given.kind, given.on.isoformat())
    if (known := queries.written(ServiceGiven, mark)) is not None:
        record(Did.SERVICE_GIVEN, case, by=by, at=at, again="1")
        return known
    received = rules.Received(
        given.on, given.units, bool(given.agency or given.provider.strip()), given.cost, given.currency
    )  # fmt: skip
    opened, today = clock.in_amman(case.opened_at).date(), clock.in_amman(at).date()
    refuse(rules.why_not_give(received, opened=opened, today=today))
    row = ServiceGiven(
        case=case, key=case.key, kind=given.kind, agency=given.agency, on=given.on, units=given.units, unit=given.unit,
        cost=given.cost, currency=given.currency if given.cost is not None else "", funder=given.funder,
        satisfaction=given.satisfaction, goal=given.goal, desk=desk, by=by.reference, at=at, once=mark,
    )  # fmt: skip
    row.seal(provider="" if given.agency else given.provider, words=given.words)
    row.save(force_insert=True)
    wrote(Did.SERVICE_GIVEN, case, desk, by=by, at=at, kind=given.kind.value)
    return row


@act
def strike_service(row: ServiceGiven, *, desk: Desk, by: Actor, at: datetime) -> ServiceGiven:
    """It was written down by mistake: it is struck out, counts no more, and stays as history. Errors: `CannotSupport`."""
    case = locked(row.case)
    now = ServiceGiven.objects.get(pk=row.pk)
    refuse(rules.why_not_strike(struck=now.struck_at is not None, ours=now.desk_id == desk.pk))
    now.struck_at, now.struck_by = at, by.reference
    now.save(update_fields=["struck_at", "struck_by"])
    wrote(Did.SERVICE_STRUCK, case, desk, by=by, at=at)
    return now
