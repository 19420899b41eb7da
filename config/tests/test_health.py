"""Whether a site lives and is ready, and how it does: without a person in it, and told to nobody who may not know."""

import os
import re
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from config import health
from config.alive import Alive
from config.counts import BOUNDS, Counts, bucket_of, in_tens
from config.health import Watched
from malath.foundation import clock, keys
from malath.workday.management import rounds, tables

LINE = re.compile(r'# (TYPE|HELP|UNIT) malath_\w+ .+|malath_\w+(\{\w+="[^"]+"\})? \d+')
HERE = {"REMOTE_ADDR": "127.0.0.1"}
ELSEWHERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Rounds of other tests are not ours."""
    monkeypatch.setattr(rounds, "_path", lambda what: tmp_path / what)
    return tmp_path


def site(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("Dana")
    start("404 Not Found" if environ["PATH_INFO"] != "/" else "200 OK", [])
    return [b"the site"]


def ask(app: Any, path: str, **environ: str) -> tuple[str, dict[str, str], str]:
    said: list[Any] = []
    body = b"".join(app({"PATH_INFO": path, **environ}, lambda status, heads: said.extend([status, dict(heads)])))
    return said[0], said[1], body.decode()


def watched(token: str = "") -> Alive:
    return Alive(Watched(site, token=token))


def test_anybody_learns_that_it_lives_and_no_more() -> None:
    status, heads, body = ask(watched(), "/healthz", **ELSEWHERE)
    assert (status, heads["Cache-Control"], body) == ("200 OK", "no-store", "alive\n")


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
@pytest.mark.parametrize(
    "environ",
    [
        ELSEWHERE,
        {"REMOTE_ADDR": "203.0.113.7"},
        {"REMOTE_ADDR": ""},
        {**ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer wrong"},
        {**ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer ö"},
    ],
)
def test_to_others_it_is_an_address_that_there_is_not(path: str, environ: dict[str, str]) -> None:
    assert ask(watched("right"), path, **environ)[2] == ask(watched("right"), "/never", **environ)[2] == "the site"
    assert ask(watched(), path, **{**environ, "HTTP_AUTHORIZATION": "Bearer "})[2] == "the site"


@pytest.mark.parametrize("environ", [HERE, {"REMOTE_ADDR": "::1"}, {**ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer right"}])
def test_this_machine_and_who_holds_the_token_are_told(environ: dict[str, str]) -> None:
    status, _, body = ask(watched("right"), "/readyz", **environ)
    assert (status, body) == ("200 OK", "database ok\nkeys ok\ntables ok\nworker elsewhere\n")


def test_a_database_that_is_away_makes_it_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> bool:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(tables, "all_there", away)
    status, _, body = ask(watched(), "/readyz", **HERE)
    assert status == "503 Service Unavailable"
    assert "database away" in body
    assert "server" not in body
    assert "malath_database_up 0" in ask(watched(), "/metrics", **HERE)[2]


def test_missing_keys_make_it_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def moved() -> None:
        raise keys.MovedOn

    monkeypatch.setattr(keys, "newest", moved)
    assert ask(watched(), "/readyz", **HERE)[0] == "503 Service Unavailable"


def test_a_late_worker_is_said_and_takes_no_pages_away() -> None:
    rounds.done(rounds.WORKER, clock.now() - timedelta(minutes=6))
    status, _, body = ask(watched(), "/readyz", **HERE)
    assert (status, "worker late" in body) == ("200 OK", True)
    rounds.done(rounds.WORKER, clock.now())
    assert "worker ok" in ask(watched(), "/readyz", **HERE)[2]


def test_metrics_are_open_metrics_and_end() -> None:
    rounds.done(rounds.WORKER, clock.now())
    _, heads, body = ask(watched(), "/metrics", **HERE)
    *lines, end = body.splitlines()
    assert heads["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
    assert end == "# EOF"
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert "malath_worker_age_seconds" in body
    assert 'malath_queue_length{way="mail"} 0' in body


def test_a_single_request_leaves_no_trace_in_the_numbers() -> None:
    app = watched()
    for _ in range(9):
        ask(app, "/")
    assert 'malath_requests_total{status="2xx"} 0' in ask(app, "/metrics", **HERE)[2]
    ask(app, "/")
    assert 'malath_requests_total{status="2xx"} 10' in ask(app, "/metrics", **HERE)[2]


def test_pages_that_break_are_counted() -> None:
    app = watched()
    for _ in range(10):
        with pytest.raises(RuntimeError):
            ask(app, "/broken")
    assert 'malath_requests_total{status="5xx"} 10' in ask(app, "/metrics", **HERE)[2]


def test_processes_that_parted_count_together() -> None:
    counts = Counts()
    child = os.fork()
    if not child:
        for _ in range(10):
            counts.add("200 OK", 0.01)
        os._exit(0)
    for _ in range(10):
        counts.add("200 OK", 0.01)
    os.waitpid(child, 0)
    assert 'malath_requests_total{status="2xx"} 20' in list(counts.lines())


@given(st.lists(st.floats(0, 20), max_size=60))
def test_buckets_never_fall_and_the_last_holds_all(seconds: list[float]) -> None:
    counts = Counts()
    for one in seconds:
        counts.add("200 OK", one)
    told = [int(line.rpartition(" ")[2]) for line in counts.lines() if "_bucket" in line]
    assert told == sorted(told)
    assert told[-1] == in_tens(len(seconds))
    assert len(told) == len(BOUNDS) + 1
    os.close(counts.file)


def test_a_wait_lies_in_the_first_bucket_that_holds_it() -> None:
    assert bucket_of(0.05) == bucket_of(0) < bucket_of(0.06) < bucket_of(11)
    began = time.perf_counter()
    ask(watched(), "/metrics", **HERE)
    assert time.perf_counter() - began < 5
    assert health.worker_said(None, clock.now()) == "elsewhere"
