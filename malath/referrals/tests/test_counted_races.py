"""Two at once, on PostgreSQL: counts are right, and nobody waits for the other for ever."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from malath.accounts.testing import Cast, cast
from malath.coordination import actions as coordination
from malath.coordination.models import Load
from malath.coordination.rules import changes
from malath.foundation.testing import at_once
from malath.privacy.testing import MONDAY
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.queries.counted import all_counted
from malath.referrals.testing import make_draft, make_sent_referral
from malath.referrals.words import Alternative, DeclineReason

ROUNDS = 12
LATER = MONDAY + timedelta(hours=1)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people() -> Cast:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"
    return cast()


def kept() -> dict[object, int]:
    rows = Load.objects.exclude(number=0).values_list("desk_id", "pressing", "standing", "number")
    return {(desk, pressing, standing): number for desk, pressing, standing, number in rows}


def assert_right() -> None:
    assert kept() == {
        tuple(map(str_of, key)): number for key, number in changes((None, one) for one in all_counted()).loads.items()
    }


def str_of(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def test_two_referrals_to_one_desk_are_both_counted(people: Cast) -> None:
    """Also the first two, for which the desk has no row yet."""
    for _ in range(ROUNDS):
        drafts = [make_sent_referral(people.basim, people.station, people.shelter, MONDAY) for _ in "ab"]
        answers = at_once(*[partial(answer, row, people) for row in drafts])
        assert all(isinstance(one, Referral) for one in answers), answers
        assert_right()


def answer(row: Referral, people: Cast) -> Referral:
    return referrals.decline(row, because=DeclineReason.NO_PLACE, alternative=Alternative.TOGETHER, by=people.amal, at=LATER)


def test_figures_are_told_while_referrals_come(people: Cast) -> None:
    for _ in range(ROUNDS):
        row = make_sent_referral(people.basim, people.station, people.shelter, MONDAY)
        answers = at_once(partial(answer, row, people), lambda: coordination.tell(at=LATER))
        assert not [one for one in answers if isinstance(one, Exception)]
        assert_right()


def test_counts_are_put_right_while_referrals_come(people: Cast) -> None:
    for _ in range(ROUNDS):
        row = make_sent_referral(people.basim, people.station, people.shelter, MONDAY)
        answers = at_once(partial(answer, row, people), lambda: coordination.put_right(all_counted(), at=LATER))
        assert not [one for one in answers if isinstance(one, Exception)]
        assert_right()


def test_one_referral_answered_and_taken_back_at_once_is_counted_once(people: Cast) -> None:
    for _ in range(ROUNDS):
        row = make_sent_referral(people.basim, people.station, people.shelter, MONDAY)
        at_once(partial(answer, row, people), partial(referrals.withdraw, row, by=people.basim, at=LATER))
        assert_right()


def test_a_draft_that_is_thrown_away_counts_nowhere(people: Cast) -> None:
    referrals.discard(make_draft(people.basim, people.station, people.shelter), by=people.basim, at=MONDAY)
    assert kept() == {}
