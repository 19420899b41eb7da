"""Scenario 10, its public steps (1 to 3 and 9), walked by both sides at their browsers: whoever writes from inside on a phone,
and the desk of the helpline; and scenario B, step 5. The public site is a process of its own, and the worker between."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.testing import ALWAYS, make_desk
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.testing import Clock
from malath.helpline import work
from malath.helpline.models import Contact
from malath.helpline.testing import make_line
from malath.publicsite.tests.conftest import public_door, site_in
from malath.publicsite.tests.test_visit import KEPT, NOTHING, go_on
from malath.publicsite.text_views import WHERE
from malath.ui import help_lines
from malath.workday.tick import tick
from tests.journeys.conftest import PHONE, SignIn, Town, faults_on, on_duty
from tests.journeys.test_scenarios import speak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Night:
    """Where she writes, who is at the helpline, and who has duty at the Unit."""

    address: str
    town: Town
    duty: User

    def round(self) -> None:
        """What the worker does every few seconds."""
        work.go_on(clock.now)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    var = tmp_path_factory.mktemp("var")
    with site_in(public_door() | {"MALATH_VAR": str(var)}) as address:
        yield address, var


@pytest.fixture
def night(house: tuple[str, Path], town: Town, monkeypatch: pytest.MonkeyPatch) -> Night:
    address, var = house
    monkeypatch.setattr(work, "var_folder", lambda: var)
    now = clock.now()
    unit = make_desk(town.unit.agency, services=[ServiceKind.PROTECTION], hours=ALWAYS, at=now - timedelta(days=1))
    duty = make_user(Role.CTU_DUTY, unit, language=Language.ENGLISH, at=now - timedelta(days=1))
    on_duty(unit, duty, now)
    make_line(town.association, town.operator, now)
    night = Night(address, town, duty)
    night.round()
    return night


@contextmanager
def visitor(browser: Browser, night: Night, language: str) -> Iterator[Page]:
    """A phone that is not hers."""
    context = browser.new_context(viewport=PHONE, locale=language)  # type: ignore[arg-type]  # a plain dict
    page = context.new_page()
    page.clock.install()
    page.goto(f"{night.address}/{language}/")
    yield page
    assert context.storage_state() == {"cookies": [], "origins": []}
    context.close()


def test_a_web_report_from_inside(browser: Browser, sign_in: SignIn, night: Night) -> None:
    with visitor(browser, night, "ar") as her:
        code = she_writes(her)
        night.round()
        staff = sign_in(night.town.operator)
        the_desk_answers(staff)
        night.round()
        she_reads_and_writes_again(her, code)
        night.round()
        the_unit_is_told(staff, night)
        nothing_is_left_when_the_page_clears_itself(her)
    the_duty_officer_reads(sign_in(night.duty))


def she_writes(her: Page) -> str:
    """1, 2: not safe: numbers and quiet instructions first. She wants no call, and gets five words."""
    expect(her).to_have_title("معلومات")
    expect(her.locator("#leave")).to_be_visible()
    expect(her.locator("a[href='tel:911']")).to_be_visible()
    her.locator("main a[href='/ar/form/']").first.click()
    her.locator("[name='safe'][value='no']").check()
    go_on(her, 1)
    expect(her.locator("a[href='tel:911']")).to_be_visible()
    expect(her.get_by_text("إن كانوا يسمعونك")).to_be_visible()
    her.locator("[name='words']").fill("لا أستطيع الخروج.\nنحن خمسة.")
    go_on(her, 2)
    expect(her.locator("[name='reach'][value='none']")).to_be_checked()
    go_on(her, 3)
    her.locator("button[value='next']").click()
    code = her.locator(".words").inner_text()
    assert len(code.split()) == 5
    assert (her.url, her.evaluate(KEPT)) == (f"{her.url.partition('/ar/')[0]}/ar/form/", NOTHING)
    return code


def the_desk_answers(staff: Page) -> None:
    """Triage: looked at within 15 minutes. The operator may not call, and answers to be read with the words."""
    staff.goto("/helpline/")
    expect(staff.get_by_text("حالة طارئة واحدة تنتظر")).to_be_visible()
    staff.locator("tbody th a").first.click()
    expect(staff.get_by_text("لا تتصل. يرغبون")).to_be_visible()
    press(staff, "form[action$='/take/'] button")
    assert faults_on(staff, "the contact") == []
    expect(staff.locator("form[action$='/call/']")).to_have_count(0)
    staff.locator("[name='answer-words']").fill("قرأنا ما كتبت. أين أنتم؟")
    press(staff, "form[action$='/answer/'] button")


def she_reads_and_writes_again(her: Page, code: str) -> None:
    """9, 3: other words open nothing; hers open the answer. At 03:00 she sends where they are, and what not to say."""
    opens(her, "ar", " ".join(reversed(code.split())))
    expect(her.get_by_text("لا يوجد شيء بهذه الكلمات.")).to_be_visible()
    opens(her, "ar", f" {code.replace(' ', '، ')} ")
    expect(her.get_by_text("قرأنا ما كتبت. أين أنتم؟")).to_be_visible()
    her.locator("[name='danger'][value='yes']").check()
    her.locator("[name='words']").fill("الطابق الثالث.")
    her.locator("[name='not_told']").fill("ليس الجيران.")
    her.locator("main button").last.click()
    expect(her.get_by_role("status")).to_contain_text("أُرسل.")


def the_unit_is_told(staff: Page, night: Night) -> None:
    """3: it waits anew, on top; her wish stands first; danger to life (O1), and nothing was linked by itself."""
    assert Case.objects.count() == 0
    contact = Contact.objects.get()
    staff.goto("/helpline/")
    expect(staff.get_by_text("حالة طارئة واحدة تنتظر")).to_be_visible()
    staff.goto(f"/helpline/{contact.reference}/")
    press(staff, "form[action$='/take/'] button")
    text = staff.locator("main").inner_text()
    assert text.index("ليس الجيران.") < text.index("نحن خمسة.") < text.index("الطابق الثالث.")
    staff.locator(f"a[href='/referrals/contacts/{contact.reference}/']").click()
    expect(staff.get_by_text("911")).to_be_visible()
    expect(staff.locator("[name='not_told']")).to_have_value("ليس الجيران.")
    staff.locator("[name='called'][value='yes']").check()
    staff.locator("[name='told']").fill("الطابق الثالث، خمس نساء.")
    staff.locator("[name='age_band']").select_option("unknown")
    staff.locator("[name='because']").fill("الباب مقفل.")
    press(staff, "main form button")
    assert "/referrals/" in staff.url
    assert Case.objects.count() == 1


def nothing_is_left_when_the_page_clears_itself(her: Page) -> None:
    """After ten minutes untouched a month of days stands there, and no word that anything was sent."""
    her.clock.fast_forward(11 * 60 * 1000)
    expect(her.locator(".month")).to_be_visible()
    assert not any(word in her.locator("body").inner_text() for word in ("أُرسل", "الطابق"))
    assert her.evaluate(KEPT) == NOTHING


def the_duty_officer_reads(duty: Page) -> None:
    """What must not be told stands before what is."""
    duty.goto("/referrals/")
    duty.locator("tbody a, main .cards a").first.click()
    text = duty.locator("main").inner_text()
    assert text.index("ليس الجيران.") < text.index("الطابق الثالث، خمس نساء.")


def test_whoever_may_be_called_is_called_at_their_hours_only(
    browser: Browser, sign_in: SignIn, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Clock(clock.now() + 3 * HOUR)
    speak(night.town.operator, Language.ENGLISH)
    with visitor(browser, night, "en") as them:
        code = asks_for_a_call(them, later.at - HOUR, later.at + HOUR)
        night.round()
        staff = sign_in(night.town.operator)
        staff.goto(f"/helpline/{Contact.objects.get().reference}/")
        press(staff, "form[action$='/take/'] button")
        expect(staff.get_by_text("They may be called from")).to_be_visible()
        expect(staff.get_by_text("000 0012")).to_have_count(0)
        monkeypatch.setattr(timezone, "now", later)
        called(sign_in(night.town.operator))
        night.round()
        opens(them, "en", code.upper())
        expect(them.get_by_text("We tried. Nobody learnt why.")).to_be_visible()
        them.locator("#leave").click()
        expect(them.locator(".month")).to_be_visible()


def asks_for_a_call(them: Page, since: datetime, until: datetime) -> str:
    them.locator("main a[href='/en/form/']").first.click()
    go_on(them, 1)
    them.locator("[name='words']").fill("My pay is kept.")
    go_on(them, 2)
    them.locator("[name='reach'][value='call']").check()
    them.locator("[name='number']").fill("079 000 0012")
    for name, hour in (("since", since), ("until", until)):
        them.locator(f"[name='{name}']").select_option(f"{clock.in_amman(hour):%H}:00")
    them.locator("button[value='next']").click()
    expect(them.get_by_text("To be called back, this is needed.")).to_be_visible()
    them.locator("[name='code_word']").fill("pomegranate")
    go_on(them, 3)
    them.locator("button[value='next']").click()
    return them.locator(".words").inner_text()


def called(staff: Page) -> None:
    """At the hour they said: the code word first; another voice hears of a survey, and nobody writes why."""
    staff.goto(f"/helpline/{Contact.objects.get().reference}/")
    expect(staff.get_by_text("000 0012")).to_be_visible()
    expect(staff.get_by_text("Say the code word first: pomegranate")).to_be_visible()
    staff.locator("[name='call-result'][value='stranger']").check()
    press(staff, "form[action$='/call/'] button")
    staff.locator("[name='answer-words']").fill("We tried. Nobody learnt why.")
    press(staff, "form[action$='/answer/'] button")


def opens(page: Page, language: str, code: str) -> None:
    """Read an answer with these words."""
    page.goto(f"{page.url.partition(f'/{language}/')[0]}/{language}/words/")
    page.locator("[name='code']").fill(code)
    page.locator("main button").click()
    expect(page.locator("[role='status'], section.now").first).to_be_attached()


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).last.click()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_number_that_nobody_called_for_181_days_leaves_the_page_and_its_owner_is_told(
    browser: Browser, sign_in: SignIn, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Scenario B, 5: of two numbers one was called today."""
    now = clock.now()
    focal = make_user(Role.FOCAL_POINT, town.unit, language=Language(language), at=now - HOUR)
    kept = with_days(now.date(), now.date() - timedelta(days=181))
    law = Path(shutil.copytree(settings.LAW, tmp_path / "law"))
    (law / "hotlines.json").write_text(json.dumps(kept), encoding="utf-8")
    with site_in(public_door() | {"MALATH_COUNTRY": str(law), "MALATH_VAR": str(tmp_path)}) as address:
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # a plain dict
        page.goto(f"{address}/{language}/{WHERE}/")
        expect(page.locator("a[href='tel:911']").first).to_be_visible()
        assert page.locator("a[href='tel:+96264008000']").count() == 0
        page.close()
    monkeypatch.setattr(help_lines, "_kept", lambda: kept)
    tick(now)
    staff = sign_in(focal)
    staff.goto("/")
    staff.locator("main a[href='/helpline/public/']").first.click()
    assert faults_on(staff, "how the public site stands") == []
    expect(staff.locator("tr", has_text="400 8000")).to_contain_text("مخفي" if language == "ar" else "hidden")


def with_days(emergency: date, others: date) -> dict[str, Any]:
    """The numbers of the country, called on these days."""
    kept: dict[str, Any] = json.loads((settings.LAW / "hotlines.json").read_text(encoding="utf-8"))
    for one in kept["hotlines"]:
        one["verified_on"] = (emergency if one["code"] == help_lines.EMERGENCY else others).isoformat()
    return kept
