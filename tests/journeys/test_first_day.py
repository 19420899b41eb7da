"""The first day of a member of staff: from the code on a slip of paper to a passkey, with and without JavaScript."""

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from malath.accounts import actions
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, make_user
from malath.accounts.words import Language
from malath.agencies.testing import make_desk
from malath.foundation import clock, marks
from malath.foundation.actor import WORKER
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IN_THE_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
NewPage = Callable[..., Page]


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> None:
    cache.clear()
    marks.forget()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    contexts: list[BrowserContext] = []

    def open_page(*, phone: bool = True, script: bool = True) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]  # a plain dict
            base_url=live_server.url.replace("127.0.0.1", "localhost"),
            java_script_enabled=script,
            locale="en-GB",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def newcomer() -> tuple[User, str]:
    user = make_user(Role.SOCIAL, make_desk(), language=Language.ENGLISH)
    return user, actions.invite(user, by=WORKER, at=clock.now())


def set_password(page: Page, user: User, code: str) -> None:
    page.goto("/sign-in/")
    page.get_by_role("link", name="I was given a sign-in code").click()
    page.locator("[name=email]").fill(user.email)
    page.locator("[name=code]").fill(code)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("status")).to_contain_text("Your password is set.")


def type_password(page: Page, user: User) -> None:
    page.goto("/sign-in/?next=/settings/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button.primary").click()


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/"))


def test_with_a_passkey(new_page: NewPage) -> None:
    user, code = newcomer()
    page = new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": IN_THE_DEVICE})

    set_password(page, user, code)
    type_password(page, user)
    expect(page.get_by_role("heading", name="Proof of who you are")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator("bdi.code")).to_have_count(10)
    page.goto("/settings/")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()

    sign_out(page)
    page.goto("/sign-in/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()

    sign_out(page)
    type_password(page, user)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()


def test_a_passkey_that_is_not_shown_is_said_and_may_be_tried_again(new_page: NewPage) -> None:
    page = new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": IN_THE_DEVICE})
    page.goto("/sign-in/")
    button = page.get_by_role("button", name="Sign in with a passkey")
    for _ in range(2):
        button.click()
        expect(page.locator("[data-problem]")).to_be_visible()
        expect(page.locator("form[data-passkey]")).not_to_have_attribute("aria-busy", "true")


def test_without_javascript_and_with_an_app(new_page: NewPage) -> None:
    user, code = newcomer()
    page = new_page(script=False)
    set_password(page, user, code)
    type_password(page, user)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_role("link", name="Set up the app").click()
    expect(page.locator("[role=img] svg")).to_be_visible()
    secret = page.locator("code.code").inner_text().replace(" ", "")
    code_now = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    page.locator("[name=code]").fill(code_now)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    recovery = page.locator("bdi.code").first.inner_text()
    sign_out(page)
    type_password(page, user)
    page.locator("[name=code]").fill(recovery)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
