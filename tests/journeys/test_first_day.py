"""The first day of a member of staff: from the code on a slip of paper to a passkey, with and without JavaScript."""

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from malath.accounts import actions
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, Cast, cast, make_user
from malath.accounts.words import Language
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
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


SIGNED_OUT = ["/sign-in/", "/invitation/"]
SIGNED_IN = ["/settings/", "/factors/", "/factors/app/", "/factors/passkeys/add/", "/password/", "/sign-out/"]
MANAGING = ["/manage/staff/", "/manage/staff/add/", "/manage/agencies/", "/manage/agencies/add/"]


def addresses(people: Cast) -> list[str]:
    somebody, agency, desk = people.amal.reference, people.shelter.agency.reference, people.shelter.reference
    pages = [f"/manage/staff/{somebody}/", f"/manage/agencies/{agency}/", f"/manage/agencies/{agency}/desks/"]
    return [*SIGNED_IN, *MANAGING, *pages, f"/manage/desks/{desk}/", f"/duty/{desk}/"]


def look_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page for those who use it by keyboard, by ear, enlarged, or on a small screen."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    faults = [f"{address}: {fault['id']}" for fault in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*faults, *([f"{address} scrolls sideways"] if wide else [])]


@pytest.mark.parametrize("phone", [True, False])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_of_accounts_can_be_used_by_everybody(new_page: NewPage, language: str, phone: bool) -> None:
    people, home = cast(), make_desk(make_agency(AgencyKind.MECHANISM))
    admin = make_user(Role.ADMINISTRATOR, home, language=Language(language), password=PASSWORD)
    page = new_page(phone=phone)
    faults = [fault for address in SIGNED_OUT for fault in look_at(page, f"{address}?language={language}")]
    type_password(page, admin)
    page.wait_for_url(re.compile("/factors/"))
    faults += look_at(page, "/factors/") + look_at(page, "/factors/passkeys/add/") + look_at(page, "/factors/app/")
    secret = page.locator("code.code").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile("/recovery-codes/"))
    pages = [address for address in addresses(people) if address != "/factors/app/"]
    for address in [*pages, "/factors/recovery-codes/", "/factors/app/remove/", "/prove/password/", "/prove/code/"]:
        faults += look_at(page, address)
    assert faults == []
