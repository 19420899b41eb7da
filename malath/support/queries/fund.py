"""Reads of requests to the fund: for who asked, and for the committee, which knows no name."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.foundation import clock
from malath.people import queries as people
from malath.people.names import parts, skeleton
from malath.people.words import NAME_KINDS, PHONE_KINDS, DetailKind
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
from malath.privacy.rules import Sight, Standing
from malath.privacy.words import Purpose, Section
from malath.support import rules
from malath.support.models import FundRequest, Recusal
from malath.support.queries.services import money
from malath.support.words import FundPurpose, FundState
from malath.ui.text import digits

NUMBER_KINDS = PHONE_KINDS | {DetailKind.DOCUMENT}
LONG_ENOUGH, DIGITS = 2, 6
JOINED = "لبوفك"
"""Letters that Arabic writes together with the word behind them: for, with, and, then, as."""
PAGE = 50


@dataclass(frozen=True)
class RequestLine:
    """A request in a list. `reference` is its own number, `case_reference` the one of the case."""

    reference: str
    case_reference: str
    purpose: FundPurpose
    what: str
    amount: str
    granted: str
    paid: str
    state: FundState
    at: datetime
    because: str
    waiting: bool


@dataclass(frozen=True)
class FundOfCase:
    """The requests of one case, for who helps. `may_ask`: a desk of the fund is there."""

    reference: str
    lines: tuple[RequestLine, ...]
    may_ask: bool


@dataclass(frozen=True)
class RequestPage:
    """One request as the committee sees it. `facts`: age, sex and language, None once the access has ended."""

    line: RequestLine
    facts: tuple[str, str] | None
    quotes: tuple[tuple[str, str], ...]
    payments: tuple[tuple[date, str], ...]
    left_to_pay: str
    may_propose: bool
    why_not_confirm: tuple[str, ...]
    may_pay: bool
    today: date


def fund_desk() -> Desk | None:
    """The open desk of the fund."""
    return next(iter(agencies.open_desks_of_kind(AgencyKind.FUND)), None)


def standing(case: Case, to: Desk, sender: Desk, at: datetime) -> Standing:
    """How far the fund may see a person: on their own yes to that body, or a ground without consent."""
    return privacy.standing_for(
        case.person_id, purpose=Purpose.PROTECTION, receiver=to.agency, at=at, sender=sender.agency
    )  # fmt: skip


def names_the_person(case: Case, *texts: str) -> bool:
    """Whether a text holds a name, a phone or a document number of the person, in any spelling or digits."""
    written = people.details_of([case.person_id]).get(case.person_id, [])
    words = {word for text in texts for word in parts(text)}
    sounds = {skeleton(one) for word in words for one in (word, word[1:] if word[0] in JOINED else word)}
    names = {skeleton(one) for row in written if row.kind in NAME_KINDS for one in parts(row.value)}
    inside = "".join(one for one in digits(" ".join(texts)) if one.isdecimal())
    numbers = {"".join(filter(str.isdecimal, row.value))[-DIGITS:] for row in written if row.kind in NUMBER_KINDS}
    told = any(len(one) > LONG_ENOUGH and one in sounds for one in names)
    return told or any(len(one) == DIGITS and one in inside for one in numbers)


def has_left(row: FundRequest, user: User) -> bool:
    return Recusal.objects.filter(request=row, user=user).exists()


def under_way(case: Case) -> tuple[bool, bool]:
    """Whether a request of a case waits for the committee, and whether an amount is granted and not paid in full."""
    rows = FundRequest.objects.filter(case=case, ended_at__isnull=True).annotate(paid=Sum("payments__amount"))
    found = [(row.state, row.paid or 0, row.granted or 0) for row in rows]
    granted = any(state == FundState.GRANTED and paid < amount for state, paid, amount in found)
    return any(state in rules.WAITING for state, _paid, _amount in found), granted


def stays_out(row: FundRequest, user: User, at: datetime) -> bool:
    """Whether a member takes no part: they left the decision, or sit at the desk that asks."""
    return has_left(row, user) or bool(accounts.holdings(user, at).roles_at(row.from_desk_id))


def left_to_pay(row: FundRequest) -> Decimal:
    paid = row.payments.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return (row.granted or Decimal(0)) - paid


def is_unseen(row: FundRequest, at: datetime) -> bool:
    return FundRequest.objects.filter(~holders.is_seen_by_its_desk(at), pk=row.pk).exists()


def has_open_request(row: FundRequest) -> bool:
    """Whether another request of the same person lies open at the fund."""
    return FundRequest.objects.filter(person_id=row.person_id, desk=row.desk, ended_at__isnull=True).exists()


def requests_to_stop(at: datetime, *, cap: int = 500) -> list[FundRequest]:
    """Requests that wait, and whose ground has ended."""
    rows = FundRequest.objects.filter(~holders.is_seen_by_its_desk(at), state__in=sorted(rules.WAITING))
    return list(rows.order_by("pk")[:cap])


def request_by_reference(reference: str) -> FundRequest | None:
    rows = FundRequest.objects.select_related("case__person", "key", "desk__agency", "from_desk")
    return rows.filter(reference=reference).first()


def may_decide(holdings: Holdings, row: FundRequest) -> bool:
    """Whether a member of the committee decides a request: nobody whose own desk asks, whoever of it did."""
    return holdings.may_at(row.desk_id, Power.DECIDE_FUND) and not holdings.roles_at(row.from_desk_id)


def requests_of(case: Case, sight: Sight, *, may_work: bool) -> FundOfCase:
    """The requests of a case. Two statements."""
    rows = FundRequest.objects.filter(case=case, key__erased_at__isnull=True).select_related("key", "case")
    found = rows.annotate(paid=Sum("payments__amount")).order_by("-pk")[:PAGE]
    lines = tuple(_line(row, reads=sight.sees_writing_of(row.from_desk_id, Section.IDENTITY)) for row in found)
    return FundOfCase(case.reference, lines, may_work and fund_desk() is not None)


def queue(holdings: Holdings) -> tuple[RequestLine, ...]:
    """The requests at this member's desks, those that wait first. One statement; nothing of it says who it is for."""
    desks = [desk for desk in holdings.desk_ids if holdings.may_at(desk, Power.DECIDE_FUND)]
    rows = FundRequest.objects.filter(desk_id__in=desks, key__erased_at__isnull=True).exclude(recusals__user=holdings.user_id)
    rows = rows.exclude(from_desk_id__in=holdings.own_desk_ids)
    found = rows.select_related("key", "case").annotate(paid=Sum("payments__amount")).order_by("-pk")[:PAGE]
    return tuple(sorted((_line(row, reads=False) for row in found), key=lambda line: not line.waiting))


