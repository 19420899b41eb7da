"""From the sign-in page to the identity provider of one's body and back, in a browser that keeps our policy."""

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from malath.accounts import providers
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.tests.identity_provider import DISCOVERY, IdentityProvider, running, set_for
from malath.agencies.testing import make_agency, make_desk
from tests.journeys.conftest import DESK, PHONE, faults_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = {
    "ar": "المنظمة الدولية للهجرة، الأردن (تجريبية)",
    "en": "International Organization for Migration, Jordan (demo)",
}
NOT_RIGHT = {"ar": "غير صحيح", "en": "is not right"}
AWAY = {"ar": "لا يستجيب", "en": "does not answer at present"}


@pytest.mark.parametrize(("language", "size"), [("ar", PHONE), ("en", DESK), ("ar", DESK), ("en", PHONE)])
def test_one_press_leads_there_and_back(
    live_server: LiveServer,
    browser: Browser,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    size: dict[str, int],
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    body = make_agency(name_en=NAMES["en"], name_ar=NAMES["ar"])
    make_user(Role.SOCIAL, make_desk(body), email="amal@example.org")
    providers._app_for_a_while.cache_clear()
    context = browser.new_context(base_url=live_server.url, locale=language, viewport=size)  # type: ignore[arg-type]  # a plain dict
    with running() as provider:
        settings.MALATH_PROVIDERS = set_for(provider, body.reference)
        page, console = context.new_page(), list[str]()

        def hear(message: ConsoleMessage) -> None:
            console.append(message.text)

        page.on("console", hear)
        faults = walked(page, provider, language)
    context.close()
    assert (faults, console) == ([], [])


def walked(page: Page, provider: IdentityProvider, language: str) -> list[str]:
    """Away, then nobody, then one of ours."""
    page.goto("/sign-in/?next=/settings/")
    faults = faults_on(page, "sign-in with a provider")
    button = page.get_by_role("link", name=NAMES[language])
    provider.answers[DISCOVERY] = ("503 Away", [], b"")
    button.click()
    expect(page.get_by_text(AWAY[language])).to_be_visible()
    faults += faults_on(page, "sign-in, provider away")
    provider.answers, provider.claims = {}, {"email": "nobody@example.org", "email_verified": True}
    button.click()
    expect(page.get_by_text(NOT_RIGHT[language])).to_be_visible()
    provider.claims["email"] = "amal@example.org"
    button.click()
    page.wait_for_url("**/factors/")
    return faults
