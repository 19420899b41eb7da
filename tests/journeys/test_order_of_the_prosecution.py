"""Scenario 5, step 3, walked in the browser in both languages: the prosecution asks for the file of person D by order."""

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
from malath.orders.models import Order
from malath.people.models import Person
from malath.people.testing import make_tie
from malath.privacy.models import Access, Consent, Hold, Left
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from tests.journeys.conftest import SignIn, Town
from tests.journeys.test_scenarios import choose, open_case, send_form, speak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = (Language.ARABIC, Language.ENGLISH)
NAME, SISTER = "شخص تجريبي دال", "سلمى التجريبية"
WORDS = {
    Language.ARABIC: ("سجل الموافقات", "مكان إقامة الشخص لا يُعطى لأحد", "الأمر موجَّه إلى جهة أخرى"),
    Language.ENGLISH: (
        "Record of consents",
        "Where a person stays is given to nobody",
        "The order is addressed to another body",
    ),
}


class Office:
    """The prosecution, and who at the association decides and checks."""

    def __init__(self, town: Town, language: Language) -> None:
        before = clock.now() - timedelta(days=30)
        self.desk: Desk = make_desk(
            make_agency(AgencyKind.PROSECUTION, "Public prosecution", "النيابة العامة", at=before),
            services=[ServiceKind.LEGAL], hours=ALWAYS, at=before,
        )  # fmt: skip
        self.prosecutor = self._staff(Role.PROSECUTOR, self.desk, "Fadi", language)
        self.officer = self._staff(Role.DPO, make_desk(town.association.agency, at=before), "Jamil", language)
        self.supervisor = self._staff(Role.SUPERVISOR, town.association, "Rima", language)

    def _staff(self, role: Role, desk: Desk, name: str, language: Language) -> User:
        before = clock.now() - timedelta(days=30)
        return make_user(role, desk, name_en=name, name_ar=name, language=language, at=before)


def write_down(page: Page, person: Person, asked: str, *, to_us: str = "yes", office: str = "") -> None:
    """An order came, and somebody at the desk writes it down."""
    page.goto(f"/people/{person.reference}/orders/new/")
    choose(page, issuer="prosecution", to_us=to_us)
    page.locator("[name='body']").fill("مدعي عام عمّان")
    page.locator("[name='to_desk']").select_option(office)
    page.locator("[name='number']").fill("212/2026")
    page.locator("[name='dated_on']").fill(day())
    page.locator("[name='due_on']").fill(day(4))
    page.locator("[name='asked']").fill(asked)
    send_form(page)


def decide(page: Page, note: str, consents: str) -> None:
    """The note and the record of consents are named, the place of the shelter is given to nobody."""
    page.goto("/orders/")
    page.locator("#waiting a[href^='/orders/']").first.click()
    page.locator("select[name^='thing_note:']").first.select_option(note)
    page.locator("select[name='thing_consents:']").select_option(consents)
    page.locator("select[name='because_3']").select_option("place")
    send_form(page, "#decide form")


def person_d(page: Page, town: Town) -> tuple[Person, str]:
    """The file of person D, who took back the yes to co-operate; and the address of the case."""
    case = open_case(page, age="21-29", language="ar", name=NAME, phone="0700000034")
    person = Person.objects.get()
    make_tie(person, town.association, name=SISTER, by=town.operator)
    make_consent(person, ConsentKind.C5, desk=town.association, by=town.operator, at=clock.now())
    page.goto(f"/people/{person.reference}/consents/C5/withdraw/")
    choose(page, heard="alone")
    send_form(page)
    return person, case


def check(page: Page, address: str) -> None:
    """Who sees the file reads what would leave, strikes something out, looks again and says yes."""
    page.goto("/")
    expect(page.locator("#inbox")).to_be_visible()
    page.goto(address)
    expect(page.locator("article")).to_contain_text("جواز السفر عند صاحب البيت")
    page.locator("[name='strike']").fill("صاحب البيت")
    send_form(page, "#yes form")
    expect(page.locator("article")).not_to_contain_text("صاحب البيت")
    page.locator("[name='sure']").check()
    send_form(page, "#yes form")


