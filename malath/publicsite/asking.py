"""Asking for help without an account: sealed letters go into a box, answers are read with a code. This process can neither read
what it sends nor answers of which it was not told the code."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.http import HttpRequest

from malath.helpline import box, letters
from malath.helpline.letters import Letter, Thread, Unreadable
from malath.publicsite.flood import Flood

MOST_LETTERS, MOST_CODES = 30, 60
FLOOD = Flood()


def is_open(at: datetime) -> bool:
    """Whether somebody takes letters just now."""
    return box.is_open(settings.VAR, at) is not None


def new_code(language: str) -> str:
    """The code with which an answer is read: words of this language, digits where it has no list."""
    return letters.new_code(words_of(language))


def code_in(text: str) -> str:
    """A code as it was typed, in our spelling; "" for what cannot be one."""
    return letters.code_in(text, [words_of("ar"), words_of("en")])


def ask(said: Mapping[str, str], code: str, place: str, at: datetime) -> bool:
    """Send what somebody wrote. Whether it lies in the box; False when nobody takes letters. Errors: OSError."""
    opened = box.is_open(settings.VAR, at)
    if opened is None:
        return False
    keys = letters.keys_of(code, opened.salt)
    letter = Letter("ask", keys.thread, keys.public, said, FLOOD.count("from", place, at) - 1)
    box.drop(settings.VAR, keys.mark, letters.seal_letter(letter, opened.public))
    return True


def write_again(said: Mapping[str, str], code: str, mark: str, at: datetime) -> bool:
    """Send more with a code. Errors: OSError."""
    opened = box.is_open(settings.VAR, at)
    if opened is None:
        return False
    letter = Letter("more", letters.keys_of(code, opened.salt).thread, "", said)
    box.drop(settings.VAR, mark, letters.seal_letter(letter, opened.public))
    return True


def read(code: str, at: datetime) -> Thread | None:
    """What was answered; None for a code that opens nothing. That somebody looked is told to the helpline, sealed like a
    letter. Errors: `NotNow`."""
    opened = box.is_open(settings.VAR, at)
    if opened is None:
        raise NotNow
    keys = letters.keys_of(code, opened.salt)
    data = box.thread_in(settings.VAR, keys.thread)
    if data is None:
        return None
    try:
        thread = letters.open_thread(data, keys.private)
    except Unreadable:
        return None
    box.drop(settings.VAR, secrets.token_hex(16), letters.seal_letter(Letter("seen", keys.thread), opened.public))
    return thread


def too_many(what: str, place: str, at: datetime) -> bool:
    """Whether more of this came from one place within an hour than people send who share an address."""
    return FLOOD.count(what, place, at) > (MOST_LETTERS if what == "letters" else MOST_CODES)


def place_of(request: HttpRequest) -> str:
    """Where a request comes from, as far as our own proxies say so. It is counted, and never kept."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    return passed[-proxies] if proxies and len(passed) >= proxies else request.META.get("REMOTE_ADDR", "")


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from our own page. Browsers that say nothing are let in: there is no cookie to ride on."""
    site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
    if site:
        return site == "same-origin"
    return origin in ("", "null", f"{request.scheme}://{request.get_host()}")


def day_of(text: str) -> date:
    return date.fromisoformat(text)


@cache
def words_of(language: str) -> tuple[str, ...]:
    """The words of codes in a language; none where there is no list."""
    path = settings.STANDARDS / "words" / f"{language}.txt"
    return tuple(path.read_text(encoding="utf-8").split()) if path.exists() else ()


class NotNow(RuntimeError):
    """Nobody takes letters or answers just now."""
