"""The work on a case in the demonstration: team, tasks, danger, needs, closing. It throws no dice that others would miss.

One more person is met long ago, whose case is closed and opened again, so that this is seen however few there are.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from config.demo_cast import DATA, House, Invented, invent
from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies import queries as agency_reads
from malath.agencies.models import Desk
from malath.agencies.words import Way
from malath.cases import actions as cases
from malath.cases import queries
from malath.cases.actions import Closing, Score, Wanted, WhatHappened
from malath.cases.models import Booking, Case, Task
from malath.cases.queries import bookings
from malath.cases.testing import make_attachment
from malath.cases.words import (
    BookingState,
    ClosingReason,
    DropReason,
    Feedback,
    NeedState,
    ReopenReason,
    RiskKind,
    SideState,
    TeamRole,
    UnmetReason,
)
from malath.documents.words import AttachmentKind
from malath.foundation.clock import in_amman
from malath.people.testing import make_overstay, make_report, make_waiver
from malath.people.words import AgeBand
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries
from malath.shelter import queries as shelter

TEXTS = DATA["work"]
DAY = timedelta(days=1)
After = Callable[[datetime, timedelta, Callable[[datetime], None]], None]


@dataclass(frozen=True)
class Work:
    """A case, whose it is, and how something is put off to a later day."""

    house: House
    person: Invented
    case: Case
    desk: Desk
    officer: User
    after: After
    now: datetime

    def tell(self, what: str) -> str:
        return self.person.told(TEXTS[what])


def begin_work(work: Work, at: datetime) -> None:
    """What is done in the first days, by the number of the person."""
    number = work.person.number
    if number % 3 == 0:
        _set_task(work, at)
    if number % 4 == 1:
        _assess(work, at)
    if number % 5 == 2:
        work.after(at, 2 * DAY, partial(_hand_over, work))
    if number % 3 == 1:
        work.after(at, DAY, partial(_answer_needs, work))
    if number % 3 == 2 and work.person.language != "ar":
        _book_interpreter(work, at)
    _papers(work, at)
    if number % 8 == 5:
        work.after(at, 3 * DAY, partial(_declined, work))


def _papers(work: Work, at: datetime) -> None:
    """Of some a contract is attached; others were reported by the employer and are long without a permit."""
    by: dict[str, Any] = {"by": work.officer, "at": at}
    if work.person.number % 6 == 3:
        make_attachment(work.case, title=work.tell("attachment"), kind=AttachmentKind.WORK, desk=work.desk, **by)
    if work.person.number % 7 != 2:
        return
    make_report(work.case.person, work.desk, words=work.tell("report"), **by)
    make_overstay(work.case.person, work.desk, days=200 + work.person.number, **by)
    if work.person.number % 2:
        make_waiver(work.case.person, work.desk, words=work.tell("waiver"), **by)


def close_case(work: Work, at: datetime) -> None:
    """Asked for and approved by the supervisor; where something is under way, the case stays open."""
    case, desk, above = work.case, work.desk, work.house.supervisor_of(work.desk)
    reasons = queries.why_not_ask_to_close(case, _closing(work), desk=desk, by=work.officer, at=at)
    if not (queries.closed(case) or reasons or referral_queries.are_under_way(case.pk) or shelter.stays_now(case.person_id)):
        _ask(work, at)
        referrals.close_case(case, by=above, at=at)


def a_case_that_came_back(house: House, number: int, open_case: Callable[..., Case], at: datetime) -> None:
    """Met, helped, closed at the second try, and opened again. Its own dice change nobody else."""
    chance = random.Random(20261125)  # noqa: S311  # its own
    desk = house.desks["association"]
    officer, person = house.officer(chance, "association"), invent(chance, number, at.year, [AgeBand.B21])
    case, above = open_case(person, desk, officer, at), house.supervisor_of(desk)
    work = Work(house, person, case, desk, officer, lambda *_: None, at)
    what = WhatHappened(work.tell("place"), work.tell("employer"), at.date(), "IR")
    cases.add_to_situation(cases.open_situation(what, desk=desk, by=officer, at=at), case, by=officer, at=at)
    _ask(work, at + 60 * DAY)
    cases.refuse_closing(case, because=work.tell("not_yet"), by=above, at=at + 61 * DAY)
    _ask(work, at + 70 * DAY)
    referrals.close_case(case, by=above, at=at + 71 * DAY)
    reason, because = ReopenReason.NEW_DANGER, work.tell("came_back")
    cases.reopen(case, reason=reason, because=because, desk=desk, by=officer, at=at + 90 * DAY)


def _closing(work: Work) -> Closing:
    return Closing(ClosingReason.PLAN_COMPLETED, work.tell("summary"), Feedback.ASKED, work.tell("beside"))


def _ask(work: Work, at: datetime) -> None:
    referrals.ask_to_close_case(work.case, _closing(work), desk=work.desk, by=work.officer, at=at)


def _set_task(work: Work, at: datetime) -> None:
    """Done or dropped before its day; some a fortnight late."""
    number, due = work.person.number, (at + 7 * DAY).date()
    worker = work.officer if number % 2 else None
    task = cases.set_task(work.case, work.tell("task"), due_on=due, desk=work.desk, worker=worker, by=work.officer, at=at)
    because = DropReason.PERSONS_WISH if number % 9 == 0 else None
    work.after(at, (6 if number % 12 else 20) * DAY, lambda later: _settle(work, task, because, later))


def _settle(work: Work, task: Task, because: DropReason | None, at: datetime) -> None:
    if not queries.closed(work.case):
        cases.settle_task(task, because=because, by=work.officer, at=at)


def _assess(work: Work, at: datetime) -> None:
    """A danger that is grave for some, at which a supervisor looks for some of these."""
    number = work.person.number
    scores = [Score(RiskKind.EXPLOITER, 4, 5 if number % 8 == 1 else 3), Score(RiskKind.ONLINE, 2, 2)]
    row = cases.assess_risk(work.case, scores, plan=work.tell("plan"), desk=work.desk, by=work.officer, at=at)
    if number % 16 == 1:
        cases.look_at_risk(row, by=work.house.supervisor_of(work.desk), at=at)
    if number % 32 != 13:
        lately = work.now - at - (number % 20 + 1) * DAY
        work.after(at, max(lately, 5 * DAY), partial(_judge_anew, work))


def _judge_anew(work: Work, at: datetime) -> None:
    """It is calmer by now."""
    if not queries.closed(work.case):
        scores = [Score(RiskKind.EXPLOITER, 2, 2), Score(RiskKind.ONLINE, 1, 1)]
        cases.assess_risk(work.case, scores, plan="", desk=work.desk, by=work.officer, at=at)


def _hand_over(work: Work, at: datetime) -> None:
    """To a colleague who works at the same desk and may open the file; some still wait to be acknowledged."""
    case, desk, officer = work.case, work.desk, work.officer
    others = [user for user in queries.who_may_work(desk, case.person, at) if user != officer]
    to = next(iter(others), None)
    if to is None or queries.closed(case):
        return
    holdings = accounts.holdings(officer, at)
    cases.hand_over(case, to, note=work.tell("hand_over"), desk=desk, holdings=holdings, by=officer, at=at)
    if work.person.number % 2 == 0:
        cases.take_over(case, desk=desk, by=to, at=at)
        cases.join_team(case, officer, TeamRole.STAND_IN, desk=desk, by=to, at=at)


def _book_interpreter(work: Work, at: datetime) -> None:
    """For a talk two days later, with whoever of the roster fits; the next day it is said what came of it."""
    starts_at = in_amman(at + 2 * DAY).replace(hour=10, minute=30, second=0, microsecond=0)
    wanted = Wanted(starts_at, starts_at + timedelta(hours=1), Way.PHONE, work.person.language)
    for entry in agency_reads.interpreters(at, language=wanted.language, way=wanted.way):
        found = agency_reads.interpreter_by_reference(entry.reference)
        if found is not None and not bookings.why_not_book(work.case, found, wanted, at):
            booking = cases.book_interpreter(work.case, found, wanted, desk=work.desk, by=work.officer, at=at)
            work.after(at, 3 * DAY, partial(_interpreted, work, booking))
            return


def _interpreted(work: Work, booking: Booking, at: datetime) -> None:
    state = BookingState.NOT_COME if work.person.number % 9 == 2 else BookingState.DONE
    cases.settle_booking(booking, state, by=work.officer, at=at)


def _answer_needs(work: Work, at: datetime) -> None:
    if queries.closed(work.case):
        return
    states = ((NeedState.ACCEPTED, None), (NeedState.UNMET, UnmetReason.NO_SERVICE), (NeedState.DECLINED, None))
    for need, (state, reason) in zip(queries.needs_standing(work.case), states, strict=False):
        cases.answer_need(need, state, reason=reason, desk=work.desk, by=work.officer, at=at)


def _declined(work: Work, at: datetime) -> None:
    if queries.closed(work.case):
        return
    roles = accounts.holdings(work.officer, at).roles_at(work.desk.pk)
    cases.set_aside(
        work.case, SideState.DECLINED, because=work.tell("declined"), desk=work.desk, roles=roles, by=work.officer, at=at
    )
