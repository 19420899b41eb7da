"""Tells PostgreSQL who acts, before it shows rows of people: the seat belt behind the gates.

A role that serves reads nothing of people until it has said for whom, with a mark that only the keyring makes. The mark
holds for one connection: read there, or in a log, it opens no other. Whoever has the password of a role and no keyring
reads nothing. The policies stand in `management/walls.py`; SQLite, which has no roles, is not asked.
"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from hashlib import sha256
from typing import Any, Concatenate, Final, ParamSpec
from weakref import WeakKeyDictionary

import psycopg
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import db
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from malath.foundation.keys import ring

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

NOBODY: Final = ""
MACHINE: Final = "0"
"""The worker, a command, or a door that knows no account: no block is upon them."""
TELL: Final = "SELECT set_config('malath.actor', %s, false), row_security_active(to_regclass('public.people_person'))"
BELIEVED: Final = "SELECT malath_actor()"
BLOCK: Final = 64  # of SHA-256, as HMAC takes it

_acts: ContextVar[str] = ContextVar("malath_says_who", default=NOBODY)
_by_itself = [NOBODY]  # who acts in this process where no request does
_told: WeakKeyDictionary[Any, str | None] = WeakKeyDictionary()


class NotKnown(RuntimeError):
    """The database does not know the marks of this keyring, and would show nobody."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL does not know this keyring. Run as the owner of its tables: malath prepare --empty")


@cache
def key() -> bytes:
    """Known to the keyring and, in a table that only its owner reads, to the database."""
    return HKDF(SHA256(), 32, salt=None, info=b"malath seat belt").derive(ring().database)


def padded() -> tuple[bytes, bytes]:
    """The key as HMAC mixes it before each of its two rounds: SQL then needs no more than SHA-256."""
    block = key().ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)


def said(who: str, server_process: int) -> str:
    """Who acts, with a mark that holds on the connection of this process of the server alone."""
    return f"{who}:{hmac.new(key(), f'{who}:{server_process}'.encode(), sha256).hexdigest()}"


def machine_acts() -> None:
    """From here on this process acts by itself: the worker and commands."""
    _by_itself[0] = MACHINE
    tell(db.connection)


@contextmanager
def acting(who: str) -> Iterator[None]:
    """Who acts until the end of the block; what is still being sent afterwards is theirs too, on the same connection."""
    token = _acts.set(who)
    try:
        tell(db.connection)
        yield
    finally:
        _acts.reset(token)


def acts(who: str) -> None:
    """Who acts for the rest of this request, where they are known only after its beginning."""
    _acts.set(who)
    tell(db.connection)


def say_who(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Each request of a signed-in member of staff is theirs; any other is nobody's until a door says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with acting(str(request.user.pk) if request.user.is_authenticated else NOBODY):
            return get_response(request)

    return middleware


def door(view: View[P]) -> View[P]:
    """A way in for who has no account, but a link, a phone or a code: the house acts, and the view asks for it."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with acting(MACHINE):
            return view(request, *args, **kwargs)

    return wrapper


def tell(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Tell an open connection who acts, unless it knows. What is told in a transaction may be taken back with it: then it
    is told again the next time. Errors: `NotKnown` where walls stand and the mark is not believed; those of the database."""
    who, open_one = _acts.get() or _by_itself[0], connection.connection
    if connection.vendor != "postgresql" or open_one is None or _told.get(open_one, NOBODY) == who:
        return
    mark = said(who, open_one.info.backend_pid) if who else NOBODY
    with connection.wrap_database_errors:
        cursor = psycopg.Cursor(open_one)  # not Django's, which would write the mark into the statement
        told = cursor.execute(TELL, [mark]).fetchone()
        if who and told and told[1] and cursor.execute(BELIEVED).fetchone() != (int(who),):
            raise NotKnown
    _told[open_one] = None if connection.in_atomic_block else who
