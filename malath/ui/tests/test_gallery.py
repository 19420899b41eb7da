import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

# The frame of every page says whether this is a demonstration.
pytestmark = [pytest.mark.django_db]

WIDTHS = {"phone": 390, "desk": 1280}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_shows_every_component_in_both_languages(client: Client, language: str) -> None:
    html = client.get("/ui/", {"language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    for mark in (
        "steps",
        "lines",
        "chips",
        "table",
        "summary",
        "timeline",
        "empty",
        "confirm",
        "more",
        "pager",
    ):
        assert re.search(rf'class="{mark}\b', html), mark
    for tone in ("calm", "soon", "late", "met"):
        assert f'class="clock {tone}"' in html


def test_it_takes_the_theme_from_the_address_and_only_a_known_one(client: Client) -> None:
    assert 'data-theme="dark"' in client.get("/ui/", {"theme": "dark"}).content.decode()
    assert "data-theme" not in client.get("/ui/", {"theme": '"><script>'}).content.decode()


def test_it_is_not_served_to_the_real_world(client: Client, settings: Settings) -> None:
    settings.MALATH_GALLERY = False
    assert client.get("/ui/").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_it_is_accessible_and_nothing_moves_sideways(
    live_server: LiveServer, browser: Browser, language: str, theme: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme="light")
    page.goto(f"{live_server.url}/ui/?language={language}&theme={theme}")
    violations = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations] == []
    assert sideways(page) == 0
    page.close()


@pytest.mark.browser
def test_targets_are_large_on_a_phone(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{live_server.url}/ui/?language=ar")
    small = page.locator(".button:visible, .tool:visible, .main-nav a, .chips a, .option label").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 43.9).map(one => one.outerHTML)"
    )
    assert small == []
    page.close()


@pytest.mark.browser
def test_a_clock_goes_on_in_the_words_of_the_server(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page(locale="ar")
    page.clock.install()
    page.goto(f"{live_server.url}/ui/?language=ar")
    clock = page.locator("#deadlines .clock").nth(1)
    assert clock.locator(".clock-text").inner_text() == "المتبقي: 35 دقيقة"
    page.clock.run_for(16 * 60_000)
    assert clock.locator(".clock-text").inner_text() == "المتبقي: 19 دقيقة"
    page.clock.run_for(120 * 60_000)
    assert clock.locator(".clock-text").inner_text() == "متأخر: ساعة و41 دقيقة"
    assert "late" in (clock.get_attribute("class") or "")
    page.close()


@pytest.mark.browser
def test_it_works_without_javascript(live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/?language=en")
    page.locator(".confirm summary").click()
    assert page.get_by_text("Withdraw this consent?").is_visible()
    assert not page.locator("[data-copy]").is_visible()
    page.locator(".menu summary").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.get_by_role("button", name="العربية").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    context.close()


@pytest.mark.browser
def test_nothing_breaks_the_content_policy(live_server: LiveServer, browser: Browser) -> None:
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live_server.url}/ui/?language=ar", wait_until="networkidle")
    assert [line for line in said if "Content Security Policy" in line or "Error" in line] == []
    page.close()


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
