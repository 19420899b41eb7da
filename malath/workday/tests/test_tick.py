"""What happens by itself."""

import logging
import os
import signal
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import InterfaceError, OperationalError

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.testing import make_child_case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances
from malath.privacy.models import Basis
from malath.privacy.testing import MONDAY, make_sharing
from malath.privacy.words import Answer, ConsentKind, EndedBecause, Method
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.referrals.words import Escalation, Status, Urgency
from malath.workday.management.commands import work
from malath.workday.tick import Tally, tick

YEAR = timedelta(days=366)


def status(referral: Referral) -> str:
    return Referral.objects.get(pk=referral.pk).status


def take_back_consent(referral: Referral, people: Cast) -> None:
    consent = privacy_queries.standing_row(referral.person_id, ConsentKind.C8, None)
    assert consent is not None
    privacy.withdraw(consent, referral.person, by=people.basim, at=MONDAY)


def told(kind: ItemKind) -> int:
    return Item.objects.filter(kind=kind).count()


def test_nothing_is_due_before_its_time(people: Cast, sent: Referral) -> None:
    result = tick(MONDAY)
    assert (result.expired, result.stopped, result.escalated, result.left_over) == (Tally(), Tally(), Tally(), 0)


def test_what_nobody_acknowledged_escalates_to_the_supervisor_at_its_deadline(people: Cast) -> None:
    make_user(Role.SUPERVISOR, people.shelter)
    sent = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    assert tick(MONDAY + timedelta(minutes=59)).escalated.done == 0
    assert tick(MONDAY + timedelta(minutes=61)).escalated.done == 1
    sent.refresh_from_db()
    assert sent.escalated == Escalation.SUPERVISOR


def test_nobody_is_told_twice(people: Cast) -> None:
    make_user(Role.SUPERVISOR, people.shelter)
    make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    overdue = MONDAY + timedelta(minutes=61)
    tick(overdue)
    before = told(ItemKind.REFERRAL_UNANSWERED)
    assert tick(overdue).escalated == Tally()
    assert told(ItemKind.REFERRAL_UNANSWERED) == before == 2


def test_the_sender_is_told_once_when_there_is_no_supervisor(people: Cast) -> None:
    make_user(Role.FOCAL_POINT)
    make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    tick(MONDAY + timedelta(minutes=61))
    assert Item.objects.filter(kind=ItemKind.REFERRAL_UNANSWERED, desk=people.station).count() == 1


@pytest.mark.parametrize("taken_on", [False, True])
def test_what_no_longer_stands_is_written_down_as_stopped(people: Cast, taken_on: bool) -> None:
    sent = (
        make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
        if taken_on
        else make_sent_referral(people.basim, people.station, people.shelter)
    )
    take_back_consent(sent, people)
    result = tick(MONDAY + timedelta(hours=1))
    assert (result.stopped.done, result.left_over) == (1, 0)
    assert status(sent) == Status.STOPPED


def test_a_ground_that_ended_long_ago_is_found_by_the_first_tick_of_a_day(people: Cast, sent: Referral) -> None:
    take_back_consent(sent, people)
    next_week = MONDAY + timedelta(days=7)
    assert queries.no_longer_standing(next_week, since=next_week - timedelta(days=2)) == []
    assert tick(next_week).stopped == Tally(done=1)
    assert tick(next_week + timedelta(minutes=1)).left_over == 0