def request_page(row: FundRequest, sees_facts: bool, user: User, at: datetime) -> RequestPage:
    """One request, for a member who has not left it."""
    person, state, left = row.case.person, FundState(row.state), left_to_pay(row)
    facts = (person.get_age_band_display(), person.get_sex_display()) if sees_facts else None
    own = row.proposed_by == user.reference
    why_not = rules.why_not_confirm_grant(state, own=own, left=False) if state == FundState.PROPOSED else []
    return RequestPage(
        line=_line(row, reads=True, paid=(row.granted or Decimal(0)) - left),
        facts=facts,
        quotes=tuple((one.opened("supplier"), money(one.amount, row.currency)) for one in row.quotes.select_related("key")),
        payments=tuple((one.on, money(one.amount, row.currency)) for one in row.payments.order_by("pk")),
        left_to_pay=money(left, row.currency),
        may_propose=state in rules.WAITING and FundState.PROPOSED in rules.FUND_NEXT[state],
        why_not_confirm=tuple(str(one.label) for one in why_not),
        may_pay=state == FundState.GRANTED and left > 0,
        today=clock.in_amman(at).date(),
    )


def _line(row: FundRequest, *, reads: bool, paid: Decimal | None = None) -> RequestLine:
    paid = paid if paid is not None else getattr(row, "paid", None)
    return RequestLine(
        reference=row.reference,
        case_reference=row.case.reference,
        purpose=FundPurpose(row.purpose),
        what=row.opened("what") if reads else "",
        amount=money(row.amount, row.currency),
        granted=money(row.granted, row.currency) if row.decided_at else "",
        paid=money(paid or Decimal(0), row.currency) if row.granted is not None and row.decided_at else "",
        state=FundState(row.state),
        at=row.at,
        because=row.opened("because") if reads else "",
        waiting=row.state in rules.WAITING,
    )
