"""The first page after signing in: what waits, then my cases. Put together from what each part answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as cases
from malath.cases.queries import CaseRow
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import queries as privacy
from malath.privacy.words import ConsentKind, Level, Section
from malath.referrals import queries as referrals
from malath.referrals.queries import ReferralRow

MY_CASES = 10
EXPIRING_WITHIN_DAYS = 30


@dataclass(frozen=True)
class Waiting:
    """A referral that waits for the viewer's desk, and whether it can be acknowledged from its line."""

    row: ReferralRow
    may_acknowledge: bool


@dataclass(frozen=True)
class News:
    """One item of the inbox; `link` is "" when there is nothing behind it that the viewer may open."""

    id: int
    label: str
    link: str
    at: datetime


@dataclass(frozen=True)
class Expiring:
    """A consent that runs out soon."""

    person_reference: str
    kind: ConsentKind
    body: str
    expires_on: date


@dataclass(frozen=True)
class Home:
    """What waits for one member of staff, and the cases touched last."""

    to_answer: tuple[Waiting, ...]
    unanswered: tuple[ReferralRow, ...]
    news: tuple[News, ...]
    drafts: tuple[ReferralRow, ...]
    expiring: tuple[Expiring, ...]
    cases: tuple[CaseRow, ...]
    answers: bool
    opens_cases: bool
    has_cases: bool

    @property
    def nothing_waits(self) -> bool:
        return not (self.to_answer or self.unanswered or self.news or self.drafts or self.expiring)

    @property
    def files(self) -> list[str]:
        """References of the people whose files the page shows."""
        rows = [waiting.row for waiting in self.to_answer]
        shown = [*rows, *self.unanswered, *self.drafts, *self.expiring, *self.cases]
        return list(dict.fromkeys(row.person_reference for row in shown))


def home_to_view(user: User, holdings: Holdings, at: datetime) -> Home:
    """The page for this viewer; one event names every file it shows."""
    home = home_page(holdings, at)
    if home.files:
        audit.record_list(Did.CASES_LISTED, files=home.files, by=user, at=at, facts={"page": "workday"})
    return home


def home_page(holdings: Holdings, at: datetime) -> Home:
    """What waits, and my cases. As many statements as the role needs, however much waits."""
    answers, opens = holdings.may(Power.ANSWER), holdings.may(Power.OPEN_CASE)
    writes = holdings.may(Power.WRITE_NOTE)
    to_answer = _to_answer(holdings, at) if answers else ()
    return Home(
        to_answer=to_answer,
        unanswered=referrals.unanswered(holdings, at) if holdings.may(Power.RECEIVE_ESCALATIONS) else (),
        news=_news(holdings, [waiting.row for waiting in to_answer]),
        drafts=referrals.drafts(holdings, at) if holdings.may(Power.REFER) else (),
        expiring=_expiring(holdings, at) if holdings.cap >= Level.L3 else (),
        cases=cases.case_list(holdings, at, size=MY_CASES).rows if writes else (),
        answers=answers,
        opens_cases=opens,
        has_cases=writes,
    )


def _to_answer(holdings: Holdings, at: datetime) -> tuple[Waiting, ...]:
    answering = holdings.desks_with(Power.ANSWER)
    return tuple(
        Waiting(row, not row.is_read and row.receiving_desk_id in answering)
        for row in referrals.waiting_for_answer(holdings, at)
    )


def _news(holdings: Holdings, waiting: Sequence[ReferralRow]) -> tuple[News, ...]:
    """The inbox without the arrivals that stand among the referrals to answer already."""
    listed = {row.reference for row in waiting}
    return tuple(
        News(item.pk, str(ItemKind(item.kind).label), _link(item.kind, item.subject, item.link), item.at)
        for item in inbox.waiting(holdings.user_id, holdings.own_desk_ids)
        if not (item.kind == ItemKind.REFERRAL_ARRIVED and item.subject in listed)
    )


def _link(kind: str, subject: str, link: str) -> str:
    """A file that waits for confirmation is found by its person; its own gate decides who may open it."""
    return reverse("privacy:person", args=[subject]) if kind == ItemKind.BASIS_TO_CONFIRM and not link else link


def _expiring(holdings: Holdings, at: datetime) -> tuple[Expiring, ...]:
    """Consents that run out within thirty days, as far as the viewer sees the consents of each person."""
    rows = privacy.expiring(holdings, at, days=EXPIRING_WITHIN_DAYS)
    sights = privacy.sights(holdings, [row.person_id for row in rows], at)
    return tuple(
        Expiring(
            row.person.reference,
            ConsentKind(row.kind),
            row.body.name if row.body and privacy.may_name(sights[row.person_id], holdings, row.body) else "",
            row.expires_on,
        )
        for row in rows
        if row.expires_on and row.person_id in sights
        and sights[row.person_id].sees_writing_of(row.desk_id, Section.CONSENTS)
    )
