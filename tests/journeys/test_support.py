"""Support walked in browsers: scenario 12 (step 3), a request to the fund whose committee knows no name; scenario 2 (step 5),
the best-interests panel about a girl, on a phone; and a plan made with the person."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.models import BestInterests, Case
from malath.cases.testing import make_case, make_child_case
from malath.cases.words import BestInterest
from malath.foundation import clock
from malath.privacy.testing import make_agreement
from malath.support.models import FundRequest
from malath.support.words import FundState
from tests.journeys.conftest import SignIn, Town, faults_on
from tests.journeys.test_scenarios import choose, send_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Jamila Alias"
EARLIER = timedelta(hours=2)


def fill(page: Page, **typed: str) -> None:
    for name, text in typed.items():
        page.locator(f"main [name='{name}']").fill(text)


def select(page: Page, **chosen: str) -> None:
    for name, value in chosen.items():
        page.locator(f"main [name='{name}']").select_option(value)


def committee() -> tuple[Desk, list[User]]:
    before = clock.now() - timedelta(days=30)
    desk = make_desk(make_agency(AgencyKind.FUND, "The fund", "الصندوق", at=before), at=before)
    names = (("Sahar", "سحر"), ("Ziad", "زياد"), ("Hind", "هند"))
    return desk, [make_user(Role.FUND, desk, name_en=en, name_ar=ar, language=Language.ARABIC, at=before) for en, ar in names]


def ask(page: Page, case: Case, what: str) -> None:
    page.goto(f"/cases/{case.reference}/fund/ask/")
    select(page, purpose="rent")
    fill(page, what=what, amount="٤٨٠", supplier_1="A landlord", quote_1="480.000")
    assert faults_on(page, "ask the fund") == []
    send_form(page, "main form")


def test_the_fund_decides_about_a_number_and_pays_apart(town: Town, sign_in: SignIn) -> None:
    desk, (sahar, ziad, hind) = committee()
    at = clock.now() - EARLIER
    case = make_case(town.association, town.operator, at, name=NAME)
    make_agreement(case.person, desk.agency, desk=town.association, by=town.operator, at=at)
    worker = sign_in(town.operator, phone=True)
    ask(worker, case, f"Rent for {NAME}")
    assert not FundRequest.objects.exists()
    ask(worker, case, "Six months' rent and a sewing course")
    row = FundRequest.objects.get()
    first, left, second = sign_in(sahar), sign_in(ziad), sign_in(hind, phone=True)
    first.goto("/fund/")
    assert faults_on(first, "requests to the fund") == []
    first.locator(f"table a[href*='{row.reference}']").click()
    assert faults_on(first, "a request to the fund") == []
    assert NAME not in first.content()
    first.locator("a[href$='/propose/']").click()
    choose(first, answer="grant")
    fill(first, granted="450.000", because="The rent is fair.")
    send_form(first, "main form")
    leave(left, row)
    second.goto(f"/fund/{row.reference}/")
    assert faults_on(second, "a request to the fund, on a phone") == []
    with second.expect_navigation():
        second.locator("form[action$='/confirm/'] button").click()
    row.refresh_from_db()
    assert row.state == FundState.GRANTED
    assert row.granted == Decimal(450)
    worker.goto(f"/cases/{case.reference}/fund/")
    expect(worker.locator("main")).to_contain_text("450.000 د.أ.")
    expect(worker.locator("main")).to_contain_text("0.000 د.أ.")
    assert faults_on(worker, "what was asked, on a phone") == []


def leave(page: Page, row: FundRequest) -> None:
    page.goto(f"/fund/{row.reference}/")
    page.locator("details.confirm > summary").click()
    with page.expect_navigation():
        page.locator("form[action$='/leave/'] button").click()
    answer = page.goto(f"/fund/{row.reference}/")
    assert answer is not None
    assert answer.status == 404


def test_a_panel_decides_about_a_girl_after_she_was_asked(town: Town, sign_in: SignIn) -> None:
    case = make_child_case(town.association, town.operator, clock.now() - EARLIER)
    page = sign_in(town.operator, phone=True)
    page.goto(f"/cases/{case.reference}/panels/open/")
    fill(page, question="عند من تكون آمنة قبل موعد العقد؟")
    send_form(page, "main form")
    page.locator("#panels article a").click()
    for role in ("child_protection", "case_manager", "school"):
        opened(page, "#members")
        fill(page, name="عضو")
        select(page, role=role)
        press(page, "/members/")
    opened(page, "#view")
    choose(page, heard="said")
    fill(page, view="أخاف، وأريد أن أبقى عند خالتي.")
    press(page, "/view/")
    for outcome in ("relatives", "mediation", "shelter"):
        opened(page, "#options")
        select(page, outcome=outcome)
        fill(page, words="ما له وما عليه.")
        press(page, "/options/")
    assert faults_on(page, "a panel, on a phone") == []
    page.locator("a[href$='/decide/']").click()
    select(page, outcome="relatives")
    fill(page, reasons="الخالة آمنة وقريبة من المدرسة.", review_on=f"{clock.now() + timedelta(days=14):%d/%m/%Y}")
    page.locator("main form textarea").last.fill("أرى دار الإيواء أأمن.")
    assert faults_on(page, "deciding, on a phone") == []
    send_form(page, "main form")
    expect(page.locator("#members")).to_contain_text("أرى دار الإيواء أأمن.")
    assert BestInterests.objects.get().outcome == BestInterest.RELATIVES


def test_a_plan_is_made_with_the_person_and_a_refused_goal_stays_refused(town: Town, sign_in: SignIn) -> None:
    case = make_case(town.association, town.operator, clock.now() - EARLIER, name=NAME)
    page = sign_in(town.operator)
    for said in ("refused", "chosen"):
        page.goto(f"/cases/{case.reference}/plan/goals/")
        select(page, domain="travel" if said == "refused" else "documents")
        fill(page, words="تريد جوازها أولًا.")
        choose(page, said=said)
        assert faults_on(page, "a goal") == []
        send_form(page, "main form")
    page.locator("#goals article a").first.click()
    fill(page, words="الاتصال بالسفارة", due_on=f"{clock.now() + timedelta(days=9):%d/%m/%Y}")
    choose(page, doer="ours")
    assert faults_on(page, "a goal and its actions") == []
    send_form(page, "#add form")
    page.goto(f"/cases/{case.reference}/plan/")
    with page.expect_navigation():
        page.locator("form[action$='/agree/'] button").click()
    assert faults_on(page, "the plan") == []
    expect(page.locator("#reviews")).to_be_visible()
    for rest in ("services/", "services/new/", "follow-up/", "talks/", "complaints/new/", "feedback/"):
        page.goto(f"/cases/{case.reference}/{rest}")
        assert faults_on(page, rest) == []


def opened(page: Page, card: str) -> None:
    """Unfold the form inside a card."""
    page.locator(f"{card} details:not([open]) > summary").last.click()


def press(page: Page, address: str) -> None:
    with page.expect_navigation():
        page.locator(f"form[action$='{address}'] button").last.click()
