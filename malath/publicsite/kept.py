"""Pages that are the same for everybody are answered whole from memory, packed, before Django is asked: rendered once a day.
Nothing of anybody is in them, so that their packed length tells nothing."""

import gzip
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import brotli

from malath.foundation.clock import in_amman

TEXTS: Final = (*range(1, 10), 12)
FOR_EVER: Final = tuple(f"/{language}/{number}/" for language in ("ar", "en") for number in TEXTS)
"""Pages without a number to call: they change with the version alone, so that they may lie as files before a proxy."""
FOR_A_DAY: Final = re.compile(r"/[a-z]{2,3}/(?:(?:[1-9]|10|12)/)?")
ACCEPTS: Final = "HTTP_ACCEPT_ENCODING"
Environ = dict[str, Any]
Header = tuple[str, str]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]
PACKED: Final[dict[str, Callable[[bytes], bytes]]] = {"br": brotli.compress, "gzip": lambda body: gzip.compress(body, mtime=0)}


@dataclass(frozen=True)
class Answer:
    """What is sent, for each way of packing; "" for none."""

    status: str
    ways: dict[str, tuple[list[Header], bytes]]


class Kept:
    """The site, and before it the pages of today."""

    def __init__(self, site: App, at: Callable[[], datetime]) -> None:
        self.site, self.at = site, at
        self.day: date | None = None
        self.answers: dict[tuple[str, str], Answer] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path, scheme = environ["PATH_INFO"], environ["wsgi.url_scheme"]
        if environ["REQUEST_METHOD"] != "GET" or not FOR_A_DAY.fullmatch(path):
            return self.site(environ, start)
        if (today := in_amman(self.at()).date()) != self.day:
            self.day, self.answers = today, {}
        if (found := self.answers.get((path, scheme))) is None:
            found = self._asked(environ)
            if found.status.startswith("200"):
                self.answers[path, scheme] = found
        headers, body = found.ways[way_of(environ.get(ACCEPTS, ""))]
        start(found.status, headers)
        return [body]

    def _asked(self, environ: Environ) -> Answer:
        said: list[Any] = []
        answer = self.site(environ, lambda status, headers, *_: said.extend((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        plain = [*((name, value) for name, value in said[1] if name != "Content-Length"), ("Vary", "Accept-Encoding")]
        packed = {way: ([*plain, ("Content-Encoding", way)], pack(body)) for way, pack in PACKED.items()}
        ways = {"": (plain, body), **packed}
        return Answer(
            said[0], {way: ([*headers, ("Content-Length", str(len(data)))], data) for way, (headers, data) in ways.items()}
        )


def way_of(accepts: str) -> str:
    """How a page is packed for whoever says what they can open; "" for not at all."""
    able = {
        name.strip() for name, _, weight in (one.partition(";") for one in accepts.lower().split(",")) if not _is_no(weight)
    }
    return next((way for way in PACKED if way in able), "")


def _is_no(weight: str) -> bool:
    return re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight) is not None
