"""Asking for help on the public site: a few steps by POST, a sealed letter, five words, and the answer for whoever has them."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from malath.helpline import box, letters
from malath.helpline.letters import Letter, Thread, keys_of, open_letter, seal_thread
from malath.publicsite import asking
from malath.publicsite.flood import DAY, HOUR, MOST_PLACES, Flood

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MINE = X25519PrivateKey.generate()
SALT = "00" * 16
ANSWERS = {"for_whom": "me", "safe": "no", "danger": "yes", "child": "no", "words": "The door is locked.", "reach": "none"}
CALL = {"reach": "call", "number": "0790000012", "since": "09:00", "until": "17:00", "code_word": "pomegranate"}


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A helpline that takes letters."""
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(asking, "FLOOD", Flood())
    monkeypatch.setattr(letters, "ARGON2", letters.ARGON2 | {"time_cost": 1, "memory_cost": 8})
    box.say_open(tmp_path, MINE.public_key().public_bytes_raw().hex(), SALT)
    return tmp_path


def post(public: Client, data: dict[str, str], where: str = "/en/form/", **headers: str) -> tuple[int, str]:
    answer = public.post(where, data, headers=headers)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer.status_code, answer.content.decode()


def code_on(html: str) -> str:
    found = re.search(r'name="code" value="([^"]+)"', html)
    assert found is not None
    return found.group(1)


def sent(public: Client, **answers: str) -> str:
    """Go through the steps to the end; the code."""
    _, html = post(public, {**ANSWERS, **answers, "step": "2"})
    code = code_on(html)
    status, html = post(public, {**ANSWERS, **answers, "step": "3", "code": code})
    assert status == 200
    assert code in html
    return code


def letters_in(var: Path) -> list[Letter]:
    return [open_letter(path.read_bytes(), MINE) for _, path in box.waiting(var)]


def answered(var: Path, code: str, *texts: str) -> None:
    keys = keys_of(code, bytes.fromhex(SALT))
    thread = Thread(tuple(("2026-11-02", text) for text in texts))
    box.publish_thread(var, keys.thread, seal_thread(thread, keys.public))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_step_carries_along_what_was_said_on_one_neutral_address(public: Client, var: Path, language: str) -> None:
    for step in range(3):
        status, html = post(public, {**ANSWERS, "step": str(step)}, f"/{language}/form/")
        assert (status, f'<html lang="{language}"' in html) == (200, True)
        assert f'name="step" value="{step + 1}"' in html
        assert "The door is locked." in html
        assert f'method="post" action="/{language}' not in html


def test_a_letter_is_sealed_to_the_helpline_and_says_what_was_said(public: Client, var: Path) -> None:
    code = sent(public)
    ((_, path),) = box.waiting(var)
    letter = open_letter(path.read_bytes(), MINE)
    assert letter.thread == keys_of(code, bytes.fromhex(SALT)).thread
    assert (letter.said["words"], letter.said["language"], letter.crowd) == ("The door is locked.", "en", 0)
    assert not any(word in str(letter.said) for word in ("127.0.0.1", "User-Agent", code))


def test_who_asks_may_say_which_language_they_speak_best(public: Client, var: Path) -> None:
    _, html = post(public, {**ANSWERS, "step": "0"})
    assert '<option value="am">አማርኛ</option>' in html
    sent(public, tongue="am")
    assert letters_in(var)[0].said["tongue"] == "am"
    assert post(public, {**ANSWERS, "tongue": "xx", "step": "2"})[0] == 422


def test_a_number_that_may_not_be_called_is_not_sent(public: Client, var: Path) -> None:
    sent(public, **(CALL | {"reach": "none"}))
    assert not CALL.keys() & (letters_in(var)[0].said.keys() - {"reach"})


def test_who_may_be_called_says_when_and_with_which_word(public: Client, var: Path) -> None:
    status, html = post(public, {**ANSWERS, "reach": "call", "step": "2"})
    assert status == 422
    assert html.count("To be called back, this is needed.") == 4
    sent(public, **CALL)
    assert letters_in(var)[0].said["number"] == "+962790000012"


def test_what_was_typed_stays_when_something_is_wrong(public: Client, var: Path) -> None:
    status, html = post(public, {**ANSWERS, "words": "x" * 2001, "step": "3", "code": "a"})
    assert status == 422
    assert "x" * 2001 in html
    assert 'name="step" value="1"' in html


def test_the_same_page_sent_twice_is_one_letter(public: Client, var: Path) -> None:
    code = sent(public)
    post(public, {**ANSWERS, "step": "3", "code": code})
    assert len({mark for mark, _ in box.waiting(var)}) == 1


def test_danger_shows_whom_to_call_on_each_step(public: Client, var: Path) -> None:
    assert 'href="tel:911"' in post(public, {**ANSWERS, "step": "0"})[1]
    assert 'href="tel:911"' not in post(public, {**ANSWERS, "safe": "yes", "danger": "no", "step": "0"})[1]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://elsewhere"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({}, 200),
    ],
)
def test_a_form_of_another_site_is_refused(public: Client, var: Path, headers: dict[str, str], status: int) -> None:
    assert post(public, {**ANSWERS, "step": "2"}, **headers)[0] == status


