"""Scenario 4 (step 5), a group of fourteen of whom one wants no part in it, and scenario 12 (step 6), a file after its end:
a phone in Arabic and a desk in English."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case, make_note, make_situation
from malath.foundation import clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy.models import BreakGlass
from malath.privacy.words import Verdict
from malath.referrals.testing import make_accepted_referral
from tests.journeys.conftest import SignIn, Town
from tests.journeys.test_scenarios import choose, send_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GROUP = 14
DECLINED = 8
DORMITORY = "سكن خلف البوابة الثالثة"


def test_the_unit_links_thirteen_and_learns_of_no_fourteenth(town: Town, sign_in: SignIn) -> None:
    at = clock.now() - timedelta(hours=2)
    own, officer = town.inspection, town.inspector
    group = [make_case(own, officer, at, name=f"شخص تجريبي {number}") for number in range(1, GROUP + 1)]
    situation = make_situation(*group[:-1], place=DORMITORY, desk=own, by=officer, at=at)
    rana = sign_in(officer, phone=True)
    rana.goto(f"/cases/situations/{situation.reference}/")
    rana.locator("#add input[name='case']").fill(group[-1].reference)
    with rana.expect_navigation():
        rana.locator("#add button").last.click()
    expect(rana.locator("#cases li")).to_have_count(GROUP)
    expect(rana.locator("#cases")).to_contain_text("G-09")
    expect(rana.locator("main")).to_contain_text(DORMITORY)

    for number, case in enumerate(group):
        if number != DECLINED:
            make_accepted_referral(officer, own, town.unit_officer, town.unit, at, case=case, type=ServiceKind.IDENTIFICATION)
    dina = sign_in(town.unit_officer)
    dina.goto(f"/cases/{group[0].reference}/")
    dina.locator("#situation a").first.click()
    expect(dina.locator("#cases li")).to_have_count(GROUP - 1)
    expect(dina.locator("main .head")).to_contain_text("more than 10 people")
    shown = dina.locator("main").inner_text()
    for hidden in (str(GROUP), "13", "G-0", "G-1", DORMITORY, group[DECLINED].reference):
        assert hidden not in shown.replace(situation.reference, ""), hidden
    for address in (f"/cases/{group[DECLINED].reference}/", "/cases/7777-7777-7777/"):
        answer = dina.goto(address)
        assert answer is not None
        assert answer.status == 404


def above(town: Town, role: Role, name: str) -> User:
    before = clock.now() - timedelta(days=30)
    return make_user(role, town.association, name_en=name, name_ar=name, language=Language.ENGLISH, at=before)


def test_a_file_is_closed_by_two_and_opened_again_only_for_a_reason_that_is_reviewed(town: Town, sign_in: SignIn) -> None:
    at = clock.now() - timedelta(days=365)
    huda, jamil = above(town, Role.SUPERVISOR, "Huda"), above(town, Role.DPO, "Jamil")
    case = make_case(town.association, town.operator, at, name="شخص تجريبي ياء")
    make_note(case, "تسكن الآن في بيت آمن.", desk=town.association, by=town.operator, at=at)
    zayd = sign_in(town.operator, phone=True)
    asks_to_close(zayd, case)
    approves(sign_in(huda), case)

    zayd.goto(f"/cases/{case.reference}/")
    expect(zayd.locator("main")).to_contain_text("مغلقة")
    expect(zayd.locator("main")).not_to_contain_text("بيت آمن")
    opens_in_an_emergency(zayd, case)
    assert ItemKind.GLASS_BROKEN in [item.kind for item in inbox.waiting(jamil.pk, [])]
    reviews(sign_in(jamil))
    assert BreakGlass.objects.get().verdict == Verdict.JUSTIFIED


def asks_to_close(page: Page, case: Case) -> None:
    """The key worker; whether the person was asked has no answer of its own, and nobody approves their own closing."""
    page.goto(f"/cases/{case.reference}/close/")
    choose(page, reason="plan_completed")
    page.locator("[name='summary']").fill("عمل وسكن، وكل ما في الخطة أُنجز.")
    send_form(page)
    expect(page.locator("[data-errors]")).to_have_count(1)
    choose(page, feedback="asked")
    send_form(page)
    expect(page.locator("#waiting")).to_be_visible()
    expect(page.locator("form[action$='/close/approve/']")).to_have_count(0)


def approves(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.reference}/close/")
    expect(page.locator("#waiting")).to_contain_text("Yes, the person was asked")
    page.locator("details.confirm > summary").first.click()
    with page.expect_navigation():
        page.locator("form[action$='/close/approve/'] button").click()


def opens_in_an_emergency(page: Page, case: Case) -> None:
    """Without a reason nothing opens."""
    page.goto(f"/people/{case.person.reference}/emergency/")
    button = page.locator("main form.stack button").first
    with page.expect_navigation():
        button.click()
    expect(page.locator("[data-errors]")).to_have_count(1)
    assert not BreakGlass.objects.exists()
    choose(page, why="danger")
    page.locator("[name='because']").fill("اتصلت وقالت إنه عند الباب.")
    with page.expect_navigation():
        button.click()
    expect(page.locator("main")).to_contain_text("شخص تجريبي ياء")


def reviews(page: Page) -> None:
    page.locator("#emergencies a").first.click()
    page.locator("#waiting a.what").first.click()
    choose(page, verdict="justified")
    page.locator("[name='found']").fill("Asked the worker and the desk; both say the same.")
    send_form(page)
    page.goto("/people/emergencies/")
    expect(page.locator("#waiting a")).to_have_count(0)
