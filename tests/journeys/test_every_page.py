"""Every page, for those who use it by keyboard, by ear, enlarged, on a small screen or in the dark: Arabic on a phone,
English at a desk in the dark theme. A new address without a row here fails.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import IntConverter
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from malath.accounts.models import User
from malath.accounts.testing import PASSWORD, signed_in
from malath.accounts.words import Language
from malath.exchange.tests.books import book_of
from malath.exchange.work import go_on
from malath.foundation import clock, marks
from malath.foundation.models import Mark
from malath.workday import home
from tests.journeys.conftest import DESK, PHONE, faults_on, look_at
from tests.journeys.pages import NO_PAGES, ON_THE_WAY_IN, PAGES, PUBLIC, VISITED
from tests.journeys.world import World, made
from tests.security.test_authorisation import named, names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = {"ar": (PHONE, "light"), "en": (DESK, "dark")}


@pytest.fixture(params=LOOKS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(transactional_db: None, language: str) -> World:
    return made(Language(language))


@dataclass
class Watched:
    """Browsers, and what they complained about."""

    browser: Browser
    url: str
    language: str
    said: list[str]
    contexts: list[BrowserContext]

    def page(self, user: User | None = None) -> Page:
        size, scheme = LOOKS[self.language]
        context = self.browser.new_context(
            viewport=size,  # type: ignore[arg-type]  # a plain dict
            color_scheme="dark" if scheme == "dark" else "light",
            base_url=self.url,
            locale=self.language,
        )
        self.contexts.append(context)
        context.set_default_timeout(10_000)
        if user is not None:
            cookie = signed_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.url}])
        page = context.new_page()
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.said.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture
def watched(browser: Browser, live_server: LiveServer, language: str) -> Iterator[Watched]:
    watched = Watched(browser, live_server.url.replace("127.0.0.1", "localhost"), language, [], [])
    yield watched
    for context in watched.contexts:
        context.close()
    assert watched.said == []


def rows(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.long
def test_every_page_can_be_used_by_everybody(world: World, watched: Watched, language: str) -> None:
    """Each page is opened in both languages, and looked at closely in one of them; with MALATH_WHOLE in both."""
    faults, whole = [], bool(os.environ.get("MALATH_WHOLE"))
    for who, table in PAGES.items():
        page = watched.page(world.staff[who])
        for number, row in enumerate(rows(table)):
            closely = whole or [*LOOKS][number % len(LOOKS)] == language
            faults += [f"{who}: {fault}" for fault in look_at(page, world.address(row), closely=closely)]
    assert faults == []


def test_what_went_wrong_is_said_so_that_everybody_can_tell(
    world: World, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = watched.page(world.staff["officer"])
    faults = look_at(page, "/nothing/", 404) + look_at(page, reverse("workday:trail"), 403)
    for row in ("cases:new", "privacy:search", "referrals:new ?case=case", "privacy:ask person C5"):
        page.goto(world.address(row))
        faults += nothing_written(page, row)
    page.goto(world.address("exchange:home"))
    page.locator("input[type=file]").set_input_files(
        {"name": "a.xlsx", "mimeType": "application/octet-stream", "buffer": book_of([["prs_FirstName"], ["=1"]])}
    )
    page.locator("form:has(input[type=file]) button.primary").first.click()
    expect(page.locator("#columns")).to_be_visible()
    faults += faults_on(page, "the columns of a file")
    page.locator("#columns button.primary").click()
    expect(page.locator("#where")).to_be_visible()
    faults += faults_on(page, "a file that is checked")
    go_on(clock.now)
    expect(page.locator("#faults")).to_be_visible()
    faults += faults_on(page, "a file with something to mend")
    monkeypatch.setattr(home, "home_page", None)
    faults += look_at(page, reverse("workday:home"), 500)
    assert faults == []


def nothing_written(page: Page, name: str) -> list[str]:
    """The last form of a page sent as it stands, past the checks of the browser."""
    with page.expect_navigation():
        page.locator("main form.stack").last.evaluate("form => form.submit()")
    expect(page.locator("[data-errors]")).to_be_visible()
    return faults_on(page, f"{name}, nothing written")


def test_the_way_in(world: World, watched: Watched) -> None:
    user, page = world.staff["administrator"], watched.page()
    faults = look_at(page, reverse("account_login")) + look_at(page, reverse("accounts:accept_invitation"))
    type_password(page, user)
    faults += look_at(page, reverse("mfa_index")) + look_at(page, reverse("mfa_add_webauthn"))
    faults += look_at(page, reverse("mfa_activate_totp"))
    type_code(page, page.locator("code.code").inner_text().replace(" ", ""))
    passkey = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "A", "credential": {}})
    faults += look_at(page, reverse("mfa_remove_webauthn", args=[passkey.pk]))
    passkey.delete()
    kept = ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp")
    proofs = ("account_reauthenticate", "mfa_reauthenticate", "account_change_password")
    faults += [fault for name in (*kept, *proofs) for fault in look_at(page, reverse(name))]
    page = watched.page()
    page.goto(reverse("account_login"))
    type_password(page, user)
    faults += look_at(page, reverse("mfa_authenticate"))
    assert faults == []


def type_password(page: Page, user: User) -> None:
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("form:has([name=password]) button.primary").click()


def type_code(page: Page, secret: str) -> None:
    """The code of the app; once more when it ran out on the way."""
    for _try in range(2):
        page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
        with page.expect_navigation():
            page.locator("main form button.primary").click()
        if not page.locator("[data-errors]").count():
            return


def test_the_public_pages(public_site: str, watched: Watched) -> None:
    page = watched.page()
    faults = [fault for address in PUBLIC.values() for fault in look_at(page, public_site + address)]
    assert faults + look_at(page, f"{public_site}/nothing/", 404) == []


def test_a_referral_is_accepted_by_keyboard_alone(world: World, watched: Watched) -> None:
    page = watched.page(world.staff["receiver"])
    page.goto(world.address("workday:home"))
    tab_to(page, f"main a[href='{world.address('referrals:detail sent')}']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "details.confirm > summary")
    page.keyboard.press("Space")
    tab_to(page, "form[action$='/accept/'] select[name='key_worker']")
    page.keyboard.press("ArrowDown")
    tab_to(page, "form[action$='/accept/'] button.primary")
    page.keyboard.press("Enter")
    expect(page.locator("form[action$='/accept/']")).to_have_count(0)
    expect(page.locator("#answer")).to_be_focused()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus, and see that it shows."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert seen != "none", f"{selector} has the focus, and nobody sees it."
            return
    pytest.fail(f"{selector} is not reached with Tab.")


def test_every_address_has_its_row(client: Client, world: World) -> None:
    """Whatever is in no table must refuse to be looked at: it is a button."""
    Mark.objects.create(kind=Mark.DEMO, created_at=clock.now())
    marks.forget()
    signed_in(client, world.staff["administrator"])
    walked = {row.split()[0] for table in PAGES.values() for row in rows(table)} | {*ON_THE_WAY_IN, *NO_PAGES}
    others = {name: pattern for name, pattern in named(get_resolver()) if name not in walked}
    assert [name for name, pattern in others.items() if client.get(somewhere(name, pattern)).status_code != 405] == []
    public = {name.split(":")[1] for name in names(get_resolver("config.public_urls"))}
    assert {name for name in public if not VISITED.match(name)} == set(PUBLIC)
    marks.forget()


def somewhere(name: str, pattern: URLPattern) -> str:
    """An address of this name that leads to nobody."""
    kinds = pattern.pattern.converters.items()
    return reverse(name, kwargs={key: 2021 if isinstance(kind, IntConverter) else "7777-7777-7777" for key, kind in kinds})
