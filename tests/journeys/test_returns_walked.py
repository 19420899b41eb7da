"""The same stories as in `test_scenarios_of_return`, word for word, but at a browser: each form is filled and sent as a person
would, and the pages on which it is decided are looked at in both languages."""

from collections.abc import Iterator, Mapping

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, Response
from pytest_django.live_server_helper import LiveServer

from malath.accounts.models import User
from malath.foundation import clock as times
from malath.foundation import marks
from malath.foundation.models import Mark
from malath.foundation.testing import Clock
from malath.returns.tests.conftest import House, clock, house
from tests.journeys import test_scenarios_of_return as stories
from tests.journeys.conftest import DESK, faults_on, take_pictures

__all__ = ["clock", "house"]
pytestmark = [pytest.mark.browser]
DECISIVE = {"returns:checklist", "returns:appeal"}


class Desk:
    """Everybody's browser, one page each."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.pages: dict[str, Page] = {}
        self.seen: set[str] = set()

    def at(self, user: User, address: str) -> tuple[Page, Response]:
        """Somebody's page at an address; whoever was signed out by the time that passed signs in again."""
        if user.reference not in self.pages:
            context = self.browser.new_context(viewport=DESK, base_url=self.address)  # type: ignore[arg-type]  # a plain dict
            context.set_default_timeout(20_000)
            self.pages[user.reference] = context.new_page()
        page = self.pages[user.reference]
        answer = page.goto(address)
        if "/sign-in" in page.url:
            with page.expect_navigation():
                page.locator(f"button[value='{user.reference}']").click()
            answer = page.goto(address)
        assert answer is not None
        return page, answer

    def look(self, user: User, name: str, *args: object) -> str:
        page, _ = self.at(user, reverse(name, args=args))
        if name in DECISIVE and name not in self.seen:
            self.seen.add(name)
            assert faults_on(page, name) == []
            take_pictures(page, name.replace(":", "-"))
            assert self.arabic(user, reverse(name, args=args)) == []
        return page.content()

    def arabic(self, user: User, address: str) -> list[str]:
        """What is wrong with the same page in Arabic."""
        user.language, before = "ar", user.language
        User.objects.filter(pk=user.pk).update(language="ar")
        page, _ = self.at(user, address)
        assert page.locator("html").get_attribute("dir") == "rtl"
        faults = faults_on(page, f"{address} (ar)")
        take_pictures(page, f"{address}-ar")
        User.objects.filter(pk=user.pk).update(language=before)
        user.language = before
        self.at(user, address)
        return faults

    def press(self, user: User, name: str, /, *args: object, **typed: object) -> int:
        """Fill a form and send it; 302 when it was taken, else the status of the answer."""
        address = reverse(name, args=args)
        status = self._asked(user, address)
        if status == 405:
            return self._button(user, address, str(args[0]), typed)
        if status != 200:
            return status
        page, _ = self.at(user, address)
        form = page.locator("main form").last
        for field, value in typed.items():
            fill(form.locator(f"[name={field}]"), str(value))
        return sent(form, address)

    def _asked(self, user: User, address: str) -> int:
        """The status of a page, asked for without showing it: who was signed out signs in first."""
        page = self.pages.get(user.reference) or self.at(user, reverse("workday:home"))[0]
        answer = page.request.get(address)
        if "/sign-in" in answer.url:
            self.at(user, reverse("workday:home"))
            answer = page.request.get(address)
        return answer.status

    def _button(self, user: User, address: str, reference: str, typed: Mapping[str, object]) -> int:
        """What stands as a button, or a small form, on the page of the return, of what follows it, or of the person's stay."""
        after = "returns:reintegration" if "/after/" in address else "returns:checklist"
        where = "workday:stay" if address.startswith("/people/") else after
        page, _ = self.at(user, reverse(where, args=[reference]))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        form = page.locator(f"form[action='{address}']")
        if not form.count():
            return 403
        for field, value in typed.items():
            fill(form.first.locator(f"[name={field}]"), str(value))
        return sent(form.first, address)


def fill(field: Locator, value: str) -> None:
    """Type, choose or tick, however the field is drawn; what the form does not ask is left."""
    if not field.count():
        return
    kind = field.first.evaluate("one => one.type")
    if kind == "hidden":
        return
    if kind in {"radio", "checkbox"}:
        tick = field if value == "on" else field.and_(field.page.locator(f"[value='{value}']"))
        tick.first.check(force=True)
    elif kind.startswith("select"):
        field.select_option(value)
    else:
        field.fill(value)


def sent(form: Locator, address: str) -> int:
    with form.page.expect_navigation() as navigation:
        form.evaluate("form => form.submit()")
    assert navigation.value is not None
    return 302 if address not in form.page.url else navigation.value.status


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    Mark.objects.create(kind=Mark.DEMO, created_at=times.now())
    marks.forget()
    made = Desk(browser, live_server.url.replace("127.0.0.1", "localhost"))
    monkeypatch.setattr(stories, "press", made.press)
    monkeypatch.setattr(stories, "look", made.look)
    yield made
    for page in made.pages.values():
        page.context.close()
    marks.forget()


def test_a_stranded_migrant_goes_home_at_a_browser(desk: Desk, house: House, clock: Clock) -> None:
    stories.test_a_stranded_migrant_goes_home_at_the_second_try(house, clock)


def test_one_grant_and_the_way_to_appeal_at_a_browser(desk: Desk, house: House, clock: Clock) -> None:
    stories.test_a_merged_person_has_one_grant_paid_once_and_is_told_how_to_appeal(house, clock)
