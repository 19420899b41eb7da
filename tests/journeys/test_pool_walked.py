"""Scenario A as in `test_scenario_of_the_pool`, word for word, but at a browser: each form is filled and sent in Arabic as a
person would, and the pages on which it is decided are looked at in both languages."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator
from pytest_django.live_server_helper import LiveServer

from malath.accounts.models import User
from malath.foundation import clock as times
from malath.foundation import marks
from malath.foundation.models import Mark
from malath.foundation.testing import Clock
from malath.training.models import Nomination
from malath.training.testing import MONDAY, make_certified
from malath.training.tests.conftest import Pool, account, clock, pool
from malath.training.words import Practice
from malath.workday.tick import tick
from tests.journeys import test_scenario_of_the_pool as story
from tests.journeys.conftest import faults_on, take_pictures
from tests.journeys.test_returns_walked import Desk as Browsers
from tests.journeys.test_returns_walked import fill, sent

__all__ = ["clock", "pool"]
pytestmark = [pytest.mark.browser]
STANDS_ON = {
    **dict.fromkeys(("nominate", "name_trainer"), "officer"), "admit": "nomination", "prepare": "results", "certify": "results",
    "open_half_day": "course", **dict.fromkeys(("raise_level", "observe"), "level"),
    **dict.fromkeys(("plan_visit", "approve_travel", "write_report", "agree"), "after"),
}  # fmt: skip
"""On which page the form of an act stands; all others have a page of their own."""
TICK = """(form, typed) => { for (const [name, values] of typed) for (const value of values)
    form.querySelector(`[name="${name}"][value="${value}"]`).checked = true; }"""


by_client, by_client_look = story.press, story.look


class Desk(Browsers):
    """Everybody's browser, in Arabic."""

    def __init__(self, browser: Browser, address: str) -> None:
        super().__init__(browser, address)
        self.taken = set[str]()

    def look(self, user: User, name: str, *args: object) -> str:
        """What somebody reads, in English; the first time the page is looked at in both languages."""
        address, languages = reverse(f"training:{name}", args=args), ("en",) if name in self.seen else ("ar", "en")
        self.seen.add(name)
        read = ""
        for language in languages:
            User.objects.filter(pk=user.pk).update(language=language)
            page, _ = self.at(user, address)
            assert page.locator("html").get_attribute("lang") == language
            assert len(languages) == 1 or faults_on(page, address) == []
            take_pictures(page, f"training-{name}")
            read = page.content()
        User.objects.filter(pk=user.pk).update(language="ar")
        return read

    def press(self, user: User, name: str, /, *args: object, **typed: object) -> int:
        """Fill a form and send it; 302 when it was taken, 403 where no such button stands, else the status of the answer. What
        was taken once at a browser is sent without one when it is done again."""
        if name in self.taken:
            return by_client(user, name, *args, **typed)
        address = reverse(f"training:{name}", args=args)
        page, answer = self.at(user, self.where(name, address, str(args[0]) if args else ""))
        if answer.status != 200:
            return answer.status
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        form = page.locator(f"form[action='{address}']" if name in STANDS_ON else "main form").last
        if not form.count():
            return 403 if name in STANDS_ON else 422
        self.fill(form, typed)
        status = sent(form, address)
        self.taken |= {name} if status == 302 else set()
        return status

    def where(self, name: str, address: str, reference: str) -> str:
        """The address of the page on which the form stands."""
        if name == "certify":
            reference = Nomination.objects.get(reference=reference).course.reference
        return reverse(f"training:{STANDS_ON[name]}", args=[reference]) if name in STANDS_ON else address

    def fill(self, form: Locator, typed: dict[str, object]) -> None:
        """Ticks of a test or a list at once, everything else as it is typed."""
        ticks = {name: value for name, value in typed.items() if isinstance(value, list) or name[1:].isdigit()}
        form.evaluate(TICK, [[name, value if isinstance(value, list) else [value]] for name, value in ticks.items()])
        for name, value in typed.items():
            if name not in ticks:
                fill(form.locator(f"[name={name}]"), str(value))


@pytest.fixture(autouse=True)
def desk(browser: Browser, live_server: LiveServer, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    Mark.objects.create(kind=Mark.DEMO, created_at=times.now())
    marks.forget()
    User.objects.update(language="ar")
    made = Desk(browser, live_server.url.replace("127.0.0.1", "localhost"))
    monkeypatch.setattr(story, "press", made.press)
    monkeypatch.setattr(story, "look", made.look)
    yield made
    for page in made.pages.values():
        page.context.close()
    marks.forget()


def test_a_trainer_is_made_at_a_browser(pool: Pool, clock: Clock) -> None:
    story.test_a_trainer_is_made_and_a_level_rests(pool, clock)


def test_a_study_visit_is_walked_at_a_browser(desk: Desk, pool: Pool, clock: Clock) -> None:
    story.test_a_study_visit_is_approved_by_another_and_it_is_asked_what_became_of_it(pool, clock)


def test_what_became_practice_is_ticked_and_read_at_a_browser(desk: Desk, pool: Pool, clock: Clock) -> None:
    certificate = make_certified(pool.layla).reference
    clock.at = MONDAY.replace(year=2027, month=1, day=3)
    tick(clock())
    assert "Layla" in desk.look(pool.huda, "due")
    assert desk.press(account(pool.layla), "practice", certificate, notices="always") == 422
    assert desk.press(account(pool.layla), "practice", certificate, **dict.fromkeys(Practice.values, "always")) == 302
    assert "Always" in desk.look(pool.reem, "practice", certificate)
    assert "Always" not in by_client_look(pool.huda, "practice", certificate)
