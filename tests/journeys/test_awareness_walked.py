"""Scenario B walked in the browser in both languages: a class counted, a video played with captions, a phone passed round."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from malath.accounts.models import User
from malath.accounts.words import Language
from malath.awareness import actions, shelf
from malath.awareness.models import Answers, Campaign, Session
from malath.awareness.testing import (
    CAPTIONS_AR,
    make_answers,
    make_campaign,
    make_captions,
    make_facts,
    make_material,
    make_money,
    make_officer,
    make_session,
    make_survey,
)
from malath.awareness.words import Audience, Part, Tongue, Wave
from malath.cases.testing import make_case
from malath.foundation import clock
from malath.inbox.models import Item
from malath.privacy import actions as privacy
from malath.privacy.testing import make_use
from malath.workday.tick import tick
from tests.journeys.conftest import PHONE, SignIn, Town, faults_on, look_at
from tests.journeys.test_scenarios import speak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AR, EN = Language.ARABIC, Language.ENGLISH
CUES = """video => new Promise(done => {
    const track = video.textTracks[0]; track.mode = 'showing'; video.muted = true; video.currentTime = 3;
    const look = () => track.cues && track.cues.length && video.readyState >= 2 ? done([track.cues.length, video.duration,
        video.currentTime]) : setTimeout(look, 50); look(); })"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path)


@pytest.fixture
def officer(town: Town) -> User:
    return make_officer(town.association)


@pytest.fixture
def campaign(town: Town, officer: User) -> Campaign:
    at = clock.now() - timedelta(hours=2)
    campaign = make_campaign(town.association, by=officer, at=at)
    make_money(campaign, by=officer, at=at)
    return campaign


def test_a_class_is_counted_on_a_phone(sign_in: SignIn, officer: User, campaign: Campaign) -> None:
    at = clock.now() - timedelta(hours=1)
    session = make_session(campaign, by=officer, at=at, on=clock.in_amman(at).date())
    survey = make_survey(campaign, by=officer, at=at)
    for wave in (Wave.BEFORE, Wave.AFTER):
        make_answers(survey, wave, 31, right=9 if wave == Wave.BEFORE else 24, by=officer, at=at)
    speak(officer, AR)
    page = sign_in(officer, phone=True)
    page.goto(f"/awareness/sessions/{session.reference}/")
    counted(page, came="٦٢", genders_female="30", genders_male="31")
    expect(page.locator("[data-errors]")).to_be_visible()
    expect(page.locator("[name='genders_female']")).to_have_value("30")
    counted(page, genders_male="32")
    assert Session.objects.get().came == 62
    there = (f"campaigns/{campaign.reference}/", f"sessions/{session.reference}/", f"surveys/{survey.reference}/")
    for language in (AR, EN):
        speak(officer, language)
        places = ("", "calendar/", "reach/", "card/", "materials/", "campaigns/new/", "surveys/changes/", *there)
        assert [fault for place in places for fault in look_at(page, f"/awareness/{place}")] == []


def test_a_video_is_played_with_its_captions(sign_in: SignIn, town: Town, officer: User) -> None:
    at = clock.now() - timedelta(hours=1)
    material = make_material(town.association, make_facts(languages=frozenset({Tongue.AR, Tongue.EN})), by=officer, at=at)
    actions.put_file(material, Part.CAPTIONS, Tongue.AR, make_captions(CAPTIONS_AR), by=officer, at=at)
    page = sign_in(officer)
    for language in (AR, EN):
        speak(officer, language)
        assert look_at(page, f"/awareness/materials/{material.reference}/") == []
        cues, duration, now = page.locator("video").evaluate(CUES)
        assert (cues, round(duration), round(now)) == (2, 4, 3)


