"""Requests to the fund: asked with the person's yes, decided by two members who know no name, paid apart.

The committee sees number, purpose, amount, quotes and the minimum facts. Its access ends with the request.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import Currency
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.privacy import actions as privacy
from malath.privacy.actions import access
from malath.privacy.words import Level, Purpose
from malath.support import news, queries, rules
from malath.support.actions.base import locked, record, refuse, wrote
from malath.support.models import FundRequest, Payment, Quote, Recusal
from malath.support.queries import fund
from malath.support.words import FundPurpose, FundState, WhyNot


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `quotes`: from whom, and how much."""

    purpose: FundPurpose
    what: str
    amount: Decimal
    quotes: tuple[tuple[str, Decimal], ...]
    currency: Currency = Currency.JOD


@act
def ask_fund(
    case: Case, wanted: Wanted, *, to: Desk, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> FundRequest:
    """Ask the fund for money for a person who agreed to that. What it reads names nobody. The same form twice is one request.
    Errors: `CannotSupport`; of the case when it is closed."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, wanted.purpose, wanted.what)
    if (known := queries.written(FundRequest, mark)) is not None:
        record(Did.FUND_ASKED, case, by=by, at=at, again="1")
        return known
    standing = fund.standing(case, to, desk, at)
    asked = rules.Asked(
        wanted.what, wanted.amount, wanted.currency, tuple(amount for _from, amount in wanted.quotes),
        names=fund.names_the_person(case, wanted.what, *(name for name, _amount in wanted.quotes)), agreed=standing.is_open,
    )  # fmt: skip
    refuse(rules.why_not_ask_fund(asked))
    row = FundRequest(
        case=case, person=case.person, key=case.key, desk=to, from_desk=desk, purpose=wanted.purpose, amount=wanted.amount,
        currency=wanted.currency, by=by.reference, at=at, once=mark,
    )  # fmt: skip
    row.seal(what=wanted.what)
    row.save(force_insert=True)
    for supplier, amount in wanted.quotes:
        quote = Quote(request=row, key=case.key, amount=amount)
        quote.seal(supplier=supplier)
        quote.save(force_insert=True)
    opened = access.open_for_money(case.person, standing, desk=to, by=by, at=at)
    privacy.record_left(
        case.person, how="fund_request", level=Level.L2, reference=row.reference, to=to, basis=opened[0].basis, by=by, at=at
    )  # fmt: skip
    wrote(Did.FUND_ASKED, case, desk, by=by, at=at, request=row.reference)
    news.tell_fund(row, at=at)
    return row


@act
def withdraw_request(row: FundRequest, *, by: Actor, at: datetime) -> FundRequest:
    """The person or the desk does not want it any more. Errors: `CannotSupport` once it is decided."""
    case, now = _locked(row)
    refuse([] if FundState.WITHDRAWN in rules.FUND_NEXT[FundState(now.state)] else [WhyNot.NOT_WAITING])
    return _end(now, case, FundState.WITHDRAWN, Did.FUND_WITHDRAWN, by=by, at=at)


@act
def stop_request(row: FundRequest, *, at: datetime, by: Actor = WORKER) -> FundRequest:
    """The ground ended on which the committee saw it: the request stops; a new yes makes a new request. Errors:
    `CannotSupport`."""
    case, now = _locked(row)
    refuse([] if FundState.STOPPED in rules.FUND_NEXT[FundState(now.state)] else [WhyNot.NOT_WAITING])
    refuse([] if fund.is_unseen(now, at) else [WhyNot.STILL_SEEN])
    now = _end(now, case, FundState.STOPPED, Did.FUND_STOPPED, by=by, at=at)
    news.tell_fund_decided(now, case, at=at)
    return now


@act
def leave_request(row: FundRequest, *, by: User, at: datetime) -> Recusal:
    """Something links a member with a request: they leave its decision, and see it no more. Errors: `CannotSupport`."""
    case, now = _locked(row)
    refuse(rules.why_not_leave(FundState(now.state), left=fund.has_left(now, by)))
    left = Recusal.objects.create(request=now, user=by, at=at)
    if now.proposed_by == by.reference:
        _back(now)
    record(Did.FUND_LEFT, case, by=by, at=at, request=now.reference)
    return left


@act
def propose_grant(row: FundRequest, granted: Decimal | None, because: str, *, by: User, at: datetime) -> FundRequest:
    """A member proposes to grant an amount, or none, with the reason in writing. Nothing is decided yet. Errors:
    `CannotSupport`."""
    case, now = _locked(row)
    currency = Currency(now.currency)
    refuse(
        rules.why_not_propose_grant(
            FundState(now.state), granted, because, asked=now.amount, currency=currency, left=fund.stays_out(now, by, at)
        )
    )
    now.seal(because=because)
    now.state, now.granted, now.proposed_by, now.proposed_at = FundState.PROPOSED, granted, by.reference, at
    now.save(update_fields=["state", "granted", "because", "proposed_by", "proposed_at"])
    record(Did.FUND_PROPOSED, case, by=by, at=at, request=now.reference)
    news.tell_fund_to_confirm(now, at=at)
    return now


@act
def confirm_grant(row: FundRequest, *, by: User, at: datetime) -> FundRequest:
    """A second member confirms: it is decided, in writing. Granted is not paid. Errors: `CannotSupport`."""
    case, now = _locked(row)
    _refuse_second(now, by, at)
    now.decided_by, now.decided_at = by.reference, at
    now.save(update_fields=["decided_by", "decided_at"])
    if now.granted is None:
        now = _end(now, case, FundState.REFUSED, Did.FUND_DECIDED, by=by, at=at)
    else:
        now.state = FundState.GRANTED
        now.save(update_fields=["state"])
        record(Did.FUND_DECIDED, case, by=by, at=at, request=now.reference, state=now.state)
        news.settle_fund(now, by=by, at=at)
    news.tell_fund_decided(now, case, at=at)
    return now


@act
def send_grant_back(row: FundRequest, *, by: User, at: datetime) -> FundRequest:
    """A second member does not confirm: the request waits for the committee again. Errors: `CannotSupport`."""
    case, now = _locked(row)
    _refuse_second(now, by, at)
    _back(now)
    record(Did.FUND_SENT_BACK, case, by=by, at=at, request=now.reference)
    return now


@act
def record_payment(row: FundRequest, amount: Decimal, on: date, *, by: User, at: datetime) -> Payment:
    """The fund has paid. Never more than was granted; with the last of it the committee sees the person no more. Errors:
    `CannotSupport`."""
    case, now = _locked(row)
    left = fund.left_to_pay(now)
    today, currency = clock.in_amman(at).date(), Currency(now.currency)
    refuse(rules.why_not_pay(FundState(now.state), amount, on, today, left_to_pay=left, currency=currency))
    payment = Payment.objects.create(request=now, amount=amount, on=on, by=by.reference, at=at)
    if amount == left:
        _close(now, case, by=by, at=at)
    record(Did.FUND_PAID, case, by=by, at=at, request=now.reference)
    news.tell_fund_decided(now, case, at=at)
    return payment


def _locked(row: FundRequest) -> tuple[Case, FundRequest]:
    privacy.lock(row.person_id)
    case = case_queries.locked(row.case_id)
    return case, FundRequest.objects.select_related("key", "desk__agency", "from_desk__agency").get(pk=row.pk)


def _refuse_second(row: FundRequest, by: User, at: datetime) -> None:
    own, left = row.proposed_by == by.reference, fund.stays_out(row, by, at)
    refuse(rules.why_not_confirm_grant(FundState(row.state), own=own, left=left))


def _back(row: FundRequest) -> None:
    row.state, row.granted, row.because, row.proposed_by, row.proposed_at = FundState.SENT, None, None, "", None
    row.save(update_fields=["state", "granted", "because", "proposed_by", "proposed_at"])


def _end(row: FundRequest, case: Case, state: FundState, event: Did, *, by: Actor, at: datetime) -> FundRequest:
    row.state = state
    row.save(update_fields=["state"])
    _close(row, case, by=by, at=at)
    news.settle_fund(row, by=by, at=at)
    record(event, case, by=by, at=at, request=row.reference, state=state.value)
    return row


def _close(row: FundRequest, case: Case, *, by: Actor, at: datetime) -> None:
    """The request ends, and with the last one of the person what was open to the fund for it."""
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    if not fund.has_open_request(row):
        access.close_to(case.person, row.desk, purpose=Purpose.PROTECTION, by=by, at=at)
