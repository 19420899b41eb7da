"""Scenario 12, step 5: a computer of a shelter is lost. Who can be found comes first, and nobody is called otherwise than
they agreed."""

from datetime import time, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.cases.words import Risk
from malath.foundation import clock
from malath.people.rules import ANY_TIME, Window
from malath.people.testing import make_safe_contact
from malath.privacy.models import Breach
from malath.referrals.testing import make_accepted_referral
from tests.journeys.conftest import SignIn, Town
from tests.journeys.test_scenarios import choose, send_form, speak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker_j(town: Town) -> Case:
    """Somebody in the shelter, whose case the association manages and who agreed to be called on Friday mornings."""
    at = clock.now() - timedelta(days=2)
    case = make_case(town.association, town.operator, at, name="شخص تجريبي ياء", risk=Risk.MEDIUM)
    tomorrow = clock.in_amman(clock.now()).weekday() + 1
    window = Window(frozenset({tomorrow % 7}), time(12), time(14))
    make_safe_contact(case.person, town.association, windows=[window], by=town.operator, at=at)
    make_accepted_referral(
        town.operator, town.association, town.shelter_worker, town.shelter, at, case=case, type=ServiceKind.SHELTER
    )
    return case


@pytest.fixture
def others(town: Town) -> tuple[User, User]:
    """A data protection officer and an administrator, at the secretariat."""
    desk = make_desk(make_agency(AgencyKind.MECHANISM, "Secretariat", "الأمانة"))
    return make_user(Role.DPO, desk, name_en="Hala"), make_user(Role.ADMINISTRATOR, desk, name_en="Ibrahim")


def report(page: Page) -> None:
    page.goto("/")
    page.locator("footer a[href='/lost/']").click()
    choose(page, kind="device", whose="me")
    page.locator("[name='what']").fill("تُرك الحاسوب في سيارة أجرة.")
    send_form(page)


def look_at_people(hala: Page, person: str, calm: str) -> None:
    """The data protection officer sees who comes first, in codes and references, and what is still to be done."""
    hala.locator("#inbox a[href*='/trail/breaches/']").click()
    expect(hala.locator("#people")).to_contain_text(person)
    expect(hala.locator("#people")).to_contain_text("Place was there: move to decide")
    expect(hala.locator("#people")).not_to_contain_text(calm)
    expect(hala.locator("main")).not_to_contain_text("شخص تجريبي ياء")
    expect(hala.locator("#unit")).to_contain_text("Nobody has confirmed them")
    expect(hala.locator("#close")).to_contain_text("People still wait to be made safe.")


def end_account(ibrahim: Page, worker: str) -> None:
    """The administrator ends the account from what their inbox says."""
    ibrahim.locator(f"#inbox a[href*='{worker}']").click()
    ibrahim.locator("main details.confirm > summary").last.click()
    ibrahim.locator("form[action$='/end/'] button.danger, form[action$='/end/'] button.primary").last.click()


def make_safe(zayd: Page, town: Town, case: Case) -> None:
    """The case manager does not call at this hour; the person comes, agrees to another one and decides to move."""
    zayd.locator(f"#inbox a[href='/people/{case.person.reference}/safety/']").click()
    expect(zayd.locator("#contact")).to_contain_text("Not now")
    choose(zayd, step="told_by_phone")
    send_form(zayd)
    expect(zayd.locator("[data-errors]")).to_contain_text("Not at this hour")
    make_safe_contact(case.person, town.association, windows=[ANY_TIME], by=town.operator)
    choose(zayd, step="told_by_phone")
    send_form(zayd)
    choose(zayd, step="moves")
    send_form(zayd)
    expect(zayd.locator("main")).to_contain_text("Made safe")


def test_worker_j_a_computer_of_the_shelter_is_lost(
    town: Town, worker_j: Case, others: tuple[User, User], sign_in: SignIn
) -> None:
    officer, administrator = others
    person = worker_j.person.reference
    calm = make_case(town.association, town.operator, risk=Risk.LOW).person.reference
    speak(town.operator, Language.ENGLISH)
    opened = signed_in(Client(), town.shelter_worker)
    opened.get("/cases/")
    opened.get(f"/people/{person}/")
    report(sign_in(town.shelter_worker, phone=True))

    hala = sign_in(officer)
    look_at_people(hala, person, calm)
    end_account(sign_in(administrator), town.shelter_worker.reference)
    hala.reload()
    expect(hala.locator("#contain")).to_contain_text("Account ended")
    make_safe(sign_in(town.operator, phone=True), town, worker_j)

    hala.reload()
    expect(hala.locator("#people")).to_contain_text("Everybody on the list is safe")
    hala.locator("#contain textarea").fill("The account was ended and the computer wiped.")
    send_form(hala, "#contain form")
    hala.locator("#unit [name=number]").fill("2026/77")
    send_form(hala, "#unit form")
    hala.locator("#close textarea").fill("Computers of the shelter stay in the shelter.")
    send_form(hala, "#close form")
    assert Breach.objects.get().closed_by == officer.reference
    expect(hala.locator("main")).to_contain_text("Computers of the shelter stay in the shelter.")