def test_a_film_goes_live_by_two_desks_and_is_taken_back_everywhere(
    sign_in: SignIn, town: Town, officer: User, campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Step 4: who is shown in it agrees no longer; every desk that uses it is told and sees where it was shown."""
    monkeypatch.setattr("malath.workday.tick.var_folder", lambda: tmp_path)
    at, second = clock.now() - timedelta(hours=1), make_officer(town.unit, "Nader")
    person = make_case(town.association, town.operator, at).person
    consent = make_use(person, desk=town.association, by=town.operator, at=at)
    facts = make_facts(languages=frozenset({Tongue.AR, Tongue.EN}), consents=(consent.use,))
    material = make_material(town.association, replace(facts, audiences=frozenset({Audience.STUDENTS})), by=officer, at=at)
    address = f"/awareness/materials/{material.reference}/"
    tick(clock.now())
    page, other = sign_in(officer, phone=True), sign_in(second)
    speak(officer, AR)
    made_by_two(page, other, address)
    tick(clock.now())
    assert len(shelf.read(tmp_path)) == 1
    actions.choose_materials(campaign, [material], by=officer, at=clock.now())
    shown_elsewhere(other, address)
    privacy.withdraw(consent, person, by=town.operator, at=clock.now())
    tick(clock.now())
    assert [one.name for one in shelf.place(tmp_path).iterdir()] == ["index.json"]
    assert {item.desk for item in Item.objects.filter(kind="material_retired")} == {town.association, town.unit}
    for user, where in ((officer, page), (second, other)):
        assert look_at(where, address) == []
        expect(where.locator("#shown li")).to_have_count(1)
        assert look_at(where, f"/awareness/campaigns/{campaign.reference}/") == []
        expect(where.locator("#materials li")).to_contain_text("مسحوبة" if user == officer else "Retired")


def test_a_phone_is_passed_round(browser: Browser, live_server: LiveServer, officer: User, campaign: Campaign) -> None:
    at = clock.now()
    survey = make_survey(campaign, by=officer, at=at)
    digits = actions.open_door(survey, Wave.BEFORE, by=officer, at=at).digits
    context = browser.new_context(viewport=PHONE, base_url=live_server.url.replace("127.0.0.1", "localhost"))  # type: ignore[arg-type]
    page = context.new_page()
    for number, language in enumerate(("ar", "en")):
        page.goto(f"/awareness/answers/?language={language}")
        page.locator("[name='digits']").fill(f"{digits[:6]} {digits[6:]}")
        sent(page)
        assert look_at(page, f"/awareness/answers/questions/?language={language}") == []
        page.locator("[name='code']").fill(f"{uuid4().hex[:6]}")
        page.locator("[name='item_K1'][value='false']").check()
        sent(page)
        assert faults_on(page, "thanks") == []
        assert Answers.objects.count() == number + 1
    context.close()


def counted(page: Page, **numbers: str) -> None:
    typed = {"disclosures": "1", "cards": "62", **numbers}
    for name, number in typed.items():
        page.locator(f"[name='{name}']").fill(number)
    page.locator("[name='facilitators'][value='ctu']").check()
    with page.expect_navigation():
        page.locator("form[action$='/hold/'] button").click()


def made_by_two(page: Page, other: Page, address: str) -> None:
    """One desk captions the film and tests it, another one approves it, and it goes live."""
    page.goto(address)
    captioned(page, CAPTIONS_AR.encode("cp1256"))
    expect(page.locator("#file [data-errors]")).to_contain_text("UTF-8")
    captioned(page, CAPTIONS_AR.encode())
    page.locator("[name='testers']").fill("٨")
    page.locator("[name='said']").fill("عرفوا بمن يتصلون.")
    press(page, "tested")
    expect(page.locator("#approve form")).to_have_count(0)
    other.goto(address)
    for check in other.locator("[name='checks']").all():
        check.check()
    press(other, "approve")
    page.goto(address)
    press(page, "live")


def captioned(page: Page, content: bytes) -> None:
    page.locator("#file [name='part']").select_option("captions")
    page.locator("#file [name='language']").select_option("ar")
    page.locator("#file [name='file']").set_input_files({"name": "ar.vtt", "mimeType": "text/vtt", "buffer": content})
    press(page, "file")


def shown_elsewhere(page: Page, address: str) -> None:
    """The other desk writes down where it showed the film."""
    page.goto(address)
    page.locator("#shown summary").click()
    page.locator("#shown [name='on']").fill(clock.in_amman(clock.now()).date().isoformat())
    page.locator("#shown [name='governorate']").select_option("IR")
    page.locator("#shown [name='place']").select_option("centre")
    press(page, "shown")


def press(page: Page, card: str) -> None:
    """Send the form of a card."""
    with page.expect_navigation():
        page.locator(f"#{card} form button").last.click()


def sent(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button").last.click()
