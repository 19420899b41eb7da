"""Scenarios 1 (steps 5 and 6) and 6 (steps 2 and 6), walked in two browsers: a phone in Arabic, a desk in English; the
first one the other way round too, and without JavaScript."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.words import Language, Theme
from malath.foundation import clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.referrals.models import Referral
from malath.referrals.words import Alternative, DeclineReason, Escalation, Status
from malath.workday.tick import tick
from tests.journeys.conftest import SignIn, Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def send_form(page: Page, within: str = "main form.stack") -> None:
    """Press the button of the form that goes on, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(f"{within} button.primary").last.click()


def choose(page: Page, **choices: str) -> None:
    """Radio buttons and tick boxes by name and value."""
    for name, value in choices.items():
        page.locator(f"[name='{name}'][value='{value}']").check()


def open_case(page: Page, *, age: str = "21-29", language: str = "am", name: str = "", phone: str = "") -> str:
    """A new case as an officer writes it down; returns its address."""
    page.goto("/cases/new/")
    page.locator("[name='age_band']").select_option(age)
    page.locator("[name='sex']").select_option("female")
    choose(page, risk="high", answer="yes")
    page.locator("[name='needs'][value='safe_place']").check()
    page.locator("select[name='language']").select_option(language)
    page.locator("[name='interpreter']").select_option("phone")
    page.locator("[name='name']").fill(name)
    page.locator("[name='phone']").fill(phone)
    page.locator("[name='note']").fill("قالت: جواز السفر عند صاحب البيت.")
    send_form(page)
    expect(page).to_have_url(re.compile(r"/cases/[2-9A-Z-]{14}/$"))
    return page.url


def refer(page: Page, case: str, service: str, desk: str, urgency: str, **answers: str) -> str:
    """From the case page to a sent referral, in four steps; `answers` are those asked under the chosen desk."""
    page.goto(case)
    page.locator("main a[href^='/referrals/new/']").first.click()
    choose(page, urgency=urgency, type=service)
    send_form(page)
    choose(page, desk=desk)
    choose(page, **{f"{kind.lower()}_{desk}": answer for kind, answer in answers.items()})
    send_form(page)
    page.locator("[name='reason']").fill("تحتاج إلى مكان آمن الليلة. جواز السفر محجوز.")
    send_form(page)
    expect(page).to_have_url(re.compile("/step/check/$"))
    page.locator("main form[action$='/send/'] button").click()
    expect(page).to_have_url(re.compile(r"/referrals/[2-9A-Z-]{14}/$"))
    return page.url


def answer_first_referral(page: Page) -> None:
    """The receiving desk acknowledges from its workday, opens the referral and accepts."""
    page.goto("/")
    page.locator("main form[action$='/acknowledge/'] button").first.click()
    page.goto("/referrals/")
    page.locator("table th a, .lines a[href^='/referrals/']").first.click()
    page.locator("details.confirm > summary").first.click()
    form = page.locator("form[action$='/accept/']")
    workers = form.locator("select[name='key_worker']")
    workers.select_option(workers.locator("option").last.get_attribute("value"))
    form.locator("button.primary").click()
    expect(form).to_have_count(0)


def speak(user: User, language: Language) -> None:
    accounts.set_preferences(user, language=language, theme=Theme.AUTO, by=user, at=clock.now())


ACCEPTED = {Language.ARABIC: "مقبولة", Language.ENGLISH: "Accepted"}
SHELTER = {Language.ARABIC: "دار التل", Language.ENGLISH: "Shelter of the hill"}


