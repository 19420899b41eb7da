"""Texts that are the same for everybody are answered from memory, whole, before Django is asked: rendered once a day each."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final

from malath.foundation.clock import in_amman

TEXTS: Final = re.compile(r"/(?:ar|en)/[1-8]/")
MOST: Final = 64
Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]


class Kept:
    """The site, and before it the texts of today."""

    def __init__(self, site: App, at: Callable[[], datetime]) -> None:
        self.site, self.at = site, at
        self.day: date | None = None
        self.answers: dict[tuple[str, str], tuple[str, list[tuple[str, str]], bytes]] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path, scheme = environ["PATH_INFO"], environ["wsgi.url_scheme"]
        if environ["REQUEST_METHOD"] != "GET" or not TEXTS.fullmatch(path):
            return self.site(environ, start)
        if (today := in_amman(self.at()).date()) != self.day:
            self.day, self.answers = today, {}
        if (found := self.answers.get((path, scheme))) is None:
            found = self._asked(environ)
            if found[0].startswith("200") and len(self.answers) < MOST:
                self.answers[path, scheme] = found
        start(found[0], found[1])
        return [found[2]]

    def _asked(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        said: list[Any] = []
        answer = self.site(environ, lambda status, headers, *_: said.extend((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        return said[0], said[1], body
