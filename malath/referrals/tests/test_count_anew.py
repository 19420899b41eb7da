"""A holiday that is declared later moves the clocks of normal referrals that wait, and of no others."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from malath.accounts.testing import Cast
from malath.agencies import actions as agencies
from malath.agencies.models import Holiday
from malath.agencies.rules import HolidayFacts
from malath.agencies.words import Provenance
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.acts import NothingRecorded
from malath.foundation.clock import AMMAN
from malath.referrals import actions, queries
from malath.referrals.actions import CannotDo
from malath.referrals.models import Referral
from malath.referrals.testing import make_acknowledged_referral, make_sent_referral
from malath.referrals.words import Escalation, Urgency
from malath.workday.tick import Tally, tick

THURSDAY = datetime(2026, 11, 5, 10, tzinfo=AMMAN)
SUNDAY = date(2026, 11, 8)


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=AMMAN)


def declare(on: date = SUNDAY, when: datetime = THURSDAY) -> None:
    agencies.declare_holiday(HolidayFacts(on, "Vote", "اقتراع", Provenance.VERIFIED), by=WORKER, at=when)


def dues(referral: Referral) -> tuple[datetime, datetime]:
    stored = Referral.objects.get(pk=referral.pk)
    assert stored.acknowledge_due is not None
    assert stored.answer_due is not None
    return stored.acknowledge_due.astimezone(AMMAN), stored.answer_due.astimezone(AMMAN)


@pytest.fixture
def waiting(people: Cast) -> Referral:
    """Sent on Thursday morning to a desk that works from Sunday to Thursday, 8 to 15."""
    return make_sent_referral(people.basim, people.station, people.shelter, THURSDAY)


def test_over_a_weekend_and_a_holiday_declared_later(waiting: Referral) -> None:
    assert dues(waiting) == (at(8), at(9))
    declare()
    actions.count_anew(waiting, at=at(7), by=WORKER)
    assert dues(waiting) == (at(9), at(10))
    assert Referral.objects.get(pk=waiting.pk).escalate_at == at(9)
    event = Event.objects.get(name=Did.REFERRAL_COUNTED)
    assert (event.subject, event.by) == (waiting.reference, WORKER.reference)


def test_the_worker_does_it_before_it_escalates(waiting: Referral) -> None:
    declare(when=at(8, 7))
    result = tick(at(8) + timedelta(minutes=1))
    assert (result.counted, result.escalated) == (Tally(done=1), Tally())
    assert tick(at(8) + timedelta(minutes=2)).counted == Tally()
    assert tick(at(9) + timedelta(minutes=1)).escalated == Tally(done=1)


def test_a_cancelled_holiday_moves_them_back(waiting: Referral) -> None:
    declare()
    tick(at(6))
    holiday = Holiday.objects.get(on=SUNDAY)
    agencies.cancel_holiday(holiday, by=WORKER, at=at(6, 11))
    tick(at(6, 12))
    assert dues(waiting) == (at(8), at(9))


def test_a_referral_that_was_acknowledged_keeps_what_was_done(people: Cast) -> None:
    read = make_acknowledged_referral(people.basim, people.station, people.amal, people.shelter, THURSDAY)
    declare()
    actions.count_anew(read, at=at(7), by=WORKER)
    stored = Referral.objects.get(pk=read.pk)
    assert stored.answer_due == at(10)
    assert stored.escalate_at == at(10)
    assert stored.acknowledged_at is not None


def test_whom_an_escalation_reached_keeps_it(waiting: Referral) -> None:
    tick(at(8) + timedelta(minutes=1))
    before = Referral.objects.get(pk=waiting.pk)
    assert before.escalated != Escalation.NONE
    declare(date(2026, 11, 9), when=at(8, 11))
    actions.count_anew(waiting, at=at(8, 12), by=WORKER)
    stored = Referral.objects.get(pk=waiting.pk)
    assert (stored.escalated, stored.clock_step) == (before.escalated, before.clock_step)
    assert dues(waiting) == (at(8), at(10))


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.EMERGENCY])
def test_the_clock_on_the_wall_knows_no_holidays(urgency: Urgency) -> None:
    assert queries.clocks_anew(Referral(urgency=urgency, status="sent")) is None


def test_where_nothing_changes_it_is_refused(waiting: Referral) -> None:
    with pytest.raises(CannotDo):
        actions.count_anew(waiting, at=at(6), by=WORKER)


def test_a_day_off_of_the_desk_changes_nothing(waiting: Referral) -> None:
    declare(date(2026, 11, 6))
    assert queries.to_count_anew(THURSDAY - timedelta(hours=1)) == []


def test_while_no_holiday_changed_nobody_looks(waiting: Referral, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert queries.to_count_anew(THURSDAY) == []


def test_nothing_is_left_when_the_trace_fails(waiting: Referral, monkeypatch: pytest.MonkeyPatch) -> None:
    declare()

    def silent(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(audit, "record", silent)
    with pytest.raises(NothingRecorded):
        actions.count_anew(waiting, at=at(7), by=WORKER)
    assert dues(waiting) == (at(8), at(9))
