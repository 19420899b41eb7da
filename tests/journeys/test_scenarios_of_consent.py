"""Scenarios 5 (steps 2 and 5) and 6 (step 3), walked in the browser in both languages."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.foundation import clock
from malath.notices.models import Notice
from malath.privacy.models import Consent
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.referrals.models import Referral
from tests.journeys.conftest import SignIn, Town, on_duty
from tests.journeys.test_scenarios import answer_first_referral, choose, open_case, refer, send_form, speak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAKEN_BACK = (ConsentKind.C4, ConsentKind.C5, ConsentKind.C10, ConsentKind.C14)
LAWYER = {Language.ARABIC: "المساعدة القانونية", Language.ENGLISH: "Legal aid"}
STOP = {Language.ARABIC: "توقف عن استخدام ملف", Language.ENGLISH: "Stop using a file"}


def a_hospital() -> tuple[User, Desk]:
    before = clock.now() - timedelta(days=30)
    agency = make_agency(AgencyKind.HEALTH, "Hospital of the plain", "مستشفى السهل", at=before)
    desk = make_desk(agency, services=(ServiceKind.HEALTH,), hours=ALWAYS, at=before)
    nurse = make_user(Role.CASE_MANAGER, desk, name_en="Lina", name_ar="لينا", language=Language.ENGLISH, at=before)
    on_duty(desk, nurse, clock.now())
    return nurse, desk


def consents_to_take_back(town: Town) -> list[int]:
    """Those of the Unit and the lawyer, and four for everybody; what the hospital rests on is not among them."""
    rows = Consent.objects.filter(superseded_at=None)
    bodies = rows.filter(kind=ConsentKind.C3, body__in=(town.unit.agency, town.legal.agency))
    return [*bodies.values_list("pk", flat=True), *rows.filter(kind__in=TAKEN_BACK).values_list("pk", flat=True)]


def sees_a_case(page: Page) -> bool:
    page.goto("/cases/")
    return page.locator("table th a").count() > 0


@pytest.mark.parametrize("language", [Language.ARABIC, Language.ENGLISH])
def test_person_d_takes_six_answers_back_at_once_and_keeps_the_hospital(
    town: Town, sign_in: SignIn, language: Language
) -> None:
    for user in (town.operator, town.unit_officer, town.lawyer):
        speak(user, language)
    nurse, hospital = a_hospital()
    zayd, lina = sign_in(town.operator, phone=True), sign_in(nurse)
    dina, yara = sign_in(town.unit_officer), sign_in(town.lawyer)
    case = open_case(zayd, age="21-29", language="ar", name="شخص تجريبي دال")
    refer(zayd, case, "identification", town.unit.reference, "urgent", C3="yes", C4="yes", C5="yes")
    refer(zayd, case, "legal", town.legal.reference, "normal", C3="yes")
    refer(zayd, case, "health", hospital.reference, "urgent", C3="yes")
    person = Referral.objects.select_related("person").earliest("pk").person
    for kind in (ConsentKind.C9, ConsentKind.C10, ConsentKind.C14):
        make_consent(person, kind, desk=town.association, by=town.operator, at=clock.now())
    for page in (dina, yara, lina):
        answer_first_referral(page)
    assert sees_a_case(dina)
    assert sees_a_case(yara)

    zayd.goto(f"/people/{person.reference}/consents/withdraw/")
    for number in consents_to_take_back(town):
        zayd.locator(f"[name='consents'][value='{number}']").check()
    expect(zayd.locator("#left")).to_contain_text(LAWYER[language])
    choose(zayd, heard="alone")
    send_form(zayd)
    assert not sees_a_case(dina)
    assert not sees_a_case(yara)
    assert sees_a_case(lina)
    dina.goto("/")
    expect(dina.locator("main")).to_contain_text(STOP[language])

    zayd.goto(f"/people/{person.reference}/consents/C4/")
    expect(zayd.locator("#answer textarea")).to_have_count(0)
    choose(zayd, answer="yes")
    zayd.locator("#answer select[name='language']").select_option("ar")
    send_form(zayd, "#answer form")
    expect(zayd).to_have_url(re.compile(r"/consents/"))
    rows = Consent.objects.filter(person=person, kind=ConsentKind.C4).order_by("pk")
    assert [row.superseded_at is None for row in rows] == [False, True]
    assert rows[0].withdrawn_at is not None


@pytest.mark.parametrize(
    ("language", "told", "refused"),
    [(Language.ARABIC, "عمّان", "هذا يدل على شخص بعينه"), (Language.ENGLISH, "Amman", "This would identify")],
)
def test_worker_e_warns_of_a_farm_and_nobody_is_named(
    town: Town, sign_in: SignIn, language: Language, told: str, refused: str
) -> None:
    speak(town.operator, language)
    speak(town.unit_officer, language)
    zayd = sign_in(town.operator, phone=True)
    open_case(zayd, age="30-38", language="ar", name="شخص تجريبي هاء")
    zayd.goto("/notices/new/")
    zayd.locator("[name='governorate']").select_option("AM")
    choose(zayd, sector="agriculture", known="one", others="yes", danger="no")
    send_form(zayd)
    expect(zayd.locator("[data-errors]")).to_contain_text(refused)
    choose(zayd, known="many")
    send_form(zayd)
    dina = sign_in(town.unit_officer)
    dina.goto("/notices/")
    expect(dina.locator("main")).not_to_contain_text(told)  # it waits by chance, so that its hour tells nothing
    zayd.goto("/notices/new/")
    zayd.locator("[name='governorate']").select_option("AM")
    choose(zayd, sector="agriculture", known="many", others="yes", danger="yes")
    send_form(zayd)
    assert Notice.objects.count() == 2
    dina.goto("/notices/")
    expect(dina.locator("main")).to_contain_text(told)
    expect(dina.locator("main")).not_to_contain_text("شخص تجريبي هاء")
    expect(dina.locator("main")).not_to_contain_text("Helpline association")
