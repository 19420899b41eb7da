"""A whole visit in a browser: what it asks of whom, what it leaves behind, and that each page can be used by everybody."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from malath.helpline import box
from malath.helpline.letters import Thread, keys_of, open_letter, seal_thread
from malath.publicsite.tests.conftest import public_door, site_in

pytestmark = pytest.mark.browser
MINE, SALT = X25519PrivateKey.generate(), "00" * 16
PUBLIC = MINE.public_key().public_bytes_raw().hex()
SLOTS = {"ar": ("ur/", "bn/", "si/", "am/", "om/"), "en": ("fil/", "ta/", "ne/", "hi/", "id/")}
NUMBERS, CHECK = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 9


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The public site as its own process beside a helpline that takes letters; its address, and its folder."""
    var = tmp_path_factory.mktemp("var")
    box.say_open(var, PUBLIC, SALT)
    with site_in(public_door() | {"MALATH_VAR": str(var)}) as address:
        yield address, var


def go_on(page: Page, step: int) -> None:
    """Press, and wait for the next step."""
    page.locator("button[value='next']").click()
    expect(page.locator("[name='step']")).to_have_value(str(step))


def go_through(page: Page, *, safe: str, words: str) -> str:
    """The steps of asking, to the words at their end."""
    page.locator(f"[name='safe'][value='{safe}']").check()
    go_on(page, 1)
    page.locator("[name='words']").fill(words)
    go_on(page, 2)
    go_on(page, 3)
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
    page.goto(f"{house[0]}/{language}/10/")
    page.locator("[name='governorate']").select_option("AM")
    page.locator("main form button").click()
    expect(page.locator("[name='governorate']")).to_have_value("AM")
    found += faults(page, "who helps there")
    for place in (*SLOTS[language], "check/"):
        page.goto(f"{house[0]}/{place}")
        found += faults(page, place)
    page.goto(f"{house[0]}/{language}/form/")
    page.locator("[name='safe'][value='no']").check()
    for step in (1, 2, 3):
        go_on(page, step)
        found += faults(page, f"step {step}")
    page.locator("button[value='next']").click()
    expect(page.locator(".words")).to_be_visible()
    assert [*found, *faults(page, "the words")] == []
    context.close()


KEPT = """async () => ({
  storage: localStorage.length + sessionStorage.length, cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"storage": 0, "cookies": "", "databases": 0, "caches": 0, "workers": 0}


class Log:
    """All that a browser asks of the network during a visit, and what the answers would have it keep."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[str] = []
        self.kept: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("response", self._look)

    def _look(self, answer: Response) -> None:
        headers = answer.headers
        page = headers.get("content-type", "").startswith("text/html")
        if "set-cookie" in headers or (page and "no-store" not in headers.get("cache-control", "")):
            self.kept.append(answer.url)

    def elsewhere(self, address: str) -> list[str]:
        return [url for url in self.asked if not url.startswith((f"{address}/", "data:"))]


def read_around(page: Page, language: str) -> None:
    """Texts, questions one asks oneself, where help is, and the page before a file is taken along; on each the next is opened
    as a visitor opens it."""
    for number in NUMBERS:
        page.locator(f".more a[href='/{language}/{number}/']").click()
        page.wait_for_url(f"**/{language}/{number}/")
        if number == CHECK:
            page.locator("[name='sign']").first.check()
            page.locator("main form button").click()
            expect(page.locator("[role='status'] .go")).to_be_visible()
        assert page.evaluate(KEPT) == NOTHING, number
    page.locator(f".more a[href='/{language}/']").click()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_whole_visit_asks_our_house_only_and_leaves_nothing(house: tuple[str, Path], browser: Browser, language: str) -> None:
    """Scenario 10, 1 and 2: at night on a shared phone, from the first page until she leaves. The network log names our house
    only; no cookie, store, worker or page is kept, and one neutral entry is in the history."""
    address, var = house
    context = browser.new_context(locale=language)
    log, page = Log(context), context.new_page()
    before = page.evaluate("history.length")
    page.goto(f"{address}/{language}/")
    read_around(page, language)
    page.locator(f"main a[href='/{language}/form/']").first.click()
    code = go_through(page, safe="no", words=f"The door is locked. There are five of us. {language}")
    assert len(code.split()) == 5
    assert page.evaluate(KEPT) == NOTHING
    page.locator("#leave").click()
    expect(page.locator(".month")).to_be_visible()
    assert (log.elsewhere(address), log.kept) == ([], [])
    assert context.storage_state() == {"cookies": [], "origins": []}
    assert page.evaluate(KEPT) == NOTHING
    assert page.evaluate("history.length") <= before + 1
    said = [open_letter(path.read_bytes(), MINE).said for _, path in box.waiting(var)]
    assert [one["safe"] for one in said if f"five of us. {language}" in one.get("words", "")] == ["no"]
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
