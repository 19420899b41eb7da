"""The sign card: what a code opens, what it leaves behind, and what a stranger learns."""

import html
from datetime import timedelta
from time import time
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.foundation.testing import Clock
from malath.helpline import actions, card_views
from malath.helpline.actions import Given
from malath.helpline.models import Concern, DeskCode
from malath.helpline.testing import MONDAY, make_code
from malath.helpline.tests.conftest import Camp
from malath.inbox.models import Item
from malath.inbox.words import ItemKind, Pressing

ENTER, CARD = "/signs/", "/signs/card/"
EN = {"Accept-Language": "en"}
WRONG = "000000000000"
SIGNS = {"signs_early_marriage": ["CH01", "CH06"], "who": "child", "soon": "not_said", "where": "Block 9", "words": ""}


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def opened(given: Given, **extra: Any) -> Client:
    """A phone on which the card is open."""
    phone = Client(headers=EN, **extra)
    assert phone.post(ENTER, {"code": given.digits}).status_code == 302
    return phone


def grant(phone: Client) -> str:
    return str(phone.get(CARD).content.decode().split('name="grant" value="')[1].split('"')[0])


def send(phone: Client, **said: Any) -> Any:
    return phone.post(CARD, {"grant": grant(phone), **SIGNS, **said})


def word(answer: Any) -> str:
    return text(answer).split('class="what">')[1].split("</p>")[0].replace('<bdi dir="ltr">', "").replace("</bdi>", "").strip()


def test_a_code_opens_the_card_also_in_arabic_digits_and_with_spaces(given: Given) -> None:
    digits = given.digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    phone = Client(headers=EN)
    assert phone.post(ENTER, {"code": f" {digits[:4]} {digits[4:8]}-{digits[8:]} "})["Location"].startswith(CARD)
    assert "What to notice" in text(phone.get(CARD))


def test_it_shows_signs_with_their_sources_what_to_do_and_whom_to_call(given: Given, camp: Camp) -> None:
    page = text(opened(given).get(CARD))
    assert "The girl says she did not agree" in page
    assert "Not verified. Source: experience" in page
    assert "not an official list" in page
    assert "Do not speak to the family" in page
    assert 'href="tel:911"' in page
    assert f'href="tel:{camp.desk.phone}"' in page


def test_it_leaves_little_on_the_phone(given: Given) -> None:
    phone = Client(headers=EN)
    assert not phone.get(ENTER).cookies
    answer = phone.post(ENTER, {"code": given.digits})
    (cookie,) = answer.cookies.values()
    assert (cookie.key, cookie["path"], cookie["samesite"], cookie["httponly"]) == ("card", "/", "Strict", True)
    assert cookie["expires"] == ""
    assert cookie["max-age"] == ""
    page = phone.get(CARD)
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies
    assert given.digits not in str(phone.cookies)


