import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def history(page: Page) -> int:
    return int(page.evaluate("history.length"))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_accessible_and_nothing_moves_sideways(
    public_site: str, browser: Browser, language: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=language,
    )
    page = context.new_page()
    for address in (f"/{language}/", "/exit", "/nothing/"):
        page.goto(public_site + address)
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


@pytest.mark.parametrize("way", ["button", "escape"])
def test_leaving_takes_the_pages_place_in_the_history(public_site: str, browser: Browser, way: str) -> None:
    page = browser.new_page(locale="en")
    page.goto(f"{public_site}/en/")
    before = history(page)
    if way == "button":
        page.get_by_role("button", name="Leave this page quickly").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    expect(page.locator(".month")).to_be_visible()
    assert history(page) == before
    page.go_back()
    expect(page.get_by_role("heading", name="Are you safe right now?")).to_be_hidden()
    page.close()


def test_escape_once_does_nothing(public_site: str, browser: Browser) -> None:
    page = browser.new_page(locale="en")
    page.goto(f"{public_site}/en/")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Are you safe right now?")).to_be_visible()
    page.close()


def test_changing_the_language_leaves_one_entry(public_site: str, browser: Browser) -> None:
    page = browser.new_page(locale="ar")
    page.goto(f"{public_site}/ar/")
    before = history(page)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Are you safe right now?")).to_be_visible()
    assert history(page) == before
    page.close()


def test_leaving_works_without_javascript(public_site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(f"{public_site}/en/")
    page.get_by_role("button", name="Leave this page quickly").click()
    expect(page.locator(".month")).to_be_visible()
    context.close()


def test_nothing_leaves_the_house_and_nothing_is_kept(public_site: str, browser: Browser) -> None:
    context = browser.new_context(locale="ar")
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{public_site}/ar/", wait_until="networkidle")
    page.locator("#leave").click()
    expect(page.locator(".month")).to_be_visible()
    assert [url for url in asked if not url.startswith((public_site, "data:"))] == []
    assert context.storage_state() == {"cookies": [], "origins": []}
    assert [line for line in said if "Content Security Policy" in line] == []
    context.close()
