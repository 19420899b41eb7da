"""Scenario 2, its beginning: a volunteer in a camp hears of a girl who is to be married, and has only the sign card."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from malath.accounts.models import User
from malath.accounts.queries import inbox_desks
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock
from malath.helpline.models import Concern
from malath.inbox.models import Item
from malath.workday.tick import tick
from tests.journeys.conftest import PHONE, SignIn, Town, faults_on, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "قالت إنها خائفة."
WHERE = "القطاع التاسع، بعد المدرسة"


@pytest.fixture
def cheap_phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A small screen, Arabic, no script."""
    yield from small(browser, live_server, locale="ar", java_script_enabled=False)


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    yield from small(browser, live_server, locale="en")


def small(browser: Browser, live_server: LiveServer, **how: Any) -> Iterator[Page]:
    address = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport=PHONE, base_url=address, **how)  # type: ignore[arg-type]  # a plain dict
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def layan(town: Town) -> User:
    """Who looks after what volunteers notice in a camp, by mail and in Arabic."""
    cache.clear()
    desk = make_desk(make_agency(AgencyKind.CAMP), name_en="Child desk", name_ar="مكتب الطفل", phone="+96260000177")
    return make_user(Role.CAMP, desk, name_en="Layan", name_ar="ليان", language=Language.ARABIC)


def desk_code(office: Page) -> str:
    """The desk makes a code, and reads it off the page."""
    office.goto("/concerns/codes/")
    assert faults_on(office, "codes") == []
    office.locator("form.card button.primary").click()
    return re.sub(r"\D", "", office.locator(".notice bdi.code").last.inner_text())


def tell(volunteer: Page, code: str) -> None:
    """The volunteer opens the card, ticks what the girl's teacher heard, sends it, and leaves."""
    volunteer.goto("/signs/")
    volunteer.locator("[name='code']").fill(code)
    volunteer.locator("main button.primary").click()
    for sign in ("CH01", "CH02", "CH03", "CH05", "CH06"):
        volunteer.locator(f"input[value='{sign}']").check()
    volunteer.locator("[name='who'][value='child']").check()
    volunteer.locator("[name='where']").fill(WHERE)
    volunteer.locator("[name='words']").fill(SAID)
    volunteer.locator("form.card button.primary").click()
    assert volunteer.locator("h1").inner_text() == "وصل"
    volunteer.locator("main a.button.primary").click()
    assert volunteer.locator("table.month").count() == 1
    volunteer.goto("/signs/card/")
    assert "/signs/card/" not in volunteer.url


def test_what_a_volunteer_noticed_is_with_the_desk_the_same_minute(layan: User, sign_in: SignIn, cheap_phone: Page) -> None:
    office = sign_in(layan)
    tell(cheap_phone, desk_code(office))
    office.goto("/")
    assert SAID not in office.locator("body").inner_text()
    concern = Concern.objects.get()
    assert (concern.desk, concern.how_soon) == (inbox_desks(layan, clock.now())[0], "urgent")
    office.goto(f"/concerns/{concern.reference}/")
    assert faults_on(office, "the concern") == []
    page = office.locator("main").inner_text()
    assert SAID in page
    assert WHERE in page
    office.locator("form[action$='/take/'] button").click()
    office.locator("[name='came_of_it'][value='passed_on']").check()
    office.locator("form[action$='/settle/'] button").click()
    office.wait_for_load_state()
    concern.refresh_from_db()
    assert concern.came_of_it == "passed_on"


def test_the_card_in_english_asks_nothing_more_and_the_alert_says_that_one_waits(
    phone: Page, layan: User, sign_in: SignIn
) -> None:
    """No interview for a volunteer. Whoever reads the alert over a shoulder learns neither whom, nor where, nor what."""
    code = desk_code(sign_in(layan))
    assert look_at(phone, "/signs/?language=en") == []
    phone.locator("[name='code']").fill(code)
    phone.locator("main button.primary").click()
    assert faults_on(phone, "the card") == []
    asked = set(phone.locator("main form").first.locator("[name]").evaluate_all("all => all.map(one => one.name)"))
    assert {one.partition("_")[0] for one in asked} == {"grant", "once", "signs", "who", "soon", "where", "words"}
    phone.locator("input[value='CH06']").check()
    phone.locator("[name='who'][value='child']").check()
    phone.locator("[name='where']").fill(WHERE)
    phone.locator("[name='words']").fill(SAID)
    phone.locator("form.card button.primary").first.click()
    assert faults_on(phone, "received") == []
    tick(clock.now())
    office = sign_in(layan)
    told = [office.locator("body").inner_text(), *(f"{one.subject} {one.body}" for one in mail.outbox)]
    assert len(told) == 2
    for text in told:
        assert all(word not in text for word in (SAID, WHERE, "التاسع", "CH06", "اتجار", "طفلة"))
    item = Item.objects.get(desk=inbox_desks(layan, clock.now())[0])
    assert (item.kind, item.pressing) == ("concern_arrived", "urgent")
