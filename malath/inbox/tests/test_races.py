"""Two at once, on PostgreSQL: nobody is told twice, nothing is done twice."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.audit import queries as trail
from malath.foundation.clock import AMMAN
from malath.foundation.testing import at_once
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Destination, Posting
from malath.inbox.testing import HAND, make_destination, make_given_up, make_news, make_sheet
from malath.inbox.words import Channel, PostingStatus, Pressing

NOON = datetime(2026, 11, 9, 12, 0, tzinfo=AMMAN)
ROUNDS = 12
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def refused(answers: list[object]) -> int:
    return sum(isinstance(answer, posting_actions.CannotDo) for answer in answers)


def test_two_workers_plan_one_mail_for_each() -> None:
    for _ in range(ROUNDS):
        user = make_user(Role.SOCIAL)
        make_news(user, NOON, pressing=Pressing.URGENT)
        at_once(*[lambda: posting_actions.plan_news(NOON)] * 2)
        assert Posting.objects.filter(user=user).count() == 1


def test_two_workers_make_one_try() -> None:
    for _ in range(ROUNDS):
        user = make_user(Role.SOCIAL)
        make_news(user, NOON, pressing=Pressing.URGENT)
        posting_actions.plan_news(NOON)
        rows = [Posting.objects.get(user=user) for _ in "ab"]
        assert sorted(at_once(*[partial(posting_actions.claim, row, at=NOON) for row in rows])) == [False, True]


def test_two_workers_put_one_state_on_its_way() -> None:
    make_destination(daily=False, at=NOON)
    for hour in range(ROUNDS):
        make_sheet(at=NOON + timedelta(hours=2 * hour))
        at_once(*[lambda hour=hour: posting_actions.plan_checkpoints(NOON + timedelta(hours=2 * hour))] * 2)
        assert Posting.objects.filter(ended_at__isnull=True).count() == 1


def test_a_copy_is_confirmed_once() -> None:
    make_destination(at=NOON)  # something to sign
    for hour in range(ROUNDS):
        sheet = make_sheet(at=NOON + timedelta(hours=hour))
        mark = trail.mark_of(sheet.checkpoint or 0)
        answers = at_once(
            *[lambda sheet=sheet, mark=mark: posting_actions.confirm_copy(sheet.reference, mark=mark, by=HAND, at=NOON)] * 2
        )  # fmt: skip
        assert refused(answers) == 1
    assert trail.verify().faults == ()


def test_what_was_given_up_is_sent_again_or_dropped_and_not_both() -> None:
    for _ in range(ROUNDS):
        posting = make_given_up(make_user(Role.SOCIAL), NOON)
        answers = at_once(
            partial(posting_actions.send_again, posting, by=HAND, at=NOON),
            partial(posting_actions.drop, posting, by=HAND, at=NOON),
        )
        assert refused(answers) == 1
        assert Posting.objects.get(pk=posting.pk).status in {PostingStatus.WAITING, PostingStatus.DROPPED}


def test_a_destination_that_two_administrators_add_or_end_at_once_is_there_once() -> None:
    for number in range(ROUNDS):
        address = f"keeper{number}@example.org"
        answers = at_once(
            *[
                lambda address=address: posting_actions.add_destination(
                    Channel.MAIL, address, daily=True, by=HAND, at=NOON
                )
            ]
            * 2
        )  # fmt: skip
        assert refused(answers) == 1
        place = Destination.objects.get(address=address)
        answers = at_once(*[lambda place=place: posting_actions.end_destination(place, by=HAND, at=NOON)] * 2)
        assert refused(answers) == 1
