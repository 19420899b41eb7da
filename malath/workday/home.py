"""The first page after signing in: what waits, then my cases. Put together from what each part answers."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as cases
from malath.cases.queries import CaseRow, ReviewLine, TaskLine, bookings
from malath.cases.queries.bookings import BookingLine
from malath.foundation.asking import ask
from malath.foundation.clock import in_amman
from malath.identification import queries as identification
from malath.identification.queries.pages import DueLine
from malath.inbox import queries as inbox
from malath.inbox.queries import News, Scope
from malath.inbox.words import ItemKind
from malath.linkage.queries import pages as linkage
from malath.orders import queries as orders
from malath.privacy import queries as privacy
from malath.privacy.queries import anomalies, breach, expiring, glass, retention
from malath.privacy.words import ConsentKind, Level, Section
from malath.referrals import queries as referrals
from malath.referrals.queries import ReferralRow, waiting
from malath.screening.queries import pages as screenings
from malath.screening.queries.pages import ScreeningLine
from malath.support import queries as support
from malath.support.queries.pages import DueLine as PlanLine

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from malath.accounts.models import User

MY_CASES = 10
WITHOUT = 5
SHOWN = 25
EXPIRING_WITHIN_DAYS = 30
PAGES = {ItemKind.DESTINATION_CHANGED: "workday:states", ItemKind.POSTING_GIVEN_UP: "workday:leaving"}
TO_CONFIRM = (ItemKind.BASIS_TO_CONFIRM, ItemKind.BASIS_UNCONFIRMED)
PAGE_OF = {**dict.fromkeys(TO_CONFIRM, "privacy:consents"), ItemKind.GLASS_BROKEN: "workday:file_trail"}
"""Where an item leads that is about a file."""


@dataclass(frozen=True)
class Waiting:
    """A referral that waits for the viewer's desk, and whether it can be acknowledged from its line."""

    row: ReferralRow
    may_acknowledge: bool


@dataclass(frozen=True)
class Expiring:
    """A consent that runs out soon."""

    person_reference: str
    kind: ConsentKind
    body: str
    expires_on: date


@dataclass(frozen=True)
class Given:
    """A case that is handed over to the viewer and waits for their acknowledgement."""

    case_reference: str
    person_reference: str
    before: str


@dataclass(frozen=True)
class Home:
    """What waits for one member of staff, and the cases touched last. `more` names the lists that are cut."""

    to_answer: tuple[Waiting, ...]
    unanswered: tuple[ReferralRow, ...]
    news: tuple[News, ...]
    drafts: tuple[ReferralRow, ...]
    expiring: tuple[Expiring, ...]
    given: tuple[Given, ...]
    tasks: tuple[TaskLine, ...]
    reviews: tuple[ReviewLine, ...]
    booked: tuple[BookingLine, ...]
    screenings: tuple[ScreeningLine, ...]
    to_identify: tuple[DueLine, ...]
    plans: tuple[PlanLine, ...]
    without: tuple[CaseRow, ...]
    of_age: tuple[tuple[str, ConsentKind], ...]
    cases: tuple[CaseRow, ...]
    same: int
    breaches: int
    orders: int
    unusual: int
    emergencies: int
    due_files: int
    today: date
    more: frozenset[str]
    answers: bool
    opens_cases: bool
    has_cases: bool
    screens: bool

    @property
    def nothing_waits(self) -> bool:
        referred = (self.to_answer, self.unanswered, self.drafts, self.emergencies, self.breaches, self.unusual, self.orders)
        worked_on = (self.given, self.tasks, self.reviews, self.booked, self.screenings, self.to_identify, self.plans)
        return not any((*referred, *worked_on, self.without, self.news, self.expiring, self.of_age, self.same))

    @property
    def counts(self) -> dict[str, str]:
        """How many stand in each list that may be cut, with a plus where more wait."""
        lists = {
            "to_answer": self.to_answer,
            "unanswered": self.unanswered,
            "drafts": self.drafts,
            "tasks": self.tasks,
            "without": self.without,
        }
        return {name: f"{len(rows)}{'+' if name in self.more else ''}" for name, rows in lists.items()}

    @property
    def files(self) -> list[str]:
        """References of the people whose files the page shows."""
        referrals_shown = [*(waiting.row for waiting in self.to_answer), *self.unanswered, *self.drafts]
        shown = [row.person_reference for row in referrals_shown]
        shown += [consent.person_reference for consent in self.expiring]
        shown += [person for person, _kind in self.of_age]
        shown += [given.person_reference for given in self.given]
        shown += [task.person_reference for task in self.tasks]
        shown += [review.person_reference for review in self.reviews]
        shown += [line.person_reference for line in self.booked]
        shown += [screening.person_reference for screening in self.screenings]
        shown += [line.person_reference for line in self.to_identify]
        shown += [line.person_reference for line in self.plans]
        shown += [row.person_reference for row in (*self.without, *self.cases)]
        return list(dict.fromkeys(shown))


def home_to_view(user: "User", holdings: Holdings, at: datetime) -> Home:
    """The page for this viewer; one event names every file it shows."""
    home = home_page(holdings, at)
    if home.files:
        audit.record_list(Did.CASES_LISTED, files=home.files, by=user, at=at, facts={"page": "workday"})
    return home