@pytest.mark.parametrize(("inspector", "shelter"), [(Language.ARABIC, Language.ENGLISH), (Language.ENGLISH, Language.ARABIC)])
def test_worker_a_a_shelter_accepts_and_the_inspector_learns_no_more(
    town: Town, sign_in: SignIn, inspector: Language, shelter: Language
) -> None:
    speak(town.inspector, inspector)
    speak(town.shelter_worker, shelter)
    rana, amal = sign_in(town.inspector, phone=True), sign_in(town.shelter_worker)
    case = open_case(rana, name="شخص تجريبي أ")
    sent = refer(rana, case, "shelter", town.shelter.reference, "emergency", C3="yes", C8="yes")
    expect(rana.locator("main")).to_contain_text(SHELTER[inspector])

    answer_first_referral(amal)
    expect(amal.locator("#answer .tag").first).to_have_text(ACCEPTED[shelter])
    amal.goto("/cases/")
    amal.locator("table th a").first.click()
    expect(amal.locator("main")).to_contain_text("شخص تجريبي أ")
    expect(amal.locator("main")).not_to_contain_text("جواز السفر عند صاحب البيت")

    rana.goto(sent)
    expect(rana.locator("#answer .tag").first).to_have_text(ACCEPTED[inspector])
    expect(rana.locator("main")).not_to_contain_text(town.shelter_worker.name_en)
    expect(rana.locator("main")).not_to_contain_text(town.shelter_worker.name_ar)
    rana.goto(case)
    expect(rana.locator("main")).to_contain_text("جواز السفر عند صاحب البيت")


def test_worker_a_two_bodies_two_questions_and_co_operation_not_now(town: Town, sign_in: SignIn) -> None:
    rana = sign_in(town.inspector, phone=True)
    case = open_case(rana)
    refer(rana, case, "shelter", town.shelter.reference, "emergency", C3="yes", C8="yes")
    refer(rana, case, "identification", town.unit.reference, "urgent", C3="yes", C4="no", C5="not_now")
    dina = sign_in(town.unit_officer)
    answer_first_referral(dina)
    dina.goto("/cases/")
    dina.locator("table th a").first.click()
    expect(dina.locator("main")).to_contain_text("21 to 29")
    expect(dina.locator("main")).not_to_contain_text("جواز السفر عند صاحب البيت")


def test_worker_a_nobody_answers_for_an_hour_and_the_supervisor_is_told(town: Town, sign_in: SignIn) -> None:
    rana = sign_in(town.inspector, phone=True)
    sent = refer(rana, open_case(rana), "shelter", town.shelter.reference, "emergency", C3="yes", C8="yes")
    tick(clock.now() + timedelta(minutes=61))
    referral = Referral.objects.get(reference=sent.rstrip("/").rsplit("/", 1)[-1])
    assert (referral.status, referral.escalated) == (Status.SENT, Escalation.SUPERVISOR)
    told = [item.kind for item in inbox.waiting(town.shelter_supervisor.pk, [])]
    assert told == [ItemKind.REFERRAL_UNANSWERED]
    rana.goto(sent)
    expect(rana.locator("#answer")).to_contain_text("بلا رد")
    ghada = sign_in(town.shelter_supervisor)
    expect(ghada.locator("main")).to_contain_text("Unanswered")


def test_worker_e_says_no_to_the_police_and_the_unit_finds_nobody(town: Town, sign_in: SignIn) -> None:
    zayd = sign_in(town.operator, phone=True)
    case = open_case(zayd, age="30-38", language="ar", name="شخص تجريبي هاء", phone="+962 7 0000 0034")
    refer(zayd, case, "shelter", town.shelter.reference, "urgent", C3="yes", C8="yes")
    refer(zayd, case, "legal", town.legal.reference, "normal", C3="yes")
    answer_first_referral(sign_in(town.shelter_worker))
    answer_first_referral(sign_in(town.lawyer))

    dina = sign_in(town.unit_officer)
    dina.goto("/people/")
    dina.locator("[name='number']").fill("+962 7 0000 0034")
    send_form(dina)
    hidden = dina.locator("main").inner_text()
    dina.locator("[name='number']").fill("+962 7 0000 0999")
    send_form(dina)
    assert dina.locator("main").inner_text().replace("0999", "0034") == hidden.replace("0999", "0034")
    person = Referral.objects.select_related("person").first()
    assert person is not None
    for url in (f"/people/{person.person.reference}/", "/people/7777-7777-7777/"):
        answer = dina.goto(url)
        assert answer is not None
        assert answer.status == 404