def test_a_day_begins_once(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[datetime | None] = []

    def look(_at: datetime, *, since: datetime | None = None) -> list[Referral]:
        looks.append(since)
        return []

    monkeypatch.setattr(queries, "no_longer_standing", look)
    make_sent_referral(people.basim, people.station, people.shelter)
    for minutes in (0, 1, 24 * 60, 24 * 60 + 1):
        tick(MONDAY + timedelta(minutes=minutes))
        make_sent_referral(people.basim, people.station, people.shelter)
    assert [since is None for since in looks] == [True, True, False, False, True, True, False, False]


def test_what_stopped_does_not_escalate(people: Cast, sent: Referral) -> None:
    take_back_consent(sent, people)
    assert tick(MONDAY + timedelta(days=30)).escalated == Tally()
    assert told(ItemKind.REFERRAL_UNANSWERED) == 0


def test_a_consent_ends_with_its_last_day_and_what_stood_on_it_stops(people: Cast) -> None:
    taken = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    result = tick(MONDAY + YEAR)
    assert (result.expired.done, result.stopped.done) == (3, 1)
    assert status(taken) == Status.STOPPED
    ended = [line for line in trail.file_lines(taken.person.reference) if line.name == Did.CONSENT_EXPIRED]
    assert len(ended) == 3
    assert Basis.objects.filter(person=taken.person).values_list("ended_because", flat=True).distinct().get() == (
        EndedBecause.EXPIRED
    )


def test_the_sender_is_told_when_only_the_agreement_to_that_body_runs_out(people: Cast, sent: Referral) -> None:
    privacy.record_consent(
        sent.person, kind=ConsentKind.C3, answer=Answer.YES, circumstances=Circumstances(Method.SPOKEN, "ar"), wording="…",
        desk=people.station, by=people.basim, at=MONDAY, body=people.shelter.agency,
        expires_on=(MONDAY + timedelta(days=3)).date(),
    )  # fmt: skip
    result = tick(MONDAY + timedelta(days=5))
    assert (result.expired.done, result.stopped.done) == (1, 1)
    assert Item.objects.filter(kind=ItemKind.REFERRAL_STOPPED, desk=people.station, subject=sent.reference).count() == 1


def test_an_expired_consent_is_told_once(people: Cast) -> None:
    make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    tick(MONDAY + YEAR)
    before = told(ItemKind.BASIS_ENDED)
    assert tick(MONDAY + YEAR).expired == Tally()
    assert told(ItemKind.BASIS_ENDED) == before > 0


def test_a_supervisor_is_reminded_once_before_and_once_after_the_time_to_confirm(people: Cast) -> None:
    make_child_case(people.station, people.basim)
    before, after = MONDAY + timedelta(hours=20), MONDAY + timedelta(hours=24)
    assert [tick(at).reminded for at in (before, before, after, after)] == [Tally(1), Tally(), Tally(1), Tally()]
    assert Item.objects.filter(kind=ItemKind.BASIS_UNCONFIRMED, user=people.huda).count() == 1


def test_one_that_fails_leaves_the_others_alone_and_is_logged_without_its_person(
    people: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = (make_sent_referral(people.basim, people.station, people.shelter) for _ in range(2))
    for referral in (bad, good):
        take_back_consent(referral, people)
    stop = referrals.stop

    def fail_for_one(referral: Referral, **named: Any) -> Referral:
        if referral.pk == bad.pk:
            raise ValueError
        return stop(referral, **named)

    monkeypatch.setattr(referrals, "stop", fail_for_one)
    with caplog.at_level(logging.WARNING):
        result = tick(MONDAY + timedelta(hours=1))
    assert (result.stopped, result.left_over) == (Tally(done=1, failed=1), 1)
    assert (status(bad), status(good)) == (Status.SENT, Status.STOPPED)
    messages = [record.getMessage() for record in caplog.records]
    assert messages == ["An act of the tick failed.", "Referrals live on although their ground has ended."]
    monkeypatch.setattr(referrals, "stop", stop)
    assert tick(MONDAY + timedelta(hours=1)).left_over == 0


def test_what_somebody_answered_meanwhile_is_needless_and_not_a_failure(
    people: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    monkeypatch.setattr(queries, "to_escalate", lambda _: [sent])
    assert tick(MONDAY).escalated == Tally(needless=1)
    assert caplog.records == []


def test_the_trail_is_signed_once_an_hour(people: Cast, sent: Referral) -> None:
    assert tick(MONDAY).checkpoints.done == 1
    assert tick(MONDAY + timedelta(minutes=59)).checkpoints == Tally()
    assert tick(MONDAY + timedelta(minutes=60)).checkpoints.done == 1
    verdict = trail.verify()
    assert verdict.faults == ()
    assert verdict.checkpoints > 0


def test_the_command_ticks_once_when_asked_to(people: Cast, clock: Clock) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    clock.forward(hours=2)
    out = StringIO()
    call_command("work", "--once", stdout=out)
    sent.refresh_from_db()
    assert sent.escalated
    assert "escalated=Tally(done=1" in out.getvalue()


def test_the_command_goes_on_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[int] = []

    def one_tick() -> None:
        ticks.append(1)
        if len(ticks) == 3:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(work, "once", one_tick)
    monkeypatch.setattr(work, "EVERY_SECONDS", 0.001)
    monkeypatch.setattr(work, "between_ticks", list)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        call_command("work")
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(ticks) == 3


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: type[Exception]
) -> None:
    def no_answer(_: object) -> None:
        raise error

    monkeypatch.setattr(work, "tick", no_answer)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    work.once()
    assert [record.getMessage() for record in caplog.records] == ["The database does not answer; the next tick tries again."]


def test_an_agreement_whose_last_day_is_over_is_ended_and_told_once(people: Cast) -> None:
    make_sharing(people.shelter.agency, people.station.agency, last_on=MONDAY.date())
    assert tick(MONDAY + timedelta(hours=2)).agreements == Tally()
    before = told(ItemKind.AGREEMENT_CHANGED)
    next_day = MONDAY + timedelta(days=1)
    assert tick(next_day).agreements == Tally(done=1)
    assert tick(next_day).agreements == Tally()
    assert told(ItemKind.AGREEMENT_CHANGED) == before + 2
