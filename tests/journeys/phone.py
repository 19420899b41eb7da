"""A phone in a browser: its profile on the disk, a server that can be stopped, an answer that gets lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.test import Client
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from malath.accounts.models import User
from tests.journeys.conftest import PHONE, faults_on

PASS, DURESS = "a lamp on the seventh hill", "nothing to see here today"
PATIENCE = 120_000


def at_the_same_address(self: LiveServerThread, connections_override: Any = None) -> Any:
    """A server where one has just stopped."""
    place = (self.host, self.port)
    return self.server_class(
        place, QuietWSGIRequestHandler, allow_reuse_address=True, connections_override=connections_override
    )


@pytest.fixture
def server(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """A server that can be stopped, and comes back at the same address. It keeps no connection, which would live on."""
    monkeypatch.setattr(WSGIRequestHandler, "protocol_version", "HTTP/1.0")
    monkeypatch.setattr(LiveServerThread, "_create_server", at_the_same_address)
    Client().get("/sign-in/")
    running: list[LiveServer] = [LiveServer("localhost")]
    address = running[0].url
    port = address.rpartition(":")[2]

    def toggle() -> str:
        if running:
            running.pop().stop()
        else:
            running.append(LiveServer(f"localhost:{port}"))
        return address

    toggle.address = address  # type: ignore[attr-defined]
    yield toggle
    if running:
        running.pop().stop()


Open = Callable[..., BrowserContext]


@pytest.fixture
def phone_of(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path, server: Callable[[], str]
) -> Iterator[Open]:
    """A browser with a profile of its own on the disk, signed in with one key."""
    opened: list[BrowserContext] = []

    def open_phone(user: User, profile: str = "profile", **options: Any) -> BrowserContext:
        context = browser_type.launch_persistent_context(
            tmp_path / profile,
            **browser_type_launch_args,
            viewport=PHONE,  # type: ignore[arg-type]  # a plain dict
            base_url=server.address,  # type: ignore[attr-defined]
            accept_downloads=True,
            **options,
        )
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.pages[0]
        page.goto("/sign-in/")
        with page.expect_navigation():
            page.locator(f"button[value='{user.reference}']").click()
        return context

    yield open_phone
    for context in opened:
        context.close()


def enrol(page: Page, name: str = "olive", *, duress: str = DURESS) -> None:
    page.goto("/phones/enrol/")
    assert faults_on(page, "enrol") == []
    page.locator("[name='name']").select_option(name)
    page.locator("form[data-enrol] button").click()
    page.wait_for_url("**/field/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.locator("#pass").fill(PASS)
    page.locator("#again").fill(PASS)
    page.locator("#duress").fill(duress)
    assert faults_on(page, "choose a passphrase") == []
    page.locator("form button.main").click()
    expect(page.locator("#outbox")).to_be_visible(timeout=PATIENCE)


def unlock(page: Page, passphrase: str = PASS) -> None:
    page.locator("#pass").fill(passphrase)
    page.locator("form button.main").click()


def onward(page: Page) -> None:
    page.locator("#next").click()


def pick(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name='{name}'][value='{value}']").check()


def out(page: Page) -> str:
    return page.locator("#outbox .count").inner_text()


def found_in(folder: Path, *planted: str) -> set[str]:
    """Which of these words stand anywhere in a folder, as bytes of the usual kinds."""
    hits = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            hits |= {word for word in planted if word.encode() in content or word.encode("utf-16-le") in content}
    return hits


def press_send(page: Page) -> None:
    """What waits may leave by itself before the finger is there."""
    page.evaluate("document.getElementById('send')?.click()")


@contextmanager
def reply_lost(page: Page) -> Iterator[None]:
    """What is sent arrives, and the answer does not."""

    def lose(route: Route) -> None:
        with suppress(Error):  # what left by itself while no server was there
            route.fetch()
        route.abort()

    page.context.route("**/field/sync/", lose)
    yield
    page.context.unroute_all(behavior="wait")