def give(page: Page) -> None:
    page.reload()
    page.locator("#give details.confirm > summary").click()
    page.locator("#give form[action$='/release/'] button").click()
    expect(page.locator("#give")).to_have_count(0)


def read_the_answer(page: Page, order: str, language: Language, *closed: str) -> None:
    """The office reads what was given, and the file is as if it never was."""
    page.goto(f"/orders/{order}/answer/")
    given, place, _ = WORDS[language]
    for there in (given, place, "[***]"):
        expect(page.locator("main")).to_contain_text(there)
    for never in (NAME, SISTER, "صاحب البيت"):
        expect(page.locator("main")).not_to_contain_text(never)
    for address in closed:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404


def tell_when_safe(page: Page, address: str) -> None:
    """Not safe on the first day; later face to face."""
    page.goto("/")
    expect(page.locator("#tasks")).to_be_visible()
    page.goto(address)
    choose(page, how="not_safe")
    page.locator("[name='ask_on']").fill(day(5))
    send_form(page, "#tell form")
    choose(page, how="in_person")
    send_form(page, "#tell form")
    expect(page.locator("#tell")).to_have_count(0)


def day(ahead: int = 0) -> str:
    return (clock.in_amman(clock.now()).date() + timedelta(days=ahead)).strftime("%d/%m/%Y")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_named_papers_of_person_d_are_given_and_the_file_stays_closed(
    town: Town, sign_in: SignIn, language: Language
) -> None:
    office = Office(town, language)
    speak(town.operator, language)
    zayd, jamil = sign_in(town.operator, phone=True), sign_in(office.officer)
    person, case = person_d(zayd, town)
    opened = Access.objects.count()
    write_down(zayd, person, "ما كُتب بعد المقابلة\nسجل الموافقات\nعنوان دار الإيواء", office=office.desk.reference)
    decide(jamil, "1", "2")
    for never in (NAME, "جواز السفر"):
        expect(jamil.locator("main")).not_to_contain_text(never)
    order = Order.objects.get().reference
    at_the_desk = f"/people/{person.reference}/orders/{order}/"
    check(sign_in(office.supervisor), f"{at_the_desk}check/")
    give(jamil)
    read_the_answer(sign_in(office.prosecutor), order, language, f"/people/{person.reference}/", case)
    assert Access.objects.count() == opened
    tell_when_safe(zayd, at_the_desk)
    assert Left.objects.get(person=person, how="order").to_desk == office.desk
    assert Hold.objects.filter(person=person, ended_at=None).exists()
    assert Consent.objects.get(person=person, kind=ConsentKind.C5).withdrawn_at is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_to_another_body_is_refused_with_a_letter(town: Town, sign_in: SignIn, language: Language) -> None:
    office = Office(town, language)
    speak(town.operator, language)
    zayd = sign_in(town.operator, phone=True)
    open_case(zayd, age="21-29", language="ar", name=NAME)
    person = Person.objects.get()
    write_down(zayd, person, "سجل الموافقات", to_us="no", office=office.desk.reference)
    jamil = sign_in(office.officer)
    jamil.goto("/orders/")
    jamil.locator("#waiting a[href^='/orders/']").first.click()
    expect(jamil.locator("#decide")).to_have_count(0)
    expect(jamil.locator("#refuse input[value='other_body']")).to_be_checked()
    with jamil.expect_navigation():
        jamil.locator("#refuse form button").click()
    fadi = sign_in(office.prosecutor)
    fadi.goto("/")
    fadi.goto(jamil.url + "answer/")
    expect(fadi.locator("main")).to_contain_text(WORDS[language][2])
    expect(fadi.locator("main")).not_to_contain_text(person.reference)
    assert not Left.objects.exists()