def test_when_nobody_takes_letters_the_page_says_so_and_keeps_what_was_written(public: Client, var: Path) -> None:
    code = code_on(post(public, {**ANSWERS, "step": "2"})[1])
    path = var / "published" / "helpline"
    old = datetime.now(UTC) - box.FRESH - timedelta(minutes=1)
    os.utime(path, (old.timestamp(), old.timestamp()))
    status, html = post(public, {**ANSWERS, "step": "3", "code": code})
    assert (status, list(box.waiting(var))) == (503, [])
    assert "The door is locked." in html
    assert code in html
    assert "Nobody takes messages here just now." in html


def test_a_full_box_is_said_and_nothing_is_lost(public: Client, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "MOST_LETTERS", 0)
    code = code_on(post(public, {**ANSWERS, "step": "2"})[1])
    status, html = post(public, {**ANSWERS, "step": "3", "code": code})
    assert (status, "could not be sent" in html, "The door is locked." in html) == (503, True, True)


def test_a_code_that_is_not_ours_sends_nothing(public: Client, var: Path) -> None:
    assert post(public, {**ANSWERS, "step": "3", "code": "abc"})[0] == 429
    assert list(box.waiting(var)) == []


def test_too_much_from_one_place_is_stopped_and_told_to_the_helpline_before(
    public: Client, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_LETTERS", 3)
    for _ in range(3):
        sent(public)
    assert [letter.crowd for letter in letters_in(var)] == [0, 1, 2]
    code = code_on(post(public, {**ANSWERS, "step": "2"})[1])
    assert post(public, {**ANSWERS, "step": "3", "code": code})[0] == 429


def test_the_words_open_the_answer_and_the_helpline_learns_that_somebody_looked(public: Client, var: Path) -> None:
    code = sent(public)
    answered(var, code)
    assert "Nobody has answered yet." in post(public, {"code": code.upper()}, "/en/words/")[1]
    answered(var, code, "Come to us.")
    assert "Come to us." in post(public, {"code": code}, "/ar/words/")[1]
    assert [letter.kind for letter in letters_in(var)] == ["ask", "seen", "seen"]


def test_unknown_words_and_no_words_are_answered_alike(public: Client, var: Path) -> None:
    known = sent(public)
    answered(var, known, "x")
    pages = [post(public, {"code": code}, "/en/words/") for code in ("romp bunny deacon filth raven", "", "one two")]
    assert {(status, "Nothing is found" in html, len(html.encode())) for status, html in pages} == {
        (422, True, len(pages[0][1].encode()))
    }
    assert len(post(public, {"code": known}, "/en/words/")[1].encode()) % 4096 == 0


def test_tries_are_counted_and_stopped(public: Client, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_CODES", 2)
    assert [post(public, {"code": "x"}, "/en/words/")[0] for _ in range(3)] == [422, 422, 429]


def test_more_is_written_with_the_words(public: Client, var: Path) -> None:
    code = sent(public)
    answered(var, code, "x")
    mark = "ab" * 16
    assert "Sent." in post(public, {"code": code, "words": "Blue door.", "danger": "yes", "mark": mark}, "/en/words/")[1]
    more = next(letter for letter in letters_in(var) if letter.kind == "more")
    assert more.said == {"words": "Blue door.", "danger": "yes"}
    assert post(public, {"code": code, "words": "", "mark": mark}, "/en/words/")[0] == 422
    assert post(public, {"code": code, "words": "x", "mark": "../x"}, "/en/words/")[0] == 429


def test_scripts_and_marks_of_direction_do_nothing(public: Client, var: Path) -> None:
    trick = "<script>alert(1)</script>\u202eevil\u2066"
    _, html = post(public, {**ANSWERS, "place": trick, "step": "2"})
    assert "<script>alert" not in html
    sent(public, place=trick)
    assert letters_in(var)[0].said["place"] == "<script>alert(1)</script>evil"


@pytest.mark.parametrize("address", ["/ar/form/", "/en/form/", "/ar/words/", "/en/words/"])
def test_pages_clear_themselves_and_need_no_script(public: Client, var: Path, address: str) -> None:
    answer = public.get(address)
    assert answer["Refresh"] == "180;url=/exit"
    assert '<form method="post" action="/exit">' in answer.content.decode()


def test_an_answer_lies_sealed_and_nothing_else_lies_there(public: Client, var: Path) -> None:
    code = sent(public)
    answered(var, code, "Come to us.")
    for path in var.rglob("*"):
        if path.is_file():
            assert not any(word in path.read_bytes() for word in (b"Come", b"locked", code.encode(), code.split()[0].encode()))


def test_a_place_is_counted_within_an_hour_and_forgotten_with_the_day() -> None:
    flood = Flood()
    assert [flood.count("letters", "1.2.3.4", NOW) for _ in range(2)] == [1, 2]
    assert flood.count("codes", "1.2.3.4", NOW) == 1
    assert flood.count("letters", "1.2.3.4", NOW + HOUR) == 1
    before = flood._key
    flood.count("letters", "1.2.3.4", NOW + DAY)
    assert flood._key != before


@given(st.lists(st.ip_addresses(v=4), min_size=1, max_size=20))
@tries(max_examples=20)
def test_no_address_is_in_the_memory_of_the_flood(places: list[object]) -> None:
    flood = Flood()
    for place in places:
        flood.count("letters", str(place), NOW)
    assert {len(mark) for mark in flood._counts} == {16}


def test_the_memory_of_the_flood_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.publicsite.flood.MOST_PLACES", 10)
    flood = Flood()
    for number in range(100):
        flood.count("letters", str(number), NOW)
    assert len(flood._counts) == 10 < MOST_PLACES
