"""Pages that are the same for everybody: kept for a day, packed, and written as files for a proxy."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from malath.foundation.testing import Clock
from malath.publicsite.kept import FOR_A_DAY, FOR_EVER, Kept, way_of
from malath.publicsite.management.commands.public_pages import Command


class Site:
    """A site that counts how often it is asked."""

    def __init__(self, status: str = "200 OK") -> None:
        self.status, self.asked = status, 0

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        self.asked += 1
        start(self.status, [("Cache-Control", "no-store")])
        return [b"text ", str(self.asked).encode()]


def got(app: Kept, path: str = "/en/1/", method: str = "GET") -> tuple[str, bytes]:
    said: list[Any] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "wsgi.url_scheme": "https"}
    body = b"".join(app(environ, lambda status, headers: said.extend((status, headers))))
    assert ("Cache-Control", "no-store") in said[1]
    return said[0], body


def test_a_text_is_asked_for_once_and_anew_on_the_next_day() -> None:
    clock, site = Clock(datetime(2026, 11, 2, 9, tzinfo=UTC)), Site()
    app = Kept(site, clock)
    assert [got(app), got(app)] == [("200 OK", b"text 1")] * 2
    clock.forward(days=1)
    assert got(app) == ("200 OK", b"text 2")


@pytest.mark.parametrize(("path", "method"), [("/en/form/", "GET"), ("/en/11/", "GET"), ("/en/9/", "POST"), ("/", "GET")])
def test_what_is_not_the_same_for_everybody_is_asked_for_each_time(path: str, method: str) -> None:
    site = Site()
    app = Kept(site, Clock(datetime(2026, 11, 2, 9, tzinfo=UTC)))
    assert got(app, path, method) != got(app, path, method)


def test_a_fault_is_not_kept() -> None:
    site = Site("500 Internal Server Error")
    app = Kept(site, Clock(datetime(2026, 11, 2, 9, tzinfo=UTC)))
    got(app)
    got(app)
    assert site.asked == 2


@pytest.mark.parametrize(
    ("accepts", "way"),
    [
        ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("GZIP;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"), ("br; q=0.0", ""),
        ("", ""), ("identity", ""), ("*", ""), ("xbr,,;", ""),
    ],
)  # fmt: skip
def test_a_page_is_packed_as_the_browser_can_open_it(accepts: str, way: str) -> None:
    assert way_of(accepts) == way


def test_whichever_way_it_is_packed_it_is_the_same_page() -> None:
    app = Kept(Site(), Clock(datetime(2026, 11, 2, 9, tzinfo=UTC)))
    for way, opened in (("", bytes), ("br", brotli.decompress), ("gzip", gzip.decompress)):
        said: list[Any] = []
        environ = {"PATH_INFO": "/en/1/", "REQUEST_METHOD": "GET", "wsgi.url_scheme": "https", "HTTP_ACCEPT_ENCODING": way}
        body = b"".join(app(environ, lambda _status, headers, said=said: said.extend(headers)))
        headers = dict(said)
        assert opened(body) == b"text 1"
        assert (headers.get("Content-Encoding", ""), headers["Content-Length"]) == (way, str(len(body)))
        assert headers["Vary"] == "Accept-Encoding"


@pytest.fixture
def written(public: Client, tmp_path: Path) -> Path:
    """The folder of a proxy."""
    call_command(Command(), tmp_path)
    return tmp_path


def test_the_files_for_a_proxy_are_byte_for_byte_what_the_site_answers(public: Client, written: Path) -> None:
    for address in FOR_EVER:
        page = written / address.strip("/") / "index.html"
        answered = public.get(address).content
        packed = [page.with_name(f"index.html.{ending}").read_bytes() for ending in ("br", "gz")]
        assert [page.read_bytes(), brotli.decompress(packed[0]), gzip.decompress(packed[1])] == [answered] * 3, address
        assert page.stat().st_mode & 0o777 == 0o644
    assert len([one for one in written.rglob("*") if one.is_file()]) == 3 * len(FOR_EVER)


def test_no_file_for_a_proxy_has_a_number_to_call_or_a_time_in_it(written: Path) -> None:
    """A number that nobody checked in time must not stay in a file."""
    texts = [page.read_text(encoding="utf-8") for page in written.rglob("index.html")]
    assert not any("tel:" in text or str(datetime.now(UTC).year) in text for text in texts)
    assert all(FOR_A_DAY.fullmatch(address) for address in FOR_EVER)


def test_the_proxy_says_of_a_file_what_the_site_says_of_the_page(public: Client, settings: Settings) -> None:
    """The example of a proxy gives the files the headers with which the site would have answered."""
    text = (settings.ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    block = text.partition("handle @texts {")[2].partition("header {")[2].partition("}")[0]
    told = dict(re.findall(r'^\s*([A-Z][\w-]+) "(.*)"$', block, re.MULTILINE))
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD = 31_536_000, True, True
    said = {name: value for name, value in public.get("/ar/1/", secure=True).headers.items() if not name.startswith("Content-")}
    policy = public.get("/ar/1/")["Content-Security-Policy"]
    assert sorted(told.pop("Content-Security-Policy").split("; ")) == sorted(policy.split("; "))
    assert told == {**said, "X-Content-Type-Options": "nosniff"}
