"""A page breaks in every way with a person in it: in neither kind of log is anything of them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.db import IntegrityError, connection
from django.http import HttpRequest
from django.test import Client

from config import logs
from malath.foundation.logs import Formatter, Impersonal

PLANTED = ("Dana", "دانا", "962790000012", "dana@example.org", "T1234567", "Jabal")
WAYS = {
    "exception": RuntimeError("Dana دانا +962790000012"),
    "database": IntegrityError("duplicate key: Key (name)=(Dana) already exists. T1234567"),
    "file": SuspiciousFileOperation("Detected path traversal attempt in 'Jabal/dana@example.org'"),
}


@pytest.fixture(params=["plain", "json"])
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the console would get, whichever logger says it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines() if request.param == "json" else Formatter())
    handler.addFilter(Impersonal())
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    yield stream
    if request.param == "json":
        assert all(json.loads(line)["at"] for line in stream.getvalue().splitlines())


def nothing_of_anybody(log: io.StringIO) -> bool:
    said = log.getvalue()
    return bool(said) and not any(planted in said for planted in PLANTED)


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_breaks_says_where_and_not_about_whom(
    client: Client, log: io.StringIO, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_request: HttpRequest, **_named: Any) -> None:
        raise WAYS[way]

    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("django.core.handlers.base.BaseHandler.resolve_request", lambda *_: (breaks, (), {}))
        path = "/people/Dana/?name=دانا&phone=962790000012&mail=dana@example.org"
        answer = client.post(path, {"name": "Dana", "document": "T1234567"}, headers={"referer": "http://x/Jabal"})
    assert answer.status_code in {400, 500}
    assert nothing_of_anybody(log)
    assert type(WAYS[way]).__name__ in log.getvalue()


@pytest.mark.django_db
def test_a_statement_that_fails_says_nothing_of_its_values(log: io.StringIO) -> None:
    logger = logging.getLogger("malath.test")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT Dana FROM nowhere WHERE name = %s", ["962790000012"])
    except Exception:
        logger.exception("The statement failed.")
    assert nothing_of_anybody(log)


@pytest.mark.parametrize(
    ("name", "message", "values"),
    [
        ("django.security.DisallowedHost", "Invalid HTTP_HOST header: 'dana@example.org'.", ()),
        ("django.request", "Not Found: %s", ("/people/Dana/",)),
        ("library", RuntimeError("Jabal"), ()),
        ("gunicorn.error", "Error handling request %s", ("/?q=Dana",)),
        ("malath.post", "Could not send to %s", ("dana@example.org",)),
    ],
)
def test_what_libraries_put_together_is_left_out(log: io.StringIO, name: str, message: Any, values: tuple[str, ...]) -> None:
    logging.getLogger(name).error(message, *values)
    assert nothing_of_anybody(log)
    assert name in log.getvalue()


def test_our_own_fixed_words_stay(log: io.StringIO) -> None:
    logging.getLogger("malath.tick").error("The database does not answer; the next tick tries again.")
    assert "the next tick tries again" in log.getvalue()
