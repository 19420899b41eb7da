"""A page that nobody uses is covered, and what was typed is there afterwards."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.journeys.conftest import SignIn, Town, faults_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "قالت: جواز السفر عند صاحب البيت."
PATIENCE = 30_000


def a_while_later(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen minutes pass, for the browser and for the server."""
    moment = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    page.clock.fast_forward("16:00")


def written(page: Page) -> None:
    page.goto("/cases/new/")
    page.locator("[name='age_band']").select_option("21-29")
    page.locator("[name='sex']").select_option("female")
    page.locator("[name='note']").fill(SAID)


@pytest.mark.parametrize("phone", [True, False])
def test_it_is_covered_and_what_was_typed_stays(
    town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, settings: Settings, phone: bool
) -> None:
    settings.MALATH_IDLE_MINUTES = 15
    page = sign_in(town.inspector if phone else town.lawyer, phone=phone)
    page.context.set_default_timeout(PATIENCE)
    page.clock.install()
    written(page)
    a_while_later(page, monkeypatch)
    expect(page.locator("#locked")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("main")).not_to_be_visible()
    expect(page.locator("header.top")).not_to_be_visible()
    assert faults_on(page, "the cover") == []
    with page.context.expect_page() as beside:
        page.locator("#locked a").click()
    other = beside.value
    assert (town.inspector.name_en if phone else town.lawyer.name_en) not in other.locator("body").inner_text()
    assert faults_on(other, "the lock") == []
    later = timezone.now() + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    other.locator("main button.primary").click()
    other.wait_for_url(re.compile("/locked/opened/"))
    page.clock.run_for(6000)
    expect(page.locator("#locked")).to_be_hidden(timeout=PATIENCE)
    assert page.locator("[name='note']").input_value() == SAID


def test_without_script_what_was_sent_is_kept_and_sent_on(
    town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.MALATH_IDLE_MINUTES = 15
    page = sign_in(town.lawyer, script=False)
    page.context.set_default_timeout(PATIENCE)
    page.goto("/settings/")
    page.locator("[name='theme'][value='dark']").check()
    moment = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    page.locator("form[action$='/preferences/'] button").click()
    page.wait_for_url(re.compile("/locked/"))
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(seconds=1))
    page.locator("main button.primary").click()
    page.wait_for_url(re.compile("/locked/kept/"))
    page.locator("main button.primary").click()
    page.wait_for_url(re.compile("/settings/"))
    town.lawyer.refresh_from_db()
    assert town.lawyer.theme == "dark"
