"""Money: projects, what a return costs, and the one grant of a person. Nothing is paid twice and nothing is rounded."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from malath.agencies.models import Desk
from malath.agencies.words import Currency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.privacy import actions as privacy
from malath.returns import queries, rules
from malath.returns.actions.base import locked, record, refuse
from malath.returns.models import Cost, Grant, Instalment, Project, Return
from malath.returns.queries import costs
from malath.returns.rules import Spent
from malath.returns.words import BudgetLine, GrantKind, PaidBy, ReturnState, WhyNot


@dataclass(frozen=True)
class Part:
    """An instalment as it is planned."""

    amount: Decimal
    kind: GrantKind = GrantKind.IN_KIND
    words: str = ""


@act
def open_project(
    name: str, budget: Decimal, currency: Currency, ends_on: date, *, desk: Desk, by: Actor, at: datetime
) -> Project:
    """Money for returns under one name, for one desk. Errors: `CannotReturn`."""
    today = clock.in_amman(at).date()
    taken = queries.is_name_taken(desk, name)
    refuse(rules.why_not_open_project(name, budget, currency, ends_on, today, taken=taken))
    row = Project.objects.create(
        desk=desk, name=name.strip(), budget=budget, currency=currency, ends_on=ends_on, by=by.reference, at=at
    )
    audit.record(Did.PROJECT_OPENED, subject=row.reference, file="", by=by, at=at)
    return row


@act
def record_cost(
    returning: Return, line: BudgetLine, spent: Spent, *, project: Project | None = None, paid_on: date | None = None,
    by: Actor, at: datetime, once: UUID | None = None,
) -> Cost:  # fmt: skip
    """Write down what something is thought to cost, or what it cost, in its own currency and at which rate the project counts
    it. What a project paid never goes above its budget. The same form twice is one cost. Errors: `CannotReturn`."""
    now = locked(returning)
    mark = own_mark(once, by.reference, returning.reference, repr(spent))
    if (known := costs.cost_written(mark)) is not None:
        record(Did.COST_WRITTEN, now, by=by, at=at, again="1")
        return known
    project = queries.project_locked(project.pk) if project and spent.paid_by == PaidBy.PROJECT else None
    refuse(rules.why_not_spend(spent, queries.purse_of(project), clock.in_amman(at).date()))
    row = Cost.objects.create(
        returning=now, line=line, paid_by=spent.paid_by, project=project, currency=spent.currency, estimate=spent.estimate,
        actual=spent.actual, rate=spent.rate, paid_on=paid_on, by=by.reference, at=at, once=mark,
    )  # fmt: skip
    _take(project, spent)
    record(Did.COST_WRITTEN, now, by=by, at=at, line=line.value)
    return row


@act
def settle_cost(cost: Cost, actual: Decimal, rate: Decimal, *, by: Actor, at: datetime) -> Cost:
    """What was estimated has its real amount now, once. Errors: `CannotReturn`."""
    now = locked(cost.returning)
    row = costs.cost_locked(cost.pk)
    refuse([WhyNot.PAID_ALREADY] if row.actual is not None else [])
    project = queries.project_locked(row.project_id) if row.project_id else None
    spent = Spent(Currency(row.currency), row.estimate, actual, rate, PaidBy(row.paid_by))
    refuse(rules.why_not_spend(spent, queries.purse_of(project), clock.in_amman(at).date()))
    row.actual, row.rate, row.paid_on = actual, rate, clock.in_amman(at).date()
    row.save(update_fields=["actual", "rate", "paid_on"])
    _take(project, spent)
    record(Did.COST_WRITTEN, now, by=by, at=at, line=row.line)
    return row


@act
def make_grant(
    returning: Return, amount: Decimal, parts: list[Part], *, project: Project | None, by: Actor, at: datetime
) -> Grant:
    """The grant of a person for this return, in instalments that add up to it. One only, whatever files the person has: each of
    them is locked, in one order. It is taken out of the project at once. Errors: `CannotReturn`."""
    now = _locked_with_others(returning)
    project = queries.project_locked(project.pk) if project else None
    currency = Currency(project.currency) if project else Currency.JOD
    granted = queries.has_grant(queries.people_granted(now.person_id), now)
    today, amounts = clock.in_amman(at).date(), [part.amount for part in parts]
    refuse(rules.why_not_grant(amount, currency, amounts, queries.purse_of(project), today, granted=granted))
    assert project is not None  # noqa: S101  # refused above
    grant = Grant.objects.create(returning=now, project=project, amount=amount, currency=currency, by=by.reference, at=at)
    for number, part in enumerate(parts, start=1):
        row = Instalment(grant=grant, key=now.key, number=number, kind=part.kind, amount=part.amount)
        row.seal(words=part.words)
        row.save(force_insert=True)
    project.spent += amount
    project.save(update_fields=["spent"])
    record(Did.GRANT_MADE, now, by=by, at=at)
    return grant


@act
def pay(returning: Return, number: int, receipt: str, *, by: Actor, at: datetime) -> Instalment:
    """An instalment is paid against a receipt: once, in order, after the arrival but for the first, and under one file only of
    those that a person has. Errors: `CannotReturn`."""
    now = _locked_with_others(returning)
    row = queries.instalment_of(now, number)
    refuse([] if row else [WhyNot.NO_SUCH_PART])
    assert row is not None  # noqa: S101  # refused above
    before = queries.is_before_paid(row.grant, number)
    refuse(rules.why_not_pay(
        number, paid=row.paid_at is not None, before_paid=before, receipt=receipt, state=ReturnState(now.state),
        released=row.grant.released_at is not None, elsewhere=queries.yields(queries.people_granted(now.person_id), now),
    ))  # fmt: skip
    row.seal(receipt=receipt)
    row.paid_at, row.paid_by = at, by.reference
    row.save(update_fields=["receipt", "paid_at", "paid_by"])
    record(Did.INSTALMENT_PAID, now, by=by, at=at, number=str(number))
    return row


@act
def reserve_again(returning: Return, *, by: Actor, at: datetime) -> Grant:
    """The return was taken up again: what of its grant had gone back to the project is kept for the person once more. Errors:
    `CannotReturn`, also where the project has less left."""
    now = locked(returning)
    grant = queries.grant_of(now)
    refuse([] if grant else [WhyNot.NOT_RELEASED])
    assert grant is not None  # noqa: S101  # refused above
    project, unpaid = queries.project_locked(grant.project_id), queries.unpaid_of(grant)
    purse = queries.purse_of(project)
    assert purse is not None  # noqa: S101  # of a project that is there
    released, today = grant.released_at is not None, clock.in_amman(at).date()
    refuse(rules.why_not_reserve(purse, unpaid, today, released=released, state=ReturnState(now.state)))
    _move(grant, project, unpaid, None, "")
    record(Did.GRANT_RESERVED, now, by=by, at=at)
    return grant


def release(now: Return, *, by: Actor, at: datetime) -> None:
    """What was not paid of the grant goes back to its project; what was paid stays told. Called inside an act that holds the
    return."""
    grant = queries.grant_of(now)
    if grant is None or grant.released_at is not None:
        return
    _move(grant, queries.project_locked(grant.project_id), -queries.unpaid_of(grant), at, by.reference)
    record(Did.GRANT_RELEASED, now, by=by, at=at)


def _locked_with_others(returning: Return) -> Return:
    """A return with every file that its person has, in one order: money is counted under all of them."""
    for person_id in sorted(queries.people_granted(returning.person_id)):
        privacy.lock(person_id)
    return locked(returning)


def _move(grant: Grant, project: Project, amount: Decimal, at: datetime | None, by: str) -> None:
    project.spent += amount
    project.save(update_fields=["spent"])
    grant.released_at, grant.released_by = at, by
    grant.save(update_fields=["released_at", "released_by"])


def _take(project: Project | None, spent: Spent) -> None:
    if project is not None and spent.actual is not None:
        project.spent += rules.in_currency(spent.actual, spent.rate, Currency(project.currency))
        project.save(update_fields=["spent"])
