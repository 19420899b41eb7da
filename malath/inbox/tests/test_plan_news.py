"""Whom new items concern, and when each is to be told."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation.actor import WORKER
from malath.foundation.acts import unguarded
from malath.foundation.clock import AMMAN
from malath.inbox import actions
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Item, Posting
from malath.inbox.rules import Wishes
from malath.inbox.testing import make_news
from malath.inbox.words import Channel, ItemKind, MailWish, PostingKind, Pressing

NOON = datetime(2026, 11, 9, 12, 0, tzinfo=AMMAN)  # a Monday
NIGHT = datetime(2026, 11, 9, 23, 30, tzinfo=AMMAN)
MINUTE = timedelta(minutes=1)


def planned(user: User) -> list[tuple[str, datetime]]:
    waiting = Posting.objects.filter(user=user, ended_at__isnull=True).order_by("pk")
    return [(posting.channel, posting.next_try_at.astimezone(AMMAN)) for posting in waiting]


def leave_at(desk: object, at: datetime, pressing: Pressing = Pressing.NORMAL) -> None:
    with unguarded():
        actions.leave(to=desk, kind=ItemKind.REFERRAL_ARRIVED, subject="A", link="", at=at, pressing=pressing)  # type: ignore[arg-type]


def test_what_can_wait_is_told_in_the_morning_however_much_comes(people: Cast) -> None:
    for minutes in range(3):
        make_news(people.amal, NOON + minutes * MINUTE)
        posting_actions.plan_news(NOON + minutes * MINUTE)
    assert planned(people.amal) == [(Channel.MAIL, datetime(2026, 11, 10, 7, 30, tzinfo=AMMAN))]


def test_something_urgent_brings_the_mail_forward(people: Cast) -> None:
    make_news(people.amal, NOON)
    posting_actions.plan_news(NOON)
    make_news(people.amal, NOON + MINUTE, pressing=Pressing.URGENT)
    posting_actions.plan_news(NOON + MINUTE)
    make_news(people.amal, NOON + 2 * MINUTE)
    posting_actions.plan_news(NOON + 2 * MINUTE)
    assert planned(people.amal) == [(Channel.MAIL, NOON + MINUTE)]


def test_nobody_has_two_mails_waiting(people: Cast) -> None:
    make_news(people.amal, NOON)
    posting_actions.plan_news(NOON)
    one = Posting.objects.get(user=people.amal)
    with pytest.raises(IntegrityError), unguarded(), transaction.atomic():
        Posting.objects.create(
            kind=PostingKind.NEWS, channel=Channel.MAIL, user=one.user, made_at=NOON, next_try_at=NOON
        )  # fmt: skip


def test_an_item_is_looked_at_once(people: Cast) -> None:
    make_news(people.amal, NOON)
    assert (posting_actions.plan_news(NOON), posting_actions.plan_news(NOON)) == (1, 0)


def test_what_was_seen_before_anybody_looked_tells_nobody(people: Cast) -> None:
    make_news(people.amal, NOON)
    actions.mark_seen(Item.objects.all(), by=people.amal, at=NOON)
    posting_actions.plan_news(NOON)
    assert planned(people.amal) == []


def test_everybody_who_works_at_a_desk_is_told_and_nobody_else(people: Cast) -> None:
    colleague, gone = (make_user(Role.SHELTER_STAFF, people.shelter) for _ in "ab")
    accounts.end_staff(gone, by=WORKER, at=NOON)
    leave_at(people.shelter, NOON, Pressing.URGENT)
    posting_actions.plan_news(NOON)
    told = set(Posting.objects.values_list("user_id", flat=True))
    assert told == {people.amal.pk, colleague.pk}


def test_at_night_an_emergency_reaches_who_is_on_duty_and_the_others_in_the_morning(people: Cast) -> None:
    desk = make_desk(make_agency(AgencyKind.SHELTER), hours=ALWAYS)
    awake, asleep = (make_user(Role.SHELTER_STAFF, desk) for _ in "ab")
    accounts.put_on_duty(
        desk, awake, from_at=NIGHT - MINUTE, until=NIGHT + timedelta(hours=8), by=WORKER, at=NIGHT - 2 * MINUTE
    )
    posting_actions.set_wishes(awake, Wishes(mail=MailWish.OFF, duty_phone="+962700000012"), by=awake, at=NIGHT)
    leave_at(desk, NIGHT, Pressing.EMERGENCY)
    posting_actions.plan_news(NIGHT)
    assert planned(awake) == [(Channel.MAIL, NIGHT), (Channel.TEXT, NIGHT)]
    assert planned(asleep) == [(Channel.MAIL, datetime(2026, 11, 10, 7, 0, tzinfo=AMMAN))]
    assert set(Posting.objects.filter(at_once=True).values_list("user_id", flat=True)) == {awake.pk}


def test_duty_at_another_desk_wakes_nobody(people: Cast) -> None:
    agency = make_agency(AgencyKind.SHELTER)
    here, there = (make_desk(agency, hours=ALWAYS) for _ in "ab")
    user = make_user(Role.SHELTER_STAFF, here)
    accounts.join_desk(user, there, Role.SHELTER_STAFF, by=WORKER, at=NIGHT - timedelta(days=1))
    until = NIGHT + timedelta(hours=8)
    accounts.put_on_duty(there, user, from_at=NIGHT - MINUTE, until=until, by=WORKER, at=NIGHT - 2 * MINUTE)
    leave_at(here, NIGHT, Pressing.EMERGENCY)
    posting_actions.plan_news(NIGHT)
    assert planned(user) == [(Channel.MAIL, datetime(2026, 11, 10, 7, 0, tzinfo=AMMAN))]


def test_what_waits_while_its_server_is_away_keeps_its_time_save_in_an_emergency(people: Cast) -> None:
    make_news(people.amal, NOON, pressing=Pressing.URGENT)
    posting_actions.plan_news(NOON)
    waiting = Posting.objects.get(user=people.amal)
    for _try in range(6):
        posting_actions.claim(waiting, at=NOON)
    later = planned(people.amal)
    make_news(people.amal, NOON + MINUTE, pressing=Pressing.URGENT)
    posting_actions.plan_news(NOON + MINUTE)
    assert planned(people.amal) == later
    make_news(people.amal, NOON + 2 * MINUTE, pressing=Pressing.EMERGENCY)
    posting_actions.plan_news(NOON + 2 * MINUTE)
    assert planned(people.amal) == [(Channel.MAIL, NOON + 2 * MINUTE)]


@pytest.mark.parametrize("many", [1, 20])
def test_the_look_takes_as_many_statements_for_one_desk_as_for_twenty(people: Cast, many: int) -> None:
    desks = [make_desk() for _ in range(many)]
    for desk in desks:
        make_user(Role.CASE_MANAGER, desk)
        leave_at(desk, NOON)
    with CaptureQueriesContext(connection) as asked:
        posting_actions.plan_news(NOON)
    reads = [query for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    assert len(reads) == 7


def test_news_opens_nothing_and_leaves_no_event(people: Cast) -> None:
    from malath.audit import queries as trail  # noqa: PLC0415  # counted here only

    make_news(people.amal, NOON)
    before = trail.verify().events
    posting_actions.plan_news(NOON)
    assert trail.verify().events == before