def test_it_closes_after_two_hours(given: Given, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = opened(given)
    late = time() + 2 * 3600 + 1
    monkeypatch.setattr("time.time", lambda: late)
    assert phone.get(CARD)["Location"].startswith(ENTER)


def test_leaving_shows_a_month_of_days_and_closes_it(given: Given) -> None:
    phone = opened(given)
    page = phone.get("/signs/leave/", follow=True)
    assert 'class="month"' in text(page)
    assert "Malath" not in text(page)
    assert phone.get(CARD).status_code == 302


def test_an_ended_code_closes_open_cards_with_the_next_press(given: Given, camp: Camp) -> None:
    phone = opened(given)
    said = {"grant": grant(phone), **SIGNS}
    actions.end_code(given.code, by=camp.samar, at=MONDAY)
    assert phone.post(CARD, said).status_code == 302
    assert phone.get(CARD).status_code == 302
    assert not Concern.objects.exists()


def dead_codes(camp: Camp) -> list[str]:
    """One that was ended, one whose time is over, one that was typed as often as agreed."""
    ended, old = (make_code(camp.desk, camp.samar, MONDAY - timedelta(days=days)) for days in (0, 31))
    actions.end_code(ended.code, by=camp.samar, at=MONDAY)
    used = make_code(camp.desk, camp.samar, MONDAY, openings=1)
    actions.open_card(used.code, phone="x", at=MONDAY)
    return [ended.digits, old.digits, used.digits]


def test_a_stranger_learns_nothing_from_a_wrong_code(given: Given, camp: Camp) -> None:
    Client(headers=EN).post(ENTER, {"code": WRONG})
    answers, statements = set(), set()
    for typed in [WRONG, "", "12", "x" * 60, *dead_codes(camp)]:
        with CaptureQueriesContext(connection) as asked:
            answer = Client(headers=EN).post(ENTER, {"code": typed})
        answers.add((answer.status_code, answer.content))
        statements.add(len(asked))
        assert not answer.cookies
    assert len(answers) == 1
    assert len(statements) == 1


def test_slips_of_many_behind_one_address_shut_nobody_out(given: Given) -> None:
    for _ in range(40):
        Client(headers=EN).post(ENTER, {"code": WRONG})
    assert Client(headers=EN).post(ENTER, {"code": given.digits}).status_code == 302


def test_who_tries_codes_by_the_hundred_is_shut_out_and_kept_is_no_address(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_views, "MOST_WRONG", 3)
    kept = mock.Mock(wraps=cache.add)
    monkeypatch.setattr(cache, "add", kept)
    assert {Client(headers=EN).post(ENTER, {"code": WRONG}).status_code for _ in range(3)} == {422}
    assert Client(headers=EN).post(ENTER, {"code": given.digits}).status_code == 429
    assert not [call for call in kept.call_args_list if "127.0.0.1" in str(call) or WRONG in str(call)]
    elsewhere = Client(headers=EN, REMOTE_ADDR="198.51.100.9")
    assert elsewhere.post(ENTER, {"code": given.digits}).status_code == 302


def test_what_was_noticed_reaches_the_desk_the_same_day_and_says_only_that_it_waits(given: Given, camp: Camp) -> None:
    answer = send(opened(given))
    assert "Received" in text(answer)
    concern = Concern.objects.get()
    assert (concern.desk, concern.how_soon, concern.look_by) == (camp.desk, "urgent", MONDAY + timedelta(hours=4))
    item = Item.objects.get(kind=ItemKind.CONCERN_ARRIVED)
    assert (item.desk, item.pressing, item.subject) == (camp.desk, Pressing.URGENT, concern.reference)
    assert item.link == f"/concerns/{concern.reference}/"


def test_who_sent_it_is_named_nowhere(given: Given) -> None:
    send(opened(given, HTTP_USER_AGENT="Galaxy A3 of Rula", REMOTE_ADDR="198.51.100.9"))
    kept = [list(Event.objects.values_list()), list(DeskCode.objects.values_list()), list(Concern.objects.values_list())]
    for trace in ("Galaxy", "198.51.100.9", "Block 9"):
        assert trace not in str(kept)


def test_the_word_says_received_and_nothing_else(given: Given, camp: Camp) -> None:
    phone = opened(given)
    receipt = word(send(phone))
    asked = text(phone.post("/signs/received/", {"receipt": receipt.lower()}))
    concern = Concern.objects.get()
    actions.take_concern(concern, by=camp.samar, at=MONDAY)
    again = text(phone.post("/signs/received/", {"receipt": receipt}))
    assert asked == again
    assert "It arrived" in asked
    assert concern.reference not in asked
    assert "not known" in text(phone.post("/signs/received/", {"receipt": "AAAA-AAAA"}))
    assert Client().post("/signs/received/", {"receipt": receipt}).status_code == 302


def test_the_word_of_one_desk_is_not_known_at_another(given: Given, camp: Camp) -> None:
    receipt = word(send(opened(given)))
    other = make_code(make_desk(), camp.samar, MONDAY)
    assert "not known" in text(opened(other).post("/signs/received/", {"receipt": receipt}))


def test_the_same_form_sent_twice_is_one_and_gives_the_same_word(given: Given) -> None:
    phone = opened(given)
    mark, once = grant(phone), "5d1cf0c2-57a6-4b52-9d3a-0d8b8c7a5e11"
    first, second = (phone.post(CARD, {"grant": mark, "once": once, **SIGNS}) for _ in range(2))
    assert word(first) == word(second)
    assert Concern.objects.count() == 1


def test_an_empty_form_says_what_is_missing(given: Given) -> None:
    phone = opened(given)
    answer = phone.post(CARD, {"grant": grant(phone), "who": "child", "soon": "no"})
    assert answer.status_code == 422
    assert "Tick at least one sign" in text(answer)


def test_a_form_from_elsewhere_or_of_another_card_sends_nothing(given: Given) -> None:
    phone, other = opened(given), opened(given)
    for wrong in ("", "forged", grant(other)):
        answer = phone.post(CARD, {**SIGNS, "grant": wrong})
        assert answer.status_code == 422
        assert "Block 9" in text(answer)
    assert not Concern.objects.exists()


def test_a_flood_is_stopped_and_what_was_typed_stays(given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_views, "MOST_CONCERNS", 2)
    phone = opened(given)
    assert [send(phone, words=f"no {number}").status_code for number in range(3)] == [200, 200, 429]
    assert "no 2" in text(send(phone, words="no 2"))
    assert Concern.objects.count() == 2


def test_codes_of_others_are_not_stopped_with_it(given: Given, camp: Camp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_views, "MOST_CONCERNS_OF_CODE", 1)
    first, second = opened(given), opened(make_code(camp.desk, camp.samar, MONDAY))
    assert (send(first).status_code, send(opened(given)).status_code, send(second).status_code) == (200, 429, 200)


def test_it_speaks_the_language_that_was_chosen_and_keeps_no_cookie_for_it(given: Given) -> None:
    phone = Client(headers=EN)
    assert 'lang="ar"' in text(phone.get(f"{ENTER}?language=ar"))
    moved = phone.post(f"{ENTER}?language=ar", {"code": given.digits})
    assert moved["Location"] == f"{CARD}?language=ar"
    assert "ماذا تلاحظ" in text(phone.get(moved["Location"]))
    assert set(phone.cookies) == {"card"}


def test_the_page_runs_without_a_script(given: Given) -> None:
    cache.clear()
    assert "<script" not in text(opened(given).get(CARD))
