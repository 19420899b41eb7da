"""A whole visit in a browser: what it asks of whom, what it leaves behind, and that each page can be used by everybody."""

import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from malath.helpline import box
from malath.helpline.letters import Thread, keys_of, open_letter, seal_thread
from malath.publicsite.tests.conftest import SITE, public_door, wait_for

pytestmark = pytest.mark.browser
MINE, SALT = X25519PrivateKey.generate(), "00" * 16
PUBLIC = MINE.public_key().public_bytes_raw().hex()
NUMBERS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The public site as its own process beside a helpline that takes letters; its address, and its folder."""
    var = tmp_path_factory.mktemp("var")
    box.say_open(var, PUBLIC, SALT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**public_door(), "MALATH_VAR": str(var)}
    site = subprocess.Popen([*SITE, "-b", f"127.0.0.1:{port}"], cwd=settings.ROOT, env=env)
    wait_for(port)
    yield f"http://localhost:{port}", var
    site.terminate()
    site.wait(10)


def go_through(page: Page, *, safe: str, words: str) -> str:
    """The steps of asking, to the words at their end."""
    page.locator(f"[name='safe'][value='{safe}']").check()
    page.locator("button[value='next']").click()
    page.locator("[name='words']").fill(words)
    page.locator("button[value='next']").click()
    page.locator("button[value='next']").click()
    page.locator("button[value='next']").click()
    return page.locator(".words").inner_text()


def faults(page: Page, name: str) -> list[str]:
    found = [f"{name}: {rule['id']}" for rule in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *([f"{name} scrolls sideways"] if wide else [])]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_can_be_used_by_everybody(house: tuple[str, Path], browser: Browser, language: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    page, found = context.new_page(), []
    for place in (*(f"{number}/" for number in NUMBERS), "form/", "words/"):
        page.goto(f"{house[0]}/{language}/{place}")
        found += faults(page, place)
    page.goto(f"{house[0]}/{language}/form/")
    page.locator("[name='safe'][value='no']").check()
    for step in ("second", "third", "last"):
        page.locator("button[value='next']").click()
        found += faults(page, step)
    page.locator("button[value='next']").click()
    assert [*found, *faults(page, "the words")] == []
    context.close()


def everything_asked(context: BrowserContext) -> list[str]:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    return asked


def test_a_whole_visit_asks_our_house_only_and_leaves_nothing(house: tuple[str, Path], browser: Browser) -> None:
    """Scenario 10, 1 and 2: at night on a shared phone, until she leaves."""
    address, var = house
    context = browser.new_context(locale="en")
    asked, page = everything_asked(context), context.new_page()
    page.goto(f"{address}/en/")
    page.get_by_role("link", name="Ask for help").click()
    code = go_through(page, safe="no", words="The door is locked. There are five of us.")
    assert len(code.split()) == 5
    page.locator("#leave").click()
    expect(page.locator(".month")).to_be_visible()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert context.storage_state() == {"cookies": [], "origins": []}
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0
    said = [open_letter(path.read_bytes(), MINE).said for _, path in box.waiting(var)]
    assert [one["safe"] for one in said if "five of us" in one.get("words", "")] == ["no"]
    context.close()


def test_without_a_script_the_answer_is_asked_for_and_read(house: tuple[str, Path], browser: Browser) -> None:
    """Scenario 10, 9: the words are the only key."""
    address, var = house
    context = browser.new_context(java_script_enabled=False, locale="ar")
    page = context.new_page()
    page.goto(f"{address}/ar/form/")
    code = go_through(page, safe="yes", words="جواز سفري ليس معي.")
    keys = keys_of(code, bytes.fromhex(SALT))
    thread = Thread(((datetime.now(UTC).date().isoformat(), "جواز سفرك لك."),))
    box.publish_thread(var, keys.thread, seal_thread(thread, keys.public))
    page.goto(f"{address}/ar/words/")
    page.locator("[name='code']").fill(code)
    with page.expect_navigation() as opened:
        page.locator("main button").click()
    expect(page.get_by_text("جواز سفرك لك.")).to_be_visible()
    assert opened.value is not None
    assert opened.value.header_value("Refresh") == "600;url=/exit"
    context.close()
