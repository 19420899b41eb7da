"""What a site says before Django is asked: /healthz, "alive", to anybody. The public site says no more: who asks there is
counted by nobody."""

from collections.abc import Callable, Iterable
from typing import Any, Final

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]
PLAIN: Final = "text/plain; charset=utf-8"


class Alive:
    """The site, and before it one word for the proxy."""

    def __init__(self, site: App) -> None:
        self.site = site

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/healthz":
            return answer(start, "200 OK", PLAIN, ["alive"])
        return self.site(environ, start)


def answer(start: Start, status: str, kind: str, lines: Iterable[str]) -> list[bytes]:
    body = "".join(f"{line}\n" for line in lines).encode()
    heads = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start(status, [*heads, ("X-Content-Type-Options", "nosniff")])
    return [body]
