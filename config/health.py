"""Whether the staff site is ready, and how it does: answered before Django is asked, without session, cookie or person.

/readyz    database, keys, tables, and the worker's last round: 503 while pages could not be answered
/metrics   numbers of things in the words of OpenMetrics

Both are told on this machine, past the proxy, or to whoever holds MALATH_METRICS_TOKEN; to others they are any address that
there is not.
"""

import hmac
import ipaddress
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, close_old_connections

from config.alive import PLAIN, App, Environ, Start, answer
from config.counts import Counts, in_tens
from malath.foundation import clock, keys
from malath.inbox.queries import posting
from malath.workday.management import rounds, tables
from malath.workday.management.findings import ROUND_OVERDUE

OPEN_METRICS: Final = "application/openmetrics-text; version=1.0.0; charset=utf-8"
THROUGH_A_PROXY: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")
NEEDED: Final = ("database", "keys", "tables")


@dataclass(frozen=True)
class Ready:
    """What pages stand on, each a word and nothing about why: who may look at the machine asks `malath doctor`."""

    database: bool
    keys: bool
    tables: bool
    round_at: datetime | None
    at: datetime

    @property
    def is_ready(self) -> bool:
        return all(getattr(self, name) for name in NEEDED)

    def lines(self) -> Iterator[str]:
        for name in NEEDED:
            yield f"{name} {'ok' if getattr(self, name) else 'away'}"
        yield f"worker {worker_said(self.round_at, self.at)}"


class Watched:
    """The staff site, and before it what watches over it."""

    def __init__(self, site: App, *, token: str) -> None:
        self.site, self.token, self.counts = site, token, Counts()

    def __call__(self, request: Environ, start: Start) -> Iterable[bytes]:
        path = request["PATH_INFO"]
        if path in {"/readyz", "/metrics"} and is_ours(request, self.token):
            ready = look(clock.now())
            if path == "/metrics":
                return answer(start, "200 OK", OPEN_METRICS, [*self.counts.lines(), *metrics(ready), "# EOF"])
            status = "200 OK" if ready.is_ready else "503 Service Unavailable"
            return answer(start, status, PLAIN, ready.lines())
        return self.counted(request, start)

    def counted(self, request: Environ, start: Start) -> Iterable[bytes]:
        began, said = perf_counter(), ["500"]

        def started(status: str, headers: Any, *more: Any) -> Any:
            said[0] = status
            return start(status, headers, *more)

        try:
            return self.site(request, started)
        finally:
            self.counts.add(said[0], perf_counter() - began)


def is_ours(request: Environ, token: str) -> bool:
    """Whether this comes from this machine past the proxy, or with the token."""
    given = request.get("HTTP_AUTHORIZATION", "").encode("latin-1")
    if token and hmac.compare_digest(given, f"Bearer {token}".encode()):
        return True
    return not any(name in request for name in THROUGH_A_PROXY) and is_loopback(request.get("REMOTE_ADDR", ""))


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def look(at: datetime) -> Ready:
    """Asked anew each time, except for tables: those that were all there stay so while this process lives."""
    close_old_connections()
    try:
        database, whole = True, tables.all_there()
    except (DatabaseError, InterfaceError):
        database = whole = False
    finally:
        close_old_connections()
    return Ready(database, has_keys(), whole, rounds.last(rounds.WORKER), at)


def has_keys() -> bool:
    try:
        keys.newest()
    except (keys.NoKeys, OSError, ValueError):
        return False
    return True


def worker_said(last: datetime | None, at: datetime) -> str:
    if last is None:
        return "elsewhere"
    return "ok" if at - last <= ROUND_OVERDUE else "late"


def metrics(ready: Ready) -> Iterator[str]:
    """The house in numbers, none of them about a person: what waits to leave is counted in tens."""
    for name in NEEDED:
        yield from gauge(f"{name}_up", f"Whether pages have their {name}.", int(getattr(ready, name)))
    for what in (rounds.WORKER, rounds.BACKUP):
        if (last := ready.round_at if what == rounds.WORKER else rounds.last(what)) is not None:
            age = max(ready.at - last, timedelta()).total_seconds()
            yield from gauge(f"{what}_age_seconds", f"Since the last {what} on this machine ended well.", int(age))
    yield from gauge("disk_free_bytes", "What is free where the data lies.", shutil.disk_usage(keys.var_folder()).free)
    if ready.tables:
        yield from queues()


def queues() -> Iterator[str]:
    try:
        ways = posting.health().channels
    except (DatabaseError, InterfaceError):
        return
    finally:
        close_old_connections()
    yield from head("queue_length", "What waits to leave, in tens, at most a hundred.")
    yield from (f'malath_queue_length{{way="{way.channel}"}} {in_tens(way.waiting)}' for way in ways)
    yield from head("queue_failing", "Whether something was tried and could not leave.")
    yield from (f'malath_queue_failing{{way="{way.channel}"}} {int(way.tried > 0)}' for way in ways)


def gauge(name: str, said: str, number: int) -> Iterator[str]:
    yield from head(name, said)
    yield f"malath_{name} {number}"


def head(name: str, said: str) -> Iterator[str]:
    yield f"# TYPE malath_{name} gauge"
    yield f"# HELP malath_{name} {said}"
