"""Hold and resume: clocks stand still for the person's own request, and never for ever."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from malath.accounts.testing import Cast
from malath.agencies import queries as agencies
from malath.agencies.rules import is_open
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy.testing import MONDAY
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.queries import meantime
from malath.referrals.testing import make_sent_referral
from malath.referrals.tests.asking import page, post, take_back_consent
from malath.referrals.words import Reason, Urgency
from malath.workday.tick import tick

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHY = "She wants to speak with her sister first."


def hold(referral: Referral, people: Cast, at: datetime = MONDAY, until: datetime = MONDAY + 3 * DAY) -> Referral:
    return referrals.hold(referral, because=WHY, until=until, desk=people.station, by=people.basim, at=at)


@pytest.fixture
def urgent(people: Cast) -> Referral:
    return make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)


def test_the_clocks_stand_still_and_nothing_escalates(urgent: Referral, people: Cast) -> None:
    held = hold(urgent, people)
    assert (held.held_by, held.held_at, held.escalate_at) == (people.basim.reference, MONDAY, None)
    assert held.opened("held_because") == WHY
    assert queries.to_escalate(MONDAY + 2 * DAY) == []


def test_the_other_desk_is_told(urgent: Referral, people: Cast) -> None:
    hold(urgent, people)
    assert inbox.waiting(people.amal.pk, [people.shelter.pk])[0].kind == ItemKind.REFERRAL_HELD


def test_reading_it_meanwhile_starts_no_clock(urgent: Referral, people: Cast) -> None:
    hold(urgent, people)
    assert referrals.acknowledge(urgent, by=people.amal, at=MONDAY + HOUR).escalate_at is None


def test_afterwards_they_run_on_later_by_as_long_as_they_stood(urgent: Referral, people: Cast) -> None:
    hold(urgent, people, MONDAY + HOUR / 2)
    resumed = referrals.resume(urgent, by=people.amal, at=MONDAY + 5 * HOUR)
    assert resumed.acknowledge_due == MONDAY + HOUR + 4.5 * HOUR
    assert (resumed.held_at, resumed.held_by, resumed.held_until, resumed.held_because) == (None, None, None, None)
    assert resumed.escalate_at == resumed.acknowledge_due


def test_a_clock_of_working_time_never_ends_at_a_closed_hour(sent: Referral, people: Cast) -> None:
    hold(sent, people)
    resumed = referrals.resume(sent, by=people.basim, at=MONDAY + 14 * HOUR)
    hours, holidays = agencies.hours_of(people.shelter), agencies.holidays()
    for due in (resumed.acknowledge_due, resumed.answer_due):
        assert due is not None
        assert is_open(due, hours, holidays)


def test_they_run_again_by_themselves(urgent: Referral, people: Cast) -> None:
    hold(urgent, people)
    assert meantime.to_resume(MONDAY + 3 * DAY - HOUR) == []
    assert tick(MONDAY + 3 * DAY).resumed.done == 1
    assert Referral.objects.get(pk=urgent.pk).held_at is None


@pytest.mark.parametrize(
    ("because", "until", "reason"),
    [
        (" ", MONDAY + DAY, Reason.BECAUSE_MISSING),
        (WHY, MONDAY - HOUR, Reason.HELD_IN_THE_PAST),
        (WHY, MONDAY + 16 * DAY, Reason.HELD_TOO_LONG),
    ],
)
def test_nothing_else_stops_them(sent: Referral, people: Cast, because: str, until: datetime, reason: Reason) -> None:
    with pytest.raises(referrals.CannotDo) as error:
        referrals.hold(sent, because=because, until=until, desk=people.station, by=people.basim, at=MONDAY)
    assert error.value.reasons == [reason]


def test_they_are_stopped_once_and_started_once(sent: Referral, people: Cast) -> None:
    with pytest.raises(referrals.CannotDo) as error:
        referrals.resume(sent, by=people.basim, at=MONDAY)
    assert error.value.reasons == [Reason.NOT_ON_HOLD]
    hold(sent, people)
    with pytest.raises(referrals.CannotDo) as error:
        hold(sent, people)
    assert error.value.reasons == [Reason.ON_HOLD]


def test_what_waits_no_longer_is_not_held(sent: Referral, people: Cast) -> None:
    referrals.withdraw(sent, by=people.basim, at=MONDAY)
    with pytest.raises(referrals.CannotDo) as error:
        hold(sent, people)
    assert error.value.reasons == [Reason.NOT_WAITING]
    with pytest.raises(referrals.CannotDo) as error:
        referrals.resume(sent, by=people.basim, at=MONDAY)
    assert error.value.reasons == [Reason.NOT_WAITING]


def test_what_no_longer_stands_is_not_held(sent: Referral, people: Cast) -> None:
    take_back_consent(sent, people)
    with pytest.raises(referrals.CannotDo) as error:
        hold(sent, people)
    assert error.value.reasons == [Reason.NO_BASIS]


def test_both_desks_read_why_and_until_when(sent: Referral, basim: Client, amal: Client, clock: Clock) -> None:
    assert post(basim, sent, "hold", until="05/11/2026", because=WHY).status_code == 302
    assert [WHY in page(client, sent) for client in (basim, amal)] == [True, True]
    assert post(amal, sent, "resume").status_code == 302
    assert WHY not in page(basim, sent)


def test_a_day_that_is_none_is_said_beside_what_was_typed(sent: Referral, basim: Client, clock: Clock) -> None:
    answer = post(basim, sent, "hold", until="soon", because=WHY)
    assert answer.status_code == 422
    assert WHY in answer.content.decode()


def test_it_needs_post(sent: Referral, basim: Client) -> None:
    assert [basim.get(f"/referrals/{sent.reference}/{act}/").status_code for act in ("hold", "resume")] == [405, 405]
