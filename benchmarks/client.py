"""A member of staff at a browser: a session, pages, forms. Times an answer from the asking to its last byte."""

import html
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Final
from urllib.parse import urlencode

CSRF: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HIDDEN: Final = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
PATIENCE: Final = 60


@dataclass(frozen=True)
class Answer:
    """What came back, how long it took, and what it cost; `micros` of processor time in the web process."""

    status: int
    text: str
    seconds: float
    statements: int
    events: int
    shown: int
    micros: int
    leads_to: str = ""

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the page."""
        return self.all_hidden()[name][0]

    def all_hidden(self) -> dict[str, list[str]]:
        """Every hidden field of the page, with its values in their order."""
        fields: dict[str, list[str]] = {}
        for name, value in HIDDEN.findall(self.text):
            fields.setdefault(name, []).append(html.unescape(value))
        return fields


class Unexpected(Exception):
    """An answer that is not the one that was asked for."""

    def __init__(self, said: str, answer: Answer | None = None) -> None:
        super().__init__(said)
        self.answer = answer


@dataclass
class Staff:
    """Somebody who has signed in. `behind`: the name of the site, where its proxy is spoken for."""

    port: int
    session: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    behind: str = ""

    def __post_init__(self) -> None:
        self.cookies = {"__Host-sessionid" if self.behind else "sessionid": self.session}
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def get(self, path: str, expect: int = 200) -> Answer:
        answer = self._ask("GET", path, None, expect)
        found = CSRF.search(answer.text)
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, expect: int, **values: str | list[str]) -> Answer:
        body = urlencode({**values, "csrfmiddlewaretoken": self.token}, doseq=True)
        return self._ask("POST", path, body, expect)

    def _ask(self, method: str, path: str, body: str | None, expect: int) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Host": self.behind, "X-Forwarded-Proto": "https"} if self.behind else {}
        if body is not None:
            origin = f"https://{self.behind}" if self.behind else f"http://127.0.0.1:{self.port}"
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        seconds = time.perf_counter() - started
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        counts = (int(response.headers.get(f"X-Bench-{name}", "0")) for name in ("Statements", "Events", "Shown", "Micros"))
        statements, events, shown, micros = counts
        leads_to = response.headers.get("Location", "")
        answer = Answer(response.status, text, seconds, statements, events, shown, micros, leads_to)
        if response.status != expect:
            raise Unexpected(f"{method} {path} answered {response.status} instead of {expect}", answer)
        return answer