def test_worker_e_takes_the_lawyer_back_and_keeps_the_shelter(town: Town, sign_in: SignIn) -> None:
    zayd, yara, amal = sign_in(town.operator), sign_in(town.lawyer), sign_in(town.shelter_worker)
    case = open_case(zayd, age="30-38", language="ar", name="شخص تجريبي هاء")
    refer(zayd, case, "shelter", town.shelter.reference, "urgent", C3="yes", C8="yes")
    refer(zayd, case, "legal", town.legal.reference, "normal", C3="yes")
    answer_first_referral(amal)
    answer_first_referral(yara)
    open_tab = yara.url
    zayd.goto(case)
    zayd.locator("a[href$='/consents/']").first.click()
    zayd.locator(f"a[href$='/consents/C3/{town.legal.agency.reference}/withdraw/']").click()
    expect(zayd.locator("#left")).to_contain_text("المساعدة القانونية")
    choose(zayd, heard="unsure")
    send_form(zayd)
    expect(zayd.locator("[data-errors]")).to_contain_text("لم يتغير شيء")
    choose(zayd, heard="alone")
    send_form(zayd)
    yara.goto(open_tab)
    expect(yara.locator("#answer .tag").first).to_have_text("Stopped")
    expect(yara.locator("#answer form")).to_have_count(0)
    yara.goto("/cases/")
    expect(yara.locator("table")).to_have_count(0)
    amal.goto("/cases/")
    expect(amal.locator("main")).to_contain_text("شخص تجريبي هاء")


def test_the_same_way_without_javascript(town: Town, sign_in: SignIn) -> None:
    rana, amal = sign_in(town.inspector, phone=True, script=False), sign_in(town.shelter_worker, script=False)
    sent = refer(rana, open_case(rana), "shelter", town.shelter.reference, "urgent", C3="yes", C8="yes")
    answer_first_referral(amal)
    expect(amal.locator("#answer .tag").first).to_have_text("Accepted")
    rana.goto(sent)
    expect(rana.locator("#answer .tag").first).to_have_text("مقبولة")


def test_without_javascript_a_shelter_declines_and_another_desk_is_named(town: Town, sign_in: SignIn) -> None:
    rana, amal = sign_in(town.inspector, phone=True, script=False), sign_in(town.shelter_worker, script=False)
    sent = refer(rana, open_case(rana), "shelter", town.shelter.reference, "urgent", C3="yes", C8="yes")
    amal.goto("/referrals/")
    amal.locator("table th a").first.click()
    form = amal.locator("form[action$='/decline/']")
    amal.locator("details.confirm:has(form[action$='/decline/']) > summary").click()
    choose(amal, because=DeclineReason.NO_PLACE, alternative=Alternative.OTHER_DESK)
    form.locator("button").click()
    expect(amal.locator("[data-errors]")).to_contain_text("Name the other desk.")
    form.locator("[name='note']").fill("The desk in Irbid has two places.")
    form.locator("button").click()
    expect(form).to_have_count(0)
    rana.goto(sent)
    expect(rana.locator("#answer")).to_contain_text("The desk in Irbid has two places.")


def test_without_javascript_a_yes_is_taken_back_and_the_person_is_found_by_number(town: Town, sign_in: SignIn) -> None:
    zayd, amal = sign_in(town.operator, phone=True, script=False), sign_in(town.shelter_worker, script=False)
    case = open_case(zayd, name="شخص تجريبي هاء", phone="+962 7 0000 0034")
    refer(zayd, case, "shelter", town.shelter.reference, "urgent", C3="yes", C8="yes")
    answer_first_referral(amal)
    zayd.goto("/people/")
    zayd.locator("[name='number']").fill("07 0000 0034")
    send_form(zayd)
    zayd.locator("main a[href^='/people/']:not([href='/people/'])").first.click()
    expect(zayd.locator("main")).to_contain_text("شخص تجريبي هاء")
    zayd.locator("a[href$='/consents/']").first.click()
    zayd.locator(f"a[href$='/consents/C3/{town.shelter.agency.reference}/withdraw/']").click()
    choose(zayd, heard="alone")
    send_form(zayd)
    amal.goto("/cases/")
    expect(amal.locator("table")).to_have_count(0)
