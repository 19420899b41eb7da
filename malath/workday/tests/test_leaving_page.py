"""What leaves, for administrators: how each way is doing, without a word of what is sent."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.foundation.acts import unguarded
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Destination, Posting
from malath.inbox.testing import make_destination, make_given_up, make_news
from malath.inbox.words import Channel, Failure, PostingKind, PostingStatus, Pressing
from malath.privacy.testing import MONDAY


@pytest.fixture
def adam(client: Client, people: Cast) -> User:
    """The administrator; the browser is his."""
    user = make_user(Role.ADMINISTRATOR, people.health_centre)
    signed_in(client, user)
    return user


def text(answer: Any) -> str:
    return re.sub(r"</?bdi[^>]*>", "", html.unescape(answer.content.decode()))


def test_each_way_says_what_waits_failed_and_last_got_through(client: Client, people: Cast, adam: User) -> None:
    make_given_up(people.amal, MONDAY)
    make_news(people.basim, MONDAY, pressing=Pressing.URGENT)
    posting_actions.plan_news(MONDAY)
    posting = Posting.objects.get(user=people.basim)
    posting_actions.claim(posting, at=MONDAY)
    posting_actions.mark_failed(posting, Failure.AWAY, at=MONDAY)
    page = text(client.get("/manage/leaving/"))
    assert "The server did not answer" in page
    assert "The server refused it for good" in page
    assert "See below" in page
    assert "Never yet" in page


def test_it_says_nothing_of_what_is_sent_nor_to_which_address(client: Client, people: Cast, adam: User) -> None:
    make_given_up(people.amal, MONDAY)
    page = text(client.get("/manage/leaving/"))
    assert people.amal.email not in page
    assert "items wait for you" not in page
    assert "Amal" in page


def test_it_is_sent_again_or_dropped_by_one_button(client: Client, people: Cast, adam: User) -> None:
    first, second = make_given_up(people.amal, MONDAY), make_given_up(people.basim, MONDAY)
    assert client.post(f"/manage/leaving/{first.reference}/again/").status_code == 302
    assert client.post(f"/manage/leaving/{second.reference}/drop/").status_code == 302
    assert Posting.objects.get(pk=first.pk).status == PostingStatus.WAITING
    assert Posting.objects.get(pk=second.pk).status == PostingStatus.DROPPED
    again = client.post(f"/manage/leaving/{second.reference}/again/", follow=True)
    assert "This one was not given up." in text(again)


def test_who_may_not_and_what_is_not_there(client: Client, people: Cast, adam: User) -> None:
    posting = make_given_up(people.amal, MONDAY)
    assert client.post("/manage/leaving/7777-7777-7777/again/").status_code == 404
    assert client.post("/manage/leaving/destinations/7777-7777-7777/end/").status_code == 404
    assert client.get(f"/manage/leaving/{posting.reference}/again/").status_code == 405
    for user in (people.amal, make_user(Role.DPO)):
        signed_in(client, user)
        assert client.get("/manage/leaving/").status_code == 403
        assert client.post(f"/manage/leaving/{posting.reference}/again/").status_code == 403


def test_a_destination_is_added_and_ended(client: Client, adam: User) -> None:
    typed = {"channel": "mail", "address": "keeper@example.org", "often": "hour"}
    client.post("/manage/leaving/destinations/", typed)
    place = Destination.objects.get()
    assert (place.channel, place.daily, place.added_by) == (Channel.MAIL, False, adam.reference)
    assert "keeper@example.org" in text(client.get("/manage/leaving/"))
    client.post(f"/manage/leaving/destinations/{place.reference}/end/")
    assert Destination.objects.get().ended_by == adam.reference
    assert "ended on" in text(client.get("/manage/leaving/"))


@pytest.mark.parametrize(
    ("channel", "address", "said"),
    [
        ("mail", "nobody", "valid email"),
        ("folder", "safe", "Write the whole path"),
        ("folder", "/media/../etc", "Write the whole path"),
        ("folder", "/etc", "on none of the media"),
    ],
)
def test_what_is_no_place_is_said_beside_the_field(client: Client, adam: User, channel: str, address: str, said: str) -> None:
    answer = client.post("/manage/leaving/destinations/", {"channel": channel, "address": address, "often": "day"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{address}"' in text(answer)
    assert not Destination.objects.exists()


@pytest.mark.parametrize("many", [1, 60])
def test_the_page_takes_a_fixed_number_of_statements(client: Client, people: Cast, adam: User, many: int) -> None:
    first = make_given_up(people.amal, MONDAY)
    make_destination(at=MONDAY)
    rows = [
        Posting(
            kind=PostingKind.NEWS, channel=Channel.MAIL, user=people.amal, made_at=MONDAY, next_try_at=MONDAY,
            status=PostingStatus.GIVEN_UP, failure=Failure.AWAY, ended_at=MONDAY + timedelta(days=3), ended_by="worker",
        )
        for _ in range(many)
    ]  # fmt: skip
    with unguarded():
        Posting.objects.bulk_create(rows)
    client.get("/manage/leaving/")
    with CaptureQueriesContext(connection) as asked:
        page = text(client.get("/manage/leaving/"))
    assert len(asked) == 17
    assert (first.reference in page) == (many == 1)
    assert ('rel="next"' in page) == (many == 60)
