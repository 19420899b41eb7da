import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

SITE: Final = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]


@pytest.fixture
def public(request: pytest.FixtureRequest) -> Client:
    """A visitor of the public site, with its own URLs and middleware."""
    chosen: Settings = request.getfixturevalue("settings")
    chosen.ROOT_URLCONF = "config.public_urls"
    chosen.MIDDLEWARE = chosen.PUBLIC_MIDDLEWARE
    chosen.SECURE_REFERRER_POLICY = "no-referrer"
    return Client(raise_request_exception=False)


@pytest.fixture(scope="session")
def public_site() -> Iterator[str]:
    """The public site as its own process; its address."""
    with site_in(public_door()) as address:
        yield address


@contextmanager
def site_in(door: dict[str, str]) -> Iterator[str]:
    """The public site as its own process, as these settings say; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = subprocess.Popen([*SITE, "-b", f"127.0.0.1:{port}"], cwd=settings.ROOT, env=door)
    try:
        wait_for(port)
        yield f"http://localhost:{port}"
    finally:
        site.terminate()
        site.wait(10)


def public_door() -> dict[str, str]:
    return {**os.environ, "MALATH_DOOR": "public"}


def wait_for(port: int) -> None:
    for _try in range(200):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("The public site did not start.")
