"""A desk closes, and nobody is left waiting there."""

from datetime import timedelta

import pytest

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.agencies import actions as agencies
from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy.testing import MONDAY
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral
from malath.referrals.tests.asking import take_back_consent
from malath.referrals.words import WhyNotClose

HOUR = timedelta(hours=1)


@pytest.fixture
def supervisor(people: Cast) -> User:
    """Supervises the shelter's body from another desk of it."""
    return make_user(Role.SUPERVISOR, make_desk(people.shelter.agency))


def why_not(desk: Desk, people: Cast) -> list[WhyNotClose]:
    with pytest.raises(referrals.CannotClose) as error:
        referrals.close_desk(desk, by=people.zayd, at=MONDAY + HOUR)
    assert Desk.objects.get(pk=desk.pk).ended_at is None
    return error.value.reasons


def told(user: User) -> list[str]:
    return [item.kind for item in inbox.waiting(user.pk, [])]


def test_a_desk_without_work_closes(people: Cast) -> None:
    closed = referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY)
    assert closed.ended_at == MONDAY


def test_it_is_refused_while_a_referral_waits_there(people: Cast, sent: Referral, supervisor: User) -> None:
    assert why_not(people.shelter, people) == [WhyNotClose.REFERRALS_WAIT]
    read = referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    assert why_not(people.shelter, people) == [WhyNotClose.REFERRALS_WAIT]
    referrals.withdraw(read, by=people.basim, at=MONDAY)
    assert referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY).ended_at


def test_what_has_stopped_does_not_keep_a_desk_open(people: Cast, sent: Referral) -> None:
    take_back_consent(sent, people)
    assert referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY).ended_at


def test_it_is_refused_where_nobody_would_see_to_the_files(people: Cast) -> None:
    make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    make_user(Role.SUPERVISOR, people.shelter)
    assert why_not(people.shelter, people) == [WhyNotClose.NOBODY_LEFT]


def test_the_supervisors_who_remain_are_told_that_the_files_are_theirs(people: Cast, supervisor: User) -> None:
    make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY + HOUR)
    assert told(supervisor) == [ItemKind.DESK_CLOSED]


def test_the_answer_to_what_a_closed_desk_sent_goes_to_its_supervisors(people: Cast, sent: Referral) -> None:
    beside = make_user(Role.SUPERVISOR, make_desk(people.station.agency))
    referrals.close_desk(people.station, by=people.zayd, at=MONDAY)
    referrals.accept(sent, by=people.amal, at=MONDAY + HOUR, key_worker=people.amal)
    assert ItemKind.REFERRAL_ANSWERED in told(beside)


def test_a_closed_desk_does_not_close_again(people: Cast) -> None:
    referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY)
    with pytest.raises(agencies.CannotChange):
        referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY)


def test_nothing_closes_when_the_trace_fails(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.referrals.news.tell_of_closing", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY)
    assert Desk.objects.get(pk=people.shelter.pk).ended_at is None


def test_the_rule_reads_the_desk_as_it_stands(people: Cast, sent: Referral) -> None:
    assert queries.why_not_close(people.shelter, MONDAY) == [WhyNotClose.REFERRALS_WAIT]
    assert queries.why_not_close(people.health_centre, MONDAY) == []
