"""Closing a case and opening it again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as trail
from malath.cases import actions as cases
from malath.cases import queries
from malath.cases.actions import CannotChange, Closing, Ground
from malath.cases.models import Case, Closure
from malath.cases.testing import make_case, make_child_case, make_note
from malath.cases.words import CaseStatus, ClosingReason, Feedback, ReopenReason, SideState, Verdict, WhyNot
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people.actions import try_contact
from malath.people.testing import make_safe_contact
from malath.people.words import Channel, Tried
from malath.privacy import queries as privacy
from malath.privacy.models import File
from malath.privacy.testing import MONDAY, SPOKEN, WORDS, make_block
from malath.privacy.words import Answer, BasisKind, Level
from malath.referrals import actions as referrals
from malath.referrals.actions import CannotCloseCase
from malath.referrals.testing import make_accepted_referral, make_completed_referral, make_draft, make_sent_referral
from malath.referrals.words import Reason

LATER = MONDAY + timedelta(hours=1)
CLOSING = Closing(ClosingReason.PLAN_COMPLETED, "She works and has a room of her own.", Feedback.ASKED)


def refused(act: Callable[[], object]) -> list[WhyNot | Reason]:
    try:
        act()
    except CannotChange as no:
        return list(no.reasons)
    except CannotCloseCase as no:
        return list(no.reasons)
    return []


def ask(case: Case, people: Cast, closing: Closing = CLOSING, by: User | None = None) -> Closure:
    return referrals.ask_to_close_case(case, closing, desk=people.station, by=by or people.basim, at=LATER)


def close(case: Case, people: Cast) -> Case:
    ask(case, people)
    return referrals.close_case(case, by=people.huda, at=LATER)


def level(user: User, case: Case) -> int:
    at = LATER + timedelta(minutes=5)
    found = privacy.sight_of(accounts.holdings(user, at), case.person.reference, at)
    return found[1].level if found else 0


def test_the_key_worker_asks_and_a_supervisor_is_told(case: Case, people: Cast) -> None:
    closure = ask(case, people)
    assert (closure.asked_by, closure.asked_at, closure.opened("summary")) == (
        people.basim.reference, LATER, "She works and has a room of her own.",
    )  # fmt: skip
    assert b"room" not in bytes(closure.summary)
    items = Item.objects.filter(user=people.huda, kind=ItemKind.CASE_CLOSING_ASKED)
    assert [item.subject for item in items] == [case.person.reference]
    assert Case.objects.get(pk=case.pk).status != CaseStatus.CLOSED


def test_it_closes_when_another_person_approves(case: Case, people: Cast) -> None:
    closed = close(case, people)
    assert (closed.status, closed.closed_at) == (CaseStatus.CLOSED, LATER)
    closure = Closure.objects.get()
    assert (closure.verdict, closure.decided_by) == (Verdict.APPROVED, people.huda.reference)
    assert File.objects.get(person=case.person).review_on == date(2031, 11, 2)
    assert Item.objects.filter(user=people.basim, kind=ItemKind.CASE_CLOSING_DECIDED).exists()
    names = [line.name for line in trail.file_lines(case.person.reference)]
    assert names.count("case.closed") == 1
    assert trail.verify().faults == ()


def test_the_file_is_locked_and_number_and_status_stay(client: Client, case: Case, people: Cast, clock: Clock) -> None:
    make_note(case, "A secret that stays sealed.", desk=people.station, by=people.basim)
    close(case, people)
    assert (level(people.basim, case), level(people.huda, case)) == (Level.L1, Level.L1)
    clock.forward(hours=2)
    page = signed_in(client, people.basim).get(f"/cases/{case.reference}/").content.decode()
    assert "A secret that stays sealed." not in page
    assert "Open the case again" in page
    listed = queries.case_list(accounts.holdings(people.basim, clock.at), clock.at, status=CaseStatus.CLOSED)
    assert [row.reference for row in listed.rows] == [case.reference]


def test_other_desks_keep_number_and_status_too(people: Cast) -> None:
    done = make_completed_referral(people.basim, people.station, people.amal, people.shelter)
    assert level(people.amal, done.case) == Level.L3
    close(done.case, people)
    assert level(people.amal, done.case) == Level.L1


def test_nobody_approves_their_own(case: Case, people: Cast) -> None:
    own = make_case(people.station, people.huda)
    ask(own, people, by=people.huda)
    assert refused(lambda: referrals.close_case(own, by=people.huda, at=MONDAY)) == [WhyNot.OWN_REQUEST]
    assert refused(lambda: referrals.close_case(case, by=people.huda, at=LATER)) == [WhyNot.NOT_ASKED_TO_CLOSE]


def test_only_the_key_worker_asks(case: Case, people: Cast) -> None:
    other = make_user(Role.POLICE, people.station)
    assert refused(lambda: ask(case, people, by=other)) == [WhyNot.NOT_KEY_WORKER]


@pytest.mark.parametrize("make", [make_draft, make_sent_referral])
def test_not_while_a_referral_is_under_way(people: Cast, make: Callable[..., object]) -> None:
    case = make_case(people.station, people.basim)
    make(people.basim, people.station, people.shelter, case=case)
    assert refused(lambda: ask(case, people)) == [Reason.UNDER_WAY]


def test_not_while_another_body_works_on_one(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    assert refused(lambda: ask(accepted.case, people)) == [Reason.UNDER_WAY]


def test_what_came_up_meanwhile_stops_the_approval(case: Case, people: Cast) -> None:
    ask(case, people)
    cases.set_task(case, "Ring her.", due_on=date(2026, 11, 9), desk=people.station, by=people.basim, at=MONDAY)
    assert refused(lambda: referrals.close_case(case, by=people.huda, at=LATER)) == [WhyNot.OPEN_TASKS]
    make_draft(people.basim, people.station, people.shelter, case=case)
    assert refused(lambda: referrals.close_case(case, by=people.huda, at=LATER)) == [Reason.UNDER_WAY]


def test_not_with_open_tasks_nor_twice(case: Case, people: Cast) -> None:
    task = cases.set_task(case, "Ring her.", due_on=date(2026, 11, 9), desk=people.station, by=people.basim, at=MONDAY)
    assert refused(lambda: ask(case, people)) == [WhyNot.OPEN_TASKS]
    cases.settle_task(task, by=people.basim, at=MONDAY)
    ask(case, people)
    assert refused(lambda: ask(case, people)) == [WhyNot.ASKED_ALREADY]


def test_a_supervisor_says_why_not_and_the_case_stays_open(case: Case, people: Cast) -> None:
    ask(case, people)
    assert refused(lambda: cases.refuse_closing(case, because=" ", by=people.huda, at=MONDAY)) == [WhyNot.DECISION_REASON]
    closure = cases.refuse_closing(case, because="Ask her first.", by=people.huda, at=MONDAY)
    assert (closure.verdict, closure.opened("because")) == (Verdict.REFUSED, "Ask her first.")
    assert Case.objects.get(pk=case.pk).status != CaseStatus.CLOSED
    assert not Item.objects.filter(kind=ItemKind.CASE_CLOSING_ASKED, seen_at__isnull=True).exists()
    close(case, people)


# Trying to reach the person


def attempt(case: Case, people: Cast, days: int = 0, result: Tried = Tried.NO_ANSWER) -> None:
    at = MONDAY + timedelta(days=days)
    try_contact(case.person, result, version=1, desk=people.station, by=people.basim, at=at)


def test_contact_is_lost_after_three_tries_and_then_the_case_may_close(case: Case, people: Cast) -> None:
    make_safe_contact(case.person, people.station, by=people.basim, channel=Channel.CALL)
    lost = Closing(ClosingReason.LOST_CONTACT, "Nobody answers.", Feedback.NOT_SAFE)
    for day in (0, 15):
        attempt(case, people, day)
        assert refused(lambda: ask(case, people, lost)) == [WhyNot.STILL_REACHED]
    attempt(case, people, 30)
    assert ask(case, people, lost).reason == ClosingReason.LOST_CONTACT


def test_whoever_agrees_anew_was_reached(case: Case, people: Cast) -> None:
    make_safe_contact(case.person, people.station, by=people.basim, channel=Channel.CALL)
    for day in (0, 15, 30):
        attempt(case, people, day)
    make_safe_contact(case.person, people.station, by=people.basim, channel=Channel.CALL)
    lost = Closing(ClosingReason.LOST_CONTACT, "Nobody answers.", Feedback.NOT_SAFE)
    assert refused(lambda: ask(case, people, lost)) == [WhyNot.STILL_REACHED]


# Opening again


def reopen(case: Case, people: Cast, ground: Ground | None = None, because: str = "She came back.") -> Case:
    at = LATER + timedelta(minutes=2)
    return cases.reopen(
        case, reason=ReopenReason.CAME_BACK, because=because, ground=ground, desk=people.station, by=people.basim, at=at
    )


def test_it_keeps_its_number_and_stands_where_it_stood(case: Case, people: Cast) -> None:
    cases.set_status(case, CaseStatus.SCREENED, by=people.basim, at=MONDAY)
    number = close(case, people).reference
    again = reopen(case, people)
    assert (again.reference, again.status, again.aside, again.closed_at) == (
        number, CaseStatus.SCREENED, SideState.REOPENED, None,
    )  # fmt: skip
    assert level(people.basim, case) == Level.L4


def test_nobody_else_sees_more_than_before(people: Cast) -> None:
    done = make_completed_referral(people.basim, people.station, people.amal, people.shelter)
    close(done.case, people)
    reopen(done.case, people)
    assert (level(people.basim, done.case), level(people.amal, done.case)) == (Level.L4, Level.L1)


def test_not_without_a_reason_nor_while_it_is_open(case: Case, people: Cast) -> None:
    assert refused(lambda: reopen(case, people)) == [WhyNot.NOT_CLOSED]
    close(case, people)
    assert refused(lambda: reopen(case, people, because=" ")) == [WhyNot.REOPEN_REASON]


def test_where_no_agreement_holds_it_needs_another_ground(people: Cast) -> None:
    child = make_child_case(people.station, people.basim)
    close(child, people)
    assert refused(lambda: reopen(child, people)) == [WhyNot.NOTHING_HOLDS]
    ground = Ground(Answer.NOT_ASKED, SPOKEN, WORDS, BasisKind.O2, "She is in danger again.")
    assert reopen(child, people, ground).aside == SideState.REOPENED
    assert level(people.basim, child) == Level.L4


def test_the_pages_of_closing_and_opening_again(client: Client, case: Case, people: Cast, clock: Clock) -> None:
    base = f"/cases/{case.reference}"
    form = {"reason": "plan_completed", "summary": "All is done.", "feedback": "asked"}
    signed_in(client, people.basim)
    assert client.post(f"{base}/close/", form | {"feedback": ""}).status_code == 422
    assert client.post(f"{base}/close/", form).status_code == 302
    assert "A supervisor who is another person decides" in client.get(f"{base}/close/").content.decode()
    assert client.post(f"{base}/close/approve/").status_code == 403
    signed_in(client, people.huda)
    assert "All is done." in client.get(f"{base}/close/").content.decode()
    assert client.post(f"{base}/close/refuse/", {"because": ""}).status_code == 422
    assert client.post(f"{base}/close/approve/").status_code == 302
    assert client.post(f"{base}/close/approve/").status_code == 409
    clock.forward(minutes=1)
    signed_in(client, people.basim)
    assert client.get(f"{base}/close/").status_code == 403
    assert client.post(f"{base}/reopen/", {"reason": "came_back", "because": ""}).status_code == 422
    assert client.post(f"{base}/reopen/", {"reason": "came_back", "because": "Here again."}).status_code == 302
    assert Case.objects.get(pk=case.pk).aside == SideState.REOPENED


def test_strangers_and_blocked_workers_do_not_learn_of_it(client: Client, case: Case, people: Cast) -> None:
    pages = ("close", "close/approve", "close/refuse", "reopen")
    make_block(case.person, user=people.basim)
    for user in (people.zayd, people.basim):
        signed_in(client, user)
        for page in pages:
            assert client.post(f"/cases/{case.reference}/{page}/").status_code == 404
