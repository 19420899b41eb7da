"""A stay walked in the browser: scenarios 1 (step 7), 6 (steps 4 and 7) and 12 (step 4): taken in at night, what she brought
signed in and out, out and back at any hour, gone on a Thursday night by choice, and the place free at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation import clock
from malath.privacy.testing import make_compartment, make_consent
from malath.privacy.words import Answer, ConsentKind, Section
from malath.referrals.testing import make_accepted_referral
from malath.shelter.models import Belonging, Exit, Stay
from malath.shelter.testing import ADDRESS, make_section, make_shelter
from tests.journeys.conftest import SignIn, Town, faults_on
from tests.journeys.searched import Searched
from tests.journeys.test_scenarios import choose, send_form, speak
from tests.journeys.test_scenarios_of_justice import AR, EN, write
from tests.journeys.test_support import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = {
    "stays": {AR: "يقيم في دار إيواء", EN: "Stays at a shelter"},
    "promise": {AR: "لا يُقفل باب", EN: "No door is locked"},
}


@pytest.fixture
def waiting(town: Town) -> Case:
    """Somebody who does not want to speak to the police, and whom the shelter will take in."""
    at = clock.now() - timedelta(hours=3)
    case = make_case(town.association, town.operator, at, name="شخص تجريبي ي")
    make_consent(case.person, ConsentKind.C5, Answer.NO, desk=town.association, by=town.operator, at=at)
    shelter = make_shelter(town.shelter, town.shelter_supervisor, at=at)
    make_section(shelter, town.shelter_supervisor, at=at)
    make_accepted_referral(town.operator, town.association, town.shelter_worker, town.shelter, at, case=case)
    return case


def button(page: Page, address: str) -> None:
    with page.expect_navigation():
        page.locator(f"form[action$='{address}'] button").last.click()


def free_places(page: Page) -> str:
    page.goto("/shelter/search/?sex=female&age=adult&when=night&groups=1")
    return page.locator("#found tbody td").nth(1).inner_text()


def test_she_comes_at_night_and_goes_on_a_thursday_by_choice(
    town: Town, sign_in: SignIn, waiting: Case, searched: Searched
) -> None:
    speak(town.shelter_worker, AR)
    amal, zayd = sign_in(town.shelter_worker, phone=True), sign_in(town.operator)
    there = f"/cases/{waiting.reference}/shelter/"
    nobody_is_turned_away_for_saying_no(amal, there)
    is_taken_in(amal, there)
    assert free_places(zayd) == "1"
    in_both(amal, town, there)
    brings_and_takes(amal, there)
    for step in ("out", "back"):
        amal.goto(there)
        button(amal, f"/{step}/")
    assert Stay.objects.get().left_at is None
    where_it_is_is_shown_to_one(zayd, town, waiting, there, searched)
    she_is_asked_about_afterwards(waiting, town)
    goes(amal, there)
    assert Exit.objects.get().how == "planned"
    assert free_places(zayd) == "2"
    assert faults_on(zayd, "free places") == []


def in_both(page: Page, town: Town, there: str) -> None:
    for language in (EN, AR):
        speak(town.shelter_worker, language)
        page.goto(there)
        for word in SAID.values():
            expect(page.locator("main")).to_contain_text(word[language])
        assert faults_on(page, f"a stay {language}") == []


def nobody_is_turned_away_for_saying_no(page: Page, there: str) -> None:
    write(page, f"{there}turn-away/", reason="no_cooperation", elsewhere="shelter", words="لا تريد الشرطة.")
    expect(page.locator("[data-errors]")).to_be_visible()
    expect(page.locator("[name='words']")).to_have_value("لا تريد الشرطة.")


def is_taken_in(page: Page, there: str) -> None:
    page.goto(f"{there}admit/")
    place = page.locator("select[name='place']")
    place.select_option(place.locator("option:not([value=''])").first.get_attribute("value"))
    choose(page, entitled="potential", told="interpreter")
    send_form(page, "main form")
    expect(page.locator("[data-errors]")).to_be_visible()
    for name in ("voluntary", "rights"):
        page.locator(f"[name='{name}']").check()
    send_form(page, "main form")
    assert Stay.objects.get().left_at is None


def brings_and_takes(page: Page, there: str) -> None:
    page.goto(f"{there}belongings/")
    for name in ("held", "asked", "both_signed"):
        page.locator(f"[name='{name}']").check()
    fill(page, what="جواز أزرق")
    kind = page.locator("[name='kind']")
    if kind.count() > 1:
        choose(page, kind="passport")
    else:
        kind.select_option("passport")
    send_form(page, "main form")
    assert Belonging.objects.get().held


def where_it_is_is_shown_to_one(page: Page, town: Town, case: Case, there: str, searched: Searched) -> None:
    """By a press, once it was opened to the case manager by name: it never stands in an address, and on no other page."""
    page.goto(there)
    expect(page.locator("#place")).to_have_count(0)
    at = clock.now()
    giver = make_user(Role.SUPERVISOR, town.association, at=at - timedelta(days=1))
    make_compartment(case.person, Section.PLACE, town.association, town.operator, giver=giver, at=at)
    page.goto(there)
    button(page, "/address/")
    expect(page.locator("main")).to_contain_text(ADDRESS[:20])
    assert faults_on(page, "where it is") == []
    assert searched.shown == 1


def she_is_asked_about_afterwards(case: Case, town: Town) -> None:
    """Whether somebody may contact her later: the house asks before a planned exit."""
    make_consent(case.person, ConsentKind.C17, desk=town.shelter, by=town.shelter_worker, at=clock.now())


def goes(page: Page, there: str) -> None:
    """Refused while her passport lies in the house, and what was typed stays."""
    page.goto(f"{there}leave/")
    choose(page, how="planned", looked="safe", medicine="yes", transport="yes")
    page.locator("[name='destination']").select_option("own")
    send_form(page, "main form")
    expect(page.locator("[data-errors]")).to_be_visible()
    expect(page.locator("[name='medicine'][value='yes']")).to_be_checked()
    page.goto(there)
    page.locator("#things details.confirm > summary").click()
    with page.expect_navigation():
        page.locator("#things details.confirm form button").last.click()
    page.goto(f"{there}leave/")
    choose(page, how="planned", looked="safe", medicine="yes", transport="yes")
    page.locator("[name='destination']").select_option("own")
    send_form(page, "main form")
