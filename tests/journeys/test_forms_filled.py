"""A form is filled in: on a phone in Arabic without a script, and at a desk in English where it asks as it is answered."""

import os

import pytest
from playwright.sync_api import Page

from malath.foundation import clock
from malath.questionnaires import queries
from malath.questionnaires.models import Filling, Version
from malath.questionnaires.testing import make_needs, make_published
from tests.journeys.conftest import SignIn, Town, faults_on, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def version(town: Town) -> Version:
    return make_published(make_needs(), town.inspector, town.operator, town.inspection, at=clock.now())


def begun(page: Page, version: Version) -> None:
    """From the list of forms to the first step."""
    assert look_at(page, "/forms/") == []
    page.goto(f"/forms/versions/{version.reference}/")
    seen(page, "version")
    with page.expect_navigation():
        page.locator("form[action$='/begin/'] button.primary").click()


def seen(page: Page, name: str) -> None:
    """Nothing is wrong with the page for anybody. With MALATH_PICTURES a picture of it is kept there."""
    if folder := os.environ.get("MALATH_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    assert faults_on(page, name) == []


def went_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[value='next']").click()


def record() -> dict[str, str]:
    return queries.answers_of(Filling.objects.select_related("key").get(state="finished"))


def test_on_a_phone_in_arabic_without_a_script(town: Town, sign_in: SignIn, version: Version) -> None:
    page = sign_in(town.inspector, phone=True, script=False)
    page.goto(f"/forms/versions/{version.reference}/")
    with page.expect_navigation():
        page.locator("form[action$='/begin/'] button.primary").click()
    page.locator("[name='q1']").fill("شخص مخترع")
    went_on(page)
    assert page.locator("[name='q3']").is_hidden()
    page.locator("[name='q2'][value='no']").check()
    went_on(page)
    assert page.locator("[name='q3']").is_visible()
    page.locator("[name='q3']").fill("الباب بلا قفل")
    went_on(page)
    page.locator("[name='q4_1']").fill("طفل")
    page.locator("[name='q5_1']").fill("٤٠")
    went_on(page)
    assert page.locator("#q5_1-error").is_visible()
    page.locator("[name='q5_1']").fill("٧")
    went_on(page)
    with page.expect_navigation():
        page.locator("form[action$='/finish/'] button.primary").click()
    assert record()["kids[1]/age"] == "7"
    assert record()["home/why"] == "الباب بلا قفل"


def test_at_a_desk_in_english_it_asks_as_it_is_answered(town: Town, sign_in: SignIn, version: Version) -> None:
    page = sign_in(town.lawyer)
    begun(page, version)
    page.locator("[name='q1']").fill("Somebody invented")
    went_on(page)
    page.locator("[name='q2'][value='no']").check()
    assert page.locator("[name='q3']").is_visible()
    seen(page, "step-en")
    page.locator("[name='q2'][value='refused']").check()
    assert page.locator("[name='q3']").is_hidden()
    went_on(page)
    with page.expect_navigation():
        page.locator("button[value='add']").click()
    page.locator("[name='q4_2']").fill("Second")
    seen(page, "kids-en")
    went_on(page)
    seen(page, "review-en")
    with page.expect_navigation():
        page.locator("form[action$='/finish/'] button.primary").click()
    seen(page, "filled-en")
    assert record()["home/safe"] == "refused"
    assert "home/why" not in record()


def test_every_step_in_arabic_on_a_phone_is_right_for_everybody(town: Town, sign_in: SignIn, version: Version) -> None:
    page = sign_in(town.inspector, phone=True)
    begun(page, version)
    went_on(page)
    seen(page, "wrong-ar")
    page.locator("[name='q1']").fill("شخص مخترع")
    went_on(page)
    page.locator("[name='q2'][value='no']").check()
    seen(page, "step-ar")
    page.locator("[name='q3']").fill("الباب بلا قفل")
    went_on(page)
    seen(page, "kids-ar")
    went_on(page)
    seen(page, "review-ar")