def home_page(holdings: Holdings, at: datetime) -> Home:
    """What waits, and my cases. As many statements as the role needs, however much waits."""
    answers, opens = holdings.may(Power.ANSWER), holdings.may(Power.OPEN_CASE)
    writes, oversees = holdings.may(Power.WRITE_NOTE), holdings.may(Power.RECEIVE_ESCALATIONS)
    to_answer = waiting.waiting_for_answer(holdings, at, cap=SHOWN + 1) if answers else ()
    unanswered = waiting.unanswered(holdings, at, cap=SHOWN + 1) if oversees else ()
    mine = {row.reference for row in to_answer}
    drafts = referrals.drafts(holdings, at, cap=SHOWN + 1) if holdings.may(Power.REFER) else ()
    tasks = cases.tasks_due(holdings, at, cap=SHOWN + 1) if writes else ()
    without = cases.case_list(holdings, at, whose="lately", size=WITHOUT + 1).rows if writes and opens else ()
    lists = {"to_answer": to_answer, "unanswered": unanswered, "drafts": drafts, "tasks": tasks}
    more = {name for name, rows in lists.items() if len(rows) > SHOWN} | ({"without"} if len(without) > WITHOUT else set())
    return Home(
        to_answer=_to_answer(holdings, to_answer[:SHOWN]),
        unanswered=tuple(row for row in unanswered[:SHOWN] if row.reference not in mine),
        news=_news(holdings),
        drafts=drafts[:SHOWN],
        expiring=_expiring(holdings, at) if holdings.cap >= Level.L3 else (),
        given=_given(holdings, at) if writes else (),
        tasks=tasks[:SHOWN],
        reviews=cases.reviews_due(holdings, at) if writes else (),
        booked=bookings.bookings_soon(holdings, at) if writes else (),
        screenings=screenings.waiting_at(holdings, at) if holdings.may(Power.SCREEN) else (),
        to_identify=identification.due_soon(holdings, at) if writes else (),
        plans=support.due_soon(holdings, at) if writes else (),
        without=without[:WITHOUT],
        of_age=tuple(expiring.outgrown(holdings, at)) if holdings.may(Power.RECORD_CONSENT) else (),
        cases=cases.case_list(holdings, at, size=MY_CASES).rows if writes else (),
        same=linkage.count_to_judge(holdings, at) if writes and holdings.cap >= Level.L3 else 0,
        breaches=breach.count_open() if holdings.may(Power.READ_TRAIL) else 0,
        orders=orders.count_waiting(holdings, at) if holdings.may(Power.READ_TRAIL) else 0,
        unusual=anomalies.count_waiting() if holdings.may(Power.READ_TRAIL) else 0,
        emergencies=glass.count_waiting(holdings) if holdings.may(Power.READ_TRAIL) else 0,
        due_files=retention.count_due(holdings, in_amman(at).date()) if holdings.may(Power.READ_TRAIL) else 0,
        today=in_amman(at).date(),
        more=frozenset(more),
        answers=answers,
        opens_cases=opens,
        has_cases=writes,
        screens=holdings.may(Power.SCREEN),
    )


def _given(holdings: Holdings, at: datetime) -> tuple[Given, ...]:
    rows = cases.given_to(holdings, at)
    return tuple(Given(row.case.reference, row.case.person.reference, row.before.name if row.before else "") for row in rows)


def _to_answer(holdings: Holdings, rows: tuple[ReferralRow, ...]) -> tuple[Waiting, ...]:
    answering = holdings.desks_with(Power.ANSWER)
    return tuple(Waiting(row, not row.is_read and row.receiving_desk_id in answering) for row in rows)


def inbox_of(holdings: Holdings) -> Scope:
    """The inbox of this viewer: without arrivals, which stand among the referrals to answer, and without anything about
    a file that is kept from them."""
    return replace(everything_for(holdings), without=(ItemKind.REFERRAL_ARRIVED,))


def everything_for(holdings: Holdings) -> Scope:
    """All items of this viewer, arrivals too, without anything about a file that is kept from them."""
    hidden = (*privacy.are_kept_from(holdings, "subject"), *referrals.are_kept_from(holdings, "subject"))
    return Scope(holdings.user_id, holdings.own_desk_ids, hidden=hidden)


def count_news(holdings: Holdings) -> int:
    """How much waits in the inbox of this viewer, at most 100. One statement."""
    return len(ask(_newest, holdings))


def _newest(holdings: Holdings) -> "QuerySet[Any, tuple[Any, ...]]":
    return inbox.newest(inbox_of(holdings))


def _news(holdings: Holdings) -> tuple[News, ...]:
    """What waits for confirmation is judged on the page of consents, and reviewed in the trail by whoever sees no file;
    each page behind a link has its own gate."""
    return tuple(linked(item, holdings) for item in inbox.news_in(ask(_newest, holdings)))


def linked(item: News, holdings: Holdings) -> News:
    """An item with the page behind it, where its kind says which."""
    if item.link:
        return item
    reviews = f"{reverse('workday:trail')}?event={Did.BASIS_REMINDED.value}" if holdings.may(Power.READ_TRAIL) else ""
    if item.kind in TO_CONFIRM and reviews:
        return replace(item, link=reviews)
    if item.kind in PAGE_OF:
        return replace(item, link=reverse(PAGE_OF[item.kind], args=[item.subject]))
    page = PAGES.get(item.kind)
    return replace(item, link=reverse(page)) if page else item


def _expiring(holdings: Holdings, at: datetime) -> tuple[Expiring, ...]:
    """Consents that run out within thirty days, as far as the viewer sees the consents of each person."""
    rows = expiring.run_out_soon(holdings, at, days=EXPIRING_WITHIN_DAYS)
    sights = privacy.sights(holdings, [row.person_id for row in rows], at)
    return tuple(
        Expiring(
            row.person.reference,
            ConsentKind(row.kind),
            row.body.name if row.body and privacy.may_name(sights[row.person_id], holdings, row.body) else "",
            row.expires_on,
        )
        for row in rows
        if row.expires_on and row.person_id in sights and sights[row.person_id].sees_writing_of(row.desk_id, Section.CONSENTS)
    )
