"""One's own inbox: what waits, what was seen and by whom, by kind, page by page."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.foundation.acts import unguarded
from malath.inbox import actions
from malath.inbox import queries as inbox
from malath.inbox.models import Item
from malath.inbox.rules import Wishes
from malath.inbox.testing import make_news
from malath.inbox.words import ItemKind, MailWish, Pressing
from malath.privacy.testing import MONDAY, make_block
from malath.referrals.models import Referral
from malath.workday.my_inbox import SIZE

MINUTE = timedelta(minutes=1)


def text(answer: Any) -> str:
    return re.sub(r"</?bdi[^>]*>", "", html.unescape(answer.content.decode()))


def lines(answer: Any) -> int:
    return text(answer).count('<ul class="lines pairs">') and text(answer).split('<ul class="lines pairs">')[1].count("<li>")


def test_everything_of_oneself_and_ones_desk_stands_there(client: Client, people: Cast, sent: Referral) -> None:
    make_news(people.amal, MONDAY, pressing=Pressing.URGENT)
    page = text(signed_in(client, people.amal).get("/inbox/"))
    assert "A referral waits for your desk" in page
    assert "A referral was answered" in page
    assert "Admissions" in page
    assert ">Urgent<" in page


def test_another_desk_sees_nothing_of_it(client: Client, people: Cast, sent: Referral) -> None:
    assert "Nothing waits for you" in text(signed_in(client, people.zayd).get("/inbox/"))


def test_who_is_kept_out_sees_nothing_of_it_whether_it_waits_or_was_seen(client: Client, people: Cast, sent: Referral) -> None:
    make_block(sent.person, user=people.amal)
    signed_in(client, people.amal)
    assert sent.reference not in text(client.get("/inbox/"))
    actions.mark_seen(Item.objects.all(), by=people.huda, at=MONDAY)
    assert sent.reference not in text(client.get("/inbox/?box=seen"))


def test_what_a_colleague_took_off_the_list_says_who_it_was(client: Client, people: Cast, sent: Referral) -> None:
    colleague = make_user(Role.SHELTER_STAFF, people.shelter, name_en="Sami")
    item = Item.objects.get(desk=people.shelter)
    signed_in(client, colleague).post("/inbox/seen/", {"only": str(item.pk), "next": "/inbox/"})
    page = text(signed_in(client, people.amal).get("/inbox/?box=seen"))
    assert "Seen by Sami" in page
    assert "Seen by you" in text(signed_in(client, colleague).get("/inbox/?box=seen"))


def test_what_was_replaced_says_so(client: Client, people: Cast) -> None:
    kinds = (ItemKind.BASIS_TO_CONFIRM,)
    with unguarded():
        for minutes in range(2):
            actions.leave(
                to=people.amal, kind=kinds[0], subject="A", link="/", at=MONDAY + minutes * MINUTE, instead_of=kinds
            )  # fmt: skip
    signed_in(client, people.amal)
    assert (lines(client.get("/inbox/")), lines(client.get("/inbox/?box=seen"))) == (1, 1)
    assert "Done with or replaced" in text(client.get("/inbox/?box=seen"))


def test_all_of_a_kind_that_were_shown_are_marked_and_none_that_came_since(client: Client, people: Cast) -> None:
    for minutes in range(3):
        make_news(people.amal, MONDAY + minutes * MINUTE)
    make_news(people.amal, MONDAY, kind=ItemKind.REFERRAL_OUTCOME)
    page = text(signed_in(client, people.amal).get("/inbox/?kind=referral_answered"))
    until = re.search(r'name="until" value="([^"]+)"', page)
    assert until
    make_news(people.amal, MONDAY + 5 * MINUTE)
    asked = {"kind": "referral_answered", "until": until[1], "next": "/inbox/"}
    assert client.post("/inbox/kind/", asked)["Location"] == "/inbox/"
    waiting = [(item.kind, item.at) for item in inbox.waiting(people.amal.pk, [])]
    assert waiting == [
        (ItemKind.REFERRAL_ANSWERED, MONDAY + 5 * MINUTE),
        (ItemKind.REFERRAL_OUTCOME, MONDAY),
    ]


@pytest.mark.parametrize("asked", [{}, {"kind": "nothing"}, {"kind": "referral_answered", "until": "1.2:forged"}])
def test_nonsense_marks_nothing(client: Client, people: Cast, asked: dict[str, str]) -> None:
    make_news(people.amal, MONDAY)
    signed_in(client, people.amal).post("/inbox/kind/", asked)
    assert len(inbox.waiting(people.amal.pk, [])) == 1


def test_nobody_marks_what_is_not_theirs(client: Client, people: Cast, sent: Referral) -> None:
    item = Item.objects.get(desk=people.shelter)
    signed_in(client, people.zayd).post("/inbox/seen/", {"only": str(item.pk)})
    assert Item.objects.get(pk=item.pk).seen_at is None


def test_it_needs_post(client: Client, people: Cast) -> None:
    assert signed_in(client, people.amal).get("/inbox/kind/").status_code == 405


@pytest.mark.parametrize("box", ["", "seen"])
def test_older_ones_stand_on_the_next_page_each_once(client: Client, people: Cast, box: str) -> None:
    for minutes in range(SIZE + 3):
        make_news(people.amal, MONDAY + (minutes // 2) * MINUTE)
    if box:
        actions.mark_seen(Item.objects.all(), by=people.amal, at=MONDAY)
    first = signed_in(client, people.amal).get("/inbox/", {"box": box})
    older = re.search(r'rel="next" href="([^"]+)"', html.unescape(first.content.decode()))
    assert older
    second = client.get(older[1])
    assert (lines(first), lines(second)) == (SIZE, 3)
    assert 'rel="prev"' in text(second)


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_takes_a_fixed_number_of_statements(client: Client, people: Cast, many: int) -> None:
    for minutes in range(many):
        make_news(people.amal, MONDAY + minutes * MINUTE)
        with unguarded():
            actions.leave(to=people.shelter, kind=ItemKind.REFERRAL_OUTCOME, subject="A", link="", at=MONDAY)
    signed_in(client, people.amal).get("/inbox/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/inbox/")
    assert len(asked) == 7


def test_wishes_are_shown_and_kept(client: Client, people: Cast) -> None:
    signed_in(client, people.amal)
    typed = {"mail": "urgent", "quiet_from": "٢١:٠٠", "quiet_until": "6:30", "duty_phone": "079 000 0012"}
    assert client.post("/settings/news/", typed).status_code == 302
    kept = inbox.wishes_of([people.amal.pk])[people.amal.pk]
    assert (kept.mail, str(kept.quiet_from), str(kept.quiet_until)) == (MailWish.URGENT, "21:00:00", "06:30:00")
    assert kept.duty_phone == "+962790000012"
    page = text(client.get("/settings/news/"))
    assert 'value="+962790000012"' in page
    assert 'value="21:00"' in page


def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_typed_is_lost(client: Client, people: Cast) -> None:
    typed = {"mail": "digest", "quiet_from": "late", "quiet_until": "7:00", "duty_phone": "ten"}
    answer = signed_in(client, people.amal).post("/settings/news/", typed)
    assert answer.status_code == 422
    assert 'value="late"' in text(answer)
    assert "Write the time as hours:minutes" in text(answer)
    assert "Write a phone number" in text(answer)
    assert inbox.wishes_of([people.amal.pk])[people.amal.pk] == Wishes()
