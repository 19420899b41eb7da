"""Two at once, on PostgreSQL: each test fails when its lock is taken away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections

from malath.accounts import queries as account_queries
from malath.accounts.testing import cast
from malath.agencies.testing import make_desk
from malath.agencies.words import ServiceKind
from malath.audit import queries as trail
from malath.audit.queries import Verdict
from malath.cases.testing import make_case
from malath.inbox import queries as inbox
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_agreement, make_ground
from malath.privacy.words import ConsentKind, Level
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.testing import make_draft, make_sent_referral
from malath.referrals.words import Alternative, DeclineReason, Status, Urgency

LATER = MONDAY + timedelta(minutes=20)
ROUNDS = 12
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts at the same moment, each on its own connection; an act that refuses gives its exception."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return act()
        except Exception as refused:  # noqa: BLE001  # the refusal is the answer looked at
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_workers_at_once_only_one_accepts() -> None:
    people = cast()
    for _ in range(ROUNDS):
        sent = make_sent_referral(people.basim, people.station, people.shelter)

        def accept(sent: Referral = sent) -> Referral:
            return referrals.accept(sent, by=people.amal, at=LATER, key_worker=people.amal)

        answers = at_once(accept, accept)
        assert sorted(type(answer).__name__ for answer in answers) == ["CannotAccept", "Referral"]
    assert trail.verify().faults == ()


def test_a_desk_that_closes_while_a_referral_is_sent_leaves_nobody_waiting() -> None:
    people = cast()
    for _ in range(ROUNDS):
        desk = make_desk(people.shelter.agency, services=[ServiceKind.SHELTER])
        draft = make_draft(people.basim, people.station, desk)
        make_agreement(draft.person, desk.agency, desk=people.station, also=[ConsentKind.C8])
        at_once(
            lambda draft=draft: referrals.send(draft, by=people.basim, at=LATER),  # type: ignore[misc]
            lambda desk=desk: referrals.close_desk(desk, by=people.zayd, at=LATER),  # type: ignore[misc]
        )
        desk.refresh_from_db()
        waits = Referral.objects.filter(receiving_desk=desk, status=Status.SENT).exists()
        assert waits != (desk.ended_at is not None)


def test_one_accepts_and_one_declines_at_once_only_one_counts() -> None:
    people = cast()
    for _ in range(ROUNDS):
        sent = make_sent_referral(people.basim, people.station, people.shelter)

        def accept(sent: Referral = sent) -> Referral:
            return referrals.accept(sent, by=people.amal, at=LATER, key_worker=people.amal)

        def decline(sent: Referral = sent) -> Referral:
            because, instead = DeclineReason.NO_PLACE, Alternative.TOGETHER
            return referrals.decline(sent, because=because, alternative=instead, by=people.amal, at=LATER)

        answers = at_once(accept, decline)
        assert sum(isinstance(answer, referrals.CannotDo) for answer in answers) == 1


def test_accept_and_withdraw_at_once_leaves_no_access() -> None:
    people = cast()
    for _ in range(ROUNDS):
        sent = make_sent_referral(people.basim, people.station, people.shelter)
        consent = privacy_queries.standing_row(sent.person_id, ConsentKind.C3, people.shelter.agency)
        assert consent is not None

        def accept(sent: Referral = sent) -> Referral:
            return referrals.accept(sent, by=people.amal, at=LATER, key_worker=people.amal)

        def withdraw(sent: Referral = sent, consent: Any = consent) -> Any:
            return privacy.withdraw(consent, sent.person, by=people.basim, at=LATER)

        at_once(accept, withdraw)
        holdings = account_queries.holdings(people.amal, LATER)
        assert privacy_queries.sight_of(holdings, sent.person.reference, LATER) is None
        after = Referral.objects.select_related("basis").get(pk=sent.pk)
        assert not queries.stands(after, LATER)


def test_accept_and_end_of_the_ground_at_once_leaves_no_access_and_tells_who_was_let_in() -> None:
    people = cast()
    for _ in range(ROUNDS):
        case = make_case(people.station, people.basim)
        ground = make_ground(case.person, by=people.basim)
        sent = make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)

        def accept(sent: Referral = sent) -> Referral:
            return referrals.accept(sent, by=people.amal, at=LATER, key_worker=people.amal)

        def end(sent: Referral = sent, ground: Any = ground) -> Any:
            return privacy.end_ground(ground, sent.person, by=people.huda, at=LATER)

        accepted, ended = at_once(accept, end)
        assert not isinstance(ended, Exception)
        holdings = account_queries.holdings(people.amal, LATER)
        assert privacy_queries.sight_of(holdings, sent.person.reference, LATER) is None
        told = {item.subject for item in inbox.waiting(people.amal.pk, [people.shelter.pk]) if item.kind == "basis_ended"}
        assert (sent.person.reference in told) == isinstance(accepted, Referral)


def test_two_ticks_at_once_tell_the_next_one_up_once() -> None:
    people = cast()
    for _ in range(ROUNDS):
        sent = make_sent_referral(people.basim, people.station, people.shelter)

        def escalate(sent: Referral = sent, overdue: datetime = MONDAY + timedelta(days=30)) -> Referral:
            return referrals.escalate(sent, at=sent.escalate_at or overdue)

        answers = at_once(escalate, escalate)
        assert sum(isinstance(answer, referrals.CannotDo) for answer in answers) == 1


def test_two_events_at_once_keep_the_chain_whole_and_lose_none() -> None:
    people = cast()
    sent = make_sent_referral(people.basim, people.station, people.shelter)

    def leave() -> object:
        return privacy.record_left(sent.person, how="test", level=Level.L1, reference=sent.reference, by=people.basim, at=LATER)

    before = trail.verify().events
    for _ in range(ROUNDS):
        assert not [answer for answer in at_once(leave, leave) if isinstance(answer, Exception)]
    assert trail.verify() == Verdict(before + 2 * ROUNDS, trail.verify().chains, 0, ())


def test_a_form_sent_twice_at_once_begins_one_draft_and_both_are_told_the_same() -> None:
    people = cast()
    case = make_case(people.station, people.basim)
    for number in range(1, ROUNDS + 1):

        def begin(once: UUID = uuid4()) -> Referral:  # noqa: B008  # one mark for both
            kind, urgency = ServiceKind.SHELTER, Urgency.NORMAL
            return referrals.draft(case, type=kind, urgency=urgency, desk=people.station, by=people.basim, at=MONDAY, once=once)

        first, second = at_once(begin, begin)
        assert isinstance(first, Referral)
        assert first == second
        assert Referral.objects.count() == number
    assert trail.verify().faults == ()


def test_a_draft_sent_twice_at_once_is_sent_once() -> None:
    people = cast()
    for _ in range(ROUNDS):
        draft = make_draft(people.basim, people.station, people.shelter)
        make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])

        def send(draft: Referral = draft) -> Referral:
            return referrals.send(draft, by=people.basim, at=MONDAY)

        answers = at_once(send, send)
        assert sorted(type(answer).__name__ for answer in answers) == ["CannotSend", "Referral"]
        assert len(privacy_queries.left_lines(draft.person)) == 1
